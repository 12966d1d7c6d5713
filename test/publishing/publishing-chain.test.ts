import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '#shared/cases/refusal.ts';
import { readLadderEvents, verifyLadder } from '#shared/publishing/read.ts';
import type { Item } from '#shared/store/items.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import type { World } from '#test/support/world.ts';
import { ladderId, publishersIn, second, startHrWorld } from './publishers.ts';

let world: World;
let hr: ReturnType<typeof publishersIn>;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startHrWorld();
  hr = publishersIn(world);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

describe('the chain of a ladder', () => {
  test('records every command and who gave it, and verifies', async () => {
    await hr.publishSecond('2026-03-09');
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
    await hr.save('hugo-hr', second);
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
    const item = (await hr.itemsAt(pk)).find((one) => sk === undefined || one.sk === sk);
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
      await hr.publishSecond('2026-03-09');
      await tamper();
      const report = await verifyLadder(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId);
      expect(report.verified).toBe(false);
      expect(report.faults).toContain(fault);
    },
  );
});
