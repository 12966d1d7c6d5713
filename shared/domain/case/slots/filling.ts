import type { Slot } from '../../../contract/case.ts';
import type { Ladder } from '../../../contract/ladder.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { fewestHr, lineRoles, peer, type Role } from '../../../contract/names.ts';
import type { Person, PersonEntry } from '../../../contract/people.ts';
import { outsideOf, panelRule, type Rule, roleRule } from '../../ladder/fitting.ts';
import { isHr, knownPartsIn, leadOf, leads } from '../../people.ts';
import { isSamePlace } from '../../places.ts';
import { stageOf } from '../state/path.ts';
import { passedBy } from '../state/seal.ts';
import { type Chain, whyDutiesConflict } from './separation-of-duties.ts';

/** Up the line: who steps in when a slot is vacant or its holder may not fill it. */
const line: readonly Role[] = lineRoles;

/** The rules and people that say who may fill a slot. */
export interface Filling {
  ladder: Ladder;
  transition: Transition;
  /** The engineer's item in the directory. Null if it was not read. */
  engineer: Person | null;
  /**
   * Who names the person for the slot, or made the change because of which the line gives it, by id. They do not get it.
   */
  givenBy?: readonly string[];
  /**
   * Everybody of HR who had no part before slots are given, by id. Absent: who is of HR does not matter, because the slot is
   * not offered now.
   */
  freeHr?: readonly string[];
  /** Whether somebody is away. The line passes them by in the open stage. Absent: it does not matter. */
  isAway?: (person: Person, slot: Slot) => boolean;
  /** The people who fill the other slots, by id. Absent: their teams do not matter, because the slot is not offered now. */
  holders?: Record<string, PersonEntry>;
}

/**
 * Why a person may not get a slot, or null. Checks separation of duties, role or level, whether the engineer's leads may
 * review, and how many of a panel are from outside the engineer's team.
 */
export function whyNotFill(chain: Chain, slot: Slot, person: PersonEntry | undefined, filling: Filling): string | null {
  if (!person?.active) return 'give the id of a person who is in the directory';
  if (filling.givenBy?.includes(person.id)) return 'nobody gives a part to themselves: name another person';
  const apart = whyDutiesConflict(chain, slot, person, filling.transition);
  if (apart) return apart;
  const { freeHr } = filling;
  const isOfHr = freeHr !== undefined && isHr(person);
  if (isOfHr && freeHr.filter((id) => id !== person.id && !knownPartsIn(chain).includes(id)).length < fewestHr)
    return `they are of HR, and ${fewestHr} others of HR without a part must be left for this case`;
  // HR reads reviews as soon as they are open, and a reviewer judges without having read them.
  const couldRead = isOfHr || (person.hrUntil && person.hrUntil >= (chain.createdAt ?? ''));
  if (slot.part === 'reviewer' && (chain.revealed || chain.attempt > 1) && couldRead)
    return 'they are or were of HR, and could read the reviews that are in or were there before';
  // If an objection is upheld late, the reviews are sealed again.
  if (slot.part === 'reviewer' && !chain.revealed && chain.readers?.includes(person.id))
    return 'they could read the reviews when these were open';
  const rule = ruleOf(slot, filling);
  if (!rule.holds(person))
    return slot.role === peer ? `a reviewer of the panel is ${rule.says}` : `this part is for ${rule.says}`;
  if (isBarredLead(slot, person.id, filling)) return 'they lead the engineer, and this ladder asks others to review';
  const outside = outsideOf(stageOf(filling.transition, 'calibration') ?? { reviewers: [] });
  if (slot.role === peer && outsideWith(chain, slot, person, filling) < outside)
    return `they are of the engineer’s team, and at least ${outside} of the panel must be from outside it`;
  return null;
}

/** Whether a person leads the engineer, where the ladder asks that others review. */
export function isBarredLead({ part }: Slot, personId: string, { transition, engineer }: Filling): boolean {
  const { supervisors } = stageOf(transition, 'calibration') ?? {};
  return part === 'reviewer' && supervisors === 'do-not-review' && leads(personId, engineer);
}

/** How many of a panel are or can still be from outside the engineer's team, if a person gets one of its slots. */
function outsideWith({ slots }: Chain, slot: Slot, person: PersonEntry, { engineer, holders }: Filling): number {
  if (!engineer || !holders) return Number.POSITIVE_INFINITY;
  const isOutside = (one: PersonEntry | undefined) => one !== undefined && !isSamePlace(one.team, engineer.team);
  // Somebody from outside never makes it worse.
  if (isOutside(person)) return Number.POSITIVE_INFINITY;
  const others = slots.filter(({ id, role }) => role === peer && id !== slot.id);
  return others.filter(({ personId }) => personId === null || isOutside(holders[personId])).length;
}

/** Who may fill a slot: for a panel, people of the target level or of a rank; for any other, people of its role or above. */
function ruleOf({ role }: Slot, { ladder, transition }: Filling): Rule<PersonEntry> {
  return role === peer ? panelRule(ladder, transition.to) : roleRule(role);
}

/**
 * Whether the person still has the role or level that they fill the slot with, according to the directory as it is now.
 */
export function holdsSlot(slot: Slot, person: Person, filling: Filling): boolean {
  if (!person.active || slot.personId !== person.id) return false;
  if (slot.given === 'named' || slot.role === peer) return ruleOf(slot, filling).holds(person);
  return person.roles.includes(slot.substitutedBy ?? slot.role);
}

/**
 * Gives a slot to the first person in the engineer's line who may fill it: the asked role first, then up the line. Null
 * if the line ends. Reviewers of a panel never come from the line, and nobody gets a slot from it that they have left.
 */
export function filledByLine(
  chain: Chain,
  slot: Slot,
  people: Record<string, Person>,
  filling: Filling & { engineer: Person },
): Slot | null {
  const { role: asked } = slot;
  const from = asked === peer ? -1 : line.indexOf(asked);
  // Leave out the slot itself: its present holder can be found again.
  const rest = { ...chain, slots: chain.slots.filter((one) => one.id !== slot.id) };
  const present = chain.slots.find((one) => one.id === slot.id)?.personId;
  const passed = passedBy(chain);
  for (const role of from < 0 ? [] : line.slice(from)) {
    const personId = leadOf(filling.engineer, role);
    const person = personId === null ? undefined : people[personId];
    if (!person?.roles.includes(role) || whyNotFill(rest, slot, person, filling)) continue;
    if (filling.isAway?.(person, slot)) continue;
    if (chain.left?.some((one) => one.by === person.id && one.slot === slot.id)) continue;
    if (passed.includes(person.id) && person.id !== present) continue;
    const { openFrom: _of, ...bare } = slot;
    return { ...bare, personId: person.id, substitutedBy: role === asked ? null : role, given: 'line' };
  }
  return null;
}
