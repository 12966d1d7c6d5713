import { hrDesk } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { andList } from '../words.ts';

/** Who somebody of a case is, by their id; the desk of HR is HR. */
export function nameIn({ people }: Pick<CaseView, 'people'>, id: string): string {
  return id === hrDesk ? 'HR' : (people[id]?.name ?? 'somebody');
}

/** Parts of a case by their titles, in a row. */
export function partsOf({ participants }: Pick<CaseView, 'participants'>, slots: readonly string[]): string {
  return andList(slots.map((id) => participants.find((one) => one.slot === id)?.title ?? 'a part of before'));
}
