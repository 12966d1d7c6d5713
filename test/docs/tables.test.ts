import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenariosDocument } from '../../docs/scenario-tables.ts';
import { tablesDocument } from '../../docs/tables.ts';

test.each([
  ['commands and events', 'commands-and-events.md', tablesDocument],
  ['scenarios', 'scenarios.md', scenariosDocument],
])('the tables of %s are those of the code: npm run tables writes them', (_what, file, document) => {
  expect(readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')).toBe(document());
});
