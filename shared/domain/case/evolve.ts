import type { CaseHead, Ref } from '../../contract/case.ts';
import type { BodyItem, Case, CaseEvent } from '../../contract/events.ts';

/**
 * The case after an event. Facts come from the envelope alone, so a head can be folded even where words were erased.
 * `state` is null for the first event. Throws when an event cannot follow: that is a broken record, not a refusal.
 */
export function evolve(state: Case | null, event: CaseEvent, body: BodyItem | null): Case {
  const head = state ? fold(state.head, event) : open(event);
  if (event.seq !== head.version) throw new Error(`Event ${event.seq} cannot follow event ${head.version - 1}`);
  const bodies = body ? { ...state?.bodies, [event.seq]: body } : { ...state?.bodies };
  return { head, bodies };
}

/** The case that a list of events tells, in order. */
export function replay(events: readonly CaseEvent[], bodies: Record<number, BodyItem>): Case {
  const folded = events.reduce<Case | null>((state, event) => evolve(state, event, bodies[event.seq] ?? null), null);
  if (!folded) throw new Error('A case has at least one event');
  return folded;
}

function open(event: CaseEvent): CaseHead {
  if (event.type !== 'case-opened') throw new Error('A case begins with case-opened');
  const { data } = event;
  return {
    id: event.caseId,
    version: 1,
    engineerId: data.engineerId,
    ladder: data.ladder,
    transition: data.transition,
    createdAt: event.at,
    openedBy: event.actor.personId ?? data.engineerId,
    accepted: data.accepted,
    stage: data.stage,
    attempt: 1,
    openedAt: null,
    dueAt: null,
    generation: 1,
    generationSince: event.at,
    outcome: null,
    closedAt: null,
    slots: data.slots,
    selfAssessment: null,
    evidence: {},
    evidenceAdded: 0,
    portfolio: null,
    waivers: [],
    reviews: [],
    sealedFrom: null,
    consensus: null,
    attestations: [],
    signOffs: [],
    remindedUpTo: null,
    restarts: [],
    audit: { seq: event.seq, hash: event.hash },
  };
}

function fold(before: CaseHead, event: CaseEvent): CaseHead {
  const head: CaseHead = {
    ...before,
    version: before.version + 1,
    audit: { seq: event.seq, hash: event.hash },
    accepted: before.accepted || event.actor.personId === before.engineerId,
  };
  const by = event.actor.personId ?? '';
  switch (event.type) {
    case 'case-opened':
      throw new Error('A case is opened once');
    case 'stage-opened':
      return { ...head, openedAt: event.at, dueAt: event.data.dueAt };
    case 'self-assessment-submitted':
      return move({ ...head, selfAssessment: ref(event) }, event.data.moves);
    case 'evidence-added':
      return {
        ...head,
        evidence: { ...head.evidence, [event.data.evidence]: event.seq },
        evidenceAdded: head.evidenceAdded + 1,
      };
    case 'evidence-amended':
      return { ...head, evidence: { ...head.evidence, [event.data.evidence]: event.seq } };
    case 'evidence-removed': {
      const { [event.data.evidence]: _removed, ...evidence } = head.evidence;
      return { ...head, evidence };
    }
    case 'requirement-waived':
      return { ...head, waivers: [...head.waivers, { requirement: event.data.requirement, by, seq: event.seq }] };
    case 'portfolio-submitted':
      return move({ ...head, portfolio: ref(event) }, event.data.moves);
    case 'review-submitted': {
      const { slot, sealed, consensus, moves } = event.data;
      return move(
        {
          ...head,
          reviews: [...head.reviews, { slot, by, ref: ref(event) }],
          sealedFrom: sealed ? (head.sealedFrom ?? event.seq) : null,
          consensus: consensus ? ref(event) : head.consensus,
        },
        moves,
      );
    }
    case 'consensus-recorded':
      return move({ ...head, consensus: ref(event) }, event.data.moves);
    case 'attested': {
      const attestation = { id: event.data.attestation, by, seq: event.seq, at: event.at };
      return move({ ...head, attestations: [...head.attestations, attestation] }, event.data.moves);
    }
    case 'signed-off': {
      const { slot, decision, moves } = event.data;
      return move(
        { ...head, signOffs: [...head.signOffs, { slot, by, decision, at: event.at, seq: event.seq }] },
        moves,
      );
    }
    case 'case-withdrawn':
      // What was sealed stays closed; that it was written need not be hidden any more.
      return move({ ...head, sealedFrom: null }, event.data.moves);
    case 'reminder-sent':
      return { ...head, remindedUpTo: event.data.instant };
    case 'execution-restarted':
      return {
        ...head,
        generation: event.data.generation,
        generationSince: event.at,
        restarts: [...head.restarts, event.at].slice(-3),
      };
    case 'case-closed':
      return { ...head, stage: 'closed', openedAt: null, dueAt: null, closedAt: event.at };
  }
}

function ref(event: CaseEvent): Ref {
  if (!event.digest) throw new Error(`Event ${event.seq} (${event.type}) has no body`);
  return { seq: event.seq, digest: event.digest };
}

function move(
  head: CaseHead,
  moves: { stage: CaseHead['stage']; attempt: number; outcome: CaseHead['outcome'] } | null,
): CaseHead {
  if (!moves) return head;
  return { ...head, ...moves, openedAt: null, dueAt: null, remindedUpTo: null };
}
