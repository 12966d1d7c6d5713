import type { AttachedText } from './attached.ts';
import { Adoption, Bound, type CaseHead, Clock, Delegation, Outcome, Schedule, Slot, Timer } from './case.ts';
import { AppealGround, EvidenceId, QuestionId } from './commands.ts';
import { LadderRef } from './ladder.ts';
import { Role, Slug } from './ladder-fields.ts';
import {
  adoptionAnswers,
  confirmer,
  type EventType,
  eventTypes,
  hrDesk,
  peer,
  recordFacts,
  routedStages,
  workflowStages,
} from './names.ts';
import { PersonId } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * An event is a public envelope. Its facts (`data`) are ids, stages, dates and decisions, never what somebody wrote.
 * The words are in a separate body item, and the envelope has the salted digest of it. So the words can be erased by
 * law, and the chain still verifies.
 */

const Instant = z.iso.datetime();
const Recipient = z.union([PersonId, z.literal(hrDesk)]);
/** Where the case goes after this event: the next stage and its attempt. Null: the case stays where it is. */
const Moves = z.nullable(
  z.strictObject({ stage: z.enum(routedStages), attempt: z.int().check(z.minimum(1)), outcome: z.nullable(Outcome) }),
);

/** Of adoptions: until when other teams answer, and the engineer names another person. */
const Questions = z.array(z.pick(Adoption, { piece: true, turn: true, dueAt: true, nameBy: true }));
/** Left out: nobody did, or the event was made before this was noted. */
const ChangedBy = z.optional(z.array(PersonId));
/** The slots that changed, as they are after the event. */
const Slots = z.array(Slot);
const decision = z.enum(['approve', 'return', 'decline']);

// Older events lack fields that were added later. Such fields are optional. Reading never fills them in, because the
// hash covers exactly what was recorded.
const data = {
  'case-opened': z.strictObject({
    engineerId: PersonId,
    ladder: LadderRef,
    transition: z.string(),
    stage: z.enum(workflowStages),
    slots: Slots,
    accepted: z.boolean(),
    cycleId: z.optional(Slug),
    previousCaseId: z.optional(CaseId),
    timeZone: z.optional(z.string()),
    /** The ODC of the engineer. */
    odc: z.optional(z.string()),
    /** The track that the engineer was on. */
    ownTrack: z.optional(z.nullable(Slug)),
  }),
  'stage-opened': z.strictObject({
    stage: z.enum(workflowStages),
    attempt: z.int(),
    dueAt: Instant,
    timers: z.optional(z.array(Timer)),
    timeZone: z.optional(z.string()),
    odc: z.optional(z.string()),
    bound: z.optional(z.nullable(Bound)),
    directors: z.optional(z.array(PersonId)),
  }),
  'stage-carried-over': z.strictObject({ stage: CaseStage }),
  'track-declared': z.strictObject({ track: Slug, moves: Moves }),
  'self-assessment-submitted': z.strictObject({ moves: Moves }),
  'evidence-added': z.strictObject({
    evidence: EvidenceId,
    /** The piece it is a copy of. */
    from: z.optional(z.strictObject({ caseId: CaseId, evidence: EvidenceId })),
    /** The person who can confirm that their team has adopted it. */
    confirmer: z.optional(PersonId),
  }),
  'evidence-amended': z.strictObject({ evidence: EvidenceId, confirmer: z.optional(PersonId) }),
  'evidence-removed': z.strictObject({ evidence: EvidenceId }),
  'requirement-waived': z.strictObject({
    requirement: Slug,
    /** The waiver counts once another person confirms it. Older waivers counted at once. */
    toConfirm: z.optional(z.boolean()),
  }),
  'waiver-answered': z.strictObject({ requirement: Slug, answer: z.enum(['confirmed', 'refused']) }),
  'portfolio-submitted': z.strictObject({
    moves: Moves,
    /** The portfolio is the same as the one handed in before. */
    unchanged: z.optional(z.boolean()),
    /** The portfolio has changed since the calibration, so the calibration is repeated. */
    reopensCalibration: z.optional(z.boolean()),
  }),
  /** A person is asked whether their team has adopted a piece. `turn` as in `Adoption`. */
  'adoption-asked': z.strictObject({
    evidence: EvidenceId,
    piece: z.int(),
    turn: z.int(),
    to: PersonId,
    dueAt: z.nullable(Instant),
  }),
  /** The answer is part of the portfolio: its body is the portfolio with the answers so far. */
  'adoption-answered': z.strictObject({
    evidence: EvidenceId,
    piece: z.int(),
    turn: z.int(),
    answer: z.enum(adoptionAnswers),
    /** Until when the engineer can name another person. */
    nameBy: z.nullable(Instant),
    /** Back to the signers, if HR was to decide on an exception to what they approved. */
    moves: z.optional(Moves),
  }),
  /** The person who was asked said nothing in time; at turn 3, there was nobody left to ask. */
  'adoption-unanswered': z.strictObject({
    evidence: EvidenceId,
    piece: z.int(),
    turn: z.int(),
    nameBy: z.nullable(Instant),
  }),
  'panel-appointed': z.strictObject({ slots: Slots }),
  'panel-accepted': z.strictObject({ slots: Slots }),
  'objection-raised': z.strictObject({
    objection: z.string(),
    slot: z.string(),
    ground: z.enum(['conflict', 'other']),
  }),
  'objection-answered': z.strictObject({
    objection: z.string(),
    answer: z.enum(['keep', 'replace']),
    slots: Slots,
    conflicts: z.array(PersonId),
    /** The questions of the part, whoever answered them. Of these, what the replaced person answered counts no more. */
    attestations: z.optional(z.array(Slug)),
    /** Back to the calibration, if something rests on what the replaced person did. Left out: the case stays where it is. */
    moves: z.optional(Moves),
  }),
  /** `moves`: the case goes back to its signers, because a waiver that its signers approved does not count any more. */
  'conflict-declared': z.strictObject({ slots: Slots, moves: z.optional(Moves) }),
  recused: z.strictObject({ slots: Slots }),
  reassigned: z.strictObject({ slots: Slots }),
  /**
   * Somebody left or lost a role, or the engineer got another manager: the slots with their new holders. `changedBy`, here
   * and below: who of HR changed the records that this follows from.
   */
  'slot-substituted': z.strictObject({ slots: Slots, changedBy: ChangedBy }),
  /** By the system: the holder is away, and their record names who acts meanwhile. */
  delegated: z.extend(Delegation, { changedBy: ChangedBy }),
  /** `by`: the system ended it, because one of the two can no longer take the part. Absent: its author ended it. */
  'delegation-ended': z.strictObject({ to: PersonId, by: z.optional(PersonId) }),
  'review-submitted': z.strictObject({
    slot: z.string(),
    /** Whether the seal stays closed after this review. */
    sealed: z.boolean(),
    /** Whether this review is the consensus, because the calibration has no lead. */
    consensus: z.boolean(),
    moves: Moves,
  }),
  'review-amended': z.strictObject({ slot: z.string(), consensus: z.boolean(), moves: Moves }),
  'consensus-recorded': z.strictObject({ moves: Moves }),
  attested: z.strictObject({ attestation: Slug, moves: Moves }),
  'signed-off': z.strictObject({
    slot: z.string(),
    decision,
    moves: Moves,
    /** With the last approval for a capped level: whether a seat was free. */
    seat: z.optional(z.enum(['taken', 'none'])),
    /** With a return: what may be changed. */
    unlocked: z.optional(z.array(z.string())),
  }),
  /** Who asks is the actor, which the seal hides: nothing here may tell it. */
  'question-asked': z.strictObject({ question: QuestionId, stage: CaseStage, dueAt: Instant }),
  'question-answered': z.strictObject({ question: QuestionId, stage: CaseStage }),
  /** A signer took back their signature. `moves`: the case had left the sign-off, and goes back to it. */
  'sign-off-recalled': z.strictObject({ slot: z.string(), moves: Moves }),
  'track-confirmed': z.strictObject({ decision: z.enum(['change', 'stay']), moves: Moves }),
  'case-withdrawn': z.strictObject({ moves: Moves }),
  'case-lapsed': z.strictObject({ moves: Moves }),
  'case-cancelled': z.strictObject({ moves: Moves }),
  'reminder-sent': z.strictObject({ stage: CaseStage, attempt: z.int(), instant: Instant, to: z.array(Recipient) }),
  /** Somebody up the line, or under the seal the lead or HR, is told that a step is overdue. */
  escalated: z.strictObject({
    stage: CaseStage,
    attempt: z.int(),
    instant: Instant,
    of: z.array(Recipient),
    to: z.array(Recipient),
  }),
  'deadline-extended': z.strictObject({
    dueAt: Instant,
    timers: z.array(Timer),
    timeZone: z.optional(z.string()),
    bound: z.optional(z.nullable(Bound)),
  }),
  /** `schedule`: the signatures are open, and their due day follows the window of the cycle. */
  'cycle-joined': z.strictObject({ cycleId: Slug, late: z.boolean(), schedule: z.optional(Schedule) }),
  /** `schedule`: the signatures are open, and their due day follows the days of the ladder from now on. */
  'window-waived': z.strictObject({ schedule: z.optional(Schedule) }),
  /** The window of the open signatures is over: HR says how the case goes on. */
  'window-closed': z.strictObject({ attempt: z.int(), schedule: Schedule, changedBy: ChangedBy }),
  /** HR has changed the window of the open signatures in the cycle. */
  'window-moved': z.strictObject({ attempt: z.int(), schedule: Schedule, changedBy: ChangedBy }),
  /** Nobody of HR is left for its steps, so delivery directors take them. Empty: HR takes them again. */
  'directors-named': z.strictObject({ directors: z.array(PersonId) }),
  'appeal-made': z.strictObject({
    ground: AppealGround,
    against: z.nullable(PersonId),
    moves: Moves,
    generation: z.int(),
  }),
  'appeal-decided': z.strictObject({
    decision: z.enum(['upheld', 'dismissed']),
    slots: Slots,
    conflicts: z.array(PersonId),
    moves: Moves,
    /** The new generation, if the appeal was upheld. */
    generation: z.optional(z.int()),
    /** Other people calibrate again. Older events about a judgement leave it out, although others calibrate after them too. */
    anew: z.optional(z.literal(true)),
    /** In events from before `anew`: the calibration rested on somebody with a conflict. Nothing reads it any more. */
    calibrated: z.optional(z.literal(true)),
    /** The questions whose answers do not count any more, where nobody calibrates again. */
    attestations: z.optional(z.array(z.string())),
    /** Signers decide again. */
    unsigned: z.optional(z.literal(true)),
    /** Of adoptions: until when other teams answer, and the engineer names another person, after the days of the appeal. */
    questions: z.optional(Questions),
  }),
  'exception-decided': z.strictObject({
    decision: z.enum(['confirmed', 'refused']),
    moves: Moves,
    /** With a confirmation for a capped level: whether a seat was free. */
    seat: z.optional(z.enum(['taken', 'none'])),
  }),
  /** The engineer's record is not what the case began with. `by`: who changed it, in events from before `changedBy`. */
  'case-stopped': z.strictObject({
    facts: z.array(z.enum(recordFacts)),
    by: z.optional(z.array(PersonId)),
    moves: Moves,
    changedBy: ChangedBy,
  }),
  /**
   * `clock`: the stage goes on where it stood, with later due days. Null: the stage had not been opened. `questions`: of
   * adoptions, until when other teams answer, and the engineer names another person, if that has moved.
   */
  'case-resumed': z.strictObject({
    moves: Moves,
    clock: z.nullable(Clock),
    slots: Slots,
    /** Until when the engineer answers the question that is open, if that has moved. */
    askedDueAt: z.optional(Instant),
    questions: z.optional(Questions),
    /** The last day of the engineer's leave for which days ahead have moved, if it went on while the case stood still. */
    awayUntil: z.optional(z.iso.date()),
    changedBy: ChangedBy,
  }),
  /** `seat`: the approval had taken one, and it is free again. */
  'case-overtaken': z.strictObject({ moves: Moves, seat: z.optional(z.literal('freed')), changedBy: ChangedBy }),
  /**
   * The engineer is away until the end of a day: what they owe in the case waits. If the day has passed, they are back. What
   * was ahead has moved: the clock of a stage of theirs, the parts to whose holders they can object, until when they name
   * another person, and until when they answer a question.
   */
  'engineer-away': z.strictObject({
    until: z.iso.date(),
    clock: z.nullable(Clock),
    slots: Slots,
    questions: Questions,
    askedDueAt: z.optional(Instant),
  }),
  'execution-restarted': z.strictObject({ generation: z.int().check(z.minimum(2)), reason: z.string() }),
  /** Two people of HR corrected a wrong outcome: `proposedBy` and the actor. */
  'outcome-corrected': z.strictObject({
    from: Outcome,
    to: Outcome,
    proposedBy: PersonId,
    proposal: ProposalId,
    /** The engineer's tech lead and ODC lead, who are told. */
    leads: z.array(PersonId),
    /** For a capped level. */
    seat: z.optional(z.enum(['taken', 'freed'])),
  }),
  'case-closed': z.strictObject({
    outcome: Outcome,
    level: z.nullable(z.string()),
    track: z.optional(z.nullable(Slug)),
  }),
} as const satisfies Record<EventType, z.ZodMiniType>;

/**
 * Who may read a body, other than its author; `mayReadBody` has the exact rules. `private` is for HR, `lead` for HR and
 * the calibration lead. `participants` is for everybody who may read the evidence. Each of the others names the part of
 * the case that the reader must be allowed to see.
 */
export const Audience = z.enum([
  'participants',
  'self-assessment',
  'review',
  'calibration',
  'decision',
  'lead',
  'private',
]);
export type Audience = z.infer<typeof Audience>;

export const Actor = z.strictObject({
  /** A person, or null for the system. */
  personId: z.nullable(PersonId),
  /** The role under which they act: of their slot, not of their rank. */
  role: z.union([Role, z.enum([peer, 'system', confirmer])]),
  /** The relation to the case: `engineer`, `hr`, `confirmer`, a slot id, or a part of the system. */
  relation: z.string(),
  onBehalfOf: z.nullable(PersonId),
});
export type Actor = z.infer<typeof Actor>;

const envelope = {
  v: z.literal(1),
  id: z.string(),
  caseId: CaseId,
  seq: z.int().check(z.minimum(1)),
  at: Instant,
  actor: Actor,
  requestId: z.string(),
  /** Hash of the ladder in force. */
  ladder: z.string(),
  audience: z.nullable(Audience),
  /** Salted digest of the body; null when there is none. */
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
};

function event<T extends EventType>(type: T) {
  return z.strictObject({ ...envelope, type: z.literal(type), data: data[type] });
}

type EventShape = { [T in EventType]: ReturnType<typeof event<T>> }[EventType];
export const CaseEvent = z.discriminatedUnion(
  'type',
  eventTypes.map((type) => event(type)) as unknown as [EventShape, ...EventShape[]],
);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** An event that a decision asks to record: type, facts, and the words if there are any. */
export type DraftEvent = {
  [T in EventType]: {
    type: T;
    data: z.infer<(typeof data)[T]>;
    actor: Actor;
    body?: { audience: Audience; content: Record<string, unknown> };
    /** A text to store beside the case. The body gets a reference to it. */
    text?: AttachedText;
  };
}[EventType];

/** The words of one event. `salt` keeps the digest from being guessed. */
export const BodyItem = z.strictObject({
  caseId: CaseId,
  seq: z.int(),
  type: z.string(),
  audience: Audience,
  salt: z.string(),
  content: z.record(z.string(), z.unknown()),
});
export type BodyItem = z.infer<typeof BodyItem>;

/** A case in memory: its head and the words written so far, by event number. */
export interface Case {
  head: z.infer<typeof CaseHead>;
  bodies: Record<number, BodyItem>;
}
