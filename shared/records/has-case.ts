import type { Leave } from '../contract/people.ts';
import { dayOf, plusDays } from '../domain/calendar/calendar.ts';
import { daysLater } from '../domain/calendar/leave.ts';
import { appealableIn, openCaseIn } from '../store/engineer-cases.ts';
import type { Item } from '../store/items.ts';

/**
 * Whether an engineer has a case that is open, or that they can still appeal in, among items that were read by key. Whoever
 * is in their line then takes part in it, or will if an appeal is upheld.
 */
export function hasCaseIn(
  found: ReadonlyMap<string, Item>,
  { id, leave }: { id: string; leave: readonly Leave[] },
  now: string,
): boolean {
  if (openCaseIn(found, id) !== null) return true;
  const last = appealableIn(found, id);
  return last !== null && now <= plusDays(last.until, daysLater(leave, dayOf(last.closedAt), dayOf(last.until)));
}
