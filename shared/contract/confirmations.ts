import { AttachedText } from './attached.ts';
import { adoptionAnswers } from './names.ts';
import { Person } from './people.ts';
import * as z from './zod.ts';

/**
 * Confirmations: people are asked whether their team has adopted the work of somebody of another team. They are asked in
 * words of their own, which say nothing about what the answer is for. In the case the same is an adoption.
 *
 * Stored as `question`: the first letter of an id, a field of the notice that asks, and `questions` of the event
 * `case-resumed`. What is stored, or is in a hash, keeps its name.
 */

/** It is made from the adoption, and nothing can be read from it. */
export const ConfirmationId = z.string().check(z.regex(/^q_[0-9a-f]{32}$/, 'use the id of a question'));

export const Confirmation = z.object({
  id: ConfirmationId,
  author: z.pick(Person, { id: true, name: true, team: true }),
  /** The title of the work, and where it can be read. */
  title: z.string(),
  url: z.nullable(z.string()),
  /** Whether the work is a text, which can be read too. */
  hasText: z.boolean(),
  /** The team that has adopted it, as the author says, and since when. */
  team: z.string(),
  since: z.string(),
  askedAt: z.string(),
  /** Null: there is no such day. */
  dueAt: z.nullable(z.string()),
  overdue: z.boolean(),
  /** The time zone in which `dueAt` is a day. */
  timeZone: z.string(),
  /** The answer that was given. It can be changed as long as the question is open. */
  answer: z.nullable(z.enum(['yes', 'no'])),
  /**
   * The answers that the person can give. Whoever has left the team, for example, can only say that they cannot say, or, if
   * they have answered, nothing more.
   */
  answers: z.array(z.enum(adoptionAnswers)),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** The text of the work that somebody is asked about. */
export const ConfirmationText = z.object({ id: ConfirmationId, title: z.string(), ...AttachedText.shape });
export type ConfirmationText = z.infer<typeof ConfirmationText>;

/** `not-mine`: another person is asked instead. */
export const ConfirmationAnswer = z.strictObject({ answer: z.enum(adoptionAnswers) });
export type ConfirmationAnswer = z.infer<typeof ConfirmationAnswer>;

export const Confirmed = z.object({ id: ConfirmationId, answer: z.enum(adoptionAnswers) });
export type Confirmed = z.infer<typeof Confirmed>;
