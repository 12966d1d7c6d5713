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
import { actorOf } from '#test/support/actor.ts';
import { injectConflicts } from '#test/support/conflicts.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const second = nextOf(first, { summary: 'The second version.' });
const ladderId = first.id;
const hr = person('hana-hr', { roles: ['hr'] });

// Each test has a world of its own, because a published version cannot be removed.
let world: World;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, hr]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = (idempotencyKey: string = randomUUID()) => ({ idempotencyKey, requestId: 'test' });
const save = async (who: string, ladder: PublishedLadder, key?: string) =>
  saveDraft(world.outside, await actorOf(world.outside, who), { ladderId: ladder.id, text: textOf(ladder) }, meta(key));
const act = async (who: string, command: DraftCommand, key?: string) =>
  actOnDraft(world.outside, await actorOf(world.outside, who), { ladderId, command }, meta(key));
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
  test('is in force from the beginning of its day in UTC, and the version before it until then', async () => {
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

  test('is not listed before its day, if the ladder is new', async () => {
    const { table, clock } = world.outside;
    const fresh = nextOf(first, { id: 'fresh-ladder', title: 'Fresh ladder', version: 1 });
    await save('hugo-hr', fresh);
    const command = { hash: fresh.hash, from: '2026-04-01' };
    await actOnDraft(
      world.outside,
      await actorOf(world.outside, 'hugo-hr'),
      { ladderId: fresh.id, command: { type: 'propose-publication', ...command } },
      meta(),
    );
    await actOnDraft(
      world.outside,
      await actorOf(world.outside, 'hedy-hr'),
      { ladderId: fresh.id, command: { type: 'confirm-publication', hash: fresh.hash } },
      meta(),
    );
    const listed = async () => (await listLadders(table, clock.now())).map((one) => one.id);
    expect(await listed()).not.toContain(fresh.id);
    expect(await currentLadder(table, fresh.id, clock.now())).toBeNull();
    world.clock.set('2026-04-01T00:00:00.000Z');
    expect(await listed()).toContain(fresh.id);
  });

  test('never changes after it is published, whatever happens later', async () => {
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

  test('never overwrites a version that is already stored', async () => {
    const { table } = world.outside;
    const other = { ...second, title: 'Written directly to the table' };
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...ladderContent(other), ...keys.ladder(ladderId, 2) } }),
    );
    await expect(act('hedy-hr', confirm)).rejects.toMatchObject({ code: 'busy' });
    expect((await storedVersions(table, ladderId)).get(2)).toEqual(other);
  });

  test('stays the version of a running case, and cases that open from the day of the next version use that one', async () => {
    const running = await world.open('erin-engineer');
    await publishSecond('2026-03-03');
    const sameDay = await world.open('eli-engineer');
    world.clock.advanceDays(1);
    const nextDay = await world.open('omid-other');
    const pinned = async (caseId: string) =>
      (await readCase(world.outside, await actorOf(world.outside, 'hugo-hr'), caseId)).view.ladder;
    const [one, two] = [first, second].map(({ id, version, hash: of }) => ({ id, version, hash: of }));
    expect(await Promise.all([running, sameDay, nextDay].map(pinned))).toEqual([one, one, two]);
    await world.step(running);
    expect((await readCase(world.outside, await actorOf(world.outside, 'erin-engineer'), running)).ladder).toEqual(
      first,
    );
  });
});

describe('a request', () => {
  test('is carried out once for its key, and the key is refused with another body', async () => {
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
    // A key of one command is not free for another command.
    await expect(
      saveDraft(
        world.outside,
        await actorOf(world.outside, 'hedy-hr'),
        { ladderId, text: textOf(nextOf(second)) },
        meta('c'),
      ),
    ).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  test('is carried out once, if it arrives twice at the same time with one key', async () => {
    const both = await Promise.all([save('hugo-hr', second, 'k'), save('hugo-hr', second, 'k')]);
    expect(both.map((one) => one.replayed).sort()).toEqual([false, true]);
    expect(both[0]?.result).toEqual(both[1]?.result);
    expect(
      (await readLadderEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId)).map((one) => one.type),
    ).toEqual(['ladder-published', 'draft-saved']);
  });

  test('publishes once if two people confirm at the same time, and the second gets already-done', async () => {
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    const results = await Promise.allSettled([act('hedy-hr', confirm), act('hana-hr', confirm)]);
    expect(results.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort()).toEqual([
      'already-done',
      'done',
    ]);
    const events = await readLadderEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId);
    expect(events.filter((one) => one.type === 'ladder-published' && one.data.version === 2)).toHaveLength(1);
    expect(await verifyLadder(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId)).toMatchObject({
      verified: true,
    });
  });

  test('confirms only the draft that the person saw, if the draft is replaced at the same time', async () => {
    await save('hugo-hr', second);
    await act('hugo-hr', propose());
    const other = nextOf(first, { summary: 'Slipped in.' });
    await Promise.allSettled([save('hugo-hr', other), act('hedy-hr', confirm)]);
    const stored = (await storedVersions(world.outside.table, ladderId)).get(2);
    expect([undefined, second]).toContainEqual(stored);
  });

  test('is tried again after a conflict, and answers busy after five conflicts without a change', async () => {
    const before = await everythingOfLadder();
    const stop = injectConflicts(world.outside.table, (transaction) => transaction <= 5);
    await expect(save('hugo-hr', second)).rejects.toMatchObject({ code: 'busy' });
    stop();
    expect(await everythingOfLadder()).toEqual(before);
    const again = injectConflicts(world.outside.table, (transaction) => transaction <= 4);
    expect((await save('hugo-hr', second)).replayed).toBe(false);
    again();
  });

  test('is refused if the person leaves HR between the read and the write', async () => {
    const { loadPerson, profileItem } = await import('#shared/store/directory.ts');
    const { table } = world.outside;
    const hugo = await loadPerson(table, 'hugo-hr');
    if (!hugo) throw new Error('hugo');
    let left = false;
    // The first transaction meets a conflict, and Hugo leaves HR before the second.
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
    expect((await readRecord(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId)).draft).toBeNull();
  });
});

test('only HR can read a draft, with its findings and its changes', async () => {
  const draft = nextOf(first, { totalWeight: 12, title: 'Another title' });
  await save('hugo-hr', draft);
  const { view: seen } = await readDraft(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId);
  expect(seen).toMatchObject({ hash: draft.hash, against: { version: 1, hash: first.hash } });
  expect(seen.findings).toContainEqual(expect.objectContaining({ severity: 'error', place: 'totalWeight' }));
  expect(seen.changes.map((one) => one.place)).toContain('title');
  for (const who of ['tess-lead', 'hana-head', 'erin-engineer'])
    await expect(readDraft(world.outside, await actorOf(world.outside, who), ladderId)).rejects.toMatchObject({
      code: 'not-found',
    });
});

describe('the chain of a ladder', () => {
  test('records every command and who gave it, and verifies', async () => {
    await publishSecond('2026-03-09');
    const events = await readLadderEvents(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId);
    expect(events.map((one) => [one.seq, one.type, one.actor.personId])).toEqual([
      [1, 'ladder-published', null],
      [2, 'draft-saved', 'hugo-hr'],
      [3, 'publication-proposed', 'hugo-hr'],
      [4, 'ladder-published', 'hedy-hr'],
    ]);
    expect(await verifyLadder(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId)).toEqual({
      verified: true,
      events: 4,
      faults: [],
      erased: 0,
    });
    await expect(verifyLadder(world.outside, await actorOf(world.outside, 'tess-lead'), ladderId)).rejects.toThrow(
      Refusal,
    );
  });

  test('is in the index of events by month, with the type of each event and who acted', async () => {
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
      'an event into a malformed one',
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
      'a version into malformed JSON',
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
      'the end of the chain in the record',
      () => change(keys.ladderListPartition, ladderId, () => ({ audit: { seq: 3, hash: 'f'.repeat(64) } })),
      'the chain does not end where the record says',
    ],
  ];
  test.each(tampered)(
    'does not verify after somebody changes %s directly in the table',
    async (_what, tamper, fault) => {
      await publishSecond('2026-03-09');
      await tamper();
      const report = await verifyLadder(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId);
      expect(report.verified).toBe(false);
      expect(report.faults).toContain(fault);
    },
  );
});

test('the setup publishes a version once, with the same record, version and chain as a publication by HR', async () => {
  const before = await everythingOfLadder();
  await publishLadder(world.outside, first);
  expect(await everythingOfLadder()).toEqual(before);
  await publishLadder(world.outside, second);
  const record = await readRecord(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId);
  expect(record.versions.map((one) => [one.version, one.from])).toEqual([
    [1, '2026-03-02'],
    [2, '2026-03-02'],
  ]);
  expect(await verifyLadder(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId)).toMatchObject({
    verified: true,
    events: 2,
  });
});
