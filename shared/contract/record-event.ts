import { Actor } from './events.ts';
import { ProposalId } from './proposal-id.ts';
import * as z from './zod.ts';

/**
 * Events of things other than cases: ladders, people in the directory and their sign-ins, cycles, working calendars, places and
 * proposals. Each has its own hash chain, and a file here. As with cases, an envelope holds the facts. Personal words are in a
 * separate body, and the envelope has its salted digest.
 */

export const envelope = {
  v: z.literal(1),
  id: z.string(),
  seq: z.int().check(z.minimum(1)),
  at: z.iso.datetime(),
  actor: Actor,
  requestId: z.string(),
  /** The proposal that this event carries out. Absent: one person decided. */
  proposal: z.optional(ProposalId),
  /** The machine that has sent the file of people which this event comes from. */
  machine: z.optional(z.string()),
  /** Who may read the body; null when there is none. */
  audience: z.nullable(z.literal('hr')),
  /** Salted digest of the body; null when there is none. */
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
};

/** An event that a decision asks to record: type, facts, and the words for HR if there are any. */
export interface Draft<Type, Data> {
  type: Type;
  data: Data;
  actor: Actor;
  body?: Record<string, unknown>;
}
