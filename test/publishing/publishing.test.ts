import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import { actOnDraft } from '#shared/publishing/execute.ts';
import { readDraft, readRecord, verifyLadder } from '#shared/publishing/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { keys } from '#shared/store/keys.ts';
import { currentLadder, ladderContent, listLadders, storedVersions } from '#shared/store/ladders.ts';
import { actorOf } from '#test/support/actor.ts';
import { nextOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import type { World } from '#test/support/world.ts';
import { confirm, hash, ladderId, meta, propose, publishersIn, second, startHrWorld } from './publishers.ts';

let world: World;
let hr: ReturnType<typeof publishersIn>;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startHrWorld();
  hr = publishersIn(world);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

describe('a version', () => {
  test('is in force from the beginning of its day in UTC, and the version before it until then', async () => {
    await hr.publishSecond('2026-03-05');
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
    await hr.save('hugo-hr', fresh);
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
    await hr.publishSecond();
    const after = await storedVersions(world.outside.table, ladderId);
    expect(after.get(1)).toEqual(before.get(1));
    expect(after.get(2)).toEqual(second);
    const third = nextOf(second, { summary: 'The third.' });
    await hr.save('hugo-hr', third);
    await hr.act('hugo-hr', { type: 'propose-publication', hash: third.hash, from: '2026-03-02' });
    await hr.act('hedy-hr', { type: 'withdraw-proposal', hash: third.hash });
    await hr.act('hugo-hr', { type: 'discard-draft', hash: third.hash });
    await publishLadder(world.outside, { ...second, title: 'Not this one' });
    expect(await storedVersions(world.outside.table, ladderId)).toEqual(after);
  });

  test('never overwrites a version that is already stored', async () => {
    const { table } = world.outside;
    const other = { ...second, title: 'Written directly to the table' };
    await hr.save('hugo-hr', second);
    await hr.act('hugo-hr', propose());
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...ladderContent(other), ...keys.ladder(ladderId, 2) } }),
    );
    await expect(hr.act('hedy-hr', confirm)).rejects.toMatchObject({ code: 'busy' });
    expect((await storedVersions(table, ladderId)).get(2)).toEqual(other);
  });

  test('stays the version of a running case, and cases that open from the day of the next version use that one', async () => {
    const running = await world.open('erin-engineer');
    await hr.publishSecond('2026-03-03');
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

test('only HR can read a draft, with its findings and its changes', async () => {
  const draft = nextOf(first, { totalWeight: 12, title: 'Another title' });
  await hr.save('hugo-hr', draft);
  const { view: seen } = await readDraft(world.outside, await actorOf(world.outside, 'hedy-hr'), ladderId);
  expect(seen).toMatchObject({ hash: draft.hash, against: { version: 1, hash: first.hash } });
  expect(seen.findings).toContainEqual(expect.objectContaining({ severity: 'error', place: 'totalWeight' }));
  expect(seen.changes.map((one) => one.place)).toContain('title');
  for (const who of ['tess-lead', 'hana-head', 'erin-engineer'])
    await expect(readDraft(world.outside, await actorOf(world.outside, who), ladderId)).rejects.toMatchObject({
      code: 'not-found',
    });
});

test('the setup publishes a version once, with the same record, version and chain as a publication by HR', async () => {
  const before = await hr.everythingOfLadder();
  await publishLadder(world.outside, first);
  expect(await hr.everythingOfLadder()).toEqual(before);
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
