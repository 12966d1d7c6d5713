import type { Case } from '../../../../contract/events.ts';
import { changedFacts, restsOnRecord } from '../../state/engineer-record.ts';
import { accept, type Context, type Decision } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/**
 * Stops a case whose engineer has another record than the case began with, whatever the system was about to do. Null: the
 * record is the same, or the case no longer rests on it.
 */
export function stop({ head }: Case, context: Context): Decision | null {
  const engineer = context.people[head.engineerId];
  const facts = restsOnRecord(head) ? changedFacts(head, engineer, context.ladder) : [];
  if (facts.length === 0) return null;
  const moves = { stage: 'stopped' as const, attempt: head.attempt, outcome: head.outcome };
  return accept(
    [{ type: 'case-stopped', actor: systemActor(context), data: { facts, by: context.changedBy ?? [], moves } }],
    engineer ? [{ personId: engineer.id, version: engineer.version }] : [],
  );
}
