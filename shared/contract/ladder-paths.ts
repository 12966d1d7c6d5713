import { Origin, Role, Slug, Text } from './ladder-fields.ts';
import { peer } from './names.ts';
import * as z from './zod.ts';

/** How long a stage takes, and when people are reminded of it. */
export const timing = {
  /** Calendar days from the opening of the stage. A date on a day off moves to the next working day. */
  dueDays: z.int().check(z.minimum(1), z.maximum(365)),
  /** Days after the opening on which people who owe a step are reminded. */
  remindDays: z._default(z.array(z.int().check(z.minimum(1), z.maximum(365))), []),
  /**
   * Calendar days after the due date. When they are over, a stage that the engineer owns lapses. In any other stage
   * somebody up the line is told.
   */
  graceDays: z._default(z.int().check(z.minimum(0), z.maximum(90)), 0),
  timingOrigin: z._default(Origin, 'ours'),
  origin: Origin,
};

/** Where it comes from who acts in a stage: how many people, from where, and who leads. Left out: where the stage does. */
const whoOrigin = z.optional(Origin);

/** One stage of a transition's path. A stage is named by its kind; a path has each kind once at most. */
export const PathStage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('track'), ...timing }),
  z.strictObject({ kind: z.literal('self-assessment'), ...timing }),
  z.strictObject({ kind: z.literal('portfolio'), ...timing }),
  z.strictObject({
    kind: z.literal('calibration'),
    /** Who reviews: roles in the engineer's line, or peers at or above the target level. */
    reviewers: z
      .array(
        z.strictObject({
          role: z.union([Role, z.literal(peer)]),
          min: z.int().check(z.minimum(1), z.maximum(9)),
          fromOutsideTeam: z._default(z.int().check(z.minimum(0)), 0),
        }),
      )
      .check(z.minLength(1)),
    /** Who records the consensus. Null: the single review is the consensus. */
    lead: z.nullable(Role),
    /** When the seal opens: with the last review, or when the quorum is reached. */
    reveal: z.enum(['all-submitted', 'quorum']),
    /** How many reviews open the seal, if `reveal` is `quorum`. Null: all of them. */
    quorum: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(9))), null),
    /** Whether the engineer's own supervisors, such as their tech lead, may be among the reviewers. */
    supervisors: z._default(z.enum(['may-review', 'do-not-review']), 'may-review'),
    whoOrigin,
    ...timing,
  }),
  z.strictObject({
    kind: z.literal('sign-off'),
    signers: z.array(Role).check(z.minLength(1)),
    order: z._default(z.enum(['any', 'as-listed']), 'any'),
    /**
     * The roles whose holders may also sign if they calibrated under that role. Earlier versions say `true` for all of
     * them; no new version can. `false` is the same as none.
     */
    calibratorMaySign: z._default(z.union([z.array(Role), z.boolean()]), false),
    /** The kind of cycle in whose window the signatures must be given. */
    window: z._default(z.nullable(z.enum(['annual', 'quarterly'])), null),
    whoOrigin,
    ...timing,
  }),
  /** People in the engineer's line confirm that something took place. */
  z.strictObject({
    kind: z.literal('attestation'),
    asked: z.array(z.strictObject({ id: Slug, by: Role, question: Text })).check(z.minLength(1)),
    ...timing,
  }),
  /**
   * A trial of the work on another track. It can be confirmed from the first day of the quarter that begins at or after
   * the end of `months` calendar months.
   */
  z.strictObject({ kind: z.literal('trial'), months: z.int().check(z.minimum(1), z.maximum(12)), ...timing }),
]);
export type PathStage = z.infer<typeof PathStage>;

export type StageKind = z.infer<typeof PathStage>['kind'];
