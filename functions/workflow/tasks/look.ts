import type { Outside } from '#shared/cases/outside.ts';
import { standingOf } from '#shared/cases/standing.ts';
import type { Position, TaskPayload } from '#shared/contract/workflow.ts';
import { TaskError } from './task-error.ts';

/**
 * Gives the position of the case. For a closed case it gives `closing`: closing again changes nothing and ends the
 * execution. If the running definition has no route for the stage, the task fails, because the execution would look
 * again and again forever.
 */
export async function look(
  outside: Outside,
  { caseId, generation, routes }: Extract<TaskPayload, { task: 'look' }>,
): Promise<Position> {
  const position = await standingOf(outside, caseId, generation);
  const stage = position.stage === 'closed' ? 'closing' : position.stage;
  if (!routes.includes(stage)) throw new TaskError('NoRoute', `This definition has no route for ${stage}.`);
  return { ...position, stage };
}
