import type { Slot } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { peer } from '../../../../contract/names.ts';
import { type Filling, filledByLine, holdsSlot, isBarredLead } from '../../slots/filling.ts';
import { whyDutiesConflict } from '../../slots/separation-of-duties.ts';
import { isDone } from '../../slots/slot-status.ts';
import { asSealed } from '../../state/seal.ts';
import { accept, type Context, type Decision, whoChanged } from '../../state/types.ts';
import { fillingOf, givenAnew, guardsOf } from '../slot-changes.ts';
import { endedDelegations } from './end-delegations.ts';
import { handedToDirectors } from './open-stage.ts';
import { stopAgain } from './stop.ts';
import { systemActor } from './system-actor.ts';

/**
 * Gives slots to other people if their holders cannot fill them any more: somebody left, lost a role, or became a lead of the
 * engineer where leads do not review, or the engineer got another manager before the stage was open. Slots that are done stay. Delegations end for the same reasons. The
 * steps of HR go to delivery directors if nobody of HR is left for them. A stopped case notes who changed the record once
 * more. Does nothing if everything is right.
 */
export function resettle(state: Case, _command: CommandOf<'resettle'>, context: Context): Decision {
  const { head } = state;
  const filling = fillingOf(state, context);
  const { engineer } = filling;
  const again = stopAgain(head, context);
  if (again) return again;
  if (head.stage === 'closing' || head.stage === 'closed' || !engineer) return accept([]);
  const adrift = head.slots.filter(
    (slot) => !isDone(head, slot) && isAdrift(state, slot, context, { ...filling, engineer }),
  );
  const slots = givenAnew(state, adrift, context, null).filter((slot) =>
    head.slots.some((one) => one.id === slot.id && one.personId !== slot.personId),
  );
  const ended = endedDelegations(state, context);
  const handed = handedToDirectors(head, context);
  if (slots.length === 0) return accept([...ended.events, ...handed], ended.events.length > 0 ? ended.guards : []);
  return accept(
    [
      ...ended.events,
      ...handed,
      { type: 'slot-substituted', actor: systemActor(context), data: { slots, ...whoChanged(context) } },
    ],
    [...ended.guards, ...guardsOf(state, slots, context)].filter(
      (one, at, all) => all.findIndex((other) => other.personId === one.personId) === at,
    ),
  );
}

function isAdrift(
  { head }: Case,
  slot: Slot,
  { people }: Context,
  filling: Filling & { engineer: NonNullable<Filling['engineer']> },
): boolean {
  if (slot.personId === null) return true;
  const holder = people[slot.personId];
  if (
    !holder ||
    !holdsSlot(slot, holder, filling) ||
    isBarredLead(slot, holder.id, filling) ||
    whyDutiesConflict(asSealed(head), slot, holder, filling.transition)
  )
    return true;
  const isBegun = head.status === 'open' && slot.stage === head.stage;
  if (slot.given === 'named' || slot.role === peer || isBegun) return false;
  const now = filledByLine(head, { ...slot, personId: null, substitutedBy: null }, people, filling);
  return now !== null && now.personId !== slot.personId;
}
