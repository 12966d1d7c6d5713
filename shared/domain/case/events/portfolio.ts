import type { CaseHead } from '../../../contract/case.ts';
import type { EventOf } from '../state/types.ts';
import { withConfirmer } from './adoption.ts';
import { acted, authorOf, move, onBehalf, ref, voided } from './fold.ts';
import type { EventRow } from './row.ts';

export const selfAssessmentSubmittedRow: EventRow<'self-assessment-submitted'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'self-assessment',
  fold: (head, event) => move({ ...head, selfAssessment: ref(event) }, event.data.moves),
};

export const evidenceAddedRow: EventRow<'evidence-added'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...withPiece(head, event), evidenceAdded: head.evidenceAdded + 1 }),
};

export const evidenceAmendedRow: EventRow<'evidence-amended'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: withPiece,
};

export const evidenceRemovedRow: EventRow<'evidence-removed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => {
    const { [data.evidence]: _removed, ...evidence } = head.evidence;
    return { ...head, evidence, adoptions: withConfirmer(head, data.evidence, 0, undefined) };
  },
};

export const requirementWaivedRow: EventRow<'requirement-waived'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { requirement, toConfirm } = event.data;
    const given = { requirement, by: authorOf(event), ...onBehalf(event), seq: event.seq };
    const waiver = toConfirm ? { ...given, slot: event.actor.relation, confirmed: null } : given;
    return acted({ ...head, waivers: [...head.waivers, waiver] }, event);
  },
};

export const waiverAnsweredRow: EventRow<'waiver-answered'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { requirement, answer } = event.data;
    const confirmed = { by: authorOf(event), ...onBehalf(event), seq: event.seq };
    const waivers =
      answer === 'confirmed'
        ? head.waivers.map((one) => (one.requirement === requirement ? { ...one, confirmed } : one))
        : head.waivers.filter((one) => one.requirement !== requirement);
    return acted({ ...head, waivers }, event);
  },
};

export const portfolioSubmittedRow: EventRow<'portfolio-submitted'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { unchanged, reopensCalibration, moves } = event.data;
    if (unchanged) return move({ ...head, handedIn: { seq: event.seq, unchanged } }, moves);
    const { handedIn: _before, ...more } = head;
    const consensus = reopensCalibration ? null : head.consensus;
    return move(voided({ ...more, portfolio: ref(event), consensus } as CaseHead), moves);
  },
};

/** The case with a piece as the event writes it, and the person who is to confirm it. */
function withPiece(head: CaseHead, { seq, data }: EventOf<'evidence-added' | 'evidence-amended'>): CaseHead {
  return {
    ...head,
    evidence: { ...head.evidence, [data.evidence]: seq },
    adoptions: withConfirmer(head, data.evidence, seq, data.confirmer),
  };
}
