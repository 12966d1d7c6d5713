import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { saveDraft } from '#shared/publishing/execute.ts';
import { readLadderEvents, readRecord, verifyLadder } from '#shared/publishing/read.ts';
import { storedVersions } from '#shared/store/ladders.ts';
import { actorOf } from '#test/support/actor.ts';
import { injectConflicts } from '#test/support/conflicts.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import type { World } from '#test/support/world.ts';
import { confirm, ladderId, meta, propose, publishersIn, second, startHrWorld } from './publishers.ts';

let world: World;
let hr: ReturnType<typeof publishersIn>;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startHrWorld();
  hr = publishersIn(world);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

describe('a request', () => {
  test('is carried out once for its key, and the key is refused with another body', async () => {
    const done = await hr.save('hugo-hr', second, 'once');
    const before = await hr.everythingOfLadder();
    expect(await hr.save('hugo-hr', second, 'once')).toEqual({ ...done, replayed: true });
    await expect(hr.save('hugo-hr', nextOf(first, { summary: 'Other.' }), 'once')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await hr.everythingOfLadder()).toEqual(before);
    await hr.act('hugo-hr', propose(), 'p');
    const confirmed = await hr.act('hedy-hr', confirm, 'c');
    expect(await hr.act('hedy-hr', confirm, 'c')).toEqual({ ...confirmed, replayed: true });
    await expect(hr.act('hedy-hr', confirm, 'd')).rejects.toMatchObject({ code: 'already-done' });
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
    const both = await Promise.all([hr.save('hugo-hr', second, 'k'), hr.save('hugo-hr', second, 'k')]);
    expect(both.map((one) => one.replayed).sort()).toEqual([false, true]);
    expect(both[0]?.result).toEqual(both[1]?.result);
    expect(
      (await readLadderEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), ladderId)).map((one) => one.type),
    ).toEqual(['ladder-published', 'draft-saved']);
  });

  test('publishes once if two people confirm at the same time, and the second gets already-done', async () => {
    await hr.save('hugo-hr', second);
    await hr.act('hugo-hr', propose());
    const results = await Promise.allSettled([hr.act('hedy-hr', confirm), hr.act('hana-hr', confirm)]);
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
    await hr.save('hugo-hr', second);
    await hr.act('hugo-hr', propose());
    const other = nextOf(first, { summary: 'Slipped in.' });
    await Promise.allSettled([hr.save('hugo-hr', other), hr.act('hedy-hr', confirm)]);
    const stored = (await storedVersions(world.outside.table, ladderId)).get(2);
    expect([undefined, second]).toContainEqual(stored);
  });

  test('is tried again after a conflict, and answers busy after five conflicts without a change', async () => {
    const before = await hr.everythingOfLadder();
    const stop = injectConflicts(world.outside.table, (transaction) => transaction <= 5);
    await expect(hr.save('hugo-hr', second)).rejects.toMatchObject({ code: 'busy' });
    stop();
    expect(await hr.everythingOfLadder()).toEqual(before);
    const again = injectConflicts(world.outside.table, (transaction) => transaction <= 4);
    expect((await hr.save('hugo-hr', second)).replayed).toBe(false);
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
    await expect(hr.save('hugo-hr', second)).rejects.toMatchObject({ code: 'forbidden' });
    table.client.middlewareStack.remove('leave');
    stop();
    expect(left).toBe(true);
    expect((await readRecord(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId)).draft).toBeNull();
  });
});
