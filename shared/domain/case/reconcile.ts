import type { CaseHead } from '../../contract/case.ts';
import type { Position, TaskToken } from '../../contract/workflow.ts';
import { plusDays, secondsBetween } from '../calendar/calendar.ts';

/** What must be done so that the execution stands where the case stands. */
export type Owed =
  | { kind: 'start'; generation: number }
  | { kind: 'callback'; token: string; position: Position }
  | { kind: 'restart'; reason: string }
  | { kind: 'alarm'; reason: string };

/** The state of an execution. `unknown`: nobody asked. The relay never asks, the sweep does if something is stale. */
export type Execution = 'unknown' | 'running' | 'succeeded' | 'failed' | 'missing';

/** An execution is replaced after this many days, well before the year that Step Functions allows. */
const executionDays = 300;

/** A wait that ends up to this much too late is left alone: calling it back costs two more states. */
const toleranceSeconds = 300;

/** An execution that has started stores a token within seconds. After this time it is asked about. */
const startSeconds = 120;

/**
 * Whether only Step Functions can say how an open case stands: its execution has not come to a wait since it was started, or
 * is past the end of its wait, or is too old. Otherwise the execution waits, as far as the case knows.
 */
export function isStale(head: CaseHead, token: TaskToken | null, now: string): boolean {
  if (head.stage === 'closed') return false;
  if (head.generationSince < plusDays(now, -executionDays)) return true;
  if (!token || token.generation < head.generation) return secondsBetween(head.generationSince, now) > startSeconds;
  return secondsBetween(token.wakeAt, now) > toleranceSeconds;
}

/**
 * Compares case, token and execution and says what must be done. It uses only the present state: calling it twice does
 * no harm, and no earlier answer has to be remembered.
 */
export function reconcile(
  head: CaseHead,
  token: TaskToken | null,
  execution: Execution,
  position: Position,
  now: string,
): Owed[] {
  if (head.stage === 'closed') return [];
  if (token && token.generation > head.generation)
    return [{ kind: 'alarm', reason: 'a token of a generation that the case never had' }];
  if (execution === 'succeeded')
    return [
      { kind: 'alarm', reason: 'the execution has ended ahead of its case' },
      { kind: 'restart', reason: 'the execution ended while the case is open' },
    ];
  if (execution === 'failed') return [{ kind: 'restart', reason: 'the execution failed or was stopped' }];
  if (execution === 'running' && head.generationSince < plusDays(now, -executionDays))
    return [{ kind: 'restart', reason: `the execution is older than ${executionDays} days` }];
  if (!token || token.generation < head.generation)
    return [
      { kind: 'start', generation: head.generation },
      // The older execution wakes up, sees that it was replaced, and ends itself.
      ...(token ? [{ kind: 'callback', token: token.token, position } as const] : []),
    ];
  if (execution === 'missing') return [{ kind: 'restart', reason: 'the execution is gone' }];
  const stands = token.stage === head.stage && token.attempt === head.attempt;
  const sleepsTooLong = secondsBetween(now, token.wakeAt) > position.wakeAfterSeconds + toleranceSeconds;
  if (stands && !sleepsTooLong) return [];
  return [{ kind: 'callback', token: token.token, position }];
}
