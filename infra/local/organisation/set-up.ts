import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { addCycles } from '#shared/cycles/setup.ts';
import { addCalendars, addPeople, addSeats } from '#shared/directory/setup.ts';
import { readLadder } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
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
 * Puts an organisation into a table: people, calendars, seats, ladders and cycles. What is there stays unchanged, so a setup
 * that was interrupted can run again.
 */
export async function setUpOrganisation(
  outside: Outside,
  { people, calendars, teams, cycles }: Omit<Organisation, 'warnings'>,
  ladders: readonly PublishedLadder[],
): Promise<SetUp> {
  const countOf = (added: number, all: readonly unknown[]): Count => ({ added, there: all.length - added });
  const newPeople = await addPeople(outside, people, teams);
  const newCalendars = await addCalendars(outside, calendars);
  const overCap: SetUp['overCap'] = [];
  let newLadders = 0;
  for (const ladder of ladders) {
    overCap.push(...(await addSeats(outside, ladder, people)));
    if (await publishLadder(outside, ladder)) newLadders++;
  }
  const newCycles = await addCycles(
    outside,
    cycles.map(({ id, ...input }) => ({ id, input })),
  );
  return {
    people: countOf(newPeople, people),
    calendars: countOf(newCalendars, calendars),
    ladders: countOf(newLadders, ladders),
    cycles: countOf(newCycles.length, cycles),
    overCap,
  };
}

/** Puts the sample organisation into a new table, with the cycles of the current day. */
export async function setUpSample(outside: Outside, sample: Organisation = readOrganisation()): Promise<void> {
  await setUpOrganisation(outside, sample, readLadders());
  await addCycles(outside, sampleCycles(outside.clock.now()));
}
