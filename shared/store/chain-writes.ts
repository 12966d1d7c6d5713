import type { ChainEnd } from '../contract/chains.ts';
import type { CalendarEvent } from '../contract/record-calendar.ts';
import type { CycleEvent } from '../contract/record-cycle.ts';
import type { LadderEvent } from '../contract/record-ladder.ts';
import type { PersonEvent } from '../contract/record-person.ts';
import type { PlacesEvent } from '../contract/record-places.ts';
import type { SignInsEvent } from '../contract/record-sign-ins.ts';
import type { RecordEvent, SealedRecord } from '../contract/records.ts';
import { chainEndShape, recordBodyShape } from './chain-shapes.ts';
import { indexKeys, keys } from './keys.ts';
import type { Write, writesOf } from './transaction.ts';

type Writes = ReturnType<typeof writesOf>;

/**
 * The write of an event of a ladder, cycle or calendar, of sign-ins, or of the places. Their own records hold the end of the
 * chain.
 */
export function recordEventWrite(
  write: Writes,
  { event }: SealedRecord<LadderEvent | SignInsEvent | CycleEvent | CalendarEvent | PlacesEvent>,
): Write {
  return eventWrite(write, event);
}

/** The writes of events of a person, oldest first: the events, their words, and the new end of the chain. */
export function personEventWrites(
  write: Writes,
  personId: string,
  sealed: readonly SealedRecord<PersonEvent>[],
): Write[] {
  const last = sealed.at(-1)?.event;
  if (!last) return [];
  const end: ChainEnd = { seq: last.seq, hash: last.hash };
  return [
    ...sealed.map(({ event }) => eventWrite(write, event)),
    ...sealed.flatMap(({ body }) =>
      body ? [write.putNew('other', { ...recordBodyShape.content(body), ...keys.personBody(personId, body.seq) })] : [],
    ),
    // This needs no condition. If two transactions continue from the same end, only one can put its event.
    write.put('other', { ...chainEndShape.content(end), ...keys.personAudit(personId) }),
  ];
}

/** The write of an event of any chain. */
export function eventWrite(write: Writes, event: RecordEvent): Write {
  const { chain, seq, at } = event;
  return write.putNew('event', { ...event, ...keys.chainEvent(chain, seq), ...indexKeys.event(at, chain, seq) });
}
