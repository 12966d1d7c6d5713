import { caseStages, wakeBounds, workflowStages } from './names.ts';
import * as z from './zod.ts';

/** The messages between the state machine, its tasks and its callbacks. */

export const CaseStage = z.enum(caseStages);
export type CaseStage = z.infer<typeof CaseStage>;

export const CaseId = z.string().check(z.regex(/^case_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of a case'));

/** Where a case stands and when to look again; also the whole output of a callback. */
export const Position = z.strictObject({
  stage: CaseStage,
  wakeAfterSeconds: z.int().check(z.minimum(wakeBounds.min), z.maximum(wakeBounds.max)),
});
export type Position = z.infer<typeof Position>;

const which = { caseId: CaseId, generation: z.int().check(z.minimum(1)) };

/** The whole input of an execution. */
export const ExecutionInput = z.strictObject(which);
export type ExecutionInput = z.infer<typeof ExecutionInput>;

/** What the state machine sends its tasks. */
export const TaskPayload = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('look'), ...which, routes: z.array(z.string()) }),
  z.strictObject({
    task: z.literal('open-stage'),
    ...which,
    stage: z.enum(workflowStages),
    token: z.string().check(z.minLength(1), z.maxLength(2048)),
    enteredAt: z.iso.datetime({ offset: true }),
    retryCount: z.int().check(z.minimum(0)),
    /** How long this wait lasts: `$.at.wakeAfterSeconds`. */
    wakeAfterSeconds: z.int().check(z.minimum(wakeBounds.min), z.maximum(wakeBounds.max)),
  }),
  z.strictObject({ task: z.literal('remind'), ...which }),
  z.strictObject({ task: z.literal('close'), ...which }),
]);
export type TaskPayload = z.infer<typeof TaskPayload>;

/** The callback token of a stage's wait. It stays between the table and Step Functions. */
export const TaskToken = z.strictObject({
  caseId: CaseId,
  stage: z.enum(workflowStages),
  attempt: z.int().check(z.minimum(1)),
  generation: z.int().check(z.minimum(1)),
  enteredAt: z.string(),
  retryCount: z.int().check(z.minimum(0)),
  token: z.string(),
  /** When the wait ends by itself. */
  wakeAt: z.iso.datetime(),
});
export type TaskToken = z.infer<typeof TaskToken>;
