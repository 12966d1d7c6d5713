import type { CaseHead, Slot } from '../../contract/case.ts';
import type { Transition } from '../../contract/ladder.ts';
import { stageOf } from './path.ts';

/** What separation of duties is judged by: the case as far as it goes. */
export type Chain = Pick<CaseHead, 'engineerId' | 'slots' | 'acts' | 'conflicts' | 'past' | 'appeal'>;

/** Whether two slots of one chain may be filled by one person: a path may let whoever calibrated sign as well. */
function mayGoTogether(one: Slot, other: Slot, transition: Transition): boolean {
  if (one.id === other.id) return true;
  const signs = [one, other].filter((slot) => slot.part === 'signer').length === 1;
  return signs && (stageOf(transition, 'sign-off')?.calibratorMaySign ?? false);
}

/**
 * Separation of duties, for every way to come to a slot and for every act under one: why this person may not fill this
 * slot, or null. Nobody decides on their own case, with a conflict, or under two slots of one chain; nobody of the first
 * round sits on the panel of an appeal.
 */
export function whyDutiesConflict(chain: Chain, slot: Slot, personId: string, transition: Transition): string | null {
  if (personId === chain.engineerId) return 'nobody takes part in deciding on their own case';
  if (chain.conflicts.includes(personId)) return 'they have a conflict of interest in this case';
  const others = chain.slots.filter(
    (other) => other.personId === personId || chain.acts.some((act) => act.by === personId && act.slot === other.id),
  );
  if (others.some((other) => !mayGoTogether(slot, other, transition)))
    return 'they have another part in this case, and nobody fills two';
  if (chain.appeal?.decision === 'upheld' && slot.stage === 'calibration' && chain.past.includes(personId))
    return 'they took part before the appeal, and its panel is of others';
  return null;
}
