import type { Calendar } from '../../../contract/calendar.ts';
import type { CaseHead } from '../../../contract/case.ts';
import { sealIsOpen } from '../state/seal.ts';
import type { Context } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';
import { stepsOfStage, withoutObjections } from './open-steps.ts';

/** People who owe a step in the stage and work by the same calendar. */
export interface Assignees {
  calendar: Calendar;
  to: string[];
}

/**
 * The people who owe a step in the current stage, as if it were open now, by their calendars. Never empty: if nobody
 * owes a step, it is the engineer. Everybody reads the timers. So nobody is in them who has only an objection to answer, and
 * while reviews are sealed, whoever has done theirs is.
 */
export function assigneesOf(head: CaseHead, context: Context): Assignees[] {
  const told = withoutObjections(head);
  const known = sealIsOpen(head) ? told : { ...told, reviews: [], attestations: [] };
  const owed = stepsOfStage(known, context.ladder).map((step) => step.personId);
  const groups = new Map<string, Assignees>();
  for (const personId of new Set(owed.length > 0 ? owed : [head.engineerId])) {
    const calendar = calendarOf(context.people[personId], context);
    const group = groups.get(calendar.odc) ?? { calendar, to: [] };
    group.to.push(personId);
    groups.set(calendar.odc, group);
  }
  return [...groups.values()];
}
