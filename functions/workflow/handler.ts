import type { Outside } from '#shared/cases/outside.ts';
import { TaskPayload } from '#shared/contract/workflow.ts';
import { close } from './tasks/close.ts';
import { look } from './tasks/look.ts';
import { openStage } from './tasks/open-stage.ts';
import { remind } from './tasks/remind.ts';
import { taskErrorOf } from './tasks/task-error.ts';

/**
 * All tasks of the state machine, in one function. Each task reads the case again and does nothing if it does not fit.
 */
export function createWorkflow(outside: Outside) {
  return async (event: unknown, context: { awsRequestId: string }): Promise<unknown> => {
    const payload = TaskPayload.parse(event);
    try {
      switch (payload.task) {
        case 'look':
          return await look(outside, payload);
        case 'open-stage':
          return await openStage(outside, payload, context.awsRequestId);
        case 'remind':
          return await remind(outside, payload, context.awsRequestId);
        case 'close':
          return await close(outside, payload, context.awsRequestId);
      }
    } catch (error) {
      throw taskErrorOf(error);
    }
  };
}
