import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { Calendar, CalendarInput } from '../contract/calendar.ts';
import type { Ladder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { Places } from '../contract/places.ts';
import type { Seats } from '../contract/seats.ts';
import { factsOfCalendar } from '../domain/calendar/decide.ts';
import { evolveCalendar } from '../domain/calendar/evolve.ts';
import { factsOf, wordsOf } from '../domain/directory/decide.ts';
import { atKnownPlaces, placeAmong } from '../domain/places.ts';
import { holdsSeat, take } from '../domain/seats/seats.ts';
import { sealRecord } from '../ledger/seal.ts';
import { setup } from '../records/setup-actor.ts';
import { newAddressWrites } from '../store/addresses.ts';
import { calendarShape } from '../store/calendars.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { listPeople } from '../store/directory.ts';
import { keptWrite } from '../store/found.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { seatsIn, seatsWrite } from '../store/seats.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { chainOf } from './calendar-change.ts';
import { keepHolders } from './holders.ts';
import { addPlaces } from './kept-places.ts';
import { writesFor } from './person-record.ts';

/** So many transactions are under way at once. */
const atOnce = 25;

/**
 * Adds people to the directory when a system is set up, with their teams and ODCs and further places, as these are written first.
 * People who are already in it stay unchanged. Gives the number of those who are new.
 */
export async function addPeople(
  outside: Outside,
  people: readonly Person[],
  { teams, odcs }: Places = { teams: [], odcs: [] },
): Promise<number> {
  const known = await addPlaces(outside, {
    teams: [...new Set([...teams, ...people.map((one) => one.team)])],
    odcs: [...new Set([...odcs, ...people.flatMap((one) => [one.odc, ...(one.hrUnits ?? [])])])],
  });
  const isNew = (await listPeople(outside.table, 1)).items.length === 0;
  let added = 0;
  for (let at = 0; at < people.length; at += atOnce) {
    const some = people.slice(at, at + atOnce).map((person) => atKnownPlaces(person, known));
    const done = await Promise.all(some.map((person) => addPerson(outside, person)));
    added += done.filter(Boolean).length;
  }
  await keepHolders(
    outside.table,
    people.map((person) => person.id),
  );
  // Everybody of a new directory is in its index. One from before the index is put into it by the sweep.
  if (isNew) await transact(outside.table, [keptWrite(writesOf(outside.table), null)]);
  return added;
}

/** Adds a person. False: they are there already. */
async function addPerson({ table, clock, ids, random }: Outside, person: Person): Promise<boolean> {
  const { id, email } = person;
  const added = {
    type: 'person-added' as const,
    data: factsOf(person),
    actor: setup,
    body: wordsOf(person),
  };
  const at = clock.now().toISOString();
  const recording = { chain: `person:${id}` as const, audit: null, at, requestId: 'setup', ids, random };
  const write = writesOf(table);
  const done = await transact(table, [
    ...writesFor(write, null, person, sealRecord(added, recording)),
    ...newAddressWrites(write, person),
  ]);
  if (!done.ok && !done.lost.includes('head'))
    throw new Error(`${id} has the mail address or the employee number of another person: ${email}`);
  return done.ok;
}

/**
 * Writes the working calendars of ODCs when a system is set up, by their known names. An ODC that already has one keeps it
 * unchanged. The caller must know that the time zones are valid: they are not checked here. Gives the number of those that are new.
 */
export async function addCalendars(
  outside: Outside,
  calendars: readonly (CalendarInput & Pick<Calendar, 'odc'>)[],
): Promise<number> {
  const { table, clock, ids, random } = outside;
  const write = writesOf(table);
  const at = clock.now().toISOString();
  const known = await addPlaces(outside, { teams: [], odcs: calendars.map((one) => one.odc) });
  let added = 0;
  for (const calendar of calendars) {
    const odc = placeAmong(known.odcs, calendar.odc) ?? calendar.odc;
    const changed = { type: 'calendar-changed' as const, data: factsOfCalendar({ ...calendar, odc }), actor: setup };
    const recording = { chain: chainOf(odc), audit: null, at, requestId: 'setup', ids, random };
    const sealed = sealRecord(changed, recording);
    const item = { ...calendarShape.content(evolveCalendar(null, sealed.event)), ...keys.calendar(odc) };
    if ((await transact(table, [write.putNew('head', item), recordEventWrite(write, sealed)])).ok) added++;
  }
  return added;
}

/**
 * Gives a seat to everybody at a capped level of a ladder when a system is set up, even if there are more people than
 * seats. Whoever has one keeps it. Gives the levels with more people than seats.
 */
export async function addSeats(
  { table, clock }: Outside,
  ladder: Ladder,
  people: readonly Person[],
): Promise<{ ladder: string; level: string; people: number; seats: number }[]> {
  const since = clock.now().toISOString();
  const over = [];
  for (const { id: level, seats: cap } of ladder.levels) {
    if (!cap) continue;
    const of = { ladder: ladder.id, level };
    const there = people.filter((one) => one.active && one.ladder === ladder.id && one.level === level);
    await withRetries('The seats', async () => {
      const before = seatsIn(await getMany(table, [keys.seats(ladder.id, level)]), ladder.id, level);
      const without = there.filter(({ id }) => !holdsSeat(before, id));
      const seats = without.reduce<Seats | null>(
        (now, { id: personId }) => take(now, of, { personId, caseId: null, since }),
        before,
      );
      if (!seats || without.length === 0) return true;
      const after = { ...seats, version: (before?.version ?? 0) + 1 };
      return (await transact(table, [seatsWrite(writesOf(table), before, after)])).ok || null;
    });
    if (there.length > cap.max) over.push({ ...of, people: there.length, seats: cap.max });
  }
  return over;
}
