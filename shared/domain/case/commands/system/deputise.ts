import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { addDays } from '../../../calendar/calendar.ts';
import { plusLocalDays, startOfDay } from '../../../calendar/zone.ts';
import { leaveNow } from '../../slots/absence.ts';
import { delegationDays, delegationsAtOnce, lentTo, whyNotLend } from '../../slots/lending.ts';
import { undoneSlots } from '../../slots/slot-status.ts';
import { type Context, type Guard, whoChanged } from '../../state/types.ts';
import { calendarOf } from '../../state/zone.ts';
import { guardsOf, offeringOf } from '../slot-changes.ts';
import { systemActor } from './system-actor.ts';

/**
 * Lets those act who are named for holders of the open stage who are away, until these are back. Once somebody who acted for
 * a holder does not any more, they are not asked by this again: a person ended it. When the holder was back and goes away again,
 * they are asked.
 */
export function deputised(state: Case, context: Context): { events: DraftEvent[]; guards: Guard[] } {
  const { head } = state;
  if (head.status !== 'open') return { events: [], guards: [] };
  const filling = { ...offeringOf(state, context), givenBy: context.changedBy ?? [] };
  const holders = new Set(head.slots.flatMap(({ stage, personId }) => (stage === head.stage ? (personId ?? []) : [])));
  const given = [...holders].flatMap((by) => {
    const holder = context.people[by];
    const leave = holder && leaveNow(holder, context);
    const to = leave?.deputyId;
    if (!to) return [];
    const wasBack = head.delegations.some((one) => one.by === by && one.to === to && one.until <= context.now);
    if (head.lentTo?.includes(to) && !wasBack) return [];
    const standing = head.delegations.filter((one) => one.by === by && one.until > context.now);
    if (standing.length >= delegationsAtOnce || standing.some((one) => one.to === to)) return [];
    const lent = lentTo(head, to, context.now);
    const slots = undoneSlots(head, by).filter((slot) => {
      const isLent = whyNotLend(head, slot, context.people[to], filling, lent) === null;
      if (isLent) lent.push(slot.id);
      return isLent;
    });
    if (slots.length === 0) return [];
    const back = startOfDay(addDays(leave.to, 1), calendarOf(holder, context).timeZone);
    const longest = plusLocalDays(context.now, delegationDays, head.timeZone);
    return [{ by, to, slots, until: back < longest ? back : longest }];
  });
  return {
    events: given.map(({ by, to, slots, until }) => ({
      type: 'delegated',
      actor: systemActor(context),
      data: { slots: slots.map(({ id }) => id), by, to, from: context.now, until, ...whoChanged(context) },
    })),
    guards: guardsOf(
      state,
      given.flatMap(({ by, to, slots }) => [{ personId: by }, ...slots.map((slot) => ({ ...slot, personId: to }))]),
      context,
    ),
  };
}
