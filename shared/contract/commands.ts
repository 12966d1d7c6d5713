import { AttachedText } from './attached.ts';
import { Day } from './day.ts';
import { Slug, TransitionId } from './ladder-fields.ts';
import { EvidenceField } from './ladder-requirements.ts';
import { adoptionAnswers, appealGrounds, limits, returnStages, windowAnswers, workflowStages } from './names.ts';
import { PersonId } from './people.ts';
import { Ratings } from './score.ts';
import { line, lines, visibly } from './text.ts';
import * as z from './zod.ts';

/**
 * All commands on a case. Commands of people and commands of the system are two unions, and the API accepts only the
 * first. A command never says who gives it: the caller passes that separately.
 */

const Note = lines(limits.note);
const Comment = lines(limits.comment);
export const Reason = lines(limits.comment).check(z.minLength(1, { error: 'say why', abort: true }));
/** A reason for going against what the ladder asks for: long enough that others can judge it. */
const FullReason = Reason.check(visibly(limits.shortestText));
export const Notes = z._default(z.record(Slug, Note), {});
export const EvidenceId = z
  .string()
  .check(z.regex(/^e[1-9][0-9]{0,4}$/, 'use the id of a piece of evidence, such as e1'));

/** The id of a question to the engineer. */
export const QuestionId = z.string().check(z.regex(/^q[1-9][0-9]?$/, 'use the id of a question, such as q1'));

/** Who adopted a piece of evidence: since when, and a person of the adopting team who can confirm it. */
const Adopted = z.strictObject({
  /** The team of that person. If left out, it is the one that the directory gives. */
  team: z.optional(line(120).check(z.minLength(1))),
  since: Day,
  confirmerId: PersonId,
});

const evidence = {
  requirement: Slug,
  kind: Slug,
  title: line(200).check(z.minLength(1)),
  url: z._default(z.nullable(line(2000)), null),
  /** The text that is attached. Left out in a change: it stays as it is. Null: there is none. */
  text: z.optional(z.nullable(AttachedText)),
  note: z._default(Note, ''),
  fields: z._default(z.record(EvidenceField.shape.id.check(z.maxLength(40)), z.union([line(300), z.number()])), {}),
  /** Ids of the dimensions it shows. */
  shows: z._default(z.array(Slug).check(z.maxLength(20)), []),
  /** When the work was done, or ended. */
  workedOn: z._default(z.nullable(Day), null),
  /** The project it was part of. */
  project: z._default(line(120), ''),
  /** Who else saw the work and can confirm it. */
  seenBy: z._default(line(120), ''),
  /** Only for a kind of evidence that others adopt. */
  adoption: z.optional(z.nullable(Adopted)),
};

/** An instant that people send, to the millisecond at most: without a limit, a fraction of a second has digits without end. */
const Moment = z.iso.datetime().check(z.maxLength('2026-01-01T00:00:00.000Z'.length));

const SlotId = z
  .string()
  .check(z.regex(/^[a-z0-9.-]{1,60}$/, 'use the id of a part of the case, such as sign-off.odc-lead'));

/** The id of a thing that a return unlocks, such as evidence.e1; see `unlockable`. */
const ThingId = z.string().check(z.regex(/^[a-z0-9.-]{1,80}$/, 'use the id of a thing that can be returned'));

/** Why an appeal is made. */
export const AppealGround = z.enum(appealGrounds);
export type AppealGround = z.infer<typeof AppealGround>;

const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'use the digest as the case view gives it'));

/** What a signer had read when they decided. The case view contains it, and the sign-off sends it back. */
export const Seen = z.strictObject({
  /** Digest of the portfolio as handed in. */
  portfolio: z.nullable(Digest),
  /** Digest of the consensus. */
  consensus: z.nullable(Digest),
  /** Digests of the reviews. */
  reviews: z.array(Digest).check(z.maxLength(limits.reviewers)),
  /** Verdicts by criterion id. */
  criteria: z.record(Slug, z.enum(['pass', 'fail', 'unknown'])),
});
export type Seen = z.infer<typeof Seen>;

export const OpenCase = z.strictObject({
  engineerId: PersonId,
  ladderId: Slug,
  transition: TransitionId,
  /** The cycle to join. Left out or null: the case is off-cycle. */
  cycleId: z._default(z.nullable(Slug), null),
});
export type OpenCase = z.infer<typeof OpenCase>;

const Review = {
  ratings: Ratings,
  notes: Notes,
  antiSignals: z._default(z.array(z.strictObject({ id: Slug, example: Reason })).check(z.maxLength(60)), []),
  comment: z._default(Comment, ''),
};

/** `return` sends the case back to an earlier stage. `decline` closes it. */
const Decision = z.enum(['approve', 'return', 'decline']);

export const PersonCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('declare-track'), track: Slug }),
  z.strictObject({ type: z.literal('submit-self-assessment'), ratings: Ratings, notes: Notes }),
  z.strictObject({ type: z.literal('add-evidence'), ...evidence }),
  z.strictObject({ type: z.literal('amend-evidence'), evidence: EvidenceId, ...evidence }),
  z.strictObject({ type: z.literal('remove-evidence'), evidence: EvidenceId }),
  /** Copies pieces from the engineer's previous case into this one, as they are there. */
  z.strictObject({
    type: z.literal('carry-evidence'),
    evidence: z.array(EvidenceId).check(z.minLength(1), z.maxLength(20)),
  }),
  z.strictObject({ type: z.literal('submit-portfolio') }),
  /** The person named first could not say whether their team has adopted a piece: another person of that team. */
  z.strictObject({ type: z.literal('name-confirmer'), evidence: EvidenceId, confirmerId: PersonId }),
  /** Whether the team of the person who is asked has adopted a piece of evidence. They have no part in the case. */
  z.strictObject({ type: z.literal('confirm-evidence'), evidence: EvidenceId, answer: z.enum(adoptionAnswers) }),
  z.strictObject({
    type: z.literal('waive-requirement'),
    requirement: Slug,
    reason: FullReason,
    /** What is accepted instead. */
    instead: FullReason,
  }),
  /** Another signer or HR confirms a waiver, or refuses it. */
  z.strictObject({
    type: z.literal('answer-waiver'),
    requirement: Slug,
    answer: z.enum(['confirm', 'refuse']),
    reason: FullReason,
  }),
  /** Names people for the free places of the panel. */
  z.strictObject({
    type: z.literal('appoint-panel'),
    reviewers: z.array(PersonId).check(z.minLength(1), z.maxLength(limits.reviewers)),
  }),
  /** The engineer accepts the panel, so that reviews can begin before the time for objections is over. */
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
    /**
     * Who takes the slot. If left out, somebody up the line takes it. If nobody in the line can, or if it is a panel
     * slot, it becomes vacant.
     */
    to: z._default(z.nullable(PersonId), null),
  }),
  z.strictObject({ type: z.literal('submit-review'), ...Review }),
  /** A reviewer changes their review. This makes a second record, with a reason. */
  z.strictObject({ type: z.literal('amend-review'), ...Review, reason: Reason }),
  z.strictObject({
    type: z.literal('record-consensus'),
    ratings: Ratings,
    /** By dimension id. Required if the reviews of a dimension are far apart (see `farApart`). */
    reasons: Notes,
    antiSignals: z._default(
      z
        .array(
          z.strictObject({
            id: Slug,
            confirmed: z.boolean(),
            /** What happened. Required with `confirmed`. */
            example: Note,
            /** Why it does not count. Required unless `confirmed`. */
            reason: z._default(Note, ''),
          }),
        )
        .check(z.maxLength(60)),
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
    /**
     * The stage that the case goes back to, and for each thing to look at again (see `unlockable`) the reason, by its
     * id. Required with 'return'.
     */
    returns: z._default(
      z.nullable(
        z.strictObject({
          stage: z.enum(returnStages),
          reasons: z.record(ThingId, Reason),
        }),
      ),
      null,
    ),
    /**
     * By the id of a ground (a criterion, or a requirement that is not met): the reason, and what would change the
     * decision. Required with 'decline', if there are grounds.
     */
    declineReasons: z._default(z.record(Slug, z.strictObject({ reason: Reason, wouldChange: Reason })), {}),
    /** By criterion id. An approval needs a reason for each criterion that fails or is unknown. */
    exceptionReasons: z._default(z.record(Slug, FullReason), {}),
  }),
  /** A signer takes back their own signature. */
  z.strictObject({ type: z.literal('recall'), reason: Reason }),
  /** A reviewer, the lead or a signer asks the engineer something. The case stays where it is. */
  z.strictObject({ type: z.literal('ask'), question: Note.check(z.minLength(1, 'write your question')) }),
  /** The engineer answers. `question` is the id of the question. */
  z.strictObject({
    type: z.literal('answer'),
    question: QuestionId,
    answer: Comment.check(z.minLength(1, 'write your answer')),
  }),
  /** Ends a trial. The engineer moves to the new track or stays on the old one. */
  z.strictObject({ type: z.literal('confirm-track'), decision: z.enum(['change', 'stay']), reason: Reason }),
  z.strictObject({ type: z.literal('withdraw'), reason: Reason }),
  /** A person who takes part says that they are not impartial. They leave the case for good. */
  z.strictObject({ type: z.literal('declare-conflict'), reason: Reason }),
  /** A person who takes part steps back. */
  z.strictObject({ type: z.literal('recuse'), reason: Reason }),
  z.strictObject({ type: z.literal('reassign'), slot: SlotId, to: PersonId, reason: Reason }),
  z.strictObject({
    type: z.literal('delegate'),
    /** Slots of the person who delegates. */
    slots: z.array(SlotId).check(z.minLength(1), z.maxLength(9)),
    to: PersonId,
    /** Left out or null: from now. */
    from: z._default(z.nullable(Moment), null),
    until: Moment,
    reason: Reason,
  }),
  z.strictObject({ type: z.literal('end-delegation'), to: PersonId }),
  z.strictObject({ type: z.literal('extend-deadline'), until: Day, reason: Reason }),
  z.strictObject({ type: z.literal('join-cycle'), cycleId: Slug, reason: Reason }),
  /**
   * Says how a case goes on whose signatures are bound to a window: `waive` allows them at any time, `next-cycle` puts the
   * case into the cycle `cycleId`, `cancel` ends it.
   */
  z.strictObject({
    type: z.literal('waive-window'),
    answer: z._default(z.enum(windowAnswers), 'waive'),
    cycleId: z._default(z.nullable(Slug), null),
    reason: Reason,
  }),
  z.strictObject({ type: z.literal('cancel'), reason: Reason }),
  z.strictObject({
    type: z.literal('appeal'),
    ground: AppealGround,
    statement: Reason,
    /** Who had the conflict, if that is the ground. */
    against: z._default(z.nullable(PersonId), null),
  }),
  z.strictObject({
    type: z.literal('decide-appeal'),
    decision: z.enum(['uphold', 'dismiss']),
    reason: Reason,
    /** The new panel: reviewers, and a lead if the ladder asks for one. Nobody from the first round may be on it. */
    reviewers: z._default(z.array(PersonId).check(z.maxLength(limits.reviewers)), []),
    lead: z._default(z.nullable(PersonId), null),
  }),
  /** HR confirms or refuses that the case is approved although a criterion is not met. */
  z.strictObject({ type: z.literal('decide-exception'), decision: z.enum(['confirm', 'refuse']), reason: FullReason }),
  /** HR says how a case goes on that was stopped because the engineer's record changed. */
  z.strictObject({ type: z.literal('decide-stop'), decision: z.enum(['resume', 'end']), reason: FullReason }),
]);
export type PersonCommand = z.infer<typeof PersonCommand>;

const generation = z.int().check(z.minimum(1));

export const SystemCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-stage'), generation, stage: z.enum(workflowStages) }),
  /** Acts on the timers that are due: reminds people, tells somebody up the line, or ends a case that has lapsed. */
  z.strictObject({ type: z.literal('remind'), generation }),
  /** Gives slots to new holders if people left, lost a role or got another manager. */
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

export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
