import type { CaseHead } from '../../../contract/case.ts';
import { personCommandTypes } from '../../../contract/names.ts';
import type { ActionView } from '../../../contract/view.ts';
import { commands } from '../commands/index.ts';
import { mayNot } from '../commands/rights.ts';
import type { Viewing } from './viewing.ts';

/** What the viewer may do now, and why they may not do the rest. Commands that are not theirs are left out. */
export function actionsOf(head: CaseHead, viewing: Viewing): ActionView[] {
  return personCommandTypes.flatMap((type) => {
    const refusal = mayNot(head, type, viewing.viewer, viewing);
    if (refusal?.code === 'forbidden') return [];
    return [{ type, title: commands[type].title, allowed: refusal === null, reason: refusal?.message ?? null }];
  });
}
