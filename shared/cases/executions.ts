import { ExecutionStatusChange } from '../contract/sweep.ts';
import { ExecutionInput } from '../contract/workflow.ts';
import type { Found } from './standing.ts';

/** The name of the execution of a generation of a case. */
export const executionName = ({ caseId, generation }: ExecutionInput): string => `${caseId}-g${generation}`;

/** The case and the generation of an execution. Null: no execution of ours has such a name. */
function namedIn(name: string): ExecutionInput | null {
  const [, caseId, generation] = /^(.+)-g(\d+)$/.exec(name) ?? [];
  return ExecutionInput.safeParse({ caseId, generation: Number(generation) }).data ?? null;
}

/**
 * The execution that an event of EventBridge says has failed, run out of time, or was stopped. Null for any other event. The
 * event can be late or come twice: it counts only if the case still has this generation.
 */
export function failedExecution(event: unknown): ({ caseId: string } & Found) | null {
  const change = ExecutionStatusChange.safeParse(event).data;
  const named = change && namedIn(change.detail.name);
  return named ? { ...named, execution: 'failed' } : null;
}
