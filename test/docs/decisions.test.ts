import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = 'docs/decisions';
const rows = [...readFileSync(`${folder}/README.md`, 'utf8').matchAll(/^\| (\d+) .*\((\S+\.md)\).*\| (\S.*?) +\|$/gm)];
const files = readdirSync(folder).filter((file) => file !== 'README.md');

test('the list of decisions names each once, in the order of their numbers', () => {
  expect(rows.map(([, , file]) => file)).toEqual(files.sort());
});

test.each(rows.map(([, number, file, status]) => [number, file ?? '', status ?? '']))(
  'decision %s names in its own status the decisions that change it',
  (_number, file, status) => {
    const said = readFileSync(`${folder}/${file}`, 'utf8').split('\n\n')[1] ?? '';
    for (const [, changer] of status.matchAll(/(?:by|and) (\d+)/g))
      expect(said).toContain(`[${changer?.padStart(4, '0')}]`);
  },
);
