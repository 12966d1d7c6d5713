import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import type { CalendarInput, CalendarRecord, CalendarResult } from '../contract/calendar.ts';
import type { Places } from '../contract/places.ts';
import { decideCalendar } from '../domain/calendar/decide.ts';
import { evolveCalendar } from '../domain/calendar/evolve.ts';
import { unknownPlace } from '../domain/places.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { mattersOfSharedRecord, type SharedFacts, sharedFacts } from '../records/shared.ts';
import { calendarRecordIn, calendarShape } from '../store/calendars.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { keys, slugOf } from '../store/keys.ts';
import { placesIn } from '../store/places.ts';
import { writesOf } from '../store/transaction.ts';
import { keepPlaces } from './kept-places.ts';

/** A change of the working calendar of an ODC: it is written, or all of it is replaced. */
export function calendarChange(
  outside: Outside,
  { odc, input }: { odc: string; input: CalendarInput },
): RecordChange<CalendarResult, SharedFacts> {
  const { table, clock, ids, random } = outside;
  return {
    reads: [keys.calendar(odc), keys.places],
    facts: sharedFacts(table),
    async carry({ items, facts }, { actor, ifVersion, requestId, step, proposal }) {
      const before = calendarRecordIn(items, odc);
      const places = placesIn(items);
      if (!places) {
        await keepPlaces(outside);
        return null;
      }
      checkName(before, odc, places);
      checkIfMatch(before, ifVersion, calendarWords);
      const decision = decideCalendar(before, odc, input, actor, step === 'confirming');
      if (!decision.ok) throw refusalOf(decision.rejection);
      const matters = mattersOfSharedRecord(facts, step);
      const at = clock.now().toISOString();
      const audit = before?.audit ?? null;
      const sealed = sealRecord(decision.event, { chain: chainOf(odc), audit, at, requestId, proposal, ids, random });
      const after = evolveCalendar(before, sealed.event);
      const write = writesOf(table);
      const item = { ...calendarShape.content(after), ...keys.calendar(odc) };
      return {
        matters,
        // Everybody shares it.
        units: null,
        result: { odc, version: after.version, at },
        writes: [
          before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
          recordEventWrite(write, sealed),
        ],
      };
    },
  };
}

/** The name of the chain of an ODC's calendar. */
export function chainOf(odc: string): `calendar:${string}` {
  return `calendar:${slugOf(odc)}`;
}

function checkName(before: CalendarRecord | null, odc: string, { odcs }: Places): void {
  const reason =
    slugOf(odc) === ''
      ? 'give a name with a letter or a digit in it'
      : before && before.odc !== odc
        ? `${before.odc} has a calendar, and the two names are too much alike: write the name as it is written there`
        : odcs.includes(odc)
          ? null
          : unknownPlace('odc', odc);
  if (reason)
    throw new Refusal('invalid-input', 'The name of the ODC is not right.', { faults: [{ path: 'odc', reason }] });
}

const calendarWords = {
  unnamed: 'This ODC has a calendar: say which version you saw, in If-Match.',
  changed: 'This calendar has changed since you read it. Read it again, then decide.',
  absent: 'This ODC has no calendar yet: leave If-Match out to write one.',
};
