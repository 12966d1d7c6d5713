import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { addCycles } from '#shared/cycles/setup.ts';
import { addCalendars, addPeople, addSeats } from '#shared/directory/setup.ts';
import { readLadder } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { keepSetupEnd } from '#shared/store/setup.ts';
import { compareWithTable } from './compare.ts';
import { sampleCycles } from './cycles.ts';
import { type Organisation, readOrganisation } from './organisation.ts';

const shipped = fileURLToPath(new URL('../../../shared/ladders/', import.meta.url));

/** The ladders of a folder of YAML files; by default the four that ship. Throws if one is not valid, and says which. */
export function readLadders(folder: string = shipped): PublishedLadder[] {
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  if (files.length === 0) throw new Error(`There is no ladder in ${folder}: a ladder is a file that ends in .yaml`);
  return files.map((file) => {
    try {
      return readLadder(readFileSync(join(folder, file), 'utf8'));
    } catch (cause) {
      throw new Error(`${file} has faults:\n${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  });
}

/** What a setup did, by kind: how many were new, and how many were there. */
export interface SetUp {
  /** When an earlier run ended, after which a setup writes nothing. Null: this one ended it. */
  endedAt: string | null;
  /** What the files say otherwise than the table, in lines. It stays as it is in the table. */
  kept: string[];
  people: Count;
  calendars: Count;
  ladders: Count;
  cycles: Count;
  /** Levels at which there are more people than seats. */
  overCap: { ladder: string; level: string; people: number; seats: number }[];
}

export interface Count {
  added: number;
  there: number;
}

/**
 * Puts an organisation into a table. A setup that was interrupted goes on: what is there stays unchanged. Once it has ended, it
 * writes nothing, and throws an error that names everything new and how HR adds it. So does every other fault before anything
 * is written.
 */
export async function setUpOrganisation(
  outside: Outside,
  organisation: Organisation,
  ladders: readonly PublishedLadder[],
): Promise<SetUp> {
  const { endedAt, kept, there } = await compareWithTable(outside, organisation, ladders);
  if (endedAt === null) return { ...(await writeOrganisation(outside, organisation, ladders, there)), kept };
  const { people, calendars, cycles } = organisation;
  const allThere = (all: readonly unknown[]): Count => ({ added: 0, there: all.length });
  const counts = { people: allThere(people), calendars: allThere(calendars), cycles: allThere(cycles) };
  return { endedAt, kept, ...counts, ladders: allThere(ladders), overCap: [] };
}

/**
 * Writes people, calendars, seats, ladders and cycles, and that the setup has ended. What is there stays unchanged.
 *
 * @param there those of the people who are in the directory, as it has them
 */
export async function writeOrganisation(
  outside: Outside,
  { people, calendars, teams, cycles }: Pick<Organisation, 'people' | 'calendars' | 'teams' | 'cycles'>,
  ladders: readonly PublishedLadder[],
  there: Readonly<Record<string, Person>> = {},
): Promise<SetUp> {
  const countOf = (added: number, all: readonly unknown[]): Count => ({ added, there: all.length - added });
  const newPeople = await addPeople(outside, people, { teams, odcs: calendars.map((one) => one.odc) });
  const newCalendars = await addCalendars(outside, calendars);
  const overCap: SetUp['overCap'] = [];
  let newLadders = 0;
  const standing = people.map((one) => there[one.id] ?? one);
  for (const ladder of ladders) {
    overCap.push(...(await addSeats(outside, ladder, standing)));
    if (await publishLadder(outside, ladder)) newLadders++;
  }
  const newCycles = await addCycles(
    outside,
    cycles.map(({ id, ...input }) => ({ id, input })),
  );
  await keepSetupEnd(outside.table, outside.clock.now().toISOString());
  return {
    endedAt: null,
    kept: [],
    people: countOf(newPeople, people),
    calendars: countOf(newCalendars, calendars),
    ladders: countOf(newLadders, ladders),
    cycles: countOf(newCycles.length, cycles),
    overCap,
  };
}

/** Puts the sample organisation into a new table, with the cycles of the current day. */
export async function setUpSample(outside: Outside, sample: Organisation = readOrganisation()): Promise<void> {
  await writeOrganisation(outside, sample, readLadders());
  await addCycles(outside, sampleCycles(outside.clock.now()));
}
