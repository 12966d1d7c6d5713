import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { TaskPayload } from '#shared/contract/workflow.ts';

/**
 * Closes the case. The callback is not trusted: the command reads the case again and refuses if no outcome is decided.
 */
export async function close(
  outside: Outside,
  { caseId, generation }: Extract<TaskPayload, { task: 'close' }>,
  requestId: string,
): Promise<void> {
  await executeSystem(outside, caseId, { type: 'close', generation }, 'workflow', requestId);
}
