import { Outcome } from './case.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/** The answer to a command. A request that is sent again with the same key gets the same answer. */
export const CommandResult = z.object({
  caseId: CaseId,
  type: z.string(),
  stage: CaseStage,
  outcome: z.nullable(Outcome),
  at: z.string(),
  /** The id of the piece of evidence that was added. */
  evidence: z.nullable(z.string()),
});
export type CommandResult = z.infer<typeof CommandResult>;
