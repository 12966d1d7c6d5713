import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCase } from '#shared/store/cases.ts';
import { by, isDrawn, sampleNumber } from '#test/support/extent.ts';
import { commandsOn, tries } from './worlds/acts.ts';
import { differenceOf, everythingFor } from './worlds/answers.ts';
import { bothWorlds, type Difference, differences } from './worlds/differences.ts';
import { type Viewer, viewers } from './worlds/people.ts';
import { startPlaces } from './worlds/story.ts';
import { fork, passes, type Twin } from './worlds/twin.ts';

/**
 * Two worlds that differ only in what is hidden from a viewer give the viewer the same bytes, at once, when the stage is
 * long overdue, and when they try every command there is: status, headers and body of every answer of the API and the pages, and every notice and mail. Among the
 * viewers are people with two relations: of HR and on the panel, calibrating and signing, and delegates.
 *
 * What is made equal in both worlds, and nothing else:
 * - ids and random bytes, also of cookies: they follow from who acts and from how many acts of theirs came before
 * - the time: what only one world has happens within an hour that passes in both
 * - the order of the entries of stored maps: the engine, as DynamoDB, gives them in any order
 */

let started: Awaited<ReturnType<typeof startPlaces>>;
beforeAll(async () => {
  started = await startPlaces();
}, 60_000);
afterAll(() => started.first.world.stop());

const everybody = Object.keys(viewers) as Viewer[];

/** Longer than until a stage is due, its time of grace is over, and the lead and HR are told. */
const longest = 40;

// In a sample it changes when samples have drawn this file and every difference. The whole run has the same one each time.
const eighth = by({ sample: Math.floor(sampleNumber / (4 * 6)) % 8, all: 6 });
/** An eighth of the viewers for each difference; in the long run all of them. */
const eighthFor = (difference: Difference) =>
  by({ sample: false, all: false, long: true })
    ? everybody
    : everybody.filter((_who, at) => (at + differences.indexOf(difference)) % 8 === eighth);

/** Who reads something else in one of two worlds, and what. */
async function lookAt(a: Twin, b: Twin, readers: readonly Viewer[]): Promise<Partial<Record<Viewer, string>>> {
  const noticed: Partial<Record<Viewer, string>> = {};
  for (const who of readers) {
    const [one, other] = await Promise.all([everythingFor(a, who), everythingFor(b, who)]);
    const found = differenceOf(one, other);
    if (found) noticed[who] = found;
  }
  return noticed;
}

/**
 * Each person tries everything in copies of both worlds, and reads everything after it. Gives who was answered something
 * else, and what.
 */
async function actIn(a: Twin, b: Twin, people: readonly Viewer[]): Promise<Partial<Record<Viewer, string>>> {
  const noticed: Partial<Record<Viewer, string>> = {};
  const state = await loadCase(a.world.outside.table, a.caseId);
  if (!state) throw new Error(a.caseId);
  const commands = commandsOn(state);
  for (const who of people) {
    const [one, other] = await Promise.all(
      [a, b].map(async (world) => {
        const copy = await fork(world);
        return [...(await tries(copy, who, commands)), ...(await everythingFor(copy, who))];
      }),
    );
    const found = differenceOf(one ?? [], other ?? []);
    if (found) noticed[who] = found;
  }
  return noticed;
}

/** What was read by people who may not know of a difference. */
const leaks = (noticed: Partial<Record<Viewer, string>>, told: readonly Viewer[]) =>
  Object.entries(noticed).filter(([who]) => !told.includes(who as Viewer));

test.each(differences.filter((_one, place) => isDrawn(place, 6)))(
  '$name',
  async (difference) => {
    const { told } = difference;
    const worlds = await bothWorlds(started.at, difference);
    const [a, b] = worlds;
    const noticed = await lookAt(a, b, everybody);
    expect(leaks(noticed, told)).toEqual([]);
    expect(Object.keys(noticed).sort()).toEqual([...told].sort());
    const readers = eighthFor(difference);
    const others = readers.filter((who) => !told.includes(who));
    expect(await actIn(a, b, others)).toEqual({});
    const before = a.told;
    await Promise.all(worlds.map((world) => passes(world, longest)));
    expect(a.told).toBeGreaterThan(before);
    expect(leaks(await lookAt(a, b, readers), told)).toEqual([]);
  },
  900_000,
);
