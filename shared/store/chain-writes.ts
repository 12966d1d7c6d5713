import type {
  CalendarEvent,
  ChainEnd,
  CycleEvent,
  LadderEvent,
  PersonEvent,
  RecordEvent,
  SealedRecord,
} from '../contract/records.ts';
import { chainEndShape, recordBodyShape } from './chain-shapes.ts';
import { indexKeys, keys } from './keys.ts';
import type { Write, writesOf } from './transaction.ts';

type Writes = ReturnType<typeof writesOf>;

/** The write of an event of a ladder. Where its chain ends, the record of the ladder says. */
export function ladderEventWrite(write: Writes, { event }: SealedRecord<LadderEvent>): Write {
  return eventWrite(write, event);
}

/** The write of an event of a cycle. Where its chain ends, the cycle's own item says. */
export function cycleEventWrite(write: Writes, { event }: SealedRecord<CycleEvent>): Write {
  return eventWrite(write, event);
}

/** The write of an event of a calendar. Where its chain ends, the calendar's own item says. */
export function calendarEventWrite(write: Writes, { event }: SealedRecord<CalendarEvent>): Write {
  return eventWrite(write, event);
}

/** The writes of an event of a person: the event, its words beside it, and where the chain ends now. */
export function personEventWrites(
  write: Writes,
  personId: string,
  { event, body }: SealedRecord<PersonEvent>,
): Write[] {
  const end: ChainEnd = { seq: event.seq, hash: event.hash };
  return [
    eventWrite(write, event),
    ...(body
      ? [write.putNew('other', { ...recordBodyShape.content(body), ...keys.personBody(personId, body.seq) })]
      : []),
    // No condition: of two that go on from the same end, only one has its event put.
    write.put('other', { ...chainEndShape.content(end), ...keys.personAudit(personId) }),
  ];
}

function eventWrite(write: Writes, event: RecordEvent): Write {
  const { chain, seq, at } = event;
  return write.putNew('event', { ...event, ...keys.chainEvent(chain, seq), ...indexKeys.event(at, chain, seq) });
}
