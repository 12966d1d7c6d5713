import * as z from 'zod';
import { Slug } from './ladder.ts';
import { PersonId } from './people.ts';
import { Ratings } from './score.ts';
import { workflowStages } from './workflow.ts';

/**
 * Everything that can be asked of a case. People's commands and the system's are two unions: the API knows only the
 * first, and who acts comes from the caller, never from here.
 */

export const limits = { note: 1000, comment: 4000, evidence: 50, evidenceBytes: 4096, body: 256 * 1024 } as const;

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
  transition: z.string().regex(/^[A-Za-z0-9]+-[A-Za-z0-9]+$/),
});
export type OpenCase = z.infer<typeof OpenCase>;

export const PersonCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('submit-self-assessment'), ratings: Ratings, notes: Notes }),
  z.strictObject({ type: z.literal('add-evidence'), ...evidence }),
  z.strictObject({ type: z.literal('amend-evidence'), evidence: EvidenceId, ...evidence }),
  z.strictObject({ type: z.literal('remove-evidence'), evidence: EvidenceId }),
  z.strictObject({ type: z.literal('submit-portfolio') }),
  z.strictObject({
    type: z.literal('waive-requirement'),
    requirement: Slug,
    reason: Reason,
    /** What stands in its place. */
    instead: Reason,
  }),
  z.strictObject({
    type: z.literal('submit-review'),
    ratings: Ratings,
    notes: Notes,
    antiSignals: z
      .array(z.strictObject({ id: Slug, example: Reason }))
      .max(60)
      .default([]),
    comment: Comment.default(''),
  }),
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
    decision: z.enum(['approve', 'decline']),
    comment: Reason,
    seen: Seen,
    /** By criterion id; owed for each criterion that fails or is unknown, when approving. */
    exceptionReasons: z.record(Slug, Reason).default({}),
  }),
  z.strictObject({ type: z.literal('withdraw'), reason: Reason }),
]);
export type PersonCommand = z.infer<typeof PersonCommand>;
export type PersonCommandType = PersonCommand['type'];
export const personCommandTypes = PersonCommand.options.map((option) => option.shape.type.value);

const generation = z.int().min(1);

export const SystemCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-stage'), generation, stage: z.enum(workflowStages) }),
  z.strictObject({ type: z.literal('remind'), generation }),
  z.strictObject({ type: z.literal('close'), generation }),
  /** Gives the case a new execution: the next generation after `generation`. */
  z.strictObject({ type: z.literal('restart'), generation, reason: z.string().min(1).max(200) }),
]);
export type SystemCommand = z.infer<typeof SystemCommand>;

export type Command = PersonCommand | SystemCommand | ({ type: 'open-case' } & OpenCase);
