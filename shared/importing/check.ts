import { gunzipSync } from 'node:zlib';
import type { Outside } from '../cases/outside.ts';
import { fileLimits } from '../contract/file-names.ts';
import type { FileFault } from '../contract/files.ts';
import type { ImportRecord } from '../contract/imports.ts';
import { fewestHr } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { Places } from '../contract/places.ts';
import { faultsOfRecord, faultsOfStanding } from '../domain/directory/decide.ts';
import type { Fault } from '../domain/fault.ts';
import { fieldsChanged, levelsOverCap } from '../domain/imports/changes.ts';
import { isHrForAll, isWithin, unitsOf, unitsTogether } from '../domain/people.ts';
import { atKnownPlaces, faultsOfPlaces, placesInOrder, unknownOf } from '../domain/places.ts';
import { fieldIn } from '../people-files/columns.ts';
import { type PeopleFile, readPeopleFile } from '../people-files/people-file.ts';
import { faultsInOrder, knownOf, type Resolved, resolve } from '../people-files/resolve.ts';
import { loadEverybody } from '../store/directory.ts';
import { keepList, loadFile } from '../store/file-lists.ts';
import { importWrite } from '../store/imports.ts';
import { loadLaddersInForce } from '../store/ladders.ts';
import { loadPlaces } from '../store/places.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { changesOf, keepRun, nothing, type Run } from './found.ts';
import { proposedBySender } from './proposed-by-sender.ts';
import { neverEnded } from './tries.ts';

/**
 * The dry run of a file: finds out what it would change and everything that is wrong with it, and writes that down. It
 * changes nobody. A run that was ended in between is begun again.
 */
export async function checkImport(outside: Outside, record: ImportRecord): Promise<void> {
  const read = readPeopleFile(gunzipSync(await loadFile(outside.table, record)));
  const run =
    read.ok || read.file
      ? await dryRun(outside, record, { file: read.file as PeopleFile, found: read.ok ? [] : read.faults })
      : { ...empty, faults: read.faults, said: { ...nothing, ...read.seen } };
  await keepChecked(outside, record, run);
}

/** Gives up the check of a file: it has a fault that says so. */
export function giveUpCheck(outside: Outside, record: ImportRecord): Promise<void> {
  return keepChecked(outside, record, { ...empty, faults: [checkNeverEnded] });
}

/** The fault of a file whose check never ends. */
export const checkNeverEnded: FileFault = {
  row: null,
  column: null,
  reason: `the check failed: ${neverEnded}. Send the file again in several smaller ones. If their checks fail too, tell the people who run Rungs`,
};

async function keepChecked(outside: Outside, record: ImportRecord, { faults, ...run }: DryRun): Promise<void> {
  const { table } = outside;
  const isFaulty = faults.length > 0;
  const found = await keepRun(outside, record, run);
  await keepList(table, record, 'faults', faults.slice(0, fileLimits.faults));
  const after = {
    ...record,
    tries: null,
    state: isFaulty ? ('faulty' as const) : ('checked' as const),
    found: { ...found, faults: faults.length },
  };
  const proposing = after.state === 'checked' ? await proposedBySender(outside, record, after) : [];
  const { ok } = await transact(table, [importWrite(writesOf(table), record, after), ...proposing]);
  // Without a proposal it fails only if another run has checked the file. Or else somebody has decided about an earlier file of
  // the machine at this moment, so the check is begun again.
  if (!ok && proposing.length > 0) throw new Error('The proposal of a machine met a decision on an earlier one');
}

type DryRun = Run & { faults: FileFault[] };

const empty: DryRun = { faults: [], changes: [], absent: [], said: nothing };

/** `found`: the faults of single cells, which were found when the file was read. */
async function dryRun(
  outside: Outside,
  { isFull, addsPlaces, units }: ImportRecord,
  { file, found }: { file: PeopleFile; found: FileFault[] },
): Promise<DryRun> {
  const { table, clock } = outside;
  const [everybody, places, ladders] = await Promise.all([
    loadEverybody(table),
    loadPlaces(table),
    loadLaddersInForce(table, clock.now()),
  ]);
  const { encoding, separator, unknown, rows } = file;
  const said = { ...nothing, encoding, separator, unknown, rows: rows.length };
  const resolved = resolve(
    file,
    knownOf(everybody, (person) => isWithin(units, [person.odc])),
  );
  const known = places ?? { teams: [], odcs: [] };
  // Everybody shares the list of places.
  const named = [...resolved.rows.map(({ input }) => input), ...resolved.unresolved.map(({ given }) => given)];
  const added = addsPlaces && !units ? placesOf(known, named) : { teams: [], odcs: [] };
  const all = { teams: [...known.teams, ...added.teams], odcs: [...known.odcs, ...added.odcs] };
  const after = atPlaces(resolved.rows, all);
  const faultAt =
    (row: number) =>
    ({ path, reason }: Fault): FileFault => ({ row, column: file.places[fieldIn(path)] ?? null, reason });
  // Rows are in the order in which they are carried out. New people come at the same time, so none of them can act for another.
  const deputies: Record<string, Pick<Person, 'active'>> = Object.fromEntries(everybody.map((one) => [one.id, one]));
  const ofRows = after.flatMap(({ row, id, before, input }) => {
    const ofRecord = faultsOfRecord(before, id, input, { deputies });
    if (before) deputies[id] = input;
    return [
      ...faultsOfPlaces(before, input, all),
      ...(isWithin(units, unitsTogether(...(before ? [unitsOf(before)] : []), unitsOf(input))) ? [] : [beyond(units)]),
      ...faultsOfStanding(before, input, ladders.find((one) => one.id === input.ladder) ?? null),
      ...ofRecord,
    ].map(faultAt(row));
  });
  const ofPlaces = resolved.unresolved.flatMap(({ row, before, given }) =>
    faultsOfPlaces(before, given, all).map(faultAt(row)),
  );
  const faults = faultsInOrder([...found, ...resolved.faults, ...ofRows, ...ofPlaces]);
  const moved = new Map(after.map((one) => [one.id, one.input]));
  const everybodyAfter = [
    ...everybody.map((one) => ({ ...one, ...moved.get(one.id), isMoved: moved.has(one.id) })),
    ...after.flatMap(({ before, input }) => (before ? [] : [{ ...input, isMoved: true }])),
  ];
  // What a row with faults makes of its person is not known.
  if (resolved.unresolved.length === 0 && everybodyAfter.filter(isHrForAll).length < fewestHr)
    faults.push({
      row: null,
      column: file.places.roles ?? null,
      reason: `fewer than ${fewestHr} people of HR would be left who are limited to no ODC: give the role to others too`,
    });
  if (faults.length > 0) return { faults, changes: [], absent: [], said: { ...said, ...added } };
  const changing = after.filter(({ before, input }) => before === null || fieldsChanged(before, input).length > 0);
  return {
    faults,
    changes: await changesOf(
      outside,
      changing.map((one) => ({ ...one, version: one.before?.version ?? null })),
    ),
    absent: isFull ? everybody.filter((one) => one.active && !moved.has(one.id) && isWithin(units, [one.odc])) : [],
    said: {
      ...said,
      ...added,
      unchanged: after.length - changing.length,
      overCap: levelsOverCap(ladders, everybodyAfter),
    },
  };
}

/** The fault of a row of somebody whom whoever sent the file does not keep. */
const beyond = (units: readonly string[] = []): Fault => ({
  path: 'odc',
  reason: `you keep people of ${units.join(', ')} alone, and nobody who is of HR for more or a delivery director: take this row out`,
});

/** The teams and ODCs of rows that are not known yet. */
function placesOf(known: Places, rows: readonly Partial<Pick<Person, 'team' | 'odc'>>[]): Places {
  const named = (field: 'team' | 'odc') => [...new Set(rows.flatMap((one) => one[field] ?? []))];
  // The first way in which one is written counts.
  const { teams, odcs } = unknownOf(known, { teams: named('team'), odcs: named('odc') });
  return { teams: placesInOrder(teams), odcs: placesInOrder(odcs) };
}

/** Rows with teams and ODCs as they are written among those known. Each spelling is looked for once. */
function atPlaces(rows: readonly Resolved[], known: Places): Resolved[] {
  const found = new Map<string, Pick<Person, 'team' | 'odc' | 'hrUnits'>>();
  return rows.map((one) => {
    const { team, odc, hrUnits } = one.input;
    const name = JSON.stringify([team, odc, hrUnits]);
    const place = found.get(name) ?? atKnownPlaces({ team, odc, ...(hrUnits ? { hrUnits } : {}) }, known);
    found.set(name, place);
    return { ...one, input: { ...one.input, ...place } };
  });
}
