import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiAt, must, readAll, type Send } from '#infra/local/client/client.ts';
import { groundAt } from '#infra/local/client/ground.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { setUpSample } from '#infra/local/organisation/set-up.ts';
import { localClock } from '#infra/local/runtime/clock.ts';
import { makeSampleCases } from '#infra/local/sample/cases.ts';
import { type Stack, type StackOptions, startStack } from '#infra/local/stack.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { by, drawnPart } from '#test/support/extent.ts';

const folder = mkdtempSync(join(tmpdir(), 'rungs-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let folders = 0;
const newFolder = () => join(folder, String(folders++));
const start = (more: Partial<StackOptions> = {}) => startStack({ port: 0, dataDir: newFolder(), ...more });
const inboxOf = async (url: string, who: string) => {
  const { token } = await tokenFor(url, who);
  return (await must<{ items: unknown[] }>(apiAt(url), 'GET', '/api/inbox', { token })).body.items;
};

test('after a start that ended before its sample was complete, the next start makes the sample again', async () => {
  const dataDir = newFolder();
  const stray = { caseId: 'case_stray', pk: 'PERSON#amara-okafor', sk: 'INBOX#case_stray#submit-review' };
  const ended = start({
    dataDir,
    fill: async ({ table }) => {
      await writeAll(table, [writesOf(table).put('other', stray)]);
      throw new Error('ended');
    },
  });
  await expect(ended).rejects.toThrow('ended');
  expect(existsSync(join(dataDir, 'rungs.db'))).toBe(true);
  const stack = await start({ dataDir });
  expect(await inboxOf(stack.url, 'amara-okafor')).toHaveLength(1);
  await stack.stop();
});

type Seen = Record<string, { notices: string[]; others: unknown }>;

/**
 * What every person sees on a stack (in a sample, a third of them), without the values that differ each time: ids, hashes,
 * times, and orders by them.
 */
async function seenOn({ url }: Stack): Promise<Seen> {
  const send: Send = apiAt(url);
  const names = new Map<string, string>();
  const nameOf = (random: string) => {
    if (!names.has(random)) names.set(random, `random ${names.size}`);
    return names.get(random) as string;
  };
  // Equal ids stay equal: the first id is `random 0` on each stack. Of a time, the day stays.
  const plain = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner) => (key === 'locked' ? [...inner].sort() : key === 'requestId' ? '' : inner))
        .replace(/T\d\d:\d\d:\d\d\.\d{3}Z/g, '')
        .replace(/ at \d\d:\d\d /g, ' ')
        .replace(/[a-z]+_[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{64}/g, nameOf),
    );
  const seen: Seen = {};
  for (const { id } of drawnPart(readOrganisation().people, 3)) {
    const { token } = await tokenFor(url, id);
    const read = async <T>(path: string) => (await must<T>(send, 'GET', path, { token })).body;
    const { items } = await read<{ items: { id: string }[] }>('/api/cases?limit=40');
    const notices = await read<{ items: { template: string; data: { engineerId: string } }[] }>('/api/notices');
    seen[id] = {
      notices: notices.items.map(({ template, data }) => `${template} of the case of ${data.engineerId}`),
      others: plain({
        inbox: await read('/api/inbox'),
        me: await read('/api/me'),
        cases: await Promise.all(items.map((one) => read(`/api/cases/${one.id}`))),
        histories: await Promise.all(items.map((one) => readAll(send, `/api/cases/${one.id}/events`, token))),
      }),
    };
  }
  return seen;
}

test('the sample that is made in memory equals the one that the real state machine makes from an empty table', async () => {
  // From noon on, so that both are made on one day.
  const noon = Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`) - Date.now();
  const clock = () => localClock(undefined, () => Date.now() + noon);
  const ordinary = await start({
    clock: clock(),
    fill: (outside) => setUpSample(outside),
  });
  const { send, tokenOf } = groundAt(ordinary.url);
  await makeSampleCases({ send, tokenOf, today: ordinary.clock.now() });
  const fast = await start({ clock: clock() });
  await fast.settled();
  const [expected, found] = [await seenOn(ordinary), await seenOn(fast)];
  await ordinary.stop();
  await fast.stop();
  for (const [id, { notices, others }] of Object.entries(found)) {
    expect(others, id).toEqual(expected[id]?.others);
    // The relay sends no notice of a step that is done by the time it looks, so there can be fewer.
    expect(expected[id]?.notices, id).toEqual(expect.arrayContaining(notices));
  }
  expect(Object.values(found).flatMap(({ notices }) => notices).length).toBeGreaterThan(by({ sample: 0, all: 20 }));
});
