import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { FileFault } from '#shared/contract/files.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { fewestHr } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { plainWeek } from '#shared/domain/calendar/working.ts';
import { faultsOfCycle } from '#shared/domain/cycles/decide.ts';
import { faultsOfRecord, faultsOfStanding } from '#shared/domain/directory/decide.ts';
import { isHrForAll } from '#shared/domain/people.ts';
import { placeAmong } from '#shared/domain/places.ts';
import { fieldIn } from '#shared/people-files/columns.ts';
import { type PeopleFile, readPeopleFile } from '#shared/people-files/people-file.ts';
import { faultsInOrder, knownOf, resolve } from '#shared/people-files/resolve.ts';
import { OrganisationFile } from './file.ts';

/** An organisation as its files describe it. */
export interface Organisation {
  /** In the order of the file, at version 1. */
  people: Person[];
  calendars: Calendar[];
  teams: string[];
  cycles: OrganisationFile['cycles'];
  /** What somebody should look at, although the files are right. */
  warnings: string[];
  source: Source;
}

/** Where an organisation is written, for what is said of it. */
interface Source {
  /** The names of its two files. */
  file: string;
  people: string;
  /** The column of each field of a person that the file has, and the row of each person by id. */
  places: PeopleFile['places'];
  rows: ReadonlyMap<string, number>;
}

/** The file of the sample organisation. */
const sampleFile = fileURLToPath(new URL('organisation.yaml', import.meta.url));

/**
 * Reads the file of an organisation and the file of its people. Throws an error that names every fault by file and place, and
 * how to mend it. Without ladders it does not check levels.
 */
export function readOrganisation(path: string = sampleFile, ladders?: readonly PublishedLadder[]): Organisation {
  const { people: peopleName, odcs, teams, cycles } = readFile(path);
  const peoplePath = join(dirname(path), peopleName);
  const name = basename(peoplePath);
  checkCycles(basename(path), cycles);
  const read = readPeopleFile(bytesOf(peoplePath));
  if (!read.ok && !read.file) throw faulty(name, read.faults, read.seen.unknown);
  const file = read.file as PeopleFile;
  const resolved = resolve(file, knownOf([]));
  const rows = resolved.rows.sort((one, other) => one.row - other.row);
  const column = (path: string) => file.places[fieldIn(path)] ?? null;
  const named = odcs.map((odc) => odc.name);
  // Whoever has no deadlines can be where no calendar is, and somebody can be of HR for them.
  const known = { odc: named, hrUnits: [...named, ...rows.map(({ input }) => input.odc)] };
  // All of them come at once, so everybody of the file can act for everybody.
  const deputies = Object.fromEntries(rows.map(({ id, input }) => [id, input]));
  const ofRows = rows.flatMap(({ row, id, input }): FileFault[] =>
    [
      ...(ladders ? faultsOfStanding(null, input, ladders.find((one) => one.id === input.ladder) ?? null) : []),
      ...faultsOfRecord(null, id, input, { deputies }),
    ].map(({ path: field, reason }) => ({ row, column: column(field), reason })),
  );
  const ofPlaces = [...rows.map(({ row, input }) => ({ row, given: input })), ...resolved.unresolved].flatMap(
    ({ row, given }) => {
      const places = {
        odc: given.roles?.includes('engineer') && given.odc ? [given.odc] : [],
        hrUnits: given.hrUnits ?? [],
      };
      return (['odc', 'hrUnits'] as const).flatMap((field): FileFault[] =>
        places[field]
          .filter((odc) => placeAmong(known[field], odc) === undefined)
          .map((odc) => ({
            ...{ row, column: column(field) },
            reason: `${basename(path)} has no ODC ‘${odc}’: add it there, or mend this`,
          })),
      );
    },
  );
  const faults = faultsInOrder([...(read.ok ? [] : read.faults), ...resolved.faults, ...ofRows, ...ofPlaces]);
  const people = rows.map(({ id, input }): Person => ({ ...input, id, lostAt: null, version: 1 }));
  const hr = people.filter(isHrForAll).length;
  // What a row with faults makes of its person is not known.
  if (resolved.unresolved.length === 0 && hr < fewestHr)
    faults.push({
      row: null,
      column: column('roles'),
      reason: `name at least ${fewestHr} people who have the role hr and are limited to no ODC`,
    });
  if (faults.length > 0) throw faulty(name, faults, file.unknown);
  return {
    people,
    calendars: odcs.map(({ name: odc, ...calendar }) => ({ ...plainWeek(odc), ...calendar })),
    teams,
    cycles,
    warnings: warningsOf(name, file, hr),
    source: {
      file: basename(path),
      people: name,
      places: file.places,
      rows: new Map(rows.map(({ id, row }) => [id, row])),
    },
  };
}

/** Throws if a cycle has faults by itself or beside the others. */
function checkCycles(name: string, cycles: OrganisationFile['cycles']): void {
  const opened = cycles.map((one) => ({ ...one, openedAt: '', closedAt: null, version: 1 }));
  const faults = cycles.flatMap(({ id, ...input }) =>
    faultsOfCycle(id, input, opened).map(({ path, reason }) => `  cycle ${id}, ${path}: ${reason}`),
  );
  if (faults.length > 0) throw new Error([`${name} has faults:`, ...faults].join('\n'));
}

function warningsOf(name: string, { encoding, unknown }: PeopleFile, hr: number): string[] {
  return [
    ...(encoding === 'UTF-8' ? [] : [`${name} was read as ${encoding}: look at names with accents.`]),
    ...(unknown.length > 0 ? [`${name} has columns that were not read: ${unknown.join(', ')}.`] : []),
    ...(hr === fewestHr
      ? [
          `There are ${fewestHr} people of HR: if one is away or takes part in a case, nobody can confirm. Three are better.`,
        ]
      : []),
  ];
}

function readFile(path: string): OrganisationFile {
  const name = basename(path);
  let given: unknown;
  try {
    given = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(path)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
    throw new Error(`${name} cannot be read: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  const parsed = OrganisationFile.safeParse(given);
  if (!parsed.success) throw new Error(`${name} has faults:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw Object.assign(new Error(`There is no file ${path} that can be read`, { cause }), { code: 'ENOENT' });
  }
}

/** The most places of a file that are said at once. */
const most = 100;

/** Lines that say what is to be said of the places of a file. */
export function placed(faults: readonly FileFault[]): string[] {
  const said = faults.slice(0, most).map(({ row, column, reason }) => {
    const place = [row === null ? [] : `row ${row}`, column === null ? [] : `column ${column}`].flat().join(', ');
    return `  ${place === '' ? '' : `${place}: `}${reason}`;
  });
  return [...said, ...(faults.length > most ? [`  ... and ${faults.length - most} more`] : [])];
}

/** An error that says what is wrong with a file, each fault by row and column, and which of its columns have an unknown name. */
export function faulty(name: string, faults: readonly FileFault[], unread: readonly string[] = []): Error {
  const columns = unread.length > 0 ? [`  These columns were not read: ${unread.join(', ')}.`] : [];
  return new Error([`${name} has faults:`, ...placed(faults), ...columns].join('\n'));
}
