import type { CaseHead } from '../../../../contract/case.ts';
import type { Case } from '../../../../contract/events.ts';
import { actedAsHr } from '../../../people.ts';
import { changedFacts, restsOnRecord } from '../../state/engineer-record.ts';
import { accept, type Context, type Decision, guardsOn, whoChanged } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/**
 * Stops a case whose engineer has another record than the case began with, whatever the system was about to do. Null: the
 * record is the same, or the case no longer rests on it.
 */
export function stop({ head }: Case, context: Context): Decision | null {
  return restsOnRecord(head) ? stopped(head, context) : null;
}

/**
 * Notes in a stopped case that somebody else has changed the record since: they do not say how it goes on either. Null:
 * nobody has, or the record is again as it was.
 */
export function stopAgain(head: CaseHead, context: Context): Decision | null {
  const isNew = context.changedBy?.some((id) => !actedAsHr(head, id)) ?? false;
  return head.stage === 'stopped' && isNew ? stopped(head, context) : null;
}

function stopped(head: CaseHead, context: Context): Decision | null {
  const engineer = context.people[head.engineerId];
  const facts = changedFacts(head, engineer, context.ladder);
  if (facts.length === 0) return null;
  const moves = head.stopped ? null : { stage: 'stopped' as const, attempt: head.attempt, outcome: head.outcome };
  return accept(
    [{ type: 'case-stopped', actor: systemActor(context), data: { facts, moves, ...whoChanged(context) } }],
    guardsOn([head.engineerId], context),
  );
}
