import type { CaseHead } from '../contract/case.ts';
import type { Position } from '../contract/workflow.ts';
import { whyOtherGeneration } from '../domain/case/commands/system/generation.ts';
import { positionOf } from '../domain/case/progress/position.ts';
import { type Execution, isStale, type Owed, reconcile } from '../domain/case/reconcile.ts';
import { loadHead, loadHeadAndToken, type Standing } from '../store/cases.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound, refusalOf } from './refusal.ts';

export type { Execution, Owed };

/**
 * Where a case stands, for an execution of one generation. Throws `Refusal`: superseded if a newer generation has
 * replaced it, stage-moved if the case never had this generation, because then the execution has nothing to wait for.
 */
export async function standingOf(outside: Outside, caseId: string, generation: number): Promise<Position> {
  const head = await loadHead(outside.table, caseId);
  if (!head) throw notFound();
  const other = whyOtherGeneration(head, generation);
  if (other) throw refusalOf(other);
  return positionFor(outside, head);
}

/** Where a case stands, by a head that was already read. */
export async function positionFor(outside: Outside, head: CaseHead): Promise<Position> {
  return positionOf(head, await ladderOf(outside, head.ladder), outside.clock.now().toISOString());
}

/** The state of an execution, and its generation. */
export interface Found {
  generation: number;
  execution: Execution;
}

/** What a case owes Step Functions. */
export interface Balance {
  owed: Owed[];
  /** The generation that the calls are for. 0: there is no such case. */
  generation: number;
  /** Only Step Functions can say whether the execution still runs. */
  isStale: boolean;
}

/** The calls that are owed to Step Functions for a case. `found` counts only if the case still has that generation. */
export async function owedFor(outside: Outside, caseId: string, found?: Found): Promise<Balance> {
  const { head, token } = await loadHeadAndToken(outside.table, caseId);
  return head ? owedBy(outside, { head, token }, found) : { owed: [], generation: 0, isStale: false };
}

/** The same for a case that was already read. */
export async function owedBy(
  outside: Outside,
  { head, token }: Pick<Standing, 'head' | 'token'>,
  found?: Found,
): Promise<Balance> {
  const { generation } = head;
  const execution = found?.generation === generation ? found.execution : 'unknown';
  const position = await positionFor(outside, head);
  const now = outside.clock.now().toISOString();
  return {
    owed: reconcile(head, token, execution, position, now),
    generation,
    isStale: isStale(head, token, now),
  };
}
