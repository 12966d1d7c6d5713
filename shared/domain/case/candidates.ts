import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { isHr, knownPartsIn } from '../people.ts';
import { commands } from './commands/index.ts';
import { whoActs } from './commands/rights.ts';
import { type Filling, whyNotFill } from './slots/filling.ts';
import { transitionOf } from './state/path.ts';
import type { Facts } from './state/types.ts';

/** A slot that needs a person, and the people who could fill it. */
export interface Candidates {
  slot: Slot;
  people: Person[];
}

/**
 * Who can be named in a command that gives slots to people. For each slot: everybody in `people` whom the decider would
 * accept as the first person named. Empty if this person may not give the command, or if the command names nobody.
 */
export function candidatesFor(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  facts: Facts,
  people: readonly Person[],
): Candidates[] {
  const authority = whoActs(head, type, person, facts);
  if (!authority.ok) return [];
  const transition = transitionOf(facts.ladder, head);
  const engineer = people.find((one) => one.id === head.engineerId) ?? null;
  const filling: Filling = {
    ladder: facts.ladder,
    transition,
    engineer,
    givenBy: [person.id],
    holders: Object.fromEntries(people.map((one) => [one.id, one])),
    freeHr: people.flatMap((one) => (isHr(one) && !knownPartsIn(head).includes(one.id) ? one.id : [])),
  };
  return (commands[type].places?.(head, person, authority.acting, facts) ?? []).map(({ slot, chain }) => ({
    slot,
    people: people.filter((one) => one.id !== slot.personId && !whyNotFill(chain, slot, one, filling)),
  }));
}
