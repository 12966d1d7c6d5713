import { checkIfMatch } from '../cases/if-match.ts';
import { carryOut, type Executed, type Found, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import { type CalendarInput, type CalendarRecord, CalendarResult } from '../contract/calendar.ts';
import type { Person } from '../contract/people.ts';
import { decideCalendar } from '../domain/calendar/decide.ts';
import { evolveCalendar } from '../domain/calendar/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../records/hr-only.ts';
import { calendarShape } from '../store/calendars.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { nameOf } from '../store/items.ts';
import { keys, slugOf } from '../store/keys.ts';
import { writesOf } from '../store/transaction.ts';

/** Writes the working calendar of an ODC, or replaces all of it. Replacing needs its version. Throws `Refusal`. */
export async function putCalendar(
  outside: Outside,
  actor: Person,
  { odc, input }: { odc: string; input: CalendarInput },
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<Executed<CalendarResult>> {
  const { table, clock, ids, random } = outside;
  const once = {
    actor,
    idempotencyKey,
    request: { calendar: odc, input },
    shape: CalendarResult,
    what: 'The calendar',
    reads: [keys.calendar(odc)],
  };
  return carryOut(outside, once, async (found) => {
    const by = hrOnly(found.actor);
    const before = stateIn(found, odc);
    checkName(before, odc);
    checkIfMatch(before, ifVersion, calendarWords);
    const decision = decideCalendar(odc, input, by);
    if (!decision.ok) throw refusalOf(decision.rejection);
    const at = clock.now().toISOString();
    const recording = { chain: chainOf(odc), audit: before?.audit ?? null, at, requestId, ids, random };
    const sealed = sealRecord(decision.event, recording);
    const after = evolveCalendar(before, sealed.event);
    const write = writesOf(table);
    const item = { ...calendarShape.content(after), ...keys.calendar(odc) };
    return {
      result: { odc, version: after.version, at },
      writes: [
        before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
        recordEventWrite(write, sealed),
      ],
    };
  });
}

/** The name of the chain of an ODC's calendar. */
export function chainOf(odc: string): `calendar:${string}` {
  return `calendar:${slugOf(odc)}`;
}

function stateIn({ items }: Found, odc: string): CalendarRecord | null {
  const item = items.get(nameOf(keys.calendar(odc)));
  return item ? calendarShape.read(item) : null;
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

const calendarWords = {
  unnamed: 'This ODC has a calendar: say which version you saw, in If-Match.',
  changed: 'This calendar has changed since you read it. Read it again, then decide.',
  absent: 'This ODC has no calendar yet: leave If-Match out to write one.',
};
