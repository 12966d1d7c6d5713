import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const folders = 'bench|docs|functions|infra|shared|test';
/** A path from the root, or the name of a file of ours after a folder, such as `contract/names.ts` in `shared`. */
const path = new RegExp(`^((${folders})/[\\w./-]*|[\\w-]+/[\\w./-]*\\.(tsx?|md|json|yaml))$`);

/** The paths in the code of a text that do not exist, and the links that lead nowhere. `from` is the folder of the text. */
function missingPaths(text: string, from = ''): string[] {
  const code = [...text.matchAll(/```[^`]*```|`([^`\n]+)`/g)].flatMap(([all, span]) =>
    (span ?? all).split(/[\s,;()]+/),
  );
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
  return [
    ...code.filter((word) => path.test(word) && !['', 'shared'].some((at) => existsSync(join(root, at, word)))),
    ...links.filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(root, from, to))),
  ];
}

/** The scripts that a text runs with `npm run` and that `package.json` does not have. */
function missingScripts(text: string): string[] {
  return [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !Object.hasOwn(scripts, name));
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  test('names only paths that exist', () => {
    expect(missingPaths(text, dirname(document))).toEqual([]);
  });

  test('names only scripts of package.json', () => {
    expect(missingScripts(text)).toEqual([]);
  });
});

test('a missing path, link or script in a document is found', () => {
  const text =
    'Read `shared/nowhere.ts`, `contract/gone.ts`, [this](gone.md) and run `npm run nothing` in `shared/contract`.';
  expect(missingPaths(text, 'docs')).toEqual(['shared/nowhere.ts', 'contract/gone.ts', 'gone.md']);
  expect(missingScripts(text)).toEqual(['nothing']);
});
