import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFormat } from '#infra/local/runtime/format.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-format-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a new data folder is marked, and taken again at the next start', () => {
  checkFormat(folder);
  expect(readFileSync(join(folder, 'format'), 'utf8')).toMatch(/^[0-9]+$/);
  writeFileSync(join(folder, 'rungs.db'), 'data');
  expect(() => checkFormat(folder)).not.toThrow();
});

test.each([
  ['that has no mark', () => writeFileSync(join(folder, 'rungs.db'), 'data')],
  ['that has another mark', () => writeFileSync(join(folder, 'format'), '1')],
])('a data folder %s is left as it is, with what to do', (_, make) => {
  make();
  expect(() => checkFormat(folder)).toThrow(/Delete that folder to begin anew.*RUNGS_DATA_DIR=other npm start/);
  expect(existsSync(join(folder, 'format')) ? readFileSync(join(folder, 'format'), 'utf8') : '1').toBe('1');
});
