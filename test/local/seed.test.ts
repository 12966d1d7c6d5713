import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiAt, must } from '#infra/local/client/client.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { prepareSeed } from '#infra/local/seed.ts';
import { startStack } from '#infra/local/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'rungs-seed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two stacks on copies of one prepared folder each have the sample, and share no key', async () => {
  await prepareSeed(join(folder, 'seed'));
  expect(readdirSync(join(folder, 'seed')).sort()).toEqual([
    'format',
    'rungs.db',
    'stream-imports.json',
    'stream.json',
  ]);
  const stacks = await Promise.all(
    ['one', 'other'].map(async (name) => {
      cpSync(join(folder, 'seed'), join(folder, name), { recursive: true });
      return startStack({ port: 0, dataDir: join(folder, name) });
    }),
  );
  const tokens = await Promise.all(stacks.map(async ({ url }) => (await tokenFor(url, 'amara-okafor')).token));
  const [one = '', other = ''] = stacks.map(({ url }) => url);
  const [token = '', foreign] = tokens;
  const { body } = await must<{ items: unknown[] }>(apiAt(one), 'GET', '/api/inbox', { token });
  expect(body.items).toHaveLength(1);
  expect((await apiAt(one)('GET', '/api/inbox', { token: foreign })).status).toBe(401);
  expect((await apiAt(other)('GET', '/api/inbox', { token: foreign })).status).toBe(200);
  for (const stack of stacks) await stack.stop();
});
