import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { TaskPayload } from '#shared/contract/workflow.ts';

/**
 * Opens the stage and stores the callback token of its wait in one transaction. A callback or the timeout ends the
 * wait.
 */
export async function openStage(
  outside: Outside,
  payload: Extract<TaskPayload, { task: 'open-stage' }>,
  requestId: string,
): Promise<void> {
  const { caseId, generation, stage, token, enteredAt, retryCount, wakeAfterSeconds } = payload;
  const wakeAt = new Date(Date.parse(enteredAt) + wakeAfterSeconds * 1000).toISOString();
  const wait = { token, enteredAt: new Date(enteredAt).toISOString(), retryCount, wakeAt };
  await executeSystem(outside, caseId, { type: 'open-stage', generation, stage }, 'workflow', requestId, { wait });
}
