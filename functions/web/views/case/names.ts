import { hrDesk } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { andList } from '../words.ts';

/** What to call a person in a case, by id. HR's desk is called HR. */
export function nameIn({ people }: Pick<CaseView, 'people'>, id: string): string {
  if (id === hrDesk) return 'HR';
  const person = people[id];
  return person ? calledAmong(Object.values(people))(person) : 'a person';
}

/**
 * What to call the engineer of a case. Others on its page can have the same name. `otherwise`: the reader does not see who it
 * is.
 */
export function engineerIn({ people, engineer }: Pick<CaseView, 'people' | 'engineer'>, otherwise: string): string {
  return engineer ? calledAmong([...Object.values(people), engineer])(engineer) : otherwise;
}

/** What a sentence to this reader calls the engineer of the case: the engineer reads ‘You’. */
export function engineerTo({ relations }: Pick<CaseView, 'relations'>): 'You' | 'The engineer' {
  return relations.includes('engineer') ? 'You' : 'The engineer';
}

/** What a sentence about the engineer begins with, to this reader. */
export const engineerIs = ({ relations }: Pick<CaseView, 'relations'>): string =>
  relations.includes('engineer') ? 'you are' : 'the engineer is';

/** The titles of slots, as a list in words. */
export function partsOf({ participants }: Pick<CaseView, 'participants'>, slots: readonly string[]): string {
  return andList(slots.map((id) => participants.find((one) => one.slot === id)?.title ?? 'an earlier part'));
}
