import * as z from 'zod';
import { Slug, TransitionId } from './ladder.ts';
import { appealGrounds, limits, returnStages, workflowStages } from './names.ts';
import { PersonId } from './people.ts';
import { Ratings } from './score.ts';

/**
 * Everything that can be asked of a case. People's commands and the system's are two unions: the API knows only the
 * first, and who acts comes from the caller, never from here.
 */

const Note = z.string().trim().max(limits.note);
const Comment = z.string().trim().max(limits.comment);
const Reason = z.string().trim().min(1, 'say why').max(limits.comment);
export const Notes = z.record(Slug, Note).default({});
export const EvidenceId = z.string().regex(/^e[1-9][0-9]{0,4}$/, 'use the id of a piece of evidence, such as e1');

const evidence = {
  requirement: Slug,
  kind: Slug,
  title: z.string().trim().min(1).max(200),
  url: z.string().trim().max(2000).nullable().default(null),
  note: Note.default(''),
  fields: z.record(z.string().max(40), z.union([z.string().trim().max(300), z.number()])).default({}),
  /** Ids of the dimensions it shows. */
  shows: z.array(Slug).max(20).default([]),
  /** When the work was done, or ended. */
  workedOn: z.iso.date().nullable().default(null),
  /** The project it was part of. */
  project: z.string().trim().max(120).default(''),
  /** Who else saw the work and can speak to it. */
  seenBy: z.string().trim().max(120).default(''),
};

const SlotId = z.string().regex(/^[a-z0-9.-]{1,60}$/, 'use the id of a part of the case, such as sign-off.odc-lead');

/** Why an appeal is made. */
export const AppealGround = z.enum(appealGrounds);
export type AppealGround = z.infer<typeof AppealGround>;

/** What a decision was made on: the case view gives it, the decision gives it back. */
export const Seen = z.strictObject({
  /** Digest of the portfolio as handed in. */
  portfolio: z.string().nullable(),
  /** Digest of the consensus. */
  consensus: z.string().nullable(),
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
  cycleId: Slug.nullable().default(null),
});
export type OpenCase = z.infer<typeof OpenCase>;

const Review = {
  ratings: Ratings,
  notes: Notes,
  antiSignals: z
    .array(z.strictObject({ id: Slug, example: Reason }))
    .max(60)
    .default([]),
  comment: Comment.default(''),
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
  z.strictObject({ type: z.literal('carry-evidence'), evidence: z.array(EvidenceId).min(1).max(20) }),
  z.strictObject({ type: z.literal('submit-portfolio') }),
  z.strictObject({
    type: z.literal('waive-requirement'),
    requirement: Slug,
    reason: Reason,
    /** What stands in its place. */
    instead: Reason,
  }),
  /** Names the people of a panel whose places are free. */
  z.strictObject({ type: z.literal('appoint-panel'), reviewers: z.array(PersonId).min(1).max(limits.reviewers) }),
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
    objection: z.string().regex(/^o[1-9][0-9]{0,2}$/, 'use the id of an objection, such as o1'),
    answer: z.enum(['keep', 'replace']),
    reason: Reason,
    /** Who takes the place; left out, somebody up the line does, or the lead names somebody. */
    to: PersonId.nullable().default(null),
  }),
  z.strictObject({ type: z.literal('submit-review'), ...Review }),
  /** A changed mind: a second record, with its reason. */
  z.strictObject({ type: z.literal('amend-review'), ...Review, reason: Reason }),
  z.strictObject({
    type: z.literal('record-consensus'),
    ratings: Ratings,
    /** By dimension id; owed wherever reviews differ by two or more. */
    reasons: Notes,
    antiSignals: z
      .array(z.strictObject({ id: Slug, confirmed: z.boolean(), example: Note }))
      .max(60)
      .default([]),
    comment: Comment.default(''),
  }),
  z.strictObject({
    type: z.literal('attest'),
    attestation: Slug,
    answer: z.enum(['yes', 'no']),
    note: Note.min(1, 'say what you saw'),
    evidence: z.array(EvidenceId).max(limits.evidence).default([]),
  }),
  z.strictObject({
    type: z.literal('sign-off'),
    decision: Decision,
    comment: Reason,
    seen: Seen,
    /** To which stage it goes back, and by what is to be looked at again (see `unlockable`), why. Owed with 'return'. */
    returns: z
      .strictObject({
        stage: z.enum(returnStages),
        reasons: z.record(z.string().max(80), Reason),
      })
      .nullable()
      .default(null),
    /** By criterion id: why, and what would change it. Owed with 'decline'. */
    declineReasons: z.record(Slug, z.strictObject({ reason: Reason, wouldChange: Reason })).default({}),
    /** By criterion id; owed for each criterion that fails or is unknown, when approving. */
    exceptionReasons: z.record(Slug, Reason).default({}),
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
    slots: z.array(SlotId).min(1).max(9),
    to: PersonId,
    /** From when; left out or null, from now. */
    from: z.iso.datetime().nullable().default(null),
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
    against: PersonId.nullable().default(null),
  }),
  z.strictObject({
    type: z.literal('decide-appeal'),
    decision: z.enum(['uphold', 'dismiss']),
    reason: Reason,
    /** The panel, nobody of it from before: reviewers, and who leads where the ladder asks for a lead. */
    reviewers: z.array(PersonId).max(limits.reviewers).default([]),
    lead: PersonId.nullable().default(null),
  }),
]);
export type PersonCommand = z.infer<typeof PersonCommand>;

const generation = z.int().min(1);

export const SystemCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-stage'), generation, stage: z.enum(workflowStages) }),
  /** Does what has come due: reminds, tells somebody up the line, or ends what the engineer let lapse. */
  z.strictObject({ type: z.literal('remind'), generation }),
  /** Gives parts that nobody fills any more to who stands there now: people leave and change their managers. */
  z.strictObject({ type: z.literal('resettle') }),
  z.strictObject({ type: z.literal('close'), generation }),
  /** Gives the case a new execution: the next generation after `generation`. */
  z.strictObject({ type: z.literal('restart'), generation, reason: z.string().min(1).max(200) }),
]);
export type SystemCommand = z.infer<typeof SystemCommand>;

export type Command = PersonCommand | SystemCommand | ({ type: 'open-case' } & OpenCase);

/** The command of one type. */
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
