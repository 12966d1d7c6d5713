import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { apiAt, must } from '#infra/local/client/client.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { freePort } from '#infra/local/engine/engine.ts';
import { listen } from '#infra/local/front.ts';
import { fill } from '#infra/local/sample/fill.ts';
import { type StackOptions, startStack } from '#infra/local/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'rungs-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let folders = 0;
const newFolder = () => join(folder, String(folders++));
const start = (more: Partial<StackOptions> = {}) => startStack({ port: 0, dataDir: newFolder(), ...more });
const inboxOf = async (url: string, who: string) => {
  const { token } = await tokenFor(url, who);
  return (await must<{ items: unknown[] }>(apiAt(url), 'GET', '/api/inbox', { token })).body.items;
};

test('no request is answered before the sample is there, not even /api/health', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let goOn = () => {};
  const allowed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let isFilling = () => {};
  const filling = new Promise<void>((resolve) => {
    isFilling = resolve;
  });
  const starting = start({
    port,
    fill: async (...to) => {
      isFilling();
      await allowed;
      await fill(...to);
    },
  });
  await filling;
  const order: string[] = [];
  const health = fetch(`${url}/api/health`).then((answer) => order.push(`health ${answer.status}`));
  const inbox = inboxOf(url, 'amara-okafor').then((items) => order.push(`inbox ${items.length}`));
  // Long enough for an answer, if the stack answered too early.
  await new Promise((resolve) => setTimeout(resolve, 200));
  order.push('allowed');
  goOn();
  const stack = await starting;
  await Promise.all([health, inbox]);
  expect(order[0]).toBe('allowed');
  expect(order.slice(1).sort()).toEqual(['health 200', 'inbox 1']);
  await stack.stop();
});

describe('a start is refused before anything slow begins', () => {
  const refused: [
    string,
    (dataDir: string) => Promise<Partial<StackOptions> & { after?: () => Promise<void> }>,
    RegExp,
  ][] = [
    [
      'if the port is in use',
      async () => {
        const front = await listen(0);
        return { port: Number(new URL(front.url).port), after: front.close };
      },
      /Port \d+ is taken.*PORT=\d+ npm start/,
    ],
    [
      'if the data folder is of an old version',
      async (dataDir) => {
        const stack = await start({ dataDir, fill: async () => {} });
        await stack.stop();
        writeFileSync(join(dataDir, 'format'), '1');
        return {};
      },
      /another version of Rungs.*RUNGS_DATA_DIR=other npm start/,
    ],
    [
      'if the data folder is a file',
      async (dataDir) => {
        writeFileSync(dataDir, '');
        return {};
      },
      /data folder .* cannot be made.*RUNGS_DATA_DIR=other npm start/,
    ],
    [
      'if another stack uses the data folder',
      async (dataDir) => {
        const stack = await start({ dataDir, fill: async () => {} });
        // The lock names another process.
        writeFileSync(join(dataDir, 'lock'), String(process.ppid));
        return { after: stack.stop };
      },
      /Another stack.*RUNGS_DATA_DIR=other npm start/,
    ],
  ];
  test.each(refused)('%s', async (_, make, words) => {
    const dataDir = newFolder();
    const { after = async () => {}, ...more } = await make(dataDir);
    const parts: string[] = [];
    await expect(start({ dataDir, onPart: (part) => parts.push(part), ...more })).rejects.toThrow(words);
    expect(parts).toEqual([]);
    await after();
  });

  test('if there is no database engine', async () => {
    vi.stubEnv('RUNGS_ENGINE', 'none');
    const parts: string[] = [];
    await expect(start({ onPart: (part) => parts.push(part) })).rejects.toThrow('not none');
    expect(parts).toEqual([]);
    vi.unstubAllEnvs();
  });

  test('if the port is not a number', () => {
    const program = fileURLToPath(new URL('../../infra/local/program.mjs', import.meta.url));
    const env = { ...process.env, PORT: 'abc', RUNGS_DATA_DIR: newFolder() };
    const { stderr, status } = spawnSync(process.execPath, [program, 'start'], { env, encoding: 'utf8' });
    expect([stderr.trim(), status]).toEqual([
      'Rungs could not run start: PORT is a number from 0 to 65535, not abc',
      1,
    ]);
  });

  test('if nothing answers at the DynamoDB that is named', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    vi.stubEnv('RUNGS_DYNAMODB_ENDPOINT', endpoint);
    await expect(start()).rejects.toThrow(`No DynamoDB answers at RUNGS_DYNAMODB_ENDPOINT, ${endpoint}`);
    vi.unstubAllEnvs();
  });

  test('and leaves the data folder free for the next start', async () => {
    const front = await listen(0);
    const dataDir = newFolder();
    await expect(start({ dataDir, port: Number(new URL(front.url).port) })).rejects.toThrow('is taken');
    expect(readdirSync(dataDir)).toEqual(['format']);
    await front.close();
  });
});
