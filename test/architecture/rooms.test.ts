import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CaseEvent } from '#shared/contract/events.ts';
import { PathStage } from '#shared/contract/ladder-paths.ts';
import { afterPath, eventTypes, personCommandTypes, routedStages, workflowStages } from '#shared/contract/names.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { stages } from '#shared/domain/case/stages/index.ts';
import { partitions } from '#shared/store/keys.ts';
import { importsOf, root, sourcesOf } from './imports.ts';

const isOurs = (to: string) => /^(shared|functions|infra|test)\//.test(to);

/** A row of the table of rooms in `docs/architecture.md`, and the line below it that says what use cases are. */
interface Room {
  name: string;
  mayImport: string[];
  typesOf: string[];
  packages: boolean;
}

const architecture = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const pathsIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
const useCases = pathsIn(/^Use cases are .*$/m.exec(architecture)?.[0] ?? '');
const rooms: Room[] = [
  ...architecture.matchAll(/^\| `((?:shared|functions|infra)\/[\w-]+)` +\|[^|]*\|([^|]*)\|$/gm),
].map(([, name = '', may = '']) => ({
  name,
  mayImport: [...pathsIn(may.replace(/types of `[^`]+`/g, '')), ...(/\buse cases\b/.test(may) ? useCases : [])],
  typesOf: [...may.matchAll(/types of (`[^`]+`)/g)].flatMap(([, path = '']) => pathsIn(path)),
  packages: /\bpackages\b/.test(may),
}));
/** A path ends with `*` for everything that begins with it. */
const isIn = (path: string, to: string) =>
  to === path || to.startsWith(path.endsWith('*') ? path.slice(0, -1) : `${path}/`);

describe('who may import what', () => {
  test('the table of rooms in docs/architecture.md has every room', () => {
    const folders = ['shared', 'functions', 'infra'].flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map((one) => `${folder}/${one.name}`),
    );
    expect(rooms.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  test.each(rooms)('$name imports only what the table says', ({ name, mayImport, typesOf, packages }) => {
    const strange = importsOf(name).filter(
      ({ to, typeOnly }) =>
        ![name, ...mayImport].some((path) => isIn(path, to)) &&
        !(typeOnly && typesOf.some((path) => isIn(path, to))) &&
        !(packages && !isOurs(to)),
    );
    expect(strange).toEqual([]);
  });

  test('one file opens the table for the functions, and one joins the pages to the API of HR', () => {
    const from = (folder: string, path: string) => [
      ...new Set(importsOf(folder).flatMap((one) => (isIn(path, one.to) ? [one.from] : []))),
    ];
    expect(from('functions', 'shared/store')).toEqual(['functions/runtime/outside.ts']);
    expect(from('functions/hr', 'functions/web')).toEqual(['functions/hr/api-and-pages.ts']);
  });

  test('no function can name people of HR by itself, as the operator can', () => {
    const imports = ['functions', 'shared'].flatMap(importsOf);
    const reached = new Set(sourcesOf('functions'));
    // The set grows while it is walked.
    for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to);
    expect([...reached]).toContain('shared/directory/person-record.ts');
    const operators = [
      'shared/directory/recovery.ts',
      'shared/directory/setup.ts',
      'shared/domain/directory/recovery.ts',
    ];
    expect([...reached].filter((file) => operators.includes(file))).toEqual([]);
  });

  test('Step Functions is called by relay and sweep alone', () => {
    const callers = importsOf('functions')
      .filter(
        ({ to }) =>
          to === '@aws-sdk/client-sfn' || to.endsWith('runtime/settle.ts') || to.endsWith('step-functions.ts'),
      )
      .map(({ from }) => from.split('/')[1]);
    expect([...new Set(callers)].sort()).toEqual(['relay', 'runtime', 'sweep']);
    expect(importsOf('shared').filter(({ to }) => /client-sfn|^hono/.test(to))).toEqual([]);
  });

  test('no function and nothing shared asks whether it runs locally, or reads the clock by itself', () => {
    for (const folder of ['functions', 'shared'])
      for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
        if (!/\.tsx?$/.test(file)) continue;
        const text = readFileSync(join(root, folder, file), 'utf8');
        expect([file, /\bisLocal\b|if \(local|Date\.now\(|Math\.random\(/.test(text)]).toEqual([file, false]);
        const readsClock = /new Date\(\)/.test(text) && !file.endsWith('runtime/outside.ts');
        expect([file, readsClock]).toEqual([file, false]);
      }
  });

  test('no switch guesses for a kind that it does not know', () => {
    // This one writes messages for some codes of zod. For the others `messageOf` has its own.
    const aboutZod = ['shared/ladders/mend.ts'];
    const guessing = ['shared', 'functions'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file}`)
        .filter((file) => /\.tsx?$/.test(file) && /^\s*default:$/m.test(readFileSync(join(root, file), 'utf8'))),
    );
    expect(guessing.sort()).toEqual(aboutZod);
  });

  test('zod is imported in one file, which gives it its words, and from there as a whole', () => {
    const importing = ['functions', 'shared', 'infra'].flatMap(importsOf);
    const direct = importing.filter(({ to }) => /^zod/.test(to)).map(({ from }) => from);
    expect([...new Set(direct)]).toEqual(['shared/contract/zod.ts']);
    for (const { from } of importing.filter(({ to }) => to === 'shared/contract/zod.ts'))
      expect(readFileSync(join(root, from), 'utf8')).toMatch(/import (type )?\* as z from '[^']*zod\.ts'/);
  });
});

describe('folders', () => {
  /** Which folders the files of a folder import from. A folder and the one that it is in are two folders here. */
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of ['shared', 'functions', 'infra', 'bench'].flatMap(importsOf)) {
    const [one, other] = [dirname(from), dirname(to)];
    if (isOurs(to) && one !== other) arrows.set(one, (arrows.get(one) ?? new Set()).add(other));
  }

  test('no folder imports from itself by way of others', () => {
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of arrows.get(from) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    expect([...arrows.keys()].filter((name) => reached(name).has(name))).toEqual([]);
  });

  /** The lines of 'Inside the largest rooms' in `docs/architecture.md`: the folders of a room, in their order. */
  const lines = [...architecture.matchAll(/^- `((?:shared|functions|infra)\/[\w/]+)`: ([\s\S]*?\.)(?: |\n)/gm)].map(
    ([, room = '', text = '']) => ({ room, order: pathsIn(text).filter((one) => /^\w+$/.test(one)) }),
  );

  test.each(lines)('the folders of $room import in the order of docs/architecture.md', ({ room, order }) => {
    const folderOf = (path: string) => (isIn(room, path) ? path.slice(room.length + 1).split('/')[0] : undefined);
    const folders = readdirSync(join(root, room), { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...order].sort());
    const backwards = importsOf(room).filter(({ from, to }) => {
      const [one, other] = [folderOf(from), folderOf(to)].map((name) => order.indexOf(name ?? ''));
      return one !== undefined && one >= 0 && isIn(room, to) && (other === undefined || other < 0 || other > one);
    });
    expect(backwards).toEqual([]);
  });

  test('docs/architecture.md gives the order of three rooms', () => {
    expect(lines.map(({ room }) => room)).toEqual(['shared/domain/case', 'functions/web', 'infra/local']);
  });
});

describe('what is listed twice agrees', () => {
  test('every command has its right, every event its shape, every stage its wait and its route', () => {
    expect(Object.keys(commands).sort()).toEqual([...personCommandTypes].sort());
    expect(CaseEvent.def.options.map((option) => option.shape.type.def.values[0])).toEqual(eventTypes);
    expect(Object.keys(stages).sort()).toEqual([...workflowStages].sort());
    expect([...routedStages]).toEqual([...workflowStages, 'closing']);
    const kinds = PathStage.def.options.map((option) => option.shape.kind.def.values[0]);
    // An appeal comes after the end of a path, so no path has it.
    expect([...kinds, ...afterPath].sort()).toEqual([...workflowStages].sort());
  });

  test('the words of the domain name every stage', () => {
    const [stage] = readFileSync(join(root, 'docs/domain.md'), 'utf8').match(/^\| stage .*$/m) ?? [];
    for (const kind of workflowStages) expect(stage).toContain(kind);
  });

  test('only the file of keys builds keys', () => {
    const built = new RegExp(
      Object.values(partitions)
        .map((prefix) => `['"\`]${prefix}`)
        .join('|'),
    );
    for (const folder of ['functions', 'shared'])
      for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
        if (!/\.tsx?$/.test(file) || file === 'store/keys.ts') continue;
        expect([file, built.test(readFileSync(join(root, folder, file), 'utf8'))]).toEqual([file, false]);
      }
  });
});
