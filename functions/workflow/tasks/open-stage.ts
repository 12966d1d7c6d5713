import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { TaskPayload } from '#shared/contract/workflow.ts';

/**
 * Opens the stage and stores the callback token of its wait in one transaction. A callback or the timeout ends the
 * wait. Whoever has a conflict of interest kept a part that was done. If the case came back to it, it goes to somebody else now.
 */
export async function openStage(
  outside: Outside,
  payload: Extract<TaskPayload, { task: 'open-stage' }>,
  requestId: string,
): Promise<void> {
  const { caseId, generation, stage, token, enteredAt, retryCount, wakeAfterSeconds } = payload;
  const wakeAt = new Date(Date.parse(enteredAt) + wakeAfterSeconds * 1000).toISOString();
  const wait = { token, enteredAt: new Date(enteredAt).toISOString(), retryCount, wakeAt };
  const open = { type: 'open-stage', generation, stage } as const;
  const { head } = await executeSystem(outside, caseId, open, 'workflow', requestId, { wait });
  const isHeldInConflict = head.slots.some(
    (slot) => slot.stage === head.stage && slot.personId !== null && head.conflicts.includes(slot.personId),
  );
  if (isHeldInConflict) await executeSystem(outside, caseId, { type: 'resettle' }, 'workflow', requestId);
}
