import type { Slot } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { peer } from '../../../../contract/names.ts';
import { hasWaited } from '../../slots/absence.ts';
import { type Filling, filledByLine, holdsSlot, isBarredLead } from '../../slots/filling.ts';
import { whyDutiesConflict } from '../../slots/separation-of-duties.ts';
import { isDone } from '../../slots/slot-status.ts';
import { asSealed } from '../../state/seal.ts';
import { accept, type Context, type Decision, type Guard, whoChanged } from '../../state/types.ts';
import { fillingOf, givenAnew, guardsOf } from '../slot-changes.ts';
import { deputised } from './deputise.ts';
import { endedDelegations } from './end-delegations.ts';
import { handedToDirectors } from './open-stage.ts';
import { pause } from './pause.ts';
import { stopAgain } from './stop.ts';
import { systemActor } from './system-actor.ts';

/**
 * Gives slots to other people if their holders cannot fill them any more: somebody left, lost a role, or became a lead of the
 * engineer where leads do not review, or the engineer got another manager before the stage was open. Slots that are done stay.
 * Delegations end for the same reasons. The steps of HR go to delivery directors if nobody of HR is left for them. For a holder
 * who is away somebody acts, or the part goes up the line after a time. A stopped case notes who changed the record once more.
 * Does nothing if everything is right.
 */
export function resettle(state: Case, _command: CommandOf<'resettle'>, context: Context): Decision {
  const { head } = state;
  const filling = fillingOf(state, context);
  const { engineer } = filling;
  const again = stopAgain(head, context);
  if (again) return again;
  const paused = pause(state, context);
  if (paused) return paused;
  if (head.stage === 'closing' || head.stage === 'closed' || !engineer) return accept([]);
  const adrift = head.slots.filter(
    (slot) => !isDone(head, slot) && isAdrift(state, slot, context, { ...filling, engineer }),
  );
  const slots = givenAnew(state, adrift, context, null).filter((slot) =>
    head.slots.some((one) => one.id === slot.id && one.personId !== slot.personId),
  );
  const ended = endedDelegations(state, context);
  const handed = handedToDirectors(head, context);
  const lent = deputised(state, context);
  const before = { events: [...ended.events, ...lent.events], guards: [...ended.guards, ...lent.guards] };
  if (slots.length === 0)
    return accept([...before.events, ...handed], before.events.length > 0 ? onePerPerson(before.guards) : []);
  return accept(
    [
      ...before.events,
      ...handed,
      { type: 'slot-substituted', actor: systemActor(context), data: { slots, ...whoChanged(context) } },
    ],
    onePerPerson([...before.guards, ...guardsOf(state, slots, context)]),
  );
}

const onePerPerson = (guards: readonly Guard[]) =>
  guards.filter((one, at) => guards.findIndex((other) => other.personId === one.personId) === at);

function isAdrift(
  { head }: Case,
  slot: Slot,
  context: Context,
  filling: Filling & { engineer: NonNullable<Filling['engineer']> },
): boolean {
  if (slot.personId === null) return true;
  const { people } = context;
  const holder = people[slot.personId];
  if (
    !holder ||
    !holdsSlot(slot, holder, filling) ||
    isBarredLead(slot, holder.id, filling) ||
    whyDutiesConflict(asSealed(head), slot, holder, filling.transition)
  )
    return true;
  if (head.status === 'open' && hasWaited(head, slot, holder, context)) return true;
  const isBegun = head.status === 'open' && slot.stage === head.stage;
  if (slot.given === 'named' || slot.role === peer || isBegun) return false;
  const now = filledByLine(head, { ...slot, personId: null, substitutedBy: null }, people, filling);
  return now !== null && now.personId !== slot.personId;
}
