import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCase } from '#shared/store/cases.ts';
import { by, isDrawn, sampleNumber } from '#test/support/extent.ts';
import { commandsOn, tries } from './acts.ts';
import { type Answers, differenceOf, everythingFor, firstDifference } from './answers.ts';
import { bothWorlds, type Difference, differences } from './differences.ts';
import { triesOther } from './other-acts.ts';
import { type Viewer, viewers } from './people.ts';
import { type Place, startPlaces } from './story.ts';
import { fork, passes, type Twin } from './twin.ts';

/**
 * Two worlds that differ only in what is hidden from a viewer give the viewer the same bytes, at once, when the stage is
 * long overdue, and when they try everything that can be sent: status, headers and body of every answer of the API and the
 * pages, and every notice and mail. They try every command of a case, drafts, notices, confirmations, records and proposals of
 * HR, and every form of every page. Among the viewers are people with two relations: of HR and on the panel, calibrating
 * and signing, and delegates.
 *
 * What is made equal in both worlds, and nothing else:
 * - ids and random bytes, also of cookies and of the keys of forms: they follow from who acts and from how many acts of
 *   theirs came before; what only one world has takes them from a count of its own
 * - the time: what only one world has happens within an hour that passes in both
 * - sessions: they do not end, because a world lasts for months
 * - digests of portfolios: their words name events by number, and are salted with random bytes that nobody reads
 * - the order of the entries of stored maps: the engine, as DynamoDB, gives them in any order
 */

const everybody = Object.keys(viewers) as Viewer[];

/** Longer than until a stage is due, its time of grace is over, and the lead and HR are told. */
const longest = 40;

const isLong = by({ sample: false, all: false, long: true });
// In a sample it changes when samples have drawn this file and every difference. The whole run has the same one each time.
const eighth = by({ sample: Math.floor(sampleNumber / (4 * 6)) % 8, all: 6 });
/** An eighth of the viewers for each difference; in the long run all of them. */
const eighthFor = (difference: Difference) =>
  isLong
    ? everybody
    : everybody.filter(
        (who, at) => difference.tries?.includes(who) || (at + differences.indexOf(difference)) % 8 === eighth,
      );

/** What everybody reads at once: all but the pages of steps, which are long to draw. Who acts reads these too. */
const isShort = (path: string) => isLong || !path.includes('/steps/');

type Noticed = Partial<Record<Viewer, string>>;

/** Who reads something else in one of two worlds, and what. */
async function lookAt(a: Twin, b: Twin, readers: readonly Viewer[]): Promise<Noticed> {
  const noticed: Noticed = {};
  for (const who of readers) {
    const found = await firstDifference(a, b, who, isShort);
    if (found) noticed[who] = found;
  }
  return noticed;
}

type Acts = (twin: Twin, who: string) => Promise<Answers>;

/**
 * Each person tries things in copies of both worlds, and reads everything after it. Gives who was answered something
 * else, and what. Of the commands of the case and all else that can be sent, each tries one, and in the long run both.
 */
async function actIn(a: Twin, b: Twin, people: readonly Viewer[]): Promise<Noticed> {
  const noticed: Noticed = {};
  const state = await loadCase(a.world.outside.table, a.caseId);
  if (!state) throw new Error(a.caseId);
  const commands = commandsOn(state);
  const inCase: Acts = (twin, who) => tries(twin, who, commands);
  for (const who of people) {
    const half = [inCase, triesOther].filter((_acts, at) => isLong || (everybody.indexOf(who) >> 3) % 2 === at);
    for (const acts of half) {
      const [one = [], other = []] = await Promise.all(
        [a, b].map(async (world) => {
          const copy = await fork(world);
          return [...(await acts(copy, who)), ...(await everythingFor(copy, who))];
        }),
      );
      const found = differenceOf(one, other);
      if (found) noticed[who] = found;
    }
  }
  return noticed;
}

/** What was read by people who may not know of a difference. */
const leaks = (noticed: Noticed, told: readonly Viewer[]) =>
  Object.entries(noticed).filter(([who]) => !told.includes(who as Viewer));

/**
 * Compares two worlds for each difference at these places. Those who may not know of it must be answered the same bytes,
 * and the others must not.
 */
export function comparesAt(...places: Place[]): void {
  let started: Awaited<ReturnType<typeof startPlaces>>;
  beforeAll(async () => {
    started = await startPlaces();
  }, 60_000);
  afterAll(() => started.first.world.stop());

  test.each(differences.filter(({ at }, place) => places.includes(at) && isDrawn(place, 6)))(
    '$name',
    async (difference) => {
      const { told } = difference;
      const [a, b] = await bothWorlds(started.at, difference);
      const noticed = await lookAt(a, b, everybody);
      expect(leaks(noticed, told)).toEqual([]);
      expect(Object.keys(noticed).sort()).toEqual([...told].sort());
      const others = eighthFor(difference).filter((who) => !told.includes(who));
      expect(await actIn(a, b, others)).toEqual({});
      const before = a.told;
      await Promise.all([a, b].map((world) => passes(world, longest)));
      if (!difference.isClosed) expect(a.told).toBeGreaterThan(before);
      expect(await lookAt(a, b, others)).toEqual({});
    },
    900_000,
  );
}
