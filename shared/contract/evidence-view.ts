import { AttachedText } from './attached.ts';
import { Requirement } from './ladder-requirements.ts';
import { adoptionAnswers } from './names.ts';
import * as z from './zod.ts';

/** The portfolio of a case as one viewer may see it: its evidence, and what counts for which requirement. */

const Instant = z.string();

export const EvidenceView = z.object({
  id: z.string(),
  requirement: z.string(),
  kind: z.string(),
  title: z.string(),
  /** Also null if a stored link is no longer allowed. */
  url: z.nullable(z.string()),
  note: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  shows: z.array(z.string()),
  workedOn: z.nullable(z.string()),
  project: z.string(),
  seenBy: z.string(),
  /** Who has adopted it, and what they said. Null: nobody has to. */
  adoption: z.nullable(
    z.object({
      team: z.string(),
      since: z.string(),
      confirmerId: z.string(),
      /** `waiting`: nobody has said so yet. `nobody`: nobody is left who could. */
      confirmed: z.enum(['yes', 'no', 'waiting', 'nobody']),
      /** Everybody who was asked, about earlier versions of the piece too, oldest first. */
      asked: z.array(
        z.object({
          to: z.nullable(z.string()),
          askedAt: z.nullable(Instant),
          dueAt: z.nullable(Instant),
          overdue: z.boolean(),
          answer: z.nullable(z.enum([...adoptionAnswers, 'silence'])),
          /** Whether it was about the piece as it is now. */
          isCurrent: z.boolean(),
        }),
      ),
      /** Until when the engineer can name another person, if they are asked to. */
      nameBy: z.nullable(Instant),
      /** Whether that instant is over. */
      overdue: z.boolean(),
    }),
  ),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

/** A text that is attached to a piece of evidence, as it was written. */
export const EvidenceText = z.object({ evidence: z.string(), title: z.string(), ...AttachedText.shape });
export type EvidenceText = z.infer<typeof EvidenceText>;

/** A requirement of the portfolio, and what stands in its place if it is waived. */
export const RequirementView = z.object({
  id: z.string(),
  title: z.string(),
  met: z.boolean(),
  counted: z.array(z.string()),
  waiver: z.nullable(
    z.object({
      by: z.string(),
      reason: z.string(),
      instead: z.string(),
      /** Whether it counts: another person has confirmed it. */
      confirmed: z.boolean(),
      /** Who confirmed it, and why. Null: nobody yet, or it is older than this rule. */
      confirmedBy: z.nullable(z.string()),
      confirmation: z.string(),
      /** Whether the evidence does not meet the requirement without it. */
      needed: z.boolean(),
      /** Whether the viewer may answer it. */
      forYou: z.boolean(),
    }),
  ),
  missing: z.array(z.string()),
  /** Pieces that are not in the portfolio any more, and whose team had said no: the team that was named, and who said it. */
  denied: z.array(z.object({ title: z.string(), team: z.string(), by: z.nullable(z.string()) })),
  /** The waivers of it that were refused, the oldest first. */
  refused: z.array(z.object({ by: z.string(), reason: z.string() })),
  /** Whether a waiver of it counted when the portfolio was handed in, and does not any more. */
  isLost: z.boolean(),
  definition: Requirement,
});
export type RequirementView = z.infer<typeof RequirementView>;
