import { AppealGround, EvidenceId, QuestionId } from './commands.ts';
import { Window } from './cycles.ts';
import { LadderRef } from './ladder.ts';
import { Role, Slug, TransitionId } from './ladder-fields.ts';
import {
  adoptionAnswers,
  outcomes,
  peer,
  recordFacts,
  routedStages,
  slotParts,
  slotStages,
  workflowStages,
} from './names.ts';
import { PersonId } from './people.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * A case as it is stored. The head holds the facts. Bodies hold what people wrote, each under the event that recorded
 * it.
 */

export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

const Instant = z.iso.datetime();
/** For whom somebody acted. Absent: for themselves. */
const OnBehalfOf = z.optional(PersonId);
/** Points to the words in the body of an event: the number of the event and the digest of the body. */
export const Ref = z.strictObject({ seq: z.int().check(z.minimum(1)), digest: z.string() });
export type Ref = z.infer<typeof Ref>;

/** A part in a case that one person fills: `calibration.tech-lead`, `calibration.peer-1`, `sign-off.odc-lead`, ... */
export const Slot = z.strictObject({
  id: z.string(),
  stage: z.enum(slotStages),
  part: z.enum(slotParts),
  /** The role the ladder asks for. */
  role: z.union([Role, z.literal(peer)]),
  /** Null while nobody fills it. */
  personId: z.nullable(PersonId),
  /** The role up the line that stepped in, because the asked role was vacant or its holder may not fill the slot. */
  substitutedBy: z.nullable(Role),
  /** How the person got the slot: from the engineer's line of report, or because somebody named them. */
  given: z.optional(z.enum(['line', 'named'])),
  /**
   * For a reviewer whom somebody named, or who got the part when the time for objections to the first holders was over:
   * until this instant the engineer may object, and the reviewer cannot submit a review.
   */
  openFrom: z.optional(z.nullable(Instant)),
});
export type Slot = z.infer<typeof Slot>;

/**
 * An instant at which something happens in an open stage: a reminder, the due day, an escalation to people up the
 * line, the lapse, or the end of the window that the signatures are bound to.
 */
export const Timer = z.strictObject({
  kind: z.enum(['remind', 'due', 'escalate', 'lapse', 'window']),
  at: Instant,
  /** Who is reminded: ids of people, or the desk of HR. Empty after the due day: it concerns everybody who owes a step. */
  to: z.array(z.string()),
});
export type Timer = z.infer<typeof Timer>;

/**
 * The window that the ladder binds the signatures to, as the timers of the stage know it. Null: the case has none.
 * `over`: nobody can sign any more, and HR says how the case goes on.
 */
export const Bound = z.strictObject({ window: z.nullable(Window), over: z.boolean() });
export type Bound = z.infer<typeof Bound>;

/** When a stage is due, and everything that its timers rest on. */
export const Schedule = z.strictObject({
  dueAt: Instant,
  /** Earliest first. */
  timers: z.array(Timer),
  /** The IANA time zone of the engineer's ODC: days of the case are days in it. */
  timeZone: z.string(),
  /** Null: the signatures can be given at any time, or the stage has none. */
  bound: z.nullable(Bound),
});
export type Schedule = z.infer<typeof Schedule>;

/** The clock of an open stage. */
const clock = {
  openedAt: Instant,
  dueAt: Instant,
  /** The timers of the stage, earliest first. */
  timers: z.array(Timer),
  bound: z.nullable(Bound),
  /** The latest instant of this stage that the system has acted on. */
  actedUpTo: z.nullable(Instant),
};
export const Clock = z.strictObject(clock);
export type Clock = z.infer<typeof Clock>;

/** The holder of slots lets somebody else act for them, for a limited time. */
export const Delegation = z.strictObject({
  slots: z.array(z.string()).check(z.minLength(1)),
  by: PersonId,
  to: PersonId,
  from: Instant,
  until: Instant,
});
export type Delegation = z.infer<typeof Delegation>;

/** A delegation that nobody has ended. */
export const StandingDelegation = z.extend(Delegation, {
  /** When it was made. Absent in older cases: when it began. */
  at: z.optional(Instant),
});
export type StandingDelegation = z.infer<typeof StandingDelegation>;

/**
 * A person of another team is asked whether their team has adopted a piece of evidence; they see it as a confirmation.
 * The first is written down with the piece, and asked when the portfolio is handed in.
 */
export const Adoption = z.strictObject({
  /** The piece, and the number of the event that wrote it. A piece that is changed is asked about anew. */
  evidence: EvidenceId,
  piece: z.int(),
  /** 1 asks the person whom the engineer named, 2 another one, 3 a lead of the adopting team. */
  turn: z.int().check(z.minimum(1), z.maximum(3)),
  /** Null if the adopting team has no lead who can be asked. */
  to: z.nullable(PersonId),
  /** Null while it is not asked yet. */
  askedAt: z.nullable(Instant),
  /** After this instant another person is asked; the lead has no such day. */
  dueAt: z.nullable(Instant),
  answer: z.nullable(z.enum([...adoptionAnswers, 'silence'])),
  /** How often the answer was changed. */
  changes: z.optional(z.int()),
  /** Until when the engineer can name another person, if the first one could not say. */
  nameBy: z.nullable(Instant),
});
export type Adoption = z.infer<typeof Adoption>;

/** The facts of a case in every status. */
const facts = {
  id: CaseId,
  /** How many events the case has. A commit succeeds only if this number has not changed. */
  version: z.int().check(z.minimum(1)),
  engineerId: PersonId,
  ladder: LadderRef,
  transition: TransitionId,
  /** The track the engineer declared. */
  track: z.nullable(Slug),
  /** The cycle it belongs to. Null: the case is off-cycle. */
  cycleId: z.nullable(Slug),
  /** The engineer's previous case on the same transition. Its evidence can be carried over. */
  previousCaseId: z.nullable(CaseId),
  createdAt: Instant,
  openedBy: PersonId,
  /** The IANA time zone of the engineer's ODC when the case or its stage was opened: days of the case are days in it. */
  timeZone: z.string(),
  /** That ODC. People of HR who are limited to others are not HR to the case. Left out: nobody has noted it yet. */
  odc: z.optional(z.string()),
  /** The engineer opened the case or has acted on it since. */
  accepted: z.boolean(),
  /** 1 for the first walk along the path. Whenever the case goes back to a stage, one is added. */
  attempt: z.int().check(z.minimum(1)),
  generation: z.int().check(z.minimum(1)),
  generationSince: Instant,
  slots: z.array(Slot),
  /** Who has decided something under which slot, in this round of the case. */
  acts: z.array(z.strictObject({ by: PersonId, slot: z.string(), onBehalfOf: OnBehalfOf })),
  /** People who took part earlier: they were replaced, or they belong to the round before an appeal. */
  past: z.array(PersonId),
  /**
   * People who were named for a part and gave it back before they did anything under it. It does not count as taking part. But
   * they are not told of objections, because one may have been to them; they are not asked about an adoption; and while reviews
   * are sealed the line passes them by.
   */
  offered: z.optional(z.array(PersonId)),
  /**
   * People who were only named for a part, did nothing under it, and kept it after an upheld appeal. They can still give it
   * back as an offer, and do not sit on the panel of the appeal.
   */
  keptOffers: z.optional(z.array(PersonId)),
  /**
   * People who did something under a slot that is not in `acts`, because it decides nothing: they appointed a panel, or put
   * a question. They took part.
   */
  otherActs: z.optional(z.array(PersonId)),
  /**
   * Who stepped back from which slot, was replaced in it because of an objection, gave it to others, or changed a record
   * because of which others got it: the line does not give it to them. Not strict: older cases say here who had read the
   * reviews, which is in `readers` now.
   */
  left: z.optional(z.array(z.object({ by: PersonId, slot: z.string() }))),
  /** Whose acting for somebody has ended. They may have reviewed, and while reviews are sealed, whether must not show. */
  lentTo: z.optional(z.array(PersonId)),
  /** Who could read the reviews when these were open, and cannot any more. They do not review under a new seal. */
  readers: z.optional(z.array(PersonId)),
  /** Delivery directors who ever had the steps of HR in the case, or did one in its place. */
  stoodIn: z.optional(z.array(PersonId)),
  /** People who did something in the case as HR. They decide no appeal, exception or stop in it. */
  hrActs: z.optional(z.array(PersonId)),
  /**
   * People who may not take part: they declared a conflict of interest, or an objection or appeal about one was upheld.
   */
  conflicts: z.array(PersonId),
  delegations: z.array(StandingDelegation),
  objections: z.array(
    z.strictObject({
      id: z.string(),
      slot: z.string(),
      /** Who held the slot then. Absent: nobody, the objection was upheld, or it is older. */
      about: z.optional(PersonId),
      ground: z.enum(['conflict', 'other']),
      seq: z.int(),
      answer: z.nullable(z.enum(['keep', 'replace'])),
    }),
  ),
  /**
   * Everybody who had the part of a reviewer in this round and has it no more, or could act for one to whom the engineer
   * objected, if the calibration has a lead. The lead answers and reads objections to reviewers, so they neither lead nor act
   * for the lead.
   */
  couldReview: z.optional(z.array(PersonId)),
  selfAssessment: z.nullable(Ref),
  /** The current version of each piece of evidence, by id: the number of the event that wrote it. */
  evidence: z.record(EvidenceId, z.int()),
  /** How many pieces were ever added; the next one is numbered from it. */
  evidenceAdded: z.int().check(z.minimum(0)),
  /** What was handed in. Each answer about an adoption writes it anew. */
  portfolio: z.nullable(Ref),
  /**
   * The event that handed the portfolio in, if `portfolio` names another one: a later answer, or, if nothing had changed since a
   * return (`unchanged`), the event that handed it in before.
   */
  handedIn: z.optional(z.strictObject({ seq: z.int(), unchanged: z.optional(z.literal(true)) })),
  /** Every person who was asked about an adoption or will be, oldest first. */
  adoptions: z.array(Adoption),
  waivers: z.array(
    z.strictObject({
      requirement: Slug,
      by: PersonId,
      onBehalfOf: OnBehalfOf,
      seq: z.int(),
      /** The slot under which it was given. */
      slot: z.optional(z.string()),
      /** Who confirmed it, and the event. Null: nobody yet, and it does not count. Left out: it counted at once. */
      confirmed: z.optional(z.nullable(z.strictObject({ by: PersonId, onBehalfOf: OnBehalfOf, seq: z.int() }))),
    }),
  ),
  /** The questions that were put to the engineer, oldest first. */
  asked: z.optional(
    z.array(
      z.strictObject({
        id: QuestionId,
        seq: z.int(),
        by: PersonId,
        slot: z.string(),
        stage: CaseStage,
        attempt: z.int(),
        at: Instant,
        dueAt: Instant,
        /** The event that answered it. Null: nothing has. */
        answer: z.nullable(z.int()),
      }),
    ),
  ),
  /**
   * The reviews that count, each in its newest version. `former`: the part went to another person after the reviews were open,
   * and not because of a conflict. `wasOpen`: the review was open before the reviews were sealed again. `opened`: the version
   * that was open then, if it was amended under the new seal; its `ref` is left out in older records. `amended`: how often it
   * was amended while nobody else could read it.
   */
  reviews: z.array(
    z.strictObject({
      slot: z.string(),
      by: PersonId,
      onBehalfOf: OnBehalfOf,
      ref: Ref,
      former: z.optional(z.literal(true)),
      wasOpen: z.optional(z.literal(true)),
      opened: z.optional(z.strictObject({ by: PersonId, onBehalfOf: OnBehalfOf, ref: z.optional(Ref) })),
      amended: z.optional(z.int()),
    }),
  ),
  /**
   * Whose review was discarded in this round: its part went to another person, or its author or the person it was written for
   * had a conflict, while it was sealed; or an objection was upheld.
   */
  discarded: z.optional(z.array(z.strictObject({ slot: z.string(), by: PersonId }))),
  /**
   * Set from the opening of the stage on until the seal opens, so that nothing depends on the first review. A case that
   * ends early stays sealed. `from` is the number of the first event that can be hidden. `seen` counts the open events
   * since then. `own` counts the hidden events of each author.
   */
  sealed: z.nullable(z.strictObject({ from: z.int(), seen: z.int(), own: z.record(PersonId, z.int()) })),
  /**
   * What the versions of viewers are counted from who may not know of every event. `everybody` counts the events that
   * also watchers know. `objections` holds who made an event about an objection, whether the lead knows of it, and how often
   * (left out: once). Left out in cases that were opened before it was counted. Older heads have one more number, which is
   * dropped.
   */
  counts: z.optional(
    z.object({
      everybody: z.int(),
      objections: z.array(
        z.strictObject({ by: z.nullable(PersonId), forLead: z.boolean(), times: z.optional(z.int()) }),
      ),
    }),
  ),
  /** Whether the seal of the reviews was opened. */
  revealed: z.boolean(),
  consensus: z.nullable(Ref),
  attestations: z.array(
    z.strictObject({
      id: Slug,
      by: PersonId,
      /** The slot under which it was answered. */
      slot: z.optional(z.string()),
      onBehalfOf: OnBehalfOf,
      seq: z.int(),
      at: Instant,
    }),
  ),
  signOffs: z.array(
    z.strictObject({
      slot: z.string(),
      by: PersonId,
      onBehalfOf: OnBehalfOf,
      decision: z.enum(['approve', 'decline']),
      at: Instant,
      seq: z.int(),
      /** False if something that the decision was based on has changed since, or if it was recalled. */
      stands: z.boolean(),
      /** The event with which the signer took it back. */
      recalled: z.optional(z.int()),
    }),
  ),
  /**
   * The latest return: the event, the stage that the case went back to, what may be changed there (`unlocked`), and the
   * consensus that was sent back. Older heads also name the portfolio, which is dropped.
   */
  returned: z.nullable(
    z.object({
      seq: z.int(),
      stage: CaseStage,
      unlocked: z.array(z.string()),
      consensus: z.nullable(Ref),
    }),
  ),
  /** The last appeal: the event that made it, and the decision on it. */
  appeal: z.nullable(
    z.strictObject({
      seq: z.int(),
      at: Instant,
      ground: AppealGround,
      /** Who had the conflict, if that is the ground. */
      against: z.nullable(PersonId),
      /** The outcome that it is about. */
      outcome: z.optional(z.nullable(Outcome)),
      /** When the case was closed before it. */
      closedAt: z.optional(Instant),
      decision: z.nullable(z.enum(['upheld', 'dismissed'])),
    }),
  ),
  /** The number of the appeal after which other people calibrate. Kept when there is a later appeal. */
  anewSince: z.optional(z.int()),
  /** An appeal before the last one was against a judgement, and upheld. There is no second appeal against one. */
  appealedJudgement: z.optional(z.literal(true)),
  /**
   * What HR decided on an approval although a criterion is not met. If HR refused it, signers can only return or decline.
   * A return takes it away, because it changes what they decide on.
   */
  exception: z.optional(
    z.strictObject({ seq: z.int(), by: PersonId, at: Instant, decision: z.enum(['confirmed', 'refused']) }),
  ),
  /**
   * The latest correction of a wrong outcome: the event, the outcome before, and the two people, the proposer first. An
   * upheld appeal takes it away.
   */
  corrected: z.optional(
    z.strictObject({ seq: z.int(), at: Instant, from: Outcome, by: z._default(z.array(PersonId), []) }),
  ),
  /** The track that the engineer was on when the case began. Cases from before this was recorded lack it. */
  ownTrack: z.optional(z.nullable(Slug)),
  /** While the case is stopped: since when, where it stood, and its clock there if the stage was open. */
  stopped: z.optional(
    z.strictObject({
      seq: z.int(),
      at: Instant,
      stage: z.enum(routedStages),
      clock: z.nullable(Clock),
      /** What the engineer's record says otherwise than when the case began. */
      facts: z.array(z.enum(recordFacts)),
    }),
  ),
  /** The last day on which the engineer is or was away, as far as the case has followed it: days ahead have moved for it. */
  awayUntil: z.optional(z.iso.date()),
  /** The stage in which HR or the clock ended the case. If an appeal against that is upheld, the case goes on there. */
  endedIn: z.optional(z.enum(workflowStages)),
  /** When the trial of another track began first, and whether the engineer has said how it ended. Absent in older cases. */
  trial: z.optional(z.strictObject({ since: Instant, ended: z.boolean() })),
  /** HR allowed the signatures outside the window of the cycle. */
  windowWaived: z.boolean(),
  /** The latest restarts, newest last: as many as a case can have in a day. */
  restarts: z.array(Instant),
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
};

/** The state machine is opening the stage; at `closing` it is closing the case. */
const OpeningHead = z.strictObject({
  ...facts,
  status: z.literal('opening'),
  stage: z.enum(routedStages),
  /** The outcome, or null while nothing is decided. At `appeal` it is the outcome that the engineer appeals against. */
  outcome: z.nullable(Outcome),
});

/** The stage is open, and somebody owes a step. */
const OpenHead = z.strictObject({
  ...facts,
  status: z.literal('open'),
  stage: z.enum(workflowStages),
  /**
   * Null, except at `appeal`, where it is the outcome that the engineer appeals against, and at `stopped` if the case was
   * closing.
   */
  outcome: z.nullable(Outcome),
  ...clock,
  /** The delivery directors who take the steps of HR in this stage, because nobody of HR is left for them. */
  directors: z.optional(z.array(PersonId)),
});

/** The case has ended. An appeal can open it again. */
const ClosedHead = z.strictObject({
  ...facts,
  status: z.literal('closed'),
  stage: z.literal('closed'),
  outcome: Outcome,
  closedAt: Instant,
});

/** A case is opening, open or closed: three shapes. */
export const CaseHead = z.discriminatedUnion('status', [OpeningHead, OpenHead, ClosedHead]);
export type CaseHead = z.infer<typeof CaseHead>;
export type OpeningHead = z.infer<typeof OpeningHead>;
export type OpenHead = z.infer<typeof OpenHead>;
export type ClosedHead = z.infer<typeof ClosedHead>;
/** The fields that all three shapes share, without those that depend on the status. */
/** How an engineer's last case on a transition ended. */
export const LastCase = z.strictObject({ caseId: z.string(), outcome: Outcome, closedAt: z.string() });
export type LastCase = z.infer<typeof LastCase>;

export type CaseFacts = Omit<OpeningHead, 'status' | 'stage' | 'outcome'>;
