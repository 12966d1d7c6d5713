import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/names.ts';
import type { Person, PersonEntry } from '../../contract/people.ts';
import { knownPartsIn } from '../people.ts';
import { commands } from './commands/index.ts';
import { whoActs } from './commands/rights.ts';
import { type Filling, whyNotFill } from './slots/filling.ts';
import { transitionOf } from './state/path.ts';
import type { Facts } from './state/types.ts';

/** A slot that needs a person, and for each person why they cannot fill it. */
export interface Candidates {
  slot: Slot;
  people: Candidate[];
}

/** Somebody who could be named. `whyNot` is null: they can. */
interface Candidate {
  person: PersonEntry;
  whyNot: string | null;
}

/** The people whom the check of candidates needs. */
export interface About {
  /** Those who take part in the case, by id, with its engineer. */
  involved: Record<string, Person>;
  /** Everybody of HR, by id of the person. Null: nobody knows them. */
  hr: readonly string[] | null;
}

/**
 * Who can be named in a command that gives slots to people. For each slot, whether the decider would accept each of `people`
 * as the first person named. Empty if this person may not give the command, or if the command names nobody.
 */
export function candidatesFor(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  facts: Facts,
  people: readonly PersonEntry[],
  { involved, hr }: About,
): Candidates[] {
  const filling: Filling = {
    ladder: facts.ladder,
    transition: transitionOf(facts.ladder, head),
    engineer: involved[head.engineerId] ?? null,
    givenBy: [person.id],
    holders: involved,
    ...(hr ? { freeHr: hr.filter((id) => !knownPartsIn(head).includes(id)) } : {}),
  };
  return placesFor(head, type, person, facts).map(({ slot, chain }) => ({
    slot,
    people: people.map((one) => ({
      person: one,
      whyNot: one.id === slot.personId ? 'they have this part already' : whyNotFill(chain, slot, one, filling),
    })),
  }));
}

/** The slots that a command gives to people. Empty if this person may not give it, or if it names nobody. */
function placesFor(head: CaseHead, type: PersonCommandType, person: Person, facts: Facts) {
  const authority = whoActs(head, type, person, facts);
  return authority.ok ? (commands[type].places?.(head, person, authority.acting, facts) ?? []) : [];
}
