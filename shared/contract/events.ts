import * as z from 'zod';
import { type CaseHead, Outcome, Slot } from './case.ts';
import { EvidenceId } from './commands.ts';
import { LadderRef, Role, Slug } from './ladder.ts';
import { PersonId } from './people.ts';
import { CaseId, CaseStage } from './workflow.ts';

/**
 * An event is a public envelope with its facts (`data`: ids, stages, dates, decisions, never what somebody wrote) and
 * the salted digest of a body item that holds the words. The words can be erased by law and the chain still holds.
 */

const Instant = z.iso.datetime();
/** Where the case goes with this event: the next stage, and which visit of it. */
const Moves = z.strictObject({ stage: CaseStage, attempt: z.int().min(1), outcome: Outcome.nullable() }).nullable();

const data = {
  'case-opened': z.strictObject({
    engineerId: PersonId,
    ladder: LadderRef,
    transition: z.string(),
    stage: CaseStage,
    slots: z.array(Slot),
    accepted: z.boolean(),
  }),
  'stage-opened': z.strictObject({ stage: CaseStage, attempt: z.int(), dueAt: Instant }),
  'self-assessment-submitted': z.strictObject({ moves: Moves }),
  'evidence-added': z.strictObject({ evidence: EvidenceId }),
  'evidence-amended': z.strictObject({ evidence: EvidenceId }),
  'evidence-removed': z.strictObject({ evidence: EvidenceId }),
  'requirement-waived': z.strictObject({ requirement: Slug }),
  'portfolio-submitted': z.strictObject({ moves: Moves }),
  'review-submitted': z.strictObject({
    slot: z.string(),
    /** Reviews of this calibration are still owed after this one. */
    sealed: z.boolean(),
    /** The one review is the consensus. */
    consensus: z.boolean(),
    moves: Moves,
  }),
  'consensus-recorded': z.strictObject({ moves: Moves }),
  attested: z.strictObject({ attestation: Slug, moves: Moves }),
  'signed-off': z.strictObject({ slot: z.string(), decision: z.enum(['approve', 'decline']), moves: Moves }),
  'case-withdrawn': z.strictObject({ moves: Moves }),
  'reminder-sent': z.strictObject({ stage: CaseStage, attempt: z.int(), instant: Instant, to: z.array(PersonId) }),
  'execution-restarted': z.strictObject({ generation: z.int().min(2), reason: z.string() }),
  'case-closed': z.strictObject({ outcome: Outcome, level: z.string().nullable() }),
} as const;
export const eventTypes = Object.keys(data) as EventType[];
export type EventType = keyof typeof data;

/** Who may read a body: everyone in the case, or those the named part of the case is open to. */
export const Audience = z.enum(['participants', 'self-assessment', 'review', 'calibration', 'decision']);
export type Audience = z.infer<typeof Audience>;

export const Actor = z.strictObject({
  /** A person, or null for the system. */
  personId: PersonId.nullable(),
  /** The role acted under. */
  role: z.union([Role, z.literal('system')]),
  /** The relation to the case: `engineer`, a slot id, a part of the system. */
  relation: z.string(),
  onBehalfOf: PersonId.nullable(),
});
export type Actor = z.infer<typeof Actor>;

const envelope = {
  v: z.literal(1),
  id: z.string(),
  caseId: CaseId,
  seq: z.int().min(1),
  at: Instant,
  actor: Actor,
  requestId: z.string(),
  /** Hash of the ladder in force. */
  ladder: z.string(),
  audience: Audience.nullable(),
  /** Salted digest of the body; null when there is none. */
  digest: z.string().nullable(),
  prev: z.string(),
  hash: z.string(),
};

function event<T extends EventType>(type: T) {
  return z.strictObject({ ...envelope, type: z.literal(type), data: data[type] });
}

export const CaseEvent = z.discriminatedUnion('type', [
  event('case-opened'),
  event('stage-opened'),
  event('self-assessment-submitted'),
  event('evidence-added'),
  event('evidence-amended'),
  event('evidence-removed'),
  event('requirement-waived'),
  event('portfolio-submitted'),
  event('review-submitted'),
  event('consensus-recorded'),
  event('attested'),
  event('signed-off'),
  event('case-withdrawn'),
  event('reminder-sent'),
  event('execution-restarted'),
  event('case-closed'),
]);
export type CaseEvent = z.infer<typeof CaseEvent>;

/** What a decision wants recorded: type and facts, and the words if there are any. */
export type DraftEvent = {
  [T in EventType]: {
    type: T;
    data: z.infer<(typeof data)[T]>;
    actor: Actor;
    body?: { audience: Audience; content: Record<string, unknown> };
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

/** A case in hand: its head and the words written so far, by event number. */
export interface Case {
  head: z.infer<typeof CaseHead>;
  bodies: Record<number, BodyItem>;
}
