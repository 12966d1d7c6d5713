import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Calendar, CalendarRecord } from '../contract/calendar.ts';
import type { Person } from '../contract/people.ts';
import { CalendarEvent } from '../contract/record-calendar.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { replayCalendar } from '../domain/calendar/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Chained, readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { hrOnly } from '../records/hr-only.ts';
import { calendarOf, loadCalendarRecord, loadCalendars } from '../store/calendars.ts';
import { loadCalendarEvents } from '../store/chains.ts';
import { slugOf } from '../store/keys.ts';
import { chainOf } from './calendar-change.ts';

const notFound = () => new Refusal('not-found', 'There is no calendar of this ODC.');

/** Every working calendar by the name of its ODC, for HR. Throws `Refusal`. */
export async function readCalendars({ table }: Outside, viewer: Person): Promise<Calendar[]> {
  hrOnly(viewer);
  return Object.values(await loadCalendars(table)).sort((one, other) => one.odc.localeCompare(other.odc));
}

/** The working calendar of an ODC, for HR. Throws `Refusal`. */
export async function readCalendar({ table }: Outside, viewer: Person, odc: string): Promise<Calendar> {
  hrOnly(viewer);
  const record = await loadCalendarRecord(table, odc);
  if (!record) throw notFound();
  return calendarOf(record);
}

/** Everything that was done to a calendar, oldest first, for HR. Throws `Refusal`. */
export async function readCalendarEvents({ table }: Outside, viewer: Person, odc: string): Promise<RecordEventView[]> {
  hrOnly(viewer);
  const [record, events] = await Promise.all([loadCalendarRecord(table, odc), loadCalendarEvents(table, slugOf(odc))]);
  if (!record) throw notFound();
  return events.map((event) => viewOf(event, undefined));
}

/** Checks the chain of a calendar, and that its events lead to the stored calendar. For HR. Throws `Refusal`. */
export async function verifyCalendar(outside: Outside, viewer: Person, odc: string): Promise<Verification> {
  const history = await readCalendarHistory(outside, viewer, odc);
  if (!history) throw notFound();
  return history.proof;
}

/** The events of a calendar and the check of its chain, for HR. Null if the ODC has no calendar. */
export async function readCalendarHistory(
  { table }: Outside,
  viewer: Person,
  odc: string,
): Promise<{ events: RecordEventView[]; proof: Verification } | null> {
  hrOnly(viewer);
  const chained = await readChained(table, chainOf(odc), loadCalendarRecord(table, odc));
  if (!chained) return null;
  const events = eventsIn(chained).map((event) => viewOf(event, undefined));
  return { events, proof: verificationIn(chained) };
}

/** The events in the chain that have the shape of an event of a calendar. */
function eventsIn({ chain }: Chained<CalendarRecord>): CalendarEvent[] {
  return chain.flatMap((event) => CalendarEvent.safeParse(event).data ?? []);
}

function verificationIn(chained: Chained<CalendarRecord>): Verification {
  const isSame = hashOf(replayCalendar(eventsIn(chained))) === hashOf(chained.record);
  return verificationOf(chained, isSame ? [] : ['the calendar is not what its events come to']);
}
