import type { CaseHead } from '../../../contract/case.ts';
import { plainWeek } from '../../calendar/working.ts';
import type { Context } from '../state/types.ts';
import { stepsOfStage } from './open-steps.ts';
import type { Assignee } from './timers.ts';

/**
 * The people who owe a step in the current stage, as if it were open now, each with their calendar. Never empty: if
 * nobody owes a step, it is the engineer.
 */
export function assigneesOf(head: CaseHead, { ladder, people, calendars }: Context): Assignee[] {
  const owed = stepsOfStage(head, ladder).map((step) => step.personId);
  const ids = [...new Set(owed.length > 0 ? owed : [head.engineerId])];
  return ids.map((personId) => {
    const odc = people[personId]?.odc ?? '';
    return { personId, calendar: calendars?.[odc] ?? plainWeek(odc) };
  });
}
