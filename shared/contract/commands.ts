import { Slug, TransitionId } from './ladder.ts';
import { appealGrounds, limits, returnStages, workflowStages } from './names.ts';
import { PersonId } from './people.ts';
import { Ratings } from './score.ts';
import * as z from './zod.ts';

/**
 * Everything that can be asked of a case. People's commands and the system's are two unions: the API knows only the
 * first, and who acts comes from the caller, never from here.
 */

const Note = z.string().check(z.trim(), z.maxLength(limits.note));
const Comment = z.string().check(z.trim(), z.maxLength(limits.comment));
const Reason = z.string().check(z.trim(), z.minLength(1, 'say why'), z.maxLength(limits.comment));
export const Notes = z._default(z.record(Slug, Note), {});
export const EvidenceId = z
  .string()
  .check(z.regex(/^e[1-9][0-9]{0,4}$/, 'use the id of a piece of evidence, such as e1'));

const evidence = {
  requirement: Slug,
  kind: Slug,
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  url: z._default(z.nullable(z.string().check(z.trim(), z.maxLength(2000))), null),
  note: z._default(Note, ''),
  fields: z._default(
    z.record(z.string().check(z.maxLength(40)), z.union([z.string().check(z.trim(), z.maxLength(300)), z.number()])),
    {},
  ),
  /** Ids of the dimensions it shows. */
  shows: z._default(z.array(Slug).check(z.maxLength(20)), []),
  /** When the work was done, or ended. */
  workedOn: z._default(z.nullable(z.iso.date()), null),
  /** The project it was part of. */
  project: z._default(z.string().check(z.trim(), z.maxLength(120)), ''),
  /** Who else saw the work and can speak to it. */
  seenBy: z._default(z.string().check(z.trim(), z.maxLength(120)), ''),
};

const SlotId = z
  .string()
  .check(z.regex(/^[a-z0-9.-]{1,60}$/, 'use the id of a part of the case, such as sign-off.odc-lead'));

/** Why an appeal is made. */
export const AppealGround = z.enum(appealGrounds);
export type AppealGround = z.infer<typeof AppealGround>;

/** What a decision was made on: the case view gives it, the decision gives it back. */
export const Seen = z.strictObject({
  /** Digest of the portfolio as handed in. */
  portfolio: z.nullable(z.string()),
  /** Digest of the consensus. */
  consensus: z.nullable(z.string()),
  /** Digests of the reviews. */
  reviews: z.array(z.string()),
  /** Verdicts by criterion id. */
  criteria: z.record(z.string(), z.enum(['pass', 'fail', 'unknown'])),
});
export type Seen = z.infer<typeof Seen>;

export const OpenCase = z.strictObject({
  engineerId: PersonId,
  ladderId: Slug,
  transition: TransitionId,
  /** The cycle to join; left out or null for a case of its own time. */
  cycleId: z._default(z.nullable(Slug), null),
});
export type OpenCase = z.infer<typeof OpenCase>;

const Review = {
  ratings: Ratings,
  notes: Notes,
  antiSignals: z._default(z.array(z.strictObject({ id: Slug, example: Reason })).check(z.maxLength(60)), []),
  comment: z._default(Comment, ''),
};

/** What each decision means for a case, and what must be said with it. */
const Decision = z.enum(['approve', 'return', 'decline']);

export const PersonCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('declare-track'), track: Slug }),
  z.strictObject({ type: z.literal('submit-self-assessment'), ratings: Ratings, notes: Notes }),
  z.strictObject({ type: z.literal('add-evidence'), ...evidence }),
  z.strictObject({ type: z.literal('amend-evidence'), evidence: EvidenceId, ...evidence }),
  z.strictObject({ type: z.literal('remove-evidence'), evidence: EvidenceId }),
  /** Copies pieces of the engineer's case before into this one, as they stand there. */
  z.strictObject({
    type: z.literal('carry-evidence'),
    evidence: z.array(EvidenceId).check(z.minLength(1), z.maxLength(20)),
  }),
  z.strictObject({ type: z.literal('submit-portfolio') }),
  z.strictObject({
    type: z.literal('waive-requirement'),
    requirement: Slug,
    reason: Reason,
    /** What stands in its place. */
    instead: Reason,
  }),
  /** Names the people of a panel whose places are free. */
  z.strictObject({
    type: z.literal('appoint-panel'),
    reviewers: z.array(PersonId).check(z.minLength(1), z.maxLength(limits.reviewers)),
  }),
  /** The engineer has nothing against the panel and waits no longer. */
  z.strictObject({ type: z.literal('accept-panel') }),
  z.strictObject({
    type: z.literal('raise-objection'),
    slot: SlotId,
    ground: z.enum(['conflict', 'other']),
    reason: Reason,
  }),
  z.strictObject({
    type: z.literal('answer-objection'),
    objection: z.string().check(z.regex(/^o[1-9][0-9]{0,2}$/, 'use the id of an objection, such as o1')),
    answer: z.enum(['keep', 'replace']),
    reason: Reason,
    /** Who takes the place; left out, somebody up the line does, or the lead names somebody. */
    to: z._default(z.nullable(PersonId), null),
  }),
  z.strictObject({ type: z.literal('submit-review'), ...Review }),
  /** A changed mind: a second record, with its reason. */
  z.strictObject({ type: z.literal('amend-review'), ...Review, reason: Reason }),
  z.strictObject({
    type: z.literal('record-consensus'),
    ratings: Ratings,
    /** By dimension id; owed wherever reviews differ by two or more. */
    reasons: Notes,
    antiSignals: z._default(
      z.array(z.strictObject({ id: Slug, confirmed: z.boolean(), example: Note })).check(z.maxLength(60)),
      [],
    ),
    comment: z._default(Comment, ''),
  }),
  z.strictObject({
    type: z.literal('attest'),
    attestation: Slug,
    answer: z.enum(['yes', 'no']),
    note: Note.check(z.minLength(1, 'say what you saw')),
    evidence: z._default(z.array(EvidenceId).check(z.maxLength(limits.evidence)), []),
  }),
  z.strictObject({
    type: z.literal('sign-off'),
    decision: Decision,
    comment: Reason,
    seen: Seen,
    /** To which stage it goes back, and by what is to be looked at again (see `unlockable`), why. Owed with 'return'. */
    returns: z._default(
      z.nullable(
        z.strictObject({
          stage: z.enum(returnStages),
          reasons: z.record(z.string().check(z.maxLength(80)), Reason),
        }),
      ),
      null,
    ),
    /** By criterion id: why, and what would change it. Owed with 'decline'. */
    declineReasons: z._default(z.record(Slug, z.strictObject({ reason: Reason, wouldChange: Reason })), {}),
    /** By criterion id; owed for each criterion that fails or is unknown, when approving. */
    exceptionReasons: z._default(z.record(Slug, Reason), {}),
  }),
  /** The end of a trial: the engineer moves to the track, or stays where they are. */
  z.strictObject({ type: z.literal('confirm-track'), decision: z.enum(['change', 'stay']), reason: Reason }),
  z.strictObject({ type: z.literal('withdraw'), reason: Reason }),
  /** Somebody who takes part says that they are not impartial: they leave the case for good. */
  z.strictObject({ type: z.literal('declare-conflict'), reason: Reason }),
  /** Somebody who takes part steps back. */
  z.strictObject({ type: z.literal('recuse'), reason: Reason }),
  z.strictObject({ type: z.literal('reassign'), slot: SlotId, to: PersonId, reason: Reason }),
  z.strictObject({
    type: z.literal('delegate'),
    /** Which of one's own parts. */
    slots: z.array(SlotId).check(z.minLength(1), z.maxLength(9)),
    to: PersonId,
    /** From when; left out or null, from now. */
    from: z._default(z.nullable(z.iso.datetime()), null),
    until: z.iso.datetime(),
    reason: Reason,
  }),
  z.strictObject({ type: z.literal('end-delegation'), to: PersonId }),
  z.strictObject({ type: z.literal('extend-deadline'), until: z.iso.date(), reason: Reason }),
  z.strictObject({ type: z.literal('join-cycle'), cycleId: Slug, reason: Reason }),
  /** The signatures may be given outside the window of the cycle. */
  z.strictObject({ type: z.literal('waive-window'), reason: Reason }),
  z.strictObject({ type: z.literal('cancel'), reason: Reason }),
  z.strictObject({
    type: z.literal('appeal'),
    ground: AppealGround,
    statement: Reason,
    /** Who had the conflict, where that is the ground. */
    against: z._default(z.nullable(PersonId), null),
  }),
  z.strictObject({
    type: z.literal('decide-appeal'),
    decision: z.enum(['uphold', 'dismiss']),
    reason: Reason,
    /** The panel, nobody of it from before: reviewers, and who leads where the ladder asks for a lead. */
    reviewers: z._default(z.array(PersonId).check(z.maxLength(limits.reviewers)), []),
    lead: z._default(z.nullable(PersonId), null),
  }),
]);
export type PersonCommand = z.infer<typeof PersonCommand>;

const generation = z.int().check(z.minimum(1));

export const SystemCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-stage'), generation, stage: z.enum(workflowStages) }),
  /** Does what has come due: reminds, tells somebody up the line, or ends what the engineer let lapse. */
  z.strictObject({ type: z.literal('remind'), generation }),
  /** Gives parts that nobody fills any more to who stands there now: people leave and change their managers. */
  z.strictObject({ type: z.literal('resettle') }),
  z.strictObject({ type: z.literal('close'), generation }),
  /** Gives the case a new execution: the next generation after `generation`. */
  z.strictObject({
    type: z.literal('restart'),
    generation,
    reason: z.string().check(z.minLength(1), z.maxLength(200)),
  }),
]);
export type SystemCommand = z.infer<typeof SystemCommand>;

export type Command = PersonCommand | SystemCommand | ({ type: 'open-case' } & OpenCase);

/** The command of one type. */
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
