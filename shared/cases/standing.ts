import type { CaseHead } from '../contract/case.ts';
import type { Position } from '../contract/workflow.ts';
import { positionOf } from '../domain/case/position.ts';
import { type Execution, type Owed, reconcile } from '../domain/case/reconcile.ts';
import { loadHead, loadHeadAndToken } from '../store/cases.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound, Refusal } from './refusal.ts';

export type { Execution, Owed };

/**
 * Where a case stands for an execution of one generation. Throws `Refusal` superseded when that was replaced, and
 * stage-moved for a generation that the case never had: that execution has nothing to wait for.
 */
export async function standingOf(outside: Outside, caseId: string, generation: number): Promise<Position> {
  const head = await loadHead(outside.table, caseId);
  if (!head) throw notFound();
  if (generation < head.generation) throw new Refusal('superseded', 'This execution was replaced.');
  if (generation > head.generation) throw new Refusal('stage-moved', 'The case never had this generation.');
  return positionFor(outside, head);
}

/** The same for a head in hand. */
export async function positionFor(outside: Outside, head: CaseHead): Promise<Position> {
  return positionOf(head, await ladderOf(outside, head.ladder), outside.clock.now().toISOString());
}

/** How an execution was found, and of which generation it is. */
export interface Found {
  generation: number;
  execution: Execution;
}

/**
 * What Step Functions is owed for a case, and the generation it is owed to. What was found out about an execution counts
 * only while the case is still of that generation.
 */
export async function owedFor(
  outside: Outside,
  caseId: string,
  found?: Found,
): Promise<{ owed: Owed[]; generation: number }> {
  const { head, token } = await loadHeadAndToken(outside.table, caseId);
  if (!head) return { owed: [], generation: 0 };
  const execution = found?.generation === head.generation ? found.execution : 'unknown';
  const position = await positionFor(outside, head);
  const owed = reconcile(head, token, execution, position, outside.clock.now().toISOString());
  return { owed, generation: head.generation };
}
