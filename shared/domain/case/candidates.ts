import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { Facts } from './acting-slot.ts';
import { commands } from './commands/index.ts';
import { transitionOf } from './path.ts';
import { whoActs } from './rights.ts';
import { type Filling, whyNotFill } from './slots.ts';

/** A part of a case that somebody is looked for, and who could fill it. */
export interface Candidates {
  slot: Slot;
  people: Person[];
}

/**
 * Who could be named by a command that gives parts of a case to people: for each part, everybody of `people` whom the
 * decider would take as the first of them. Nothing where this person may not give the command, or it names nobody.
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
  const filling: Filling = { ladder: facts.ladder, transition, engineer };
  return (commands[type].places?.(head, person, authority.acting, facts) ?? []).map(({ slot, chain }) => ({
    slot,
    people: people.filter((one) => one.id !== slot.personId && !whyNotFill(chain, slot, one, filling)),
  }));
}
