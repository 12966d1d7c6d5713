import type { CaseHead, StandingDelegation } from '../../../../contract/case.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { type Filling, whyNotFill } from '../../slots/filling.ts';
import { isDone } from '../../slots/slot-status.ts';
import { bothStayed } from '../../state/delegations.ts';
import { asSealed } from '../../state/seal.ts';
import type { Context, Guard } from '../../state/types.ts';
import { fillingOf, guardsOf } from '../slot-changes.ts';
import { systemActor } from './system-actor.ts';

/**
 * Ends delegations of which one side has left or lost a role since, even if they have come back, or whose delegate can no
 * longer take the part: they got a conflict of interest, or lead the engineer now. Somebody who comes back is asked again.
 */
export function endedDelegations(state: Case, context: Context): { events: DraftEvent[]; guards: Guard[] } {
  const { head } = state;
  const filling = fillingOf(state, context);
  const over = head.delegations.filter((one) => one.until > context.now && !canGoOn(head, one, context, filling));
  return {
    events: over.map(({ by, to }) => ({ type: 'delegation-ended', actor: systemActor(context), data: { to, by } })),
    guards: guardsOf(
      state,
      over.flatMap(({ by, to }) => [{ personId: by }, { personId: to }]),
      context,
    ),
  };
}

function canGoOn(head: CaseHead, one: StandingDelegation, { people }: Context, filling: Filling): boolean {
  const { by, to, slots } = one;
  if (!bothStayed(one, people[by], people[to])) return false;
  return head.slots
    .filter((slot) => slots.includes(slot.id) && !isDone(head, slot))
    .every((slot) => whyNotFill(asSealed(head), slot, people[to], filling) === null);
}
