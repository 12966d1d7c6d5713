import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import { objectionDays, peer } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { daysFrom } from '../../calendar/calendar.ts';
import { plusLocalDays } from '../../calendar/zone.ts';
import { knownPartsIn } from '../../people.ts';
import { leaveNow } from '../slots/absence.ts';
import { type Filling, filledByLine } from '../slots/filling.ts';
import { isAhead } from '../slots/objections.ts';
import { countsFrom } from '../state/away.ts';
import { transitionOf } from '../state/path.ts';
import { type Context, type Guard, guardsOn } from '../state/types.ts';
import { dayIn } from '../state/zone.ts';
import type { PersonContext } from './row.ts';

export function fillingOf({ head }: Case, { ladder, people }: Context): Filling {
  return { ladder, transition: transitionOf(ladder, head), engineer: people[head.engineerId] ?? null };
}

/** The same if slots are offered to people. */
export function offeringOf(state: Case, context: Context): Filling {
  return {
    ...fillingOf(state, context),
    holders: context.people,
    ...(context.holders ? { freeHr: context.holders.hr.filter((id) => !knownPartsIn(state.head).includes(id)) } : {}),
  };
}

/** The same if the actor names people for slots. */
export function namingOf(state: Case, context: PersonContext): Filling {
  return { ...offeringOf(state, context), givenBy: [context.actor.id] };
}

/**
 * Guards on the directory items of the new holders, because those items say whether they can fill their slots, and on
 * the item of the engineer, whose line and team say it too. If a slot is one of a panel, the teams of the others on it
 * count as well.
 */
export function guardsOf(
  { head }: Case,
  slots: readonly (Pick<Slot, 'personId'> & Partial<Pick<Slot, 'role'>>)[],
  context: Context,
): Guard[] {
  const panel = slots.some(({ role }) => role === peer) ? head.slots.filter(({ role }) => role === peer) : [];
  return guardsOn([head.engineerId, ...[...slots, ...panel].flatMap(({ personId }) => personId ?? [])], context);
}

/**
 * For how long the engineer can object to a new reviewer: three days, in the time zone of the case, on which they are not
 * away. Reviews wait for it.
 */
function timeToObject({ part }: Slot, now: string, head: CaseHead): Pick<Slot, 'openFrom'> {
  const days = objectionDays + daysFrom(dayIn(head, now), countsFrom(head, now));
  return part === 'reviewer' ? { openFrom: plusLocalDays(now, days, head.timeZone) } : {};
}

/** A slot with the person whom somebody named for it. */
export function named(slot: Slot, personId: string, now: string, head: CaseHead): Slot {
  const { openFrom: _before, ...bare } = slot;
  return {
    ...bare,
    personId,
    substitutedBy: null,
    given: 'named',
    ...timeToObject(slot, now, head),
  };
}

/**
 * Gives slots that lost their holder to the next person up the line, or leaves them vacant. `gone` is a person who may
 * not get them. Neither may the person who acts, or whoever changed the records: nobody gives a part to themselves through
 * the line. If the time for objections to first holders is over, the engineer has time to object to the new ones.
 */
export function givenAnew(
  state: Case,
  slots: readonly Slot[],
  context: Context | PersonContext,
  gone: string | null,
): Slot[] {
  const givenBy = context.actor === null ? (context.changedBy ?? []) : [context.actor.id];
  const isAway = (person: Person, { stage }: Slot) =>
    stage === state.head.stage && leaveNow(person, context) !== undefined;
  const filling = { ...offeringOf(state, context), givenBy, isAway };
  const { engineer } = filling;
  let chain = { ...state.head, conflicts: [...state.head.conflicts, ...(gone === null ? [] : [gone])] };
  return slots.map((slot) => {
    const { openFrom: _open, ...bare } = slot;
    const empty: Slot = { ...bare, personId: null, substitutedBy: null };
    const next = engineer && filledByLine(chain, empty, context.people, { ...filling, engineer });
    const isNew = next && !isAhead(state.head, slot, context.ladder);
    const filled = { ...(next ?? empty), ...(isNew ? timeToObject(slot, context.now, state.head) : {}) };
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? filled : one)) };
    return filled;
  });
}
