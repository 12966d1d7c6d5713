import type { Slot } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import { plusDays } from '../../calendar/calendar.ts';
import { objectionDays } from '../panel.ts';
import { transitionOf } from '../path.ts';
import { type Filling, filledByLine } from '../slots.ts';
import type { Context, Guard } from '../types.ts';

export function fillingOf({ head }: Case, { ladder, people }: Context): Filling {
  return { ladder, transition: transitionOf(ladder, head), engineer: people[head.engineerId] ?? null };
}

/** That people can fill their parts rests on their directory items: once each, also of somebody with two parts. */
export function guardsOf(slots: readonly Slot[], { people }: Context): Guard[] {
  const ids = new Set(slots.flatMap(({ personId }) => personId ?? []));
  return [...ids].flatMap((id) => {
    const person = people[id];
    return person ? [{ personId: id, version: person.version }] : [];
  });
}

/** A slot with whom somebody named in it. A reviewer is open to objection for three days. */
export function named(slot: Slot, personId: string, now: string): Slot {
  const { openFrom: _before, ...bare } = slot;
  return {
    ...bare,
    personId,
    substitutedBy: null,
    given: 'named',
    ...(slot.part === 'reviewer' ? { openFrom: plusDays(now, objectionDays) } : {}),
  };
}

/** Slots that lost their holder, each with whoever steps in from up the line, or nobody. */
export function givenAnew(state: Case, slots: readonly Slot[], context: Context, gone: string | null): Slot[] {
  const filling = fillingOf(state, context);
  const { engineer } = filling;
  let chain = { ...state.head, conflicts: [...state.head.conflicts, ...(gone === null ? [] : [gone])] };
  return slots.map((slot) => {
    const { openFrom: _open, ...bare } = slot;
    const empty: Slot = { ...bare, personId: null, substitutedBy: null };
    const filled = (engineer && filledByLine(chain, empty, context.people, { ...filling, engineer })) ?? empty;
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? filled : one)) };
    return filled;
  });
}
