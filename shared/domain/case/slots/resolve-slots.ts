import type { Slot } from '../../../contract/case.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { peer } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { stages } from '../stages/index.ts';
import { type Filling, filledByLine } from './filling.ts';

/** Every slot of a transition with nobody in it, in the order of the path. */
export function emptySlots(transition: Transition): Slot[] {
  return transition.path.flatMap(({ kind }) => stages[kind].slots(transition));
}

/**
 * Finds a person for every slot of a transition. Nobody gets two slots, unless the path allows it, and the engineer
 * gets none. If a role is vacant or its holder already has another slot, the later slot goes up the line. A panel stays
 * empty, because it is appointed later. If the line ends, the answer names the role that nobody can fill.
 */
export function resolveSlots(
  filling: Filling & { engineer: Person },
  people: Record<string, Person>,
): { ok: true; slots: Slot[] } | { ok: false; role: Slot['role'] } {
  const slots: Slot[] = [];
  const { engineer } = filling;
  for (const slot of emptySlots(filling.transition)) {
    const nobody = { acts: [], delegations: [], conflicts: [], past: [], adoptions: [] };
    const chain = { engineerId: engineer.id, slots, ...nobody, appeal: null, revealed: false, attempt: 1 };
    const filled = slot.role === peer ? slot : filledByLine(chain, slot, people, filling);
    if (!filled) return { ok: false, role: slot.role };
    slots.push(filled);
  }
  return { ok: true, slots };
}
