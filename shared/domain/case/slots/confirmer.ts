import type { Adoption, CaseHead } from '../../../contract/case.ts';
import { limits } from '../../../contract/names.ts';
import type { Person, PersonEntry } from '../../../contract/people.ts';
import { isHr, lineOf, partsIn } from '../../people.ts';
import { isSamePlace } from '../../places.ts';

/**
 * Why a person may not be asked whether their team has adopted the engineer's work, or null. They are active, of another
 * team, not in the engineer's line, and have no part in the case. Whoever acts or acted for somebody, or gave a
 * part back, has one, whether or not they did something: that they did under the seal would tell the engineer of a review.
 */
export function whyNotConfirm(person: PersonEntry | undefined, engineer: Person, head: CaseHead): string | null {
  if (!person?.active) return 'name a person who is in the directory';
  if (person.id === engineer.id || isSamePlace(person.team, engineer.team))
    return 'name a person of another team than your own';
  if (lineOf(engineer).includes(person.id)) return 'name a person who does not lead you';
  if (isHr(person)) return 'name a person who is not of HR, because HR reads every case';
  const withPart = [...partsIn(head), ...(head.lentTo ?? []), ...(head.readers ?? []), ...(head.offered ?? [])];
  return withPart.includes(person.id) ? 'name a person who has no part in this case' : null;
}

/**
 * Whether a person who was asked can still say yes or no: they may confirm the engineer's work, and are of the team that they
 * were asked about. The lead who is asked last (turn 3) can be of a team above it. `stands`: what they said before stands,
 * because they cannot, or because they have changed it as often as they can.
 */
export function standingOf(
  { turn, answer, changes = 0 }: Adoption,
  team: string | undefined,
  person: Person,
  engineer: Person,
  head: CaseHead,
): { canSay: boolean; stands: boolean } {
  const hasLeft = turn < 3 && team !== undefined && !isSamePlace(person.team, team);
  const canSay = !hasLeft && whyNotConfirm(person, engineer, head) === null;
  const isOver = !canSay || changes >= limits.changedAnswers;
  return { canSay, stands: isOver && (answer === 'yes' || answer === 'no') };
}
