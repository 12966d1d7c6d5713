import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEngine } from '#infra/local/engine/engines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-engines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of this name in the only folder of the PATH. */
function program(name: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
}
const env = (more: NodeJS.ProcessEnv = {}) => ({ PATH: folder, ...more });
const nowhere = () => join(folder, 'not-installed');

test('the engine that npm installed is used, even if there is another one on the PATH', () => {
  program('dynoxide');
  const installed = program('installed');
  expect(findEngine(env(), installed).command).toBe(installed);
});

test('where npm has no build, a dynoxide on the PATH is used', () => {
  const file = program('dynoxide');
  const { command, args } = findEngine(env(), nowhere());
  expect(command).toBe(file);
  expect(args(8000, 'rungs.db').join(' ')).toBe('serve --host 127.0.0.1 --port 8000 --db-path rungs.db');
});

test('without any engine the error says how to get one', () => {
  expect(() => findEngine(env(), nowhere())).toThrow('brew install nubo-db/tap/dynoxide');
  program('dynoxide', 0o644);
  expect(() => findEngine(env(), nowhere())).toThrow('no build of the embedded DynamoDB engine');
});

test('DynamoDB Local runs on Java, keeps its data beside those of the other engine, and sends no telemetry', () => {
  const java = program('java');
  const { command, args } = findEngine(env({ RUNGS_ENGINE: 'dynamodb-local' }));
  expect(command).toBe(java);
  expect(args(8000).join(' ')).toMatch(/DynamoDBLocal\.jar -port 8000 .*-disableTelemetry .*-inMemory$/);
  expect(args(8000, join(folder, 'rungs.db')).slice(-2)).toEqual(['-dbPath', join(folder, 'dynamodb-local')]);
});

test('without Java, DynamoDB Local says that it needs it', () => {
  expect(() => findEngine(env({ RUNGS_ENGINE: 'dynamodb-local' }))).toThrow('DynamoDB Local needs Java 17');
});

test('an engine that is not known is refused', () => {
  expect(() => findEngine(env({ RUNGS_ENGINE: 'postgres' }))).toThrow('RUNGS_ENGINE is dynoxide or dynamodb-local');
});
