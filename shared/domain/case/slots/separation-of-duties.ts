import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Person } from '../../../contract/people.ts';
import { maySignToo } from '../../ladder/calibrators.ts';
import { stages } from '../stages/index.ts';
import { anewSince } from '../state/appeals.ts';
import { stageOf } from '../state/path.ts';

/** The part of a case that separation of duties is checked against. */
export type Chain = Pick<
  CaseHead,
  | 'engineerId'
  | 'slots'
  | 'acts'
  | 'otherActs'
  | 'conflicts'
  | 'past'
  | 'keptOffers'
  | 'couldReview'
  | 'left'
  | 'lentTo'
  | 'offered'
  | 'readers'
  | 'appeal'
  | 'anewSince'
  | 'adoptions'
  | 'delegations'
  | 'revealed'
  | 'attempt'
> &
  Partial<Pick<CaseHead, 'createdAt' | 'sealed'>>;

/** Everybody who fills a slot in this round of the case, or has decided something under one. */
function inThisRound({ slots, acts }: Pick<CaseHead, 'slots' | 'acts'>): string[] {
  return [...slots.flatMap((slot) => slot.personId ?? []), ...acts.map((act) => act.by)];
}

/**
 * Whether one person may fill two slots of one chain. A path can allow that whoever calibrates under a role signs under it
 * too. Only a person with that role may: not somebody who steps in for it, nor one who signs under another role.
 */
function mayGoTogether(one: Slot, other: Slot, { roles }: Pick<Person, 'roles'>, transition: Transition): boolean {
  if (one.id === other.id) return true;
  const calibrates = [one, other].find((slot) => slot.part !== 'signer');
  const signs = [one, other].find((slot) => slot.part === 'signer');
  const signOff = stageOf(transition, 'sign-off');
  if (!calibrates || !signs || !signOff) return false;
  const isItself = signOff.calibratorMaySign === true || roles.some((one) => one === signs.role);
  return isItself && maySignToo(signOff, calibrates.role, signs.role);
}

/** Whether an upheld appeal gives a slot to somebody who took no part before. */
export function isFilledAnewAfterAppeal({ stage }: Slot): boolean {
  return stages[stage].isFilledAnewAfterAppeal;
}

/**
 * Everybody who took part in the round that an upheld appeal ends. A delegate is one of them if the part is one of those
 * that go to other people (`moved`); otherwise only their acting for somebody ends. While reviews are sealed, whoever could
 * act for a holder before counts too. Otherwise a refusal would tell who wrote a review.
 */
export function inRoundBefore(
  head: Pick<CaseHead, 'slots' | 'acts' | 'otherActs' | 'delegations' | 'lentTo' | 'revealed' | 'sealed'>,
  moved: readonly Slot[],
): string[] {
  const lent = head.delegations.filter((one) => moved.some(({ id }) => one.slots.includes(id)));
  const lentBefore = head.sealed && !head.revealed ? (head.lentTo ?? []) : [];
  return [...inThisRound(head), ...(head.otherActs ?? []), ...lent.map((one) => one.to), ...lentBefore];
}

/**
 * Separation of duties: why this person may not fill this slot, or null. It applies to every way to get a slot and to
 * every act under one. Nobody decides on their own case. Nobody takes part with a conflict of interest, or under two
 * slots of one chain. Nobody from the first round sits on the panel of an appeal.
 */
export function whyDutiesConflict(
  chain: Chain,
  slot: Slot,
  person: Pick<Person, 'id' | 'roles'>,
  transition: Transition,
): string | null {
  const { id: personId } = person;
  if (personId === chain.engineerId) return 'nobody takes part in deciding on their own case';
  if (chain.conflicts.includes(personId)) return 'they have a conflict of interest in this case';
  if (chain.adoptions.some((one) => one.to === personId && one.askedAt !== null))
    return 'they are asked whether their team has adopted the work';
  const others = chain.slots.filter(
    (other) => other.personId === personId || chain.acts.some((act) => act.by === personId && act.slot === other.id),
  );
  if (others.some((other) => !mayGoTogether(slot, other, person, transition)))
    return 'they have another part in this case, and nobody fills two';
  // Whether the engineer objected to them makes no difference, so that this does not tell.
  if (slot.part === 'lead' && chain.couldReview?.includes(personId))
    return 'they are or were a reviewer of this calibration, or could act for one, and do not lead it';
  const inRoundsBefore = [...chain.past, ...(chain.keptOffers ?? [])];
  if (anewSince(chain) !== null && isFilledAnewAfterAppeal(slot) && inRoundsBefore.includes(personId))
    return 'they had a part before the appeal, and its panel is of others';
  return null;
}
