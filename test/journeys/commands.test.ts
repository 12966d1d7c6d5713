import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#infra/local/engine/engine.ts';
import { scenarios } from '#infra/local/scenarios/all.ts';
import { drawnPart } from '#test/support/extent.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'rungs-commands-'));
let port = 0;
let stack: ChildProcess;

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of package.json, in the same way as its script. */
async function command(script: string, args: string[] = [], more: Record<string, string> = {}): Promise<Ended> {
  const env = { ...process.env, PORT: String(port), RUNGS_DATA_DIR: dataDir, ...more };
  try {
    const { stdout, stderr } = await run(process.execPath, ['infra/local/program.mjs', script, ...args], {
      env,
      cwd: root,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as unknown as Ended;
  }
}

async function start(): Promise<{ process: ChildProcess; said: string }> {
  const env = { ...process.env, PORT: String(port), RUNGS_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['infra/local/program.mjs', 'start'], {
    env,
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Ctrl-C ends it')) resolve();
    });
    child.once('exit', () => reject(new Error('the stack ended before it was ready')));
  });
  return { process: child, said };
}

beforeAll(async () => {
  port = await freePort();
  stack = (await start()).process;
});
afterAll(async () => {
  if (stack.exitCode === null) {
    stack.kill('SIGINT');
    await once(stack, 'exit');
  }
  rmSync(dataDir, { recursive: true, force: true });
});

const json = async (path: string, token?: string) =>
  (
    await fetch(`http://127.0.0.1:${port}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {})
  ).json();

test('token prints one bearer token and nothing else, for a person or a role', async () => {
  const whoIs = async (who: string) => {
    const { stdout } = await command('token', [who]);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    return (await json('/api/me', stdout.trim())) as { id: string; roles: string[]; level: string | null };
  };
  expect((await whoIs('amara-okafor')).id).toBe('amara-okafor');
  for (const role of drawnPart(['hr', 'tech-lead', 'odc-lead', 'head-of-department', 'delivery-director'], 5))
    expect((await whoIs(role)).roles).toContain(role);
  expect((await whoIs('engineer')).level).toBe('L2');
  for (const args of [['nobody-at-all'], []]) {
    const { code, stdout, stderr } = await command('token', args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toBe('');
  }
  expect((await command('token', ['hr'], { PORT: '1' })).stderr).toContain('npm start');
});

test('walk takes a case to its end and prints what it cost', async () => {
  const { code, stdout } = await command('walk', ['--json']);
  expect(code).toBe(0);
  const walk = JSON.parse(stdout);
  expect(walk).toMatchObject({
    scenario: 'l2-l3',
    caseId: expect.stringMatching(/^case_/),
    outcome: 'promoted',
    chain: { verified: true, events: 17 },
    cost: { transitions: 11, historyEvents: 46 },
  });
  expect(walk.steps).toHaveLength(12);
  for (const part of ['requests', 'readUnits', 'writeUnits', 'dollars']) expect(walk.cost[part]).toBeGreaterThan(0);
  const said = (await command('walk')).stdout;
  for (const words of ['Outcome: promoted', 'Timeline', 'Audit chain: verified', 'Cost: 11 states entered'])
    expect(said).toContain(words);
});

test('walk lists its scenarios, also in the error for an unknown one', async () => {
  const { code, stdout } = await command('walk', ['--list']);
  const names = stdout.split('\n').map((line) => line.split(' ')[0]);
  expect([code, names]).toEqual([0, [...Object.keys(scenarios), '']]);
  const option = await command('walk', ['--foo']);
  expect([option.code, option.stderr]).toEqual([1, expect.stringContaining('--scenario NAME')]);
  const unknown = await command('walk', ['--scenario', 'l9-l10']);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('appeal-upheld')]);
});

test('walk does not move the clock of the running stack unless it is told to', async () => {
  const now = async () =>
    (
      await fetch(`http://127.0.0.1:${port}/local/clock`, { method: 'POST', body: '{"advanceDays":0}' })
    ).json() as Promise<{ now: string }>;
  const before = await now();
  const { code, stdout } = await command('walk', ['--scenario', 'lapse']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Outcome: lapsed')]);
  expect(stdout).toContain('--advance-clock');
  expect(Date.parse((await now()).now) - Date.parse(before.now)).toBeLessThan(10 * 60 * 1000);
});

test('a second stack on the same folder or the same port fails, and says what to do', async () => {
  const sameFolder = await command('start', [], { PORT: '0' });
  expect([sameFolder.code, sameFolder.stderr]).toEqual([1, expect.stringContaining('RUNGS_DATA_DIR')]);
  const other = mkdtempSync(join(tmpdir(), 'rungs-other-'));
  const samePort = await command('start', [], { RUNGS_DATA_DIR: other });
  expect([samePort.code, samePort.stderr]).toEqual([1, expect.stringContaining('PORT=')]);
  rmSync(other, { recursive: true, force: true });
});

test('Ctrl-C ends everything that was started, and the data is still there at the next start', async () => {
  const token = (await command('token', ['hr'])).stdout.trim();
  const before = (await json('/api/cases?limit=40', token)) as { items: { id: string }[] };
  const gone = once(stack, 'exit');
  stack.kill('SIGINT');
  const [code] = await gone;
  expect(code).toBe(0);
  // The stack no longer answers, and no process uses its folder.
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
  const { stdout } = await run('sh', ['-c', `ps -eo args | grep -F -- "${dataDir}" | grep -v grep || true`]);
  expect(stdout).toBe('');

  const again = await start();
  stack = again.process;
  expect(again.said).toContain(`ready at http://127.0.0.1:${port}`);
  const after = (await json('/api/cases?limit=40', token)) as { items: { id: string }[] };
  expect(after.items.map((one) => one.id)).toEqual(before.items.map((one) => one.id));
});
