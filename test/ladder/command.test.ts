import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ladderOf } from '#test/support/ladders.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const ours = 'shared/ladders/software-engineer-track.yaml';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-ladder-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as `npm run ladder` does. */
async function ladder(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const command = ['infra/local/program.mjs', 'ladder', ...args];
    return { code: 0, ...(await run(process.execPath, command, { cwd: root })) };
  } catch (error) {
    return error as unknown as { code: number; stdout: string; stderr: string };
  }
}

/** Writes our ladder with one change to a file and gives its path. */
function changed(name: string, from: string, to: string): string {
  const text = readFileSync(join(root, ours), 'utf8');
  expect(text).toContain(from);
  const file = join(folder, name);
  writeFileSync(file, text.replace(from, to));
  return file;
}

test('our ladder passes, with its two warnings', async () => {
  const { code, stdout } = await ladder('lint', ours);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/0 errors, 2 warnings\n$/)]);
});

test('a ladder with a fault in its rules or in its shape fails, and the output says where and what to do', async () => {
  const policy = await ladder('lint', changed('policy.yaml', 'totalWeight: 11.5', 'totalWeight: 12'));
  expect(policy.code).toBe(1);
  expect(policy.stdout).toContain('error total-weight at totalWeight');
  expect(policy.stdout).toContain('Correct the weights, or write 11.5 here.');
  const shape = await ladder('lint', changed('shape.yaml', 'totalWeight: 11.5', 'totalWeigth: 11.5'));
  expect([shape.code, shape.stderr]).toEqual([1, expect.stringContaining('totalWeigth')]);
});

test('the command compares two versions in words, prints the hash that a case pins, and prints the JSON Schema', async () => {
  const next = changed(
    'next.yaml',
    'competency: technical-mastery, atLeast: 4',
    'competency: technical-mastery, atLeast: 5',
  );
  expect((await ladder('compare', ours, next)).stdout).toBe(
    'rule  L2 to L3 now needs 5 in Technical Mastery, was 4.\n',
  );
  expect((await ladder('hash', ours)).stdout).toBe(`${ladderOf('software-engineer-track').hash}\n`);
  expect(JSON.parse((await ladder('schema')).stdout)).toMatchObject({ type: 'object', additionalProperties: false });
});

test('an unknown subcommand prints the usage', async () => {
  const { code, stderr } = await ladder('publish');
  expect([code, stderr]).toEqual([1, expect.stringContaining('lint FILE...')]);
});

test('a file that does not exist is named', async () => {
  const { code, stderr } = await ladder('lint', 'nowhere.yaml');
  expect([code, stderr]).toEqual([1, 'There is no file nowhere.yaml. Give the path of a ladder file.\n']);
});
