import type { Outside } from '#shared/cases/outside.ts';
import { positionFor } from '#shared/cases/standing.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { Position, TaskPayload } from '#shared/contract/workflow.ts';

/** Sends the reminder that is due, if there is one, and gives the position of the case and when to wake up again. */
export async function remind(
  outside: Outside,
  { caseId, generation }: Extract<TaskPayload, { task: 'remind' }>,
  requestId: string,
): Promise<Position> {
  const { head } = await executeSystem(outside, caseId, { type: 'remind', generation }, 'workflow', requestId);
  return positionFor(outside, head);
}
