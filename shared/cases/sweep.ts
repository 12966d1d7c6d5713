import type { CaseStage } from '../contract/names.ts';
import type { SweepState } from '../contract/sweep.ts';
import { searchCases } from '../store/case-lists.ts';
import { allCasesOfPerson, headsAndTokens, type Standing } from '../store/cases.ts';
import { eventsBetween, type ListedEvent } from '../store/event-index.ts';
import { indexKeys } from '../store/keys.ts';
import { keepSweepState, loadSweepState } from '../store/sweep.ts';
import type { Outside } from './outside.ts';

export type { Standing };

/** A page of what the sweep looks at: cases that a run which is killed looks at again. */
const atOnce = 100;

/** A new lap begins this long after the one before, in milliseconds. So a case is looked at every hour. */
const lapMs = 55 * 60 * 1000;

/**
 * A run looks at this many cases, or at an eighth of all. So a lap is done in eight of the twelve runs of an hour, and some of
 * them can be killed.
 */
const shareOfRun = (before: number) => Math.max(2500, Math.ceil(before / 8));

/** An event is in the index this long after its instant at the latest, in milliseconds: no function runs longer to store one. */
const settlingMs = 60 * 1000;

/** The relay gives an event up an hour after it. After this time, in milliseconds, it tells nobody of it by itself. */
const givenUpMs = 75 * 60 * 1000;

/** Another run of the sweep has begun, and this one ends. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** One run of the sweep. It stores how far it has come. */
export interface SweepRun {
  readonly state: SweepState;
  /** Stores how far it has come. Throws `Overtaken` if another run has begun. */
  keep(change: Partial<Omit<SweepState, 'version'>>): Promise<void>;
}

/**
 * Begins a run where the last one ended. A run that still goes on is overtaken. With `everyCase`, a lap that asks about every
 * execution begins now.
 */
export async function beginRun({ table, clock }: Outside, everyCase: boolean): Promise<SweepRun> {
  const now = clock.now();
  const before = await loadSweepState(table);
  let state: SweepState = before ?? firstState(now);
  const run = {
    get state() {
      return state;
    },
    async keep(change: Partial<SweepState>) {
      const { version } = state;
      const next = { ...state, ...change, version: version + 1 };
      if (!(await keepSweepState(table, next, version))) throw new Overtaken('Another run of the sweep has begun');
      state = next;
    },
  };
  const isDue = state.lap.at === null && state.lap.begunAt <= earlier(now, lapMs);
  if (everyCase || isDue) {
    const { at, looked, before: last } = state.lap;
    await run.keep({ lap: newLap(now, at ? Math.max(looked, last) : looked, everyCase) });
  } else await run.keep({});
  return run;
}

const earlier = (now: Date, ms: number) => new Date(now.getTime() - ms).toISOString();

const openParts: readonly string[] = indexKeys.openParts;

function newLap(now: Date, before: number, asksAll: boolean): SweepState['lap'] {
  return { begunAt: now.toISOString(), at: { part: openParts[0]!, after: null }, looked: 0, before, asksAll };
}

/** What came before the first run is not looked up. */
function firstState(now: Date): SweepState {
  return {
    version: 0,
    lap: newLap(now, 0, false),
    followed: earlier(now, settlingMs),
    told: earlier(now, givenUpMs),
    asks: { left: 0, at: new Date(0).toISOString() },
  };
}

/** Open cases, and the place of the lap once they were looked at. */
export interface LapPage {
  caseIds: string[];
  lap: SweepState['lap'];
}

/**
 * The share of this run in the lap, page by page. If the due day or the stage of a case changes meanwhile, it can come twice
 * or not at all: then it is looked at because of its event.
 */
export async function* shareOfLap({ table }: Outside, { state }: SweepRun): AsyncGenerator<LapPage> {
  const share = shareOfRun(state.lap.before);
  let { lap } = state;
  for (let taken = 0; lap.at && taken < share; ) {
    const { part: partition, after } = lap.at;
    const { entries, upTo } = await openAt(table, partition, after);
    const next = openParts[openParts.indexOf(partition) + 1];
    const at = upTo ? { part: partition, after: upTo } : next ? { part: next, after: null } : null;
    lap = { ...lap, at, looked: lap.looked + entries.length, asksAll: lap.asksAll && at !== null };
    taken += entries.length;
    if (entries.length > 0 || !at) yield { caseIds: idsOf(entries), lap };
  }
}

/** A page of the open cases of one part of the lists, after a place in it; with `stage`, only of that stage. */
function openAt(table: Outside['table'], partition: string, after: string | null, stage?: CaseStage) {
  const part = { index: 'lists', partition } as const;
  const range = indexKeys.listedRange(true);
  return searchCases(table, { part, isOpen: true, range, wanted: { stage }, after: after ?? undefined, limit: atOnce });
}

/** The ids of all open cases of a stage. */
async function allAt(table: Outside['table'], stage: CaseStage): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { entries, upTo }: Awaited<ReturnType<typeof openAt>> = await openAt(
      table,
      indexKeys.partOf(stage),
      after,
      stage,
    );
    ids.push(...idsOf(entries));
    after = upTo;
  } while (after);
  return ids;
}

/** The cases that may have to follow what happened since the last run, page by page, and up to where that is. */
export async function* changedCases(
  outside: Outside,
  { state }: SweepRun,
): AsyncGenerator<{ caseIds: string[]; followed: string }> {
  const before = earlier(outside.clock.now(), settlingMs);
  let followed = state.followed;
  for await (const { events, place } of eventsBetween(outside.table, state.followed, before)) {
    followed = place;
    yield { caseIds: await casesBehind(outside, events), followed };
  }
  if (followed < before) yield { caseIds: [], followed: before };
}

/**
 * The cases that events concern: the case itself; for a person the cases that involve them; for a cycle those that are being
 * signed.
 */
async function casesBehind({ table }: Outside, events: readonly ListedEvent[]): Promise<string[]> {
  const chains = [...new Set(events.map(({ of }) => of))];
  const found = await Promise.all(
    chains.map(async (of) => {
      if (of.startsWith('case_')) return [of];
      if (of.startsWith('person:')) return idsOf(await allCasesOfPerson(table, of.slice('person:'.length)));
      return [];
    }),
  );
  const signing = chains.some((of) => of.startsWith('cycle:')) ? await allAt(table, 'sign-off') : [];
  return [...new Set([...found.flat(), ...signing])];
}

const idsOf = (cases: readonly { caseId: string }[]) => cases.map(({ caseId }) => caseId);

/** Those of the cases that are open, as they were a moment ago, in pages. */
export async function* openAmong({ table }: Outside, caseIds: readonly string[]): AsyncGenerator<Standing[]> {
  for (let from = 0; from < caseIds.length; from += atOnce) {
    const found = await headsAndTokens(table, caseIds.slice(from, from + atOnce));
    yield found.filter(({ head }) => head.stage !== 'closed');
  }
}

/** The instant before which the relay has given events up. */
export const givenUpBefore = ({ clock }: Outside): string => earlier(clock.now(), givenUpMs);
