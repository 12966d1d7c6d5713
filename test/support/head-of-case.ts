import type { CaseFacts, CaseHead, ClosedHead, OpenHead, OpeningHead, Slot } from '#shared/contract/case.ts';
import { CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import type { CaseStage, EventType, WorkflowStage } from '#shared/contract/names.ts';
import { attestationsOf } from '#shared/domain/ladder/criteria.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

/** A case from L3 to L4 with a panel of three. It has the most slots on the track. */

export const caseId = 'case_01JAAAAAAAAAAAAAAAAAAAAAAA';
export const at = '2026-03-02T09:00:00.000Z';
export const dueAt = '2026-03-16T18:00:00.000Z';
export const later = '2026-03-05T09:00:00.000Z';
const digest = 'd'.repeat(64);

export function slot(id: string, personId: string | null, more: Partial<Slot> = {}): Slot {
  const [stage = ''] = id.split('.');
  const part = { calibration: 'reviewer', attestation: 'attester', 'sign-off': 'signer' }[stage] as Slot['part'];
  return {
    id,
    stage: stage as Slot['stage'],
    part,
    role: 'peer-at-target-level',
    personId,
    substitutedBy: null,
    ...more,
  };
}

export const panel = ['pia-peer', 'paul-peer', 'petra-peer'].map((personId, index) =>
  slot(`calibration.peer-${index + 1}`, personId),
);
export const lead = slot('calibration.lead', 'omar-odc', { part: 'lead', role: 'odc-lead' });
export const signers = [
  slot('sign-off.odc-lead', 'olga-odc', { role: 'odc-lead' }),
  slot('sign-off.head-of-department', 'hana-head', { role: 'head-of-department' }),
];

/** The head of the case while a stage is open. */
export function headAt(stage: OpenHead['stage'], more: Partial<OpenHead> = {}): CaseHead {
  return {
    ...facts(),
    status: 'open',
    stage,
    outcome: null,
    openedAt: at,
    dueAt,
    timers: [],
    bound: null,
    actedUpTo: null,
    ...more,
  };
}

/** A case whose stage is being opened. At `closing` it is being closed. */
export function openingAt(stage: OpeningHead['stage'], more: Partial<OpeningHead> = {}): CaseHead {
  return { ...facts(), status: 'opening', stage, outcome: null, ...more };
}

/** A case that has ended. */
export function closedWith(outcome: ClosedHead['outcome'], more: Partial<ClosedHead> = {}): CaseHead {
  return { ...facts(), status: 'closed', stage: 'closed', outcome, closedAt: at, ...more };
}

/** A case at any stage, open where a stage can be open. */
export function headIn(stage: CaseStage, more: Partial<CaseFacts> = {}): CaseHead {
  if (stage === 'closed') return closedWith('promoted', more);
  return stage === 'closing' ? openingAt(stage, { outcome: 'promoted', ...more }) : headAt(stage, more);
}

function facts(): CaseFacts {
  const { id, version, hash, transitions } = softwareEngineerTrack;
  const transition = transitions.find((one) => one.id === 'L3-L4') as Transition;
  return {
    id: caseId,
    version: 10,
    engineerId: 'erin-engineer',
    ladder: { id, version, hash },
    transition: transition.id,
    track: null,
    cycleId: null,
    previousCaseId: null,
    createdAt: at,
    openedBy: 'erin-engineer',
    timeZone: 'UTC',
    accepted: true,
    attempt: 1,
    generation: 1,
    generationSince: at,
    slots: [...panel, lead, ...signers],
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
    revealed: false,
    consensus: null,
    // All questions are answered.
    attestations: attestationsOf(transition).map(({ id }) => ({ id, by: 'omar-odc', seq: 5, at })),
    signOffs: [],
    returned: null,
    appeal: null,
    windowWaived: false,
    restarts: [],
    audit: { seq: 10, hash: digest },
  };
}

type Data<T extends EventType> = Extract<CaseEvent, { type: T }>['data'];

/** A recorded event. The system is the actor, unless `by` names a person. */
export function event<T extends EventType>(type: T, data: Data<T>, by: string | null = null, seq = 10): CaseEvent {
  return CaseEvent.parse({
    v: 1,
    id: `ev_01J${String(seq).padStart(23, '0')}`,
    caseId,
    seq,
    at,
    actor: { personId: by, role: by ? 'engineer' : 'system', relation: 'test', onBehalfOf: null },
    requestId: 'test',
    ladder: digest,
    audience: null,
    digest: null,
    prev: digest,
    hash: digest,
    type,
    data,
  });
}

/** The ladder, changed so that signers sign one after another. */
export const inOrder: PublishedLadder = {
  ...softwareEngineerTrack,
  transitions: softwareEngineerTrack.transitions.map((transition) => ({
    ...transition,
    path: transition.path.map((stage) =>
      stage.kind === 'sign-off' ? { ...stage, order: 'as-listed' as const } : stage,
    ),
  })),
};

export const moves = (stage: WorkflowStage | 'closing') => ({ stage, attempt: 1, outcome: null });
/** A head whose stage is open. Throws if it is not. */
export function openHead(head: CaseHead): OpenHead {
  if (head.status !== 'open') throw new Error(`The case is ${head.status}, not open`);
  return head;
}
