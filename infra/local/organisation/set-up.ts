import { readdirSync, readFileSync } from 'node:fs';
import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { addCalendars, addPeople, addSeats } from '#shared/directory/setup.ts';
import { readLadder } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { openSampleCycles } from './cycles.ts';
import { readCalendars } from './organisation.ts';

const ladders = new URL('../../../shared/ladders/', import.meta.url);

/** Puts the sample organisation into a new table: people, calendars, seats, every ladder, and the cycles of today. */
export async function setUpOrganisation(outside: Outside, people: readonly Person[]): Promise<void> {
  await addPeople(outside, people);
  await addCalendars(outside, readCalendars());
  for (const ladder of productLadders()) {
    await addSeats(outside, ladder, people);
    await publishLadder(outside, ladder);
  }
  await openSampleCycles(outside, people);
}

function productLadders(): PublishedLadder[] {
  const files = readdirSync(ladders).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => readLadder(readFileSync(new URL(file, ladders), 'utf8')));
}
