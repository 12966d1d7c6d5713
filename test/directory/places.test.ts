import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placesChain } from '#shared/contract/chains.ts';
import type { PlaceInput } from '#shared/contract/places.ts';
import { putCalendar } from '#shared/directory/calendars.ts';
import { addPlace, readPlaces, readPlacesHistory } from '#shared/directory/places.ts';
import { putPerson } from '#shared/directory/put.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Records name only teams and ODCs that are known. HR adds one as a step of its own. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const meta = (ifVersion?: number) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...(ifVersion === undefined ? {} : { ifVersion }),
});
const actor = (id: string) => actorOf(world.outside, id);
const add = async (input: PlaceInput, who = 'hugo-hr') => addPlace(world.outside, await actor(who), input, meta());
const known = async () => readPlaces(world.outside, await actor('hugo-hr'));

async function move(more: { team?: string; odc?: string }) {
  const erin = await actor('erin-engineer');
  const input = { ...inputOf(erin), ...more };
  await putPerson(world.outside, await actor('hugo-hr'), { id: erin.id, input }, meta(erin.version));
  return loadPerson(world.outside.table, erin.id);
}

const week = { timeZone: 'UTC', weekend: [6, 7], holidays: [] };

test('a person cannot be put into a team or an ODC that is not known, until HR has added it', async () => {
  await expect(move({ team: 'Signal', odc: 'East' })).rejects.toMatchObject({
    code: 'invalid-input',
    faults: [
      { path: 'team', reason: expect.stringContaining('add it first') },
      { path: 'odc', reason: expect.stringContaining('add it first') },
    ],
  });
  await add({ kind: 'team', name: 'Signal' });
  await add({ kind: 'odc', name: 'East' });
  expect(await move({ team: 'Signal', odc: 'East' })).toMatchObject({ team: 'Signal', odc: 'East' });
});

test('a name in another spelling is the known one, in a record and when it is added', async () => {
  expect(await move({ team: 'hARBOUR', odc: 'north' })).toMatchObject({ team: 'Harbour', odc: 'North' });
  await expect(add({ kind: 'team', name: 'HARBOUR' })).rejects.toMatchObject({
    code: 'invalid-input',
    faults: [{ path: 'name', reason: expect.stringContaining('Harbour is known') }],
  });
  expect((await known()).teams.filter((name) => /harbour/i.test(name))).toEqual(['Harbour']);
});

test('an ODC that is not known gets no calendar', async () => {
  const put = async () => putCalendar(world.outside, await actor('hugo-hr'), { odc: 'Far East', input: week }, meta());
  await expect(put()).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'odc' }] });
  await add({ kind: 'odc', name: 'Far East' });
  expect((await put()).result).toMatchObject({ odc: 'Far East', version: 1 });
});

test('only HR adds and reads them', async () => {
  for (const who of ['erin-engineer', 'tess-lead']) {
    await expect(add({ kind: 'team', name: 'Mine' }, who)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readPlaces(world.outside, await actor(who))).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('two people who add places at once both add theirs, and the record says who did', async () => {
  await Promise.all([add({ kind: 'team', name: 'Beacon' }), add({ kind: 'team', name: 'Buoy' }, 'hedy-hr')]);
  expect((await known()).teams).toEqual(expect.arrayContaining(['Beacon', 'Buoy']));
  const { events, proof } = await readPlacesHistory(world.outside, await actor('hugo-hr'));
  expect(proof).toMatchObject({ verified: true, faults: [] });
  const added = events
    .filter(({ actor: by }) => by.personId !== null)
    .map(({ actor: by, data }) => [by.personId, data]);
  expect(added).toEqual(expect.arrayContaining([['hedy-hr', { teams: ['Buoy'], odcs: [] }]]));
});

test('the teams and ODCs of a directory from before they were kept are known', async () => {
  const old = await startWorld();
  const { remove } = writesOf(old.outside.table);
  const kept = [keys.places, keys.chainEvent(placesChain, 1), keys.chainEvent(placesChain, 2)];
  await transact(
    old.outside.table,
    kept.map((key) => remove('other', key)),
  );
  const { teams, odcs } = await readPlaces(old.outside, await actorOf(old.outside, 'hugo-hr'));
  expect(teams).toEqual([...new Set(old.people.map((one) => one.team))].sort());
  expect(odcs).toEqual([...new Set(old.people.map((one) => one.odc))].sort());
  await old.stop();
});
