import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import type { CaseView } from '../../../contract/view.ts';
import { roleTitle, stageTitles } from '../../words.ts';
import { whoActs } from '../commands/rights.ts';
import { isForLead, isUnder, keepsHolder, mayObject, personOf } from '../slots/objections.ts';
import { reassignable } from '../slots/slot-status.ts';
import { bodyAt } from '../state/contents.ts';
import type { Viewing } from './viewing.ts';
import { isToldOfObjections } from './visibility.ts';

/** Who takes part in a case, and what the viewer can change in that. */

export function participantOf(slot: Slot, head: CaseHead, viewing: Viewing): CaseView['participants'][number] {
  const { id, stage, part, personId, role, substitutedBy, openFrom = null } = slot;
  return {
    slot: id,
    title: `${stageTitles[stage]}: ${part === 'lead' ? 'lead, ' : ''}${roleTitle(role)}`,
    personId,
    role,
    substitutedBy,
    openFrom,
    mayObject: viewing.relations.includes('engineer') && mayObject(head, slot, viewing),
  };
}

export function objectionsOf(state: Case, { relations, viewer }: Viewing): CaseView['objections'] {
  const { head } = state;
  const isTold = isToldOfObjections(head, relations, viewer.id);
  return head.objections.flatMap((one) => {
    const { id, slot, ground, seq, answer } = one;
    const forLead = isForLead(head, slot) && relations.includes('lead');
    const isOwn = isUnder(head, slot, viewer.id);
    if (isOwn || !(relations.includes('engineer') || isTold || forLead)) return [];
    const reason = bodyAt<{ reason: string }>(state, seq)?.reason ?? null;
    const answered = Object.values(state.bodies).find(
      (body) => body.type === 'objection-answered' && body.content.objection === id && body.seq > seq,
    );
    const answerReason = answered ? String(answered.content.reason) : null;
    const forYou = answer === null && (isTold || forLead);
    // After a replacement only the part is named.
    const personId = answer === 'replace' ? null : personOf(head, one);
    const isFilled = keepsHolder(head, one);
    // An objection that is upheld names nobody any more.
    const hasLeft = answer === 'replace' && one.about !== undefined;
    return [{ id, slot, personId, isFilled, hasLeft, ground, reason, answer, answerReason, forYou }];
  });
}

export function reassignableBy(head: CaseHead, viewing: Viewing): string[] {
  const authority = whoActs(head, 'reassign', viewing.viewer, viewing);
  return authority.ok ? reassignable(head).map((slot) => slot.id) : [];
}
