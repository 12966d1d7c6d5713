import { acted, authorOf, move, ref, voided } from './fold.ts';
import type { EventRow } from './row.ts';

export const selfAssessmentSubmittedRow: EventRow<'self-assessment-submitted'> = {
  title: 'The self-assessment was submitted',
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'self-assessment',
  fold: (head, event) => move({ ...head, selfAssessment: ref(event) }, event.data.moves),
  tells: {},
};

export const evidenceAddedRow: EventRow<'evidence-added'> = {
  title: 'A piece of evidence was added',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, data }) => ({
    ...head,
    evidence: { ...head.evidence, [data.evidence]: seq },
    evidenceAdded: head.evidenceAdded + 1,
  }),
  tells: {},
};

export const evidenceAmendedRow: EventRow<'evidence-amended'> = {
  title: 'A piece of evidence was changed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, data }) => ({ ...head, evidence: { ...head.evidence, [data.evidence]: seq } }),
  tells: {},
};

export const evidenceRemovedRow: EventRow<'evidence-removed'> = {
  title: 'A piece of evidence was taken out',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => {
    const { [data.evidence]: _removed, ...evidence } = head.evidence;
    return { ...head, evidence };
  },
  tells: {},
};

export const requirementWaivedRow: EventRow<'requirement-waived'> = {
  title: 'A requirement was waived',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const waiver = { requirement: event.data.requirement, by: authorOf(event), seq: event.seq };
    return acted({ ...head, waivers: [...head.waivers, waiver] }, event);
  },
  tells: {},
};

export const portfolioSubmittedRow: EventRow<'portfolio-submitted'> = {
  title: 'The portfolio was handed in',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { unchanged, reopensCalibration, moves } = event.data;
    if (unchanged) return move(head, moves);
    const consensus = reopensCalibration ? null : head.consensus;
    return move(voided({ ...head, portfolio: ref(event), consensus }), moves);
  },
  tells: {},
};
