import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tablesDocument } from '../../docs/tables.ts';

test('the tables of commands and events are those of the rows: npm run tables writes them', () => {
  const file = new URL('../../docs/commands-and-events.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(tablesDocument());
});
