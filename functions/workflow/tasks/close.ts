import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { TaskPayload } from '#shared/contract/workflow.ts';
import { TaskError } from './task-error.ts';

/**
 * Closes the case. The callback is not trusted: the command reads the case again and refuses if no outcome is decided. If
 * the case was stopped instead, the execution looks again.
 */
export async function close(
  outside: Outside,
  { caseId, generation }: Extract<TaskPayload, { task: 'close' }>,
  requestId: string,
): Promise<void> {
  const { head } = await executeSystem(outside, caseId, { type: 'close', generation }, 'workflow', requestId);
  if (head.stage !== 'closed') throw new TaskError('StageMoved', `The case stands at ${head.stage}.`);
}
