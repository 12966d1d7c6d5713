import type { Slot } from '../../contract/case.ts';
import type { Transition } from '../../contract/ladder.ts';
import { peer } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { type Filling, filledByLine } from './slots.ts';
import { stages } from './stages/index.ts';

/** Every slot of a transition with nobody in it, in the order of the path. */
export function emptySlots(transition: Transition): Slot[] {
  return transition.path.flatMap(({ kind }) => stages[kind].slots(transition));
}

/**
 * Resolves every slot of a transition to a person, all of them distinct and none of them the engineer, but for what the
 * path allows. A vacancy or a clash moves the later slot up the line. A panel is appointed later. Gives the role that
 * nobody can hold when the line ends.
 */
export function resolveSlots(
  filling: Filling & { engineer: Person },
  people: Record<string, Person>,
): { ok: true; slots: Slot[] } | { ok: false; role: Slot['role'] } {
  const slots: Slot[] = [];
  const { engineer } = filling;
  for (const slot of emptySlots(filling.transition)) {
    const chain = { engineerId: engineer.id, slots, acts: [], conflicts: [], past: [], appeal: null };
    const filled = slot.role === peer ? slot : filledByLine(chain, slot, people, filling);
    if (!filled) return { ok: false, role: slot.role };
    slots.push(filled);
  }
  return { ok: true, slots };
}
