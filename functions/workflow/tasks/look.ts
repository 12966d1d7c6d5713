import type { Outside } from '#shared/cases/outside.ts';
import { standingOf } from '#shared/cases/standing.ts';
import type { Position, TaskPayload } from '#shared/contract/workflow.ts';
import { TaskError } from '../task-error.ts';

/**
 * Where the case stands. A closed case is sent on to its end once more, which does nothing and ends the execution. A stage
 * that the running definition has no route for fails it: it would only look again, without end.
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
