import type { CaseHead } from '../../../contract/case.ts';
import type { EventOf } from '../state/types.ts';
import type { EventRow } from './row.ts';

export const caseOpenedRow: EventRow<'case-opened'> = {
  underSeal: 'open',
  knownTo: 'everybody',
  ends: null,
  fold: () => {
    throw new Error('A case is opened once');
  },
};

/** The case as its first event leaves it. */
export function opened(event: EventOf<'case-opened'>): CaseHead {
  const { data } = event;
  return {
    id: event.caseId,
    version: 1,
    engineerId: data.engineerId,
    ladder: data.ladder,
    transition: data.transition,
    track: null,
    cycleId: data.cycleId ?? null,
    previousCaseId: data.previousCaseId ?? null,
    createdAt: event.at,
    openedBy: event.actor.personId ?? data.engineerId,
    timeZone: data.timeZone ?? 'UTC',
    ...(data.odc === undefined ? {} : { odc: data.odc }),
    ...(data.ownTrack === undefined ? {} : { ownTrack: data.ownTrack }),
    accepted: data.accepted,
    status: 'opening',
    stage: data.stage,
    attempt: 1,
    outcome: null,
    generation: 1,
    generationSince: event.at,
    slots: data.slots,
    acts: [],
    past: [],
    conflicts: [],
    delegations: [],
    objections: [],
    selfAssessment: null,
    evidence: {},
    evidenceAdded: 0,
    portfolio: null,
    adoptions: [],
    waivers: [],
    reviews: [],
    sealed: null,
    counts: { everybody: 1, objections: [] },
    revealed: false,
    consensus: null,
    attestations: [],
    signOffs: [],
    returned: null,
    appeal: null,
    windowWaived: false,
    restarts: [],
    audit: { seq: event.seq, hash: event.hash },
  };
}
