import type { PersonCommandType } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';

/** Whether the viewer of a case can take a step now. */
export function may({ actions }: Pick<CaseView, 'actions'>, step: PersonCommandType): boolean {
  return actions.some(({ type, allowed }) => type === step && allowed);
}
