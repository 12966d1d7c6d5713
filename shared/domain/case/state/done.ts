import type { CaseHead } from '../../../contract/case.ts';

/** Something that was done under a slot, and for whom, if not for themselves. */
export type Done = Pick<CaseHead['reviews'][number], 'by' | 'onBehalfOf'>;

/** Whether something is a person's: they did it, or somebody did it for them. */
export function isDoneBy(personId: string, { by, onBehalfOf }: Done): boolean {
  return by === personId || onBehalfOf === personId;
}
