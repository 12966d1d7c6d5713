import type { CaseHead } from '../../../contract/case.ts';
import type { Case } from '../../../contract/events.ts';
import type { CaseView } from '../../../contract/view.ts';
import { attestationsOwed } from '../progress/attestations.ts';
import { type AttestationBody, bodyAt } from '../state/contents.ts';
import { reviewersIn } from '../state/seal.ts';
import type { Viewing } from './viewing.ts';
import type { Openness } from './visibility.ts';

/** The questions that ratings cannot answer, and the answers. */

export function questionsOf(head: CaseHead, { relations, ladder }: Viewing, open: Openness): CaseView['questions'] {
  if (relations.includes('watcher')) return [];
  return attestationsOwed(head, ladder).flatMap(({ id, question, stage, slot, given }) => {
    const mayTell = open.whoHasReviewed || reviewersIn(head, stage).length === 0;
    const isGiven = given !== null && mayTell;
    const by = isGiven ? given.by : slot.personId;
    return by === null ? [] : [{ id, question, by, given: isGiven }];
  });
}

export function answersFor(state: Case, open: Openness, viewerId: string): CaseView['attestations'] {
  const shown = state.head.attestations.filter((one) => open.calibration || one.by === viewerId);
  if (shown.length === 0 && !open.calibration) return null;
  return shown.flatMap(({ id, by, seq }) => {
    const body = bodyAt<AttestationBody>(state, seq);
    return body ? [{ id, by, answer: body.answer, note: body.note }] : [];
  });
}
