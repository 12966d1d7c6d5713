import { executionStatusChange, failedStatuses } from './names.ts';
import * as z from './zod.ts';

const Instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

/** How far the sweep has come. It is stored after each page, so that a run that is killed goes on in the next one. */
export const SweepState = z.strictObject({
  /** One more with each time it is stored. A run that finds another number than its own has been overtaken, and ends. */
  version: z.int().check(z.minimum(1)),
  /** A lap looks at each open case once. */
  lap: z.strictObject({
    begunAt: Instant,
    /**
     * A part of the lists of open cases, and the place of the last case in it. No place: the part begins. Null: the lap is
     * done.
     */
    at: z.nullable(z.strictObject({ part: z.string(), after: z.nullable(z.string()) })),
    /** How many cases it has looked at, and how many the lap before did. */
    looked: count,
    before: count,
    /** Step Functions is asked about every case, not only about those where something is stale. */
    asksAll: z.boolean(),
  }),
  /** Up to here, in the index of events, the cases behind the events were looked at. A place is a sort key, or an instant. */
  followed: z.string(),
  /** Up to here, in the index of events, it is known that people were told. */
  told: z.string(),
  /** How many questions could be put to Step Functions at this instant: see `Asking`. */
  asks: z.strictObject({ left: z.number(), at: Instant }),
});
export type SweepState = z.infer<typeof SweepState>;

/** People were told of the events of a case or a proposal up to this one, without a gap. */
export const ToldMark = z.strictObject({ seq: z.int().check(z.minimum(1)) });
export type ToldMark = z.infer<typeof ToldMark>;

/** Events that people were not told of, or not of all of them. */
export const Untold = z.strictObject({
  /** The id of a case, or `proposal:` or `person:` and an id. */
  of: z.string(),
  from: z.int().check(z.minimum(1)),
  to: z.int().check(z.minimum(1)),
  /** When the relay was last asked to tell them. */
  askedAt: Instant,
  version: z.int().check(z.minimum(1)),
});
export type Untold = z.infer<typeof Untold>;

/** What EventBridge says of an execution that has failed, run out of time, or was stopped. */
export const ExecutionStatusChange = z.object({
  source: z.literal(executionStatusChange.source),
  'detail-type': z.literal(executionStatusChange.detailType),
  detail: z.object({ name: z.string(), status: z.enum(failedStatuses) }),
});
