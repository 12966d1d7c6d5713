import type { Outside } from '#shared/cases/outside.ts';
import type { FileFault } from '#shared/contract/files.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { factsOfCalendar } from '#shared/domain/calendar/decide.ts';
import { isSamePlace, unknownOf } from '#shared/domain/places.ts';
import { hashOf } from '#shared/ledger/hash.ts';
import { otherContent } from '#shared/publishing/setup.ts';
import { loadCalendars } from '#shared/store/calendars.ts';
import { listCycles } from '#shared/store/cycles.ts';
import { listLadderRecords } from '#shared/store/ladders.ts';
import { loadPlaces } from '#shared/store/places.ts';
import { loadSetupEnd } from '#shared/store/setup.ts';
import { comparePeople } from './compare-people.ts';
import { faulty, type Organisation, placed } from './organisation.ts';

/** The files of an organisation beside the table that it goes into. */
export interface Compared {
  /** When an earlier setup ended. Null: none has. */
  endedAt: string | null;
  /** Those of its people who are in the directory, as it has them. */
  there: Record<string, Person>;
  /** What the files say otherwise than the table, in lines for the operator. */
  kept: string[];
}

/**
 * Reads what is in the table of an organisation. Throws an error that names every fault by file and place: what belongs to somebody
 * else, and what is new although the setup has ended.
 */
export async function compareWithTable(
  outside: Outside,
  organisation: Organisation,
  ladders: readonly PublishedLadder[],
): Promise<Compared> {
  const endedAt = await loadSetupEnd(outside.table);
  const hasEnded = endedAt !== null;
  const { file, people: peopleFile } = organisation.source;
  const people = await comparePeople(outside, organisation, hasEnded);
  const others = await compareOthers(outside, organisation, hasEnded);
  const faults = [
    ...(people.faults.length > 0 ? [faulty(peopleFile, people.faults)] : []),
    ...(others.faults.length > 0 ? [faulty(file, others.faults.map(atNoRow))] : []),
    ...(await faultsOfLadders(outside, ladders, hasEnded)),
  ];
  if (faults.length > 0) throw new Error(faults.map((one) => one.message).join('\n'));
  const kept = [
    ...(people.kept.length > 0
      ? [
          `${peopleFile} differs from the directory. The directory was not changed: HR changes people on their pages, or with a file at /hr/imports.`,
          ...placed(people.kept),
        ]
      : []),
    ...others.kept,
  ];
  return { endedAt, there: people.there, kept };
}

const atNoRow = (reason: string): FileFault => ({ row: null, column: null, reason });

/** Compares what the file beside the people says. */
async function compareOthers(
  { table }: Outside,
  { calendars, teams, cycles, source: { file } }: Organisation,
  hasEnded: boolean,
): Promise<{ faults: string[]; kept: string[] }> {
  const known = (await loadPlaces(table)) ?? { teams: [], odcs: [] };
  const thereCalendars = Object.values(await loadCalendars(table));
  const thereCycles = await listCycles(table);
  const tooLateFor = (what: string, path: string) => `${what} is new, and the setup has ended: HR adds it at ${path}`;
  const stays = (what: string, path: string) =>
    `${file} differs from the table in ${what}. The table was not changed: HR changes it at ${path}.`;
  const faults: string[] = [];
  const kept: string[] = [];
  if (hasEnded)
    for (const team of unknownOf(known, { teams, odcs: [] }).teams)
      faults.push(tooLateFor(`team ${team}`, '/hr/places'));
  for (const calendar of calendars) {
    const what = `ODC ${calendar.odc}`;
    const before = thereCalendars.find(({ odc }) => isSamePlace(odc, calendar.odc));
    if (!before && hasEnded) faults.push(tooLateFor(what, '/hr/places and /hr/calendars'));
    if (before && hashOf(factsOfCalendar({ ...calendar, odc: before.odc })) !== hashOf(factsOfCalendar(before)))
      kept.push(stays(`the working calendar of ${what}`, '/hr/calendars'));
  }
  for (const cycle of cycles) {
    const what = `cycle ${cycle.id}`;
    const before = thereCycles.find(({ id }) => id === cycle.id);
    if (!before && hasEnded) faults.push(tooLateFor(what, '/hr/cycles'));
    if (before && hashOf({ ...before, ...cycle }) !== hashOf(before)) kept.push(stays(what, '/hr/cycles'));
  }
  return { faults, kept };
}

/** Of each ladder: what is published under its number is another one, or it is new although the setup has ended. */
async function faultsOfLadders(
  { table }: Outside,
  ladders: readonly PublishedLadder[],
  hasEnded: boolean,
): Promise<Error[]> {
  const records = await listLadderRecords(table);
  const faults = ladders.flatMap((ladder) => {
    const { id, version, hash } = ladder;
    const published = records.find((one) => one.id === id)?.versions.find((one) => one.version === version);
    if (published) return published.hash === hash ? [] : [otherContent(ladder)];
    return hasEnded
      ? [`version ${version} of ${id} is new, and the setup has ended: HR publishes it at /hr/ladders`]
      : [];
  });
  return faults.length > 0 ? [faulty('The folder of the ladders', faults.map(atNoRow))] : [];
}
