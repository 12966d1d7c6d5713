import { Outcome, Slot } from './case.ts';
import { AppealGround, Seen } from './commands.ts';
import { LadderRef, Requirement } from './ladder.ts';
import { personCommandTypes } from './names.ts';
import { PublicPerson } from './people.ts';
import { CriterionResult, Ratings, Score } from './score.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * A case as one viewer may see it. What is null may be there and hidden from this viewer; `hidden` then says why, in
 * words that tell nothing about what is hidden.
 */

const Instant = z.string();
const CommandType = z.enum(personCommandTypes);

/** A step somebody owes; `@hr` is the desk of HR. */
const StepView = z.object({
  personId: z.string(),
  type: CommandType,
  attestation: z.nullable(z.string()),
  /** Whose step it is, where this person may take it for them. */
  onBehalfOf: z.nullable(z.string()),
});

/** What this viewer may do now, and why not the rest. */
export const ActionView = z.object({
  type: CommandType,
  title: z.string(),
  allowed: z.boolean(),
  reason: z.nullable(z.string()),
});
export type ActionView = z.infer<typeof ActionView>;

export const EvidenceView = z.object({
  id: z.string(),
  requirement: z.string(),
  kind: z.string(),
  title: z.string(),
  /** Null also where a stored link is no longer allowed. */
  url: z.nullable(z.string()),
  note: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  shows: z.array(z.string()),
  workedOn: z.nullable(z.string()),
  project: z.string(),
  seenBy: z.string(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

export const CaseSummary = z.object({
  id: CaseId,
  /** Counts the events this viewer may know of; also the `ETag`. */
  version: z.int(),
  engineerId: z.string(),
  engineer: z.nullable(PublicPerson),
  ladder: LadderRef,
  transition: z.string(),
  track: z.nullable(z.string()),
  cycleId: z.nullable(z.string()),
  stage: CaseStage,
  attempt: z.int(),
  createdAt: Instant,
  openedAt: z.nullable(Instant),
  dueAt: z.nullable(Instant),
  closedAt: z.nullable(Instant),
  outcome: z.nullable(Outcome),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** By id, how far the reviews agree: `rwg` is r_WG, 1 in full, 0 or less not at all; null where there are no two. */
const AgreementView = z.record(z.string(), z.nullable(z.object({ range: z.number(), rwg: z.number() })));

const RatedView = z.object({ ratings: Ratings, notes: z.record(z.string(), z.string()) });

export const CaseView = z.extend(CaseSummary, {
  /** In which parts the viewer sees this case. */
  relations: z.array(z.enum(['engineer', 'reviewer', 'lead', 'attester', 'signer', 'hr', 'watcher'])),
  accepted: z.boolean(),
  path: z.array(z.object({ stage: CaseStage, title: z.string(), state: z.enum(['done', 'current', 'ahead']) })),
  /** Whose turn it is. Who has reviewed is told to the lead and HR alone, so this may name all reviewers. */
  turns: z.array(StepView),
  participants: z.array(
    z.object({
      slot: z.string(),
      title: z.string(),
      /** Null while nobody fills it. */
      personId: z.nullable(z.string()),
      role: Slot.shape.role,
      substitutedBy: Slot.shape.substitutedBy,
      /** Until then the engineer may object, and no review of theirs is taken. */
      openFrom: z.nullable(Instant),
      /** The viewer may object to them now. */
      mayObject: z.boolean(),
    }),
  ),
  /** Who may act for whom, until when. */
  delegations: z.array(
    z.object({ slots: z.array(z.string()), by: z.string(), to: z.string(), from: Instant, until: Instant }),
  ),
  /** For the engineer, who raised them, and for whoever answers. */
  objections: z.array(
    z.object({
      id: z.string(),
      slot: z.string(),
      ground: z.enum(['conflict', 'other']),
      reason: z.nullable(z.string()),
      answer: z.nullable(z.enum(['keep', 'replace'])),
      answerReason: z.nullable(z.string()),
      /** Whether the viewer may answer it. */
      forYou: z.boolean(),
    }),
  ),
  /** Tracks to choose from, where one is to be declared. */
  tracks: z.array(z.string()),
  /** The first day on which a trial can be confirmed. */
  confirmableFrom: z.nullable(z.string()),
  /** The engineer's case before, whose evidence can be carried over. */
  previousCaseId: z.nullable(z.string()),
  people: z.record(z.string(), PublicPerson),
  selfAssessment: z.nullable(z.extend(RatedView, { label: z.string() })),
  evidence: z.nullable(z.array(EvidenceView)),
  requirements: z.nullable(
    z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        met: z.boolean(),
        counted: z.array(z.string()),
        waiver: z.nullable(z.object({ by: z.string(), reason: z.string(), instead: z.string() })),
        missing: z.array(z.string()),
        definition: Requirement,
      }),
    ),
  ),
  /** What of the portfolio a return has not asked for, so that it stays as it is: `evidence.e1`, `requirement.mentoring`. */
  locked: z.array(z.string()),
  ownReview: z.nullable(
    z.extend(RatedView, {
      comment: z.string(),
      antiSignals: z.array(z.object({ id: z.string(), example: z.string() })),
    }),
  ),
  reviews: z.nullable(
    z.array(
      z.extend(RatedView, {
        by: z.string(),
        slot: z.string(),
        comment: z.string(),
        /** Anti-signals that this review names, each with what happened. */
        antiSignals: z.array(z.object({ id: z.string(), example: z.string() })),
        /** Why it was changed after it was submitted; null where it was not. */
        amended: z.nullable(z.string()),
      }),
    ),
  ),
  /** How far open reviews agree, by dimension and by competency; null where there are no two. */
  agreement: z.nullable(z.object({ dimensions: AgreementView, competencies: AgreementView })),
  /** Who has submitted a review; for the lead and HR. */
  submitted: z.nullable(z.array(z.string())),
  questions: z.array(z.object({ id: z.string(), question: z.string(), by: z.string(), given: z.boolean() })),
  attestations: z.nullable(
    z.array(z.object({ id: z.string(), by: z.string(), answer: z.enum(['yes', 'no']), note: z.string() })),
  ),
  consensus: z.nullable(z.object({ ratings: Ratings, reasons: z.record(z.string(), z.string()), comment: z.string() })),
  score: z.nullable(Score),
  criteria: z.nullable(z.array(CriterionResult)),
  signOffs: z.array(
    z.object({
      slot: z.string(),
      by: z.string(),
      decision: z.enum(['approve', 'decline']),
      at: Instant,
      comment: z.string(),
      exceptionReasons: z.record(z.string(), z.string()),
      /** By criterion: why not, and what would change it. */
      declineReasons: z.record(z.string(), z.object({ reason: z.string(), wouldChange: z.string() })),
      /** False once what it was decided on has changed. */
      stands: z.boolean(),
    }),
  ),
  /** The return that is being worked off, and what it asks to be looked at again. */
  returned: z.nullable(
    z.object({
      by: z.nullable(z.string()),
      stage: CaseStage,
      comment: z.string(),
      reasons: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
      /** The consensus that was sent back, for whoever calibrates: what is not named of it stays. */
      consensus: z.nullable(
        z.object({
          ratings: Ratings,
          reasons: z.record(z.string(), z.string()),
          confirmedAntiSignals: z.array(z.string()),
          comment: z.string(),
        }),
      ),
    }),
  ),
  /** What a return can name, by stage; for whoever signs. */
  unlockable: z.nullable(z.array(z.object({ id: z.string(), title: z.string(), stage: CaseStage }))),
  appeal: z.nullable(
    z.object({
      ground: AppealGround,
      against: z.nullable(z.string()),
      at: Instant,
      statement: z.string(),
      decision: z.nullable(z.enum(['upheld', 'dismissed'])),
      reason: z.string(),
    }),
  ),
  /** To be given back with a sign-off; null for whoever does not sign. */
  seen: z.nullable(Seen),
  /** Why the case was withdrawn, cancelled or ended on trial. */
  ending: z.nullable(z.string()),
  /** Parts that the viewer could give to somebody else. */
  reassignable: z.array(z.string()),
  /** Parts of their own that the viewer could let somebody else play. */
  delegable: z.array(z.string()),
  actions: z.array(ActionView),
  hidden: z.array(z.string()),
});
export type CaseView = z.infer<typeof CaseView>;

/** An event as one viewer may see it: the envelope, and the words where they are open to the viewer. */
export const EventView = z.object({
  id: z.string(),
  seq: z.int(),
  at: Instant,
  type: z.string(),
  actor: z.object({
    personId: z.nullable(z.string()),
    role: z.string(),
    relation: z.string(),
    onBehalfOf: z.nullable(z.string()),
  }),
  requestId: z.string(),
  ladder: z.string(),
  data: z.record(z.string(), z.unknown()),
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
  /** Null where there are none, or they are closed to this viewer, or erased. */
  body: z.nullable(z.record(z.string(), z.unknown())),
});
export type EventView = z.infer<typeof EventView>;

/** What a command did. The same answer is given when it is sent again with the same key. */
export const CommandResult = z.object({
  caseId: CaseId,
  type: z.string(),
  stage: CaseStage,
  outcome: z.nullable(Outcome),
  at: Instant,
  /** The number of a piece of evidence that was added. */
  evidence: z.nullable(z.string()),
});
export type CommandResult = z.infer<typeof CommandResult>;

export const InboxStep = z.object({
  caseId: CaseId,
  type: CommandType,
  title: z.string(),
  attestation: z.nullable(z.string()),
  /** Whose step it is, where the reader may take it for them. */
  onBehalfOf: z.nullable(PublicPerson),
  /** It is the step of HR's desk: anybody of HR may take it. */
  desk: z.boolean(),
  stage: CaseStage,
  transition: z.string(),
  engineer: PublicPerson,
  openedAt: Instant,
  dueAt: Instant,
  overdue: z.boolean(),
});
export type InboxStep = z.infer<typeof InboxStep>;

export const Verification = z.object({
  verified: z.boolean(),
  /** How many events this viewer may know of. */
  events: z.int(),
  /** What does not hold, and where. */
  faults: z.array(z.string()),
  /** Bodies that were erased; their digests still stand in the chain. */
  erased: z.int(),
});
export type Verification = z.infer<typeof Verification>;
