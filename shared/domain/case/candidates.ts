import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { Facts } from './acting.ts';
import type { Chain } from './apart.ts';
import { appealChain, appealPlaces } from './decide/appeal.ts';
import { reassignable, undoneSlots } from './duties.ts';
import { isForLead, openObjections, vacantPanel } from './panel.ts';
import { transitionOf } from './path.ts';
import { actingFor, mayNot } from './rights.ts';
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
  if (mayNot(head, type, person, facts)) return [];
  const transition = transitionOf(facts.ladder, head);
  const engineer = people.find((one) => one.id === head.engineerId) ?? null;
  const filling: Filling = { ladder: facts.ladder, transition, engineer };
  return placesOf(head, type, person, facts).map(({ slot, chain }) => ({
    slot,
    people: people.filter((one) => one.id !== slot.personId && !whyNotFill(chain, slot, one, filling)),
  }));
}

function placesOf(
  head: CaseHead,
  type: PersonCommandType,
  person: Person,
  facts: Facts,
): { slot: Slot; chain: Chain }[] {
  const asItIs = (slot: Slot) => ({ slot, chain: head });
  const acting = actingFor(head, type, person, facts);
  switch (type) {
    case 'appoint-panel':
      return vacantPanel(head).map(asItIs);
    case 'reassign':
      return reassignable(head, acting).map(asItIs);
    case 'delegate':
      return undoneSlots(head, person.id).map(asItIs);
    case 'answer-objection': {
      const mine = openObjections(head).filter((one) => !acting || isForLead(head, one.slot));
      return head.slots.filter((slot) => mine.some((one) => one.slot === slot.id)).map(asItIs);
    }
    case 'decide-appeal':
      return appealPlaces(transitionOf(facts.ladder, head)).map((slot) => ({ slot, chain: appealChain(head) }));
    default:
      return [];
  }
}
