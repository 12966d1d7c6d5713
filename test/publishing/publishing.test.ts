import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { DraftCommand } from '#shared/contract/publishing.ts';
import { actOnDraft, saveDraft } from '#shared/publishing/execute.ts';
import { readDraft, readLadderEvents, readRecord, verifyLadder } from '#shared/publishing/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import type { Item } from '#shared/store/items.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { currentLadder, ladderContent, listLadders, storedVersions } from '#shared/store/ladders.ts';
import { injectConflicts } from '#test/support/conflicts.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const second = nextOf(first, { summary: 'The second version.' });
const ladderId = first.id;
const hr = person('hana-hr', { roles: ['hr'] });

// A world of its own for each test: what is published stays published.
let world: World;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, hr]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = (idempotencyKey: string = randomUUID()) => ({ idempotencyKey, requestId: 'test' });
const save = (who: string, ladder: PublishedLadder, key?: string) =>
  saveDraft(world.outside, who, { ladderId: ladder.id, text: textOf(ladder) }, meta(key));
const act = (who: string, command: DraftCommand, key?: string) =>
  actOnDraft(world.outside, who, { ladderId, command }, meta(key));
const { hash } = second;
const propose = (from = '2026-03-02'): DraftCommand => ({ type: 'propose-publication', hash, from });
const confirm: DraftCommand = { type: 'confirm-publication', hash };

async function publishSecond(from?: string): Promise<void> {
  await save('hugo-hr', second);
  await act('hugo-hr', propose(from));
  await act('hedy-hr', confirm);
}

async function itemsAt(pk: string): Promise<Item[]> {
  return queryAll(world.outside.table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
}

const everythingOfLadder = () =>
  Promise.all(
    [
      keys.ladderPartition(ladderId),
      keys.ladderListPartition,
      keys.ladderDraft(ladderId).pk,
      keys.chainPartition(`ladder:${ladderId}`),
    ].map(itemsAt),
  );

describe('a version', () => {
  test('is in force from the beginning of its day in UTC, and the one before until then', async () => {
    await publishSecond('2026-03-05');
    const { table, clock } = world.outside;
    const versionNow = async () => (await currentLadder(table, ladderId, clock.now()))?.version;
    expect(await versionNow()).toBe(1);
    world.clock.set('2026-03-04T23:59:59.999Z');
    expect(await versionNow()).toBe(1);
    world.clock.set('2026-03-05T00:00:00.000Z');
    expect(await versionNow()).toBe(2);
    expect((await listLadders(table, clock.now())).find((one) => one.id === ladderId)).toMatchObject({
      version: 2,
      hash,
    });
  });

  test('of a new ladder is not listed before its day', async () => {
    const { table, clock } = world.outside;
    const fresh = nextOf(first, { id: 'fresh-ladder', title: 'Fresh ladder', version: 1 });
    await save('hugo-hr', fresh);
    const command = { hash: fresh.hash, from: '2026-04-01' };
    await actOnDraft(
      world.outside,
      'hugo-hr',
      { ladderId: fresh.id, command: { type: 'propose-publication', ...command } },
      meta(),
    );
    await actOnDraft(
      world.outside,
      'hedy-hr',
      { ladderId: fresh.id, command: { type: 'confirm-publication', hash: fresh.hash } },
      meta(),
    );
    const listed = async () => (await listLadders(table, clock.now())).map((one) => one.id);
    expect(await listed()).not.toContain(fresh.id);
    expect(await currentLadder(table, fresh.id, clock.now())).toBeNull();
    world.clock.set('2026-04-01T00:00:00.000Z');
    expect(await listed()).toContain(fresh.id);
  });

  test('that is published never changes, whatever is done afterwards', async () => {
    const before = await storedVersions(world.outside.table, ladderId);
    await publishSecond();
    const after = await storedVersions(world.outside.table, ladderId);
    expect(after.get(1)).toEqual(before.get(1));
    expect(after.get(2)).toEqual(second);
    const third = nextOf(second, { summary: 'The third.' });
    await save('hugo-hr', third);
    await act('hugo-hr', { type: 'propose-publication', hash: third.hash, from: '2026-03-02' });
    await act('hedy-hr', { type: 'withdraw-proposal', hash: third.hash });
    await act('hugo-hr', { type: 'discard-draft', hash: third.hash });
    await publishLadder(world.outside, { ...second, title: 'Not this one' });
    expect(await storedVersions(world.outside.table, ladderId)).toEqual(after);
  });

  test('is put once: one that lies there already is never written over', async () => {
    const { table } = world.outside;
    const other = { ...second, title: 'Put there past the product' };
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...ladderContent(other), ...keys.ladder(ladderId, 2) } }),
    );
    await expect(act('hedy-hr', confirm)).rejects.toMatchObject({ code: 'busy' });
    expect((await storedVersions(table, ladderId)).get(2)).toEqual(other);
  });

  test('stays what a running case is on, while cases that open from its day are on the next', async () => {
    const running = await world.open('erin-engineer');
    await publishSecond('2026-03-03');
    const sameDay = await world.open('eli-engineer');
    world.clock.advanceDays(1);
    const nextDay = await world.open('omid-other');
    const pinned = async (caseId: string) => (await readCase(world.outside, 'hugo-hr', caseId)).view.ladder;
    const [one, two] = [first, second].map(({ id, version, hash: of }) => ({ id, version, hash: of }));
    expect(await Promise.all([running, sameDay, nextDay].map(pinned))).toEqual([one, one, two]);
    await world.step(running);
    expect((await readCase(world.outside, 'erin-engineer', running)).ladder).toEqual(first);
  });
});

describe('a request', () => {
  test('is carried out once under its key, and refused for another body', async () => {
    const done = await save('hugo-hr', second, 'once');
    const before = await everythingOfLadder();
    expect(await save('hugo-hr', second, 'once')).toEqual({ ...done, replayed: true });
    await expect(save('hugo-hr', nextOf(first, { summary: 'Other.' }), 'once')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await everythingOfLadder()).toEqual(before);
    await act('hugo-hr', propose(), 'p');
    const confirmed = await act('hedy-hr', confirm, 'c');
    expect(await act('hedy-hr', confirm, 'c')).toEqual({ ...confirmed, replayed: true });
    await expect(act('hedy-hr', confirm, 'd')).rejects.toMatchObject({ code: 'already-done' });
    // Nor is a key of one command free for another.
    await expect(
      saveDraft(world.outside, 'hedy-hr', { ladderId, text: textOf(nextOf(second)) }, meta('c')),
    ).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  test('twice at once under one key is carried out once', async () => {
    const both = await Promise.all([save('hugo-hr', second, 'k'), save('hugo-hr', second, 'k')]);
    expect(both.map((one) => one.replayed).sort()).toEqual([false, true]);
    expect(both[0]?.result).toEqual(both[1]?.result);
    expect((await readLadderEvents(world.outside, 'hugo-hr', ladderId)).map((one) => one.type)).toEqual([
      'ladder-published',
      'draft-saved',
    ]);
  });

  test('of two who confirm at once publishes once, and the other is told that it is published', async () => {
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    const results = await Promise.allSettled([act('hedy-hr', confirm), act('hana-hr', confirm)]);
    expect(results.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort()).toEqual([
      'already-done',
      'done',
    ]);
    const events = await readLadderEvents(world.outside, 'hugo-hr', ladderId);
    expect(events.filter((one) => one.type === 'ladder-published' && one.data.version === 2)).toHaveLength(1);
    expect(await verifyLadder(world.outside, 'hugo-hr', ladderId)).toMatchObject({ verified: true });
  });

  test('confirms nothing but what was seen, when the draft is replaced meanwhile', async () => {
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    const other = nextOf(first, { summary: 'Slipped in.' });
    await Promise.allSettled([save('hugo-hr', other), act('hedy-hr', confirm)]);
    const stored = (await storedVersions(world.outside.table, ladderId)).get(2);
    expect([undefined, second]).toContainEqual(stored);
  });

  test('waits other transactions out, and says busy after five with nothing done', async () => {
    const before = await everythingOfLadder();
    const stop = injectConflicts(world.outside.table, (transaction) => transaction <= 5);
    await expect(save('hugo-hr', second)).rejects.toMatchObject({ code: 'busy' });
    stop();
    expect(await everythingOfLadder()).toEqual(before);
    const again = injectConflicts(world.outside.table, (transaction) => transaction <= 4);
    expect((await save('hugo-hr', second)).replayed).toBe(false);
    again();
  });

  test('of somebody who leaves HR between the read and the write is not carried out', async () => {
    const { loadPerson, profileItem } = await import('#shared/store/directory.ts');
    const { table } = world.outside;
    const hugo = await loadPerson(table, 'hugo-hr');
    if (!hugo) throw new Error('hugo');
    let left = false;
    // The conflict holds the first transaction back, and Hugo is moved before the second.
    const stop = injectConflicts(table, (transaction) => transaction === 1);
    table.client.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next(args);
        if (!left && context.commandName === 'BatchGetItemCommand') {
          left = true;
          const item = profileItem({ ...hugo, roles: ['engineer'], version: hugo.version + 1 });
          await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
        }
        return result;
      },
      { step: 'initialize', name: 'leave' },
    );
    await expect(save('hugo-hr', second)).rejects.toMatchObject({ code: 'forbidden' });
    table.client.middlewareStack.remove('leave');
    stop();
    expect(left).toBe(true);
    expect((await readRecord(world.outside, 'hedy-hr', ladderId)).draft).toBeNull();
  });
});

test('a draft is told with what its check finds and what it changes, and to nobody but HR', async () => {
  const draft = nextOf(first, { totalWeight: 12, title: 'Another title' });
  await save('hugo-hr', draft);
  const seen = await readDraft(world.outside, 'hedy-hr', ladderId);
  expect(seen).toMatchObject({ hash: draft.hash, against: { version: 1, hash: first.hash } });
  expect(seen.findings).toContainEqual(expect.objectContaining({ severity: 'error', place: 'totalWeight' }));
  expect(seen.changes.map((one) => one.place)).toContain('title');
  for (const who of ['tess-lead', 'hana-head', 'erin-engineer', 'nobody'])
    await expect(readDraft(world.outside, who, ladderId)).rejects.toMatchObject({ code: 'not-found' });
});

describe('the chain of a ladder', () => {
  test('holds everything that was done, by whom, and verifies', async () => {
    await publishSecond('2026-03-09');
    const events = await readLadderEvents(world.outside, 'hedy-hr', ladderId);
    expect(events.map((one) => [one.seq, one.type, one.actor.personId])).toEqual([
      [1, 'ladder-published', null],
      [2, 'draft-saved', 'hugo-hr'],
      [3, 'publication-proposed', 'hugo-hr'],
      [4, 'ladder-published', 'hedy-hr'],
    ]);
    expect(await verifyLadder(world.outside, 'hedy-hr', ladderId)).toEqual({
      verified: true,
      events: 4,
      faults: [],
      erased: 0,
    });
    await expect(verifyLadder(world.outside, 'tess-lead', ladderId)).rejects.toThrow(Refusal);
  });

  test('stands in the index of events by month, with its type and who acted', async () => {
    await save('hugo-hr', second);
    const items = await queryAll(world.outside.table, {
      IndexName: 'events',
      KeyConditionExpression: 'eventsPk = :pk',
      ExpressionAttributeValues: { ':pk': 'EVENTS#2026-03' },
    });
    const saved = items.filter((item) => item.pk === keys.chainPartition(`ladder:${ladderId}`));
    expect(saved.map((item) => item.type)).toEqual(['ladder-published', 'draft-saved']);
    expect(saved[1]?.actor).toMatchObject({ personId: 'hugo-hr' });
  });

  const change = async (pk: string, sk: string | undefined, more: (item: Item) => Record<string, unknown>) => {
    const item = (await itemsAt(pk)).find((one) => sk === undefined || one.sk === sk);
    if (!item) throw new Error('nothing to tamper with');
    const { table } = world.outside;
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...more(item) } }));
  };
  const tampered: [string, () => Promise<void>, string][] = [
    [
      'a day in an event',
      () =>
        change(keys.chainPartition(`ladder:${ladderId}`), keys.chainEvent(`ladder:${ladderId}`, 4).sk, (item) => ({
          data: { ...(item.data as object), from: '2026-01-01' },
        })),
      'event 4 is not what was recorded',
    ],
    [
      'who confirmed',
      () =>
        change(keys.chainPartition(`ladder:${ladderId}`), keys.chainEvent(`ladder:${ladderId}`, 4).sk, (item) => ({
          actor: { ...(item.actor as object), personId: 'hana-hr' },
        })),
      'event 4 is not what was recorded',
    ],
    [
      'what an event holds, until it is none any more',
      () =>
        change(keys.chainPartition(`ladder:${ladderId}`), keys.chainEvent(`ladder:${ladderId}`, 3).sk, () => ({
          data: 'nothing',
        })),
      'event 3 is not what was recorded',
    ],
    [
      'a version',
      () =>
        change(keys.ladderPartition(ladderId), keys.ladder(ladderId, 2).sk, (item) => ({
          document: JSON.stringify({ ...JSON.parse(item.document as string), hireBar: 'L2' }),
        })),
      'version 2 is not what was published',
    ],
    [
      'a version, until it is no JSON any more',
      () => change(keys.ladderPartition(ladderId), keys.ladder(ladderId, 2).sk, () => ({ document: '{' })),
      'version 2 is not what was published',
    ],
    [
      'a day in the record',
      () =>
        change(keys.ladderListPartition, ladderId, (item) => ({
          versions: (item.versions as object[]).map((one) => ({ ...one, from: '2026-01-01' })),
        })),
      'the record is not what its events come to',
    ],
    [
      'the end that the record names',
      () => change(keys.ladderListPartition, ladderId, () => ({ audit: { seq: 3, hash: 'f'.repeat(64) } })),
      'the chain does not end where the record says',
    ],
  ];
  test.each(tampered)('is found out when somebody changes %s past the product', async (_what, tamper, fault) => {
    await publishSecond('2026-03-09');
    await tamper();
    const report = await verifyLadder(world.outside, 'hedy-hr', ladderId);
    expect(report.verified).toBe(false);
    expect(report.faults).toContain(fault);
  });
});

test('setting up publishes once: the same record, version and chain as HR’s', async () => {
  const before = await everythingOfLadder();
  await publishLadder(world.outside, first);
  expect(await everythingOfLadder()).toEqual(before);
  await publishLadder(world.outside, second);
  const record = await readRecord(world.outside, 'hugo-hr', ladderId);
  expect(record.versions.map((one) => [one.version, one.from])).toEqual([
    [1, '2026-03-02'],
    [2, '2026-03-02'],
  ]);
  expect(await verifyLadder(world.outside, 'hugo-hr', ladderId)).toMatchObject({ verified: true, events: 2 });
});
