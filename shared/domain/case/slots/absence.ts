import type { CaseHead, OpenHead, Slot } from '../../../contract/case.ts';
import type { Leave, Person } from '../../../contract/people.ts';
import { addDays } from '../../calendar/calendar.ts';
import { awaySince, leaveOn } from '../../calendar/leave.ts';
import { plusWorkingDays } from '../../calendar/working.ts';
import { localDay } from '../../calendar/zone.ts';
import { bothStayed } from '../state/delegations.ts';
import type { Context } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';

/**
 * Holders of parts who are away. While reviews are sealed it makes no difference whether theirs is in: that would tell of it.
 */

type Known = Pick<Context, 'now' | 'calendars' | 'companyZone'>;

/** For how many working days a part waits for a holder who is away. Then it goes up the line. */
const waitingDays = 10;

/** The time away of a person today, as their ODC has it. Undefined: they are here. */
export function leaveNow(person: Person, context: Known): Leave | undefined {
  return leaveOn(person.leave, localDay(context.now, calendarOf(person, context).timeZone));
}

/** Whether a part of the open stage has waited long enough for its holder, and nobody acts for them. */
export function hasWaited(
  head: OpenHead,
  slot: Slot,
  holder: Person,
  context: Known & Pick<Context, 'people'>,
): boolean {
  const calendar = calendarOf(holder, context);
  const today = localDay(context.now, calendar.timeZone);
  if (!leaveOn(holder.leave, today) || slot.stage !== head.stage || isLent(head, slot, context)) return false;
  const [begun, opened] = [awaySince(holder.leave, today), localDay(head.openedAt, calendar.timeZone)];
  return today > plusWorkingDays(addDays(begun > opened ? begun : opened, -1), waitingDays, calendar);
}

/** Whether somebody acts under a slot for its holder now, and is here. */
function isLent({ delegations }: CaseHead, slot: Slot, context: Known & Pick<Context, 'people'>): boolean {
  const { now, people } = context;
  return delegations.some((one) => {
    const to = people[one.to];
    const stands = one.by === slot.personId && one.slots.includes(slot.id) && one.from <= now && now < one.until;
    return stands && to !== undefined && bothStayed(one, people[one.by], to) && !leaveNow(to, context);
  });
}
