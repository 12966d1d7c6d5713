import { fingerprintOf } from '../cases/answers.ts';
import { type Carried, carryOut, type Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type Calendar, type CalendarInput, CalendarRecord, CalendarResult } from '../contract/calendar.ts';
import { CalendarEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { decideCalendar } from '../domain/calendar/decide.ts';
import { evolveCalendar, replayCalendar } from '../domain/calendar/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import { sealRecord } from '../ledger/seal.ts';
import { type Link, verify } from '../ledger/verify.ts';
import { viewOf } from '../publishing/event-view.ts';
import { hrOnly, loadHr } from '../publishing/hr.ts';
import { calendarOf, loadCalendarRecord, loadCalendars } from '../store/calendars.ts';
import { calendarEventWrite } from '../store/chain-writes.ts';
import { loadCalendarEvents, storedEvents } from '../store/chains.ts';
import { contentOf, nameOf } from '../store/items.ts';
import { keys, slugOf } from '../store/keys.ts';
import { writesOf } from '../store/transaction.ts';
import type { RequestMeta } from './put.ts';

/** Writes the working calendar of an ODC, or says anew all that HR says of it. Throws `Refusal`. */
export async function putCalendar(
  outside: Outside,
  actorId: string,
  { odc, input }: { odc: string; input: CalendarInput },
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<{ result: CalendarResult; replayed: boolean }> {
  const { table, clock, ids, random } = outside;
  const once = {
    actorId,
    idempotencyKey,
    fingerprint: fingerprintOf({ calendar: odc, input }),
    shape: CalendarResult,
    reads: [keys.calendar(odc)],
    busy: 'The calendar is changing at this moment. Nothing was done; try again.',
  };
  return carryOut(outside, once, async (found): Promise<Carried<CalendarResult>> => {
    const actor = hrOnly(found.actor);
    const before = stateIn(found, odc);
    checkName(before, odc);
    checkVersion(before, ifVersion);
    const decision = decideCalendar(odc, input, actor);
    if (!decision.ok) throw new Refusal(decision.rejection.code, decision.rejection.message, decision.rejection);
    const at = clock.now().toISOString();
    const recording = { chain: chainOf(odc), audit: before?.audit ?? null, at, requestId, ids, random };
    const [sealed] = sealRecord([decision.event], recording);
    if (!sealed) throw new Error('A decision holds an event');
    const after = evolveCalendar(before, sealed.event);
    const write = writesOf(table);
    const item = { ...after, ...keys.calendar(odc) };
    return {
      result: { odc, version: after.version, at },
      writes: [
        before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
        calendarEventWrite(write, sealed),
      ],
    };
  });
}

/** The chain of the calendar of an ODC. */
export function chainOf(odc: string): `calendar:${string}` {
  return `calendar:${slugOf(odc)}`;
}

/** Every working calendar by the name of its ODC, for HR. Throws `Refusal`. */
export async function readCalendars(outside: Outside, viewerId: string): Promise<Calendar[]> {
  await loadHr(outside, viewerId);
  return Object.values(await loadCalendars(outside.table)).sort((one, other) => one.odc.localeCompare(other.odc));
}

/** The working calendar of an ODC, for HR. Throws `Refusal`. */
export async function readCalendar(outside: Outside, viewerId: string, odc: string): Promise<Calendar> {
  return calendarOf(await recordFor(outside, viewerId, odc));
}

/** Everything that was done to a calendar, oldest first, for HR. Throws `Refusal`. */
export async function readCalendarEvents(outside: Outside, viewerId: string, odc: string): Promise<RecordEventView[]> {
  await recordFor(outside, viewerId, odc);
  return (await loadCalendarEvents(outside.table, slugOf(odc))).map((event) => viewOf(event, undefined));
}

/** Checks the chain of a calendar, and that the calendar is what the chain comes to. For HR. Throws `Refusal`. */
export async function verifyCalendar(outside: Outside, viewerId: string, odc: string): Promise<Verification> {
  const record = await recordFor(outside, viewerId, odc);
  // Read after the calendar, so the chain may be longer by what was done in between: judged up to the end that it names.
  const chain = (await storedEvents(outside.table, chainOf(odc))).slice(0, record.audit.seq) as unknown as Link[];
  const report = verify(chain, {}, record.audit, 'record');
  const events = chain.flatMap((event) => CalendarEvent.safeParse(event).data ?? []);
  const isSame = hashOf(replayCalendar(events)) === hashOf(record);
  const faults = [...report.faults, ...(isSame ? [] : ['the calendar is not what its events come to'])];
  return { verified: faults.length === 0, events: chain.length, faults, erased: report.erased };
}

async function recordFor(outside: Outside, viewerId: string, odc: string): Promise<CalendarRecord> {
  await loadHr(outside, viewerId);
  const record = await loadCalendarRecord(outside.table, odc);
  if (!record) throw new Refusal('not-found', 'There is no calendar of this ODC.');
  return record;
}

function stateIn({ items }: Found, odc: string): CalendarRecord | null {
  const item = items.get(nameOf(keys.calendar(odc)));
  return item ? CalendarRecord.parse(contentOf(item)) : null;
}

function checkName(before: CalendarRecord | null, odc: string): void {
  const reason =
    slugOf(odc) === ''
      ? 'give a name with a letter or a digit in it'
      : before && before.odc !== odc
        ? `${before.odc} has a calendar, and the two names are too much alike: write the name as it is written there`
        : null;
  if (reason)
    throw new Refusal('invalid-input', 'The name of the ODC is not right.', { faults: [{ path: 'odc', reason }] });
}

function checkVersion(before: CalendarRecord | null, ifVersion: number | undefined): void {
  if (before && ifVersion === undefined)
    throw new Refusal('precondition-required', 'This ODC has a calendar: say which version you saw, in If-Match.');
  if (ifVersion !== undefined && before?.version !== ifVersion)
    throw new Refusal(
      'precondition-failed',
      before
        ? 'This calendar has changed since you read it. Read it again, then decide.'
        : 'This ODC has no calendar yet: leave If-Match out to write one.',
    );
}
