import type { RecordBody } from './chains.ts';
import type { CalendarEvent } from './record-calendar.ts';
import type { CycleEvent } from './record-cycle.ts';
import type { LadderEvent } from './record-ladder.ts';
import type { PersonEvent } from './record-person.ts';
import type { PlacesEvent } from './record-places.ts';
import type { ProposalEvent } from './record-proposal.ts';
import type { SignInsEvent } from './record-sign-ins.ts';
import * as z from './zod.ts';

export type RecordEvent =
  | LadderEvent
  | PersonEvent
  | SignInsEvent
  | CycleEvent
  | CalendarEvent
  | PlacesEvent
  | ProposalEvent;

/** An event as it is recorded, with its words. */
export interface SealedRecord<Event extends RecordEvent = RecordEvent> {
  event: Event;
  body: RecordBody | null;
}

/** An event as HR reads it. */
export const RecordEventView = z.object({
  id: z.string(),
  seq: z.int(),
  at: z.string(),
  type: z.string(),
  actor: z.object({
    personId: z.nullable(z.string()),
    role: z.string(),
    relation: z.string(),
    onBehalfOf: z.nullable(z.string()),
  }),
  requestId: z.string(),
  /** The proposal that this event carries out. Absent: one person decided. */
  proposal: z.optional(z.string()),
  /** The machine that has sent the file of people which this event comes from. */
  machine: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
  /** Null if there are no words, or they were erased. */
  body: z.nullable(z.record(z.string(), z.unknown())),
});
export type RecordEventView = z.infer<typeof RecordEventView>;
