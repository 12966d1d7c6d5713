import { AttachedText } from './attached.ts';
import { Outcome, Slot } from './case.ts';
import { AppealGround, Seen } from './commands.ts';
import { EvidenceView, RequirementView } from './evidence-view.ts';
import { LadderRef } from './ladder.ts';
import { personCommandTypes, recordFacts } from './names.ts';
import { PublicPerson } from './people.ts';
import { CriterionResult, Ratings, Score } from './score.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * A case as one viewer may see it. A field can be null because it is hidden from this viewer. Then `hidden` says why,
 * in words that reveal nothing about it.
 */

const Instant = z.string();
const CommandType = z.enum(personCommandTypes);

/** A step that somebody owes. `@hr` is the desk of HR. */
const StepView = z.object({
  personId: z.string(),
  type: CommandType,
  attestation: z.nullable(z.string()),
  /** Whose step it is, if this person can take it for them. */
  onBehalfOf: z.nullable(z.string()),
});

/** A command, whether this viewer may give it now, and if not, why. */
export const ActionView = z.object({
  type: CommandType,
  title: z.string(),
  allowed: z.boolean(),
  reason: z.nullable(z.string()),
});
export type ActionView = z.infer<typeof ActionView>;

/** The latest correction of a wrong outcome: what it was before, and the two people, the proposer first. */
const Corrected = z.object({ from: Outcome, at: Instant, by: z.array(z.string()) });

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
  /** When the open stage is due. */
  dueAt: z.nullable(Instant),
  /** Whether the due instant is over. */
  overdue: z.boolean(),
  /** The last day on which what the engineer owes waits, because they are away. Null: it does not wait. */
  pausedUntil: z.nullable(z.string()),
  /** The IANA time zone of the engineer's ODC: `dueAt`, windows and days of the case are days in it. */
  timeZone: z.string(),
  closedAt: z.nullable(Instant),
  outcome: z.nullable(Outcome),
  corrected: z.nullable(Corrected),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/**
 * How far the reviews agree, by id. `rwg` is r_WG: 1 is full agreement, 0 or less is none. Null if there are fewer than
 * two.
 */
const AgreementView = z.record(z.string(), z.nullable(z.object({ range: z.number(), rwg: z.number() })));

/** An anti-signal that a review names, with what happened, and what the consensus made of it. */
const NamedAntiSignal = z.object({
  id: z.string(),
  example: z.string(),
  /** Null: there is no consensus, or this viewer may not read it. */
  settled: z.nullable(z.enum(['confirmed', 'dropped'])),
  /** Why it was dropped. */
  reason: z.string(),
});

const RatedView = z.object({ ratings: Ratings, notes: z.record(z.string(), z.string()) });

export const CaseView = z.extend(CaseSummary, {
  /** How the viewer is related to this case. */
  relations: z.array(z.enum(['engineer', 'reviewer', 'lead', 'attester', 'signer', 'hr', 'watcher'])),
  accepted: z.boolean(),
  path: z.array(z.object({ stage: CaseStage, title: z.string(), state: z.enum(['done', 'current', 'ahead']) })),
  /** Whose turn it is. If the viewer may not know who has reviewed, this names all reviewers. */
  turns: z.array(StepView),
  participants: z.array(
    z.object({
      slot: z.string(),
      title: z.string(),
      /** Null while nobody fills it. */
      personId: z.nullable(z.string()),
      role: Slot.shape.role,
      substitutedBy: Slot.shape.substitutedBy,
      /** Until then the engineer may object, and this person cannot submit a review. */
      openFrom: z.nullable(Instant),
      /** The viewer may object to them now. */
      mayObject: z.boolean(),
    }),
  ),
  /** Who may act for whom, until when. */
  delegations: z.array(
    z.object({ slots: z.array(z.string()), by: z.string(), to: z.string(), from: Instant, until: Instant }),
  ),
  /** Only for the engineer, who raised them, and for the people who answer them. */
  objections: z.array(
    z.object({
      id: z.string(),
      slot: z.string(),
      /** Whom it is about. They can have left the part since. */
      personId: z.nullable(z.string()),
      /** Whether somebody else has the part now, and keeps it if the objection is upheld. */
      isFilled: z.boolean(),
      /** Whether nobody answered it, because the person left the part by themselves. `answer` is ‘replace’ then. */
      hasLeft: z.boolean(),
      ground: z.enum(['conflict', 'other']),
      reason: z.nullable(z.string()),
      answer: z.nullable(z.enum(['keep', 'replace'])),
      answerReason: z.nullable(z.string()),
      /** Whether the viewer may answer it. */
      forYou: z.boolean(),
    }),
  ),
  /** The tracks that the engineer can choose from. */
  tracks: z.array(z.string()),
  /** The first day on which a trial can be confirmed. */
  confirmableFrom: z.nullable(z.string()),
  /** The engineer's previous case. Its evidence can be carried over. */
  previousCaseId: z.nullable(z.string()),
  people: z.record(z.string(), PublicPerson),
  selfAssessment: z.nullable(z.extend(RatedView, { label: z.string() })),
  evidence: z.nullable(z.array(EvidenceView)),
  /** The texts that are attached, by the id of the piece. Each has a route of its own. */
  attached: z.record(z.string(), z.object({ format: AttachedText.shape.format, bytes: z.int() })),
  requirements: z.nullable(z.array(RequirementView)),
  /**
   * Parts of the portfolio that a return did not ask for, so nobody can change them: `evidence.e1`,
   * `requirement.mentoring`.
   */
  locked: z.array(z.string()),
  ownReview: z.nullable(
    z.extend(RatedView, {
      comment: z.string(),
      antiSignals: z.array(NamedAntiSignal),
    }),
  ),
  reviews: z.nullable(
    z.array(
      z.extend(RatedView, {
        by: z.string(),
        slot: z.string(),
        comment: z.string(),
        antiSignals: z.array(NamedAntiSignal),
        /** Why it was changed after it was submitted. Null: it was not. */
        amended: z.nullable(z.string()),
        /** Whether its author, or whoever it was written for, was found to have a conflict of interest. */
        conflict: z.boolean(),
      }),
    ),
  ),
  /** Whose review was discarded, with its part. Null for viewers who may not read the reviews. */
  discarded: z.nullable(z.array(z.object({ slot: z.string(), by: z.string() }))),
  /** How far open reviews agree, by dimension and by competency. Null if there are fewer than two reviews. */
  agreement: z.nullable(z.object({ dimensions: AgreementView, competencies: AgreementView })),
  /** Who has submitted a review. Null for viewers who may not know that. */
  submitted: z.nullable(z.array(z.string())),
  questions: z.array(z.object({ id: z.string(), question: z.string(), by: z.string(), given: z.boolean() })),
  /** The questions of reviewers and signers to the engineer, oldest first. */
  asked: z.array(
    z.object({
      id: z.string(),
      stage: CaseStage,
      /** Who asks. Null for viewers who may not know. */
      by: z.nullable(z.string()),
      at: Instant,
      dueAt: Instant,
      question: z.string(),
      answer: z.nullable(z.string()),
      /** `over`: the stage ended without an answer. It decides nothing. */
      state: z.enum(['open', 'overdue', 'answered', 'over']),
      /** The slots whose signatures stand that were given before the answer. */
      signedBefore: z.array(z.string()),
    }),
  ),
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
      /** For whom it was given, if a delegate gave it. */
      onBehalfOf: z.nullable(z.string()),
      decision: z.enum(['approve', 'decline']),
      at: Instant,
      comment: z.string(),
      exceptionReasons: z.record(z.string(), z.string()),
      /** By the id of a ground, a criterion or a requirement: the reason, and what would change the decision. */
      declineReasons: z.record(z.string(), z.object({ reason: z.string(), wouldChange: z.string() })),
      /** False if something that the decision was based on has changed since, or if it was recalled. */
      stands: z.boolean(),
      /** Why the signer took it back. Null: they did not. */
      recalled: z.nullable(z.string()),
    }),
  ),
  /** The latest return, and what people must look at again. */
  returned: z.nullable(
    z.object({
      by: z.nullable(z.string()),
      stage: CaseStage,
      comment: z.string(),
      reasons: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
      /** Whether the portfolio is still, or was handed in again, as it was before the return. */
      unchanged: z.boolean(),
      /** The consensus that was sent back, for the people who calibrate. They can change only what the return names. */
      consensus: z.nullable(
        z.object({
          ratings: Ratings,
          reasons: z.record(z.string(), z.string()),
          confirmedAntiSignals: z.array(z.string()),
          /** The reason of each anti-signal that was dropped, by its id. */
          droppedAntiSignals: z.record(z.string(), z.string()),
          /** What happened, by the id of an anti-signal. */
          examples: z.record(z.string(), z.string()),
          comment: z.string(),
        }),
      ),
    }),
  ),
  /** What a return can name, by stage. Only for signers. */
  unlockable: z.nullable(z.array(z.object({ id: z.string(), title: z.string(), stage: CaseStage }))),
  /** What a decline can name: criteria, and requirements that are not met. Only for signers. */
  grounds: z.nullable(z.array(z.object({ id: z.string(), title: z.string(), met: z.boolean() }))),
  appeal: z.nullable(
    z.object({
      ground: AppealGround,
      against: z.nullable(z.string()),
      /** The outcome that it is about. Null: it was made before this was noted, against ‘not promoted’. */
      outcome: z.nullable(Outcome),
      at: Instant,
      statement: z.string(),
      decision: z.nullable(z.enum(['upheld', 'dismissed'])),
      /** Whether it was upheld and other people calibrate. */
      anew: z.boolean(),
      reason: z.string(),
    }),
  ),
  /**
   * What HR decided on an approval although a criterion is not met. If it is refused, signers cannot approve while this
   * stands. Null before that, and after a return.
   */
  exception: z.nullable(
    z.object({
      decision: z.enum(['confirmed', 'refused']),
      by: z.string(),
      at: Instant,
      reason: z.string(),
    }),
  ),
  /** While the case is stopped: where it stood, and what the engineer's record says otherwise than when it began. */
  stopped: z.nullable(z.object({ at: Instant, stage: CaseStage, facts: z.array(z.enum(recordFacts)) })),
  /** The sign-off must send this back. Null for a viewer who does not sign. */
  seen: z.nullable(Seen),
  /** `reason` is null for a viewer who does not take part. */
  corrected: z.nullable(z.extend(Corrected, { reason: z.nullable(z.string()), secondReason: z.nullable(z.string()) })),
  /** When the case ends by itself if the engineer has not finished this stage. After a lapse: the stage, and when it ended. */
  lapse: z.nullable(z.object({ stage: CaseStage, at: Instant })),
  /** Why the case was withdrawn or cancelled, or why its trial ended. */
  ending: z.nullable(z.string()),
  /** Slots that the viewer could give to somebody else. */
  reassignable: z.array(z.string()),
  /** The viewer's own slots that they could delegate. */
  delegable: z.array(z.string()),
  /** Whom the engineer of a closed case can say a conflict of in an appeal, by id. Empty for everybody else. */
  challengeable: z.array(z.string()),
  actions: z.array(ActionView),
  hidden: z.array(z.string()),
});
export type CaseView = z.infer<typeof CaseView>;

/** An event as one viewer may see it: the envelope, and the words if the viewer may read them. */
export const EventView = z.object({
  id: z.string(),
  /** Counts the events that this viewer may know of, from 1. */
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
  /** Its place in the hash chain. Null for viewers from whom an event can be hidden: a chain would show the gap. */
  prev: z.nullable(z.string()),
  hash: z.nullable(z.string()),
  /** Null if there are no words, if this viewer may not read them, or if they were erased. */
  body: z.nullable(z.record(z.string(), z.unknown())),
});
export type EventView = z.infer<typeof EventView>;

export const InboxStep = z.object({
  caseId: CaseId,
  type: CommandType,
  title: z.string(),
  attestation: z.nullable(z.string()),
  /** Whose step it is, if the reader can take it for them. */
  onBehalfOf: z.nullable(PublicPerson),
  /** Whether it is a step of the desk of HR. Not everybody in HR can take every one. */
  desk: z.boolean(),
  stage: CaseStage,
  transition: z.string(),
  engineer: PublicPerson,
  openedAt: Instant,
  dueAt: Instant,
  overdue: z.boolean(),
  /** The IANA time zone of the engineer's ODC: `dueAt` is on a day in it. */
  timeZone: z.string(),
});
export type InboxStep = z.infer<typeof InboxStep>;

export const Verification = z.object({
  verified: z.boolean(),
  /** How many events this viewer may know of. */
  events: z.int(),
  /** What is wrong, and at which event. Only viewers who may know of every event are told at which. */
  faults: z.array(z.string()),
  /** The number of erased texts among these events. Their digests are still in the chain. */
  erased: z.int(),
});
export type Verification = z.infer<typeof Verification>;
