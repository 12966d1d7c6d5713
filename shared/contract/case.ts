import { AppealGround, EvidenceId } from './commands.ts';
import { LadderRef, Role, Slug, TransitionId } from './ladder.ts';
import { outcomes, peer, routedStages, slotParts, slotStages, workflowStages } from './names.ts';
import { PersonId } from './people.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/** A case as it is stored: the head holds the facts, bodies hold what was written, by the event that wrote them. */

export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

const Instant = z.iso.datetime();
/** The event whose body says it: its number and the digest of that body. */
export const Ref = z.strictObject({ seq: z.int().check(z.minimum(1)), digest: z.string() });
export type Ref = z.infer<typeof Ref>;

/** A part a person plays: `calibration.tech-lead`, `calibration.peer-1`, `sign-off.odc-lead`, ... */
export const Slot = z.strictObject({
  id: z.string(),
  stage: z.enum(slotStages),
  part: z.enum(slotParts),
  /** The role the ladder asks for. */
  role: z.union([Role, z.literal(peer)]),
  /** Null while nobody fills it. */
  personId: z.nullable(PersonId),
  /** The role up the line that stepped in, where the asked one was vacant or clashed. */
  substitutedBy: z.nullable(Role),
  /** How the person came to it: by the engineer's line of report, or named by somebody. */
  given: z.optional(z.enum(['line', 'named'])),
  /** For a reviewer of a panel: until then the engineer may object, and no review of theirs is taken. */
  openFrom: z.optional(z.nullable(Instant)),
});
export type Slot = z.infer<typeof Slot>;

/** An instant at which an open stage wants something: of whom (ids of people), or of nobody in particular. */
export const Timer = z.strictObject({
  kind: z.enum(['remind', 'due', 'escalate', 'lapse']),
  at: Instant,
  /** Ids of people, or the desk of HR. */
  to: z.array(z.string()),
});
export type Timer = z.infer<typeof Timer>;

/** A holder lets somebody else act in their stead, for a time. */
export const Delegation = z.strictObject({
  slots: z.array(z.string()).check(z.minLength(1)),
  by: PersonId,
  to: PersonId,
  from: Instant,
  until: Instant,
});
export type Delegation = z.infer<typeof Delegation>;

/** What is known of a case whatever its status. */
const facts = {
  id: CaseId,
  /** How many events the case has; also what a commit is conditional on. */
  version: z.int().check(z.minimum(1)),
  engineerId: PersonId,
  ladder: LadderRef,
  transition: TransitionId,
  /** The track the engineer declared. */
  track: z.nullable(Slug),
  /** The cycle it belongs to; null is off-cycle. */
  cycleId: z.nullable(Slug),
  /** The engineer's case before on the same transition, whose evidence can be carried over. */
  previousCaseId: z.nullable(CaseId),
  createdAt: Instant,
  openedBy: PersonId,
  /** The engineer opened the case or has acted on it since. */
  accepted: z.boolean(),
  /** Which visit of its stage. */
  attempt: z.int().check(z.minimum(1)),
  generation: z.int().check(z.minimum(1)),
  generationSince: Instant,
  slots: z.array(Slot),
  /** Who has decided something under which slot, in this round of the case. */
  acts: z.array(z.strictObject({ by: PersonId, slot: z.string() })),
  /** Who took part before: replaced, or of the round before an appeal. */
  past: z.array(PersonId),
  /** Who may not take part in this case: a conflict was declared, or an objection for one was upheld. */
  conflicts: z.array(PersonId),
  delegations: z.array(Delegation),
  objections: z.array(
    z.strictObject({
      id: z.string(),
      slot: z.string(),
      ground: z.enum(['conflict', 'other']),
      seq: z.int(),
      answer: z.nullable(z.enum(['keep', 'replace'])),
    }),
  ),
  selfAssessment: z.nullable(Ref),
  /** The current version of each piece of evidence, by id: the number of the event that wrote it. */
  evidence: z.record(EvidenceId, z.int()),
  /** How many pieces were ever added; the next one is numbered from it. */
  evidenceAdded: z.int().check(z.minimum(0)),
  portfolio: z.nullable(Ref),
  waivers: z.array(z.strictObject({ requirement: Slug, by: PersonId, seq: z.int() })),
  /** The reviews that count, each in its newest version. */
  reviews: z.array(z.strictObject({ slot: z.string(), by: PersonId, ref: Ref })),
  /**
   * While reviews are sealed: the number of the first event that is hidden, how many events since are not, and how many
   * hidden ones are whose own. Null before the first review and once the seal is open.
   */
  sealed: z.nullable(z.strictObject({ from: z.int(), seen: z.int(), own: z.record(PersonId, z.int()) })),
  /** Whether the seal of the reviews was opened. */
  revealed: z.boolean(),
  consensus: z.nullable(Ref),
  attestations: z.array(z.strictObject({ id: Slug, by: PersonId, seq: z.int(), at: Instant })),
  signOffs: z.array(
    z.strictObject({
      slot: z.string(),
      by: PersonId,
      decision: z.enum(['approve', 'decline']),
      at: Instant,
      seq: z.int(),
      /** False once what it was decided on has changed. */
      stands: z.boolean(),
    }),
  ),
  /** The return that the case is working off: to which stage, by which event, and what it unlocked. */
  returned: z.nullable(
    z.strictObject({
      seq: z.int(),
      stage: CaseStage,
      unlocked: z.array(z.string()),
      consensus: z.nullable(Ref),
      portfolio: z.nullable(Ref),
    }),
  ),
  /** The appeal, by the event that made it, and what came of it. */
  appeal: z.nullable(
    z.strictObject({
      seq: z.int(),
      at: Instant,
      ground: AppealGround,
      /** Whose conflict, where that is the ground. */
      against: z.nullable(PersonId),
      decision: z.nullable(z.enum(['upheld', 'dismissed'])),
    }),
  ),
  /** HR allowed the signatures outside the window of the cycle. */
  windowWaived: z.boolean(),
  /** The last three restarts, newest last. */
  restarts: z.array(Instant),
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
};

/** The state machine is opening the stage; at `closing` it is closing the case. */
const OpeningHead = z.strictObject({
  ...facts,
  status: z.literal('opening'),
  stage: z.enum(routedStages),
  /** What was decided. Null while nothing is; at `appeal` it is the outcome that the engineer appeals against. */
  outcome: z.nullable(Outcome),
});

/** The stage is open, and somebody owes a step. */
const OpenHead = z.strictObject({
  ...facts,
  status: z.literal('open'),
  stage: z.enum(workflowStages),
  /** Null; at `appeal` the outcome that the engineer appeals against. */
  outcome: z.nullable(Outcome),
  openedAt: Instant,
  dueAt: Instant,
  /** What the stage wants at which instant, in order. */
  timers: z.array(Timer),
  /** The latest instant of this stage that was acted on. */
  actedUpTo: z.nullable(Instant),
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
/** What the three have in common, other than what their status says. */
export type CaseFacts = Omit<OpeningHead, 'status' | 'stage' | 'outcome'>;
