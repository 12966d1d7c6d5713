import { hrDesk } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { andList } from '../words.ts';

/** The name of a person in a case, by id. HR's desk is called HR. */
export function nameIn({ people }: Pick<CaseView, 'people'>, id: string): string {
  return id === hrDesk ? 'HR' : (people[id]?.name ?? 'a person');
}

/** The titles of slots, as a list in words. */
export function partsOf({ participants }: Pick<CaseView, 'participants'>, slots: readonly string[]): string {
  return andList(slots.map((id) => participants.find((one) => one.slot === id)?.title ?? 'an earlier part'));
}
