import type { CaseHead, Ref, Slot } from '../../contract/case.ts';
import type { BodyItem, Case, CaseEvent } from '../../contract/events.ts';
import { openStageOf } from './stages/index.ts';
import type { EventOf } from './types.ts';

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
    track: null,
    cycleId: data.cycleId ?? null,
    previousCaseId: data.previousCaseId ?? null,
    createdAt: event.at,
    openedBy: event.actor.personId ?? data.engineerId,
    accepted: data.accepted,
    stage: data.stage,
    attempt: 1,
    openedAt: null,
    dueAt: null,
    timers: [],
    actedUpTo: null,
    generation: 1,
    generationSince: event.at,
    outcome: null,
    closedAt: null,
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
    waivers: [],
    reviews: [],
    sealed: null,
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

function fold(before: CaseHead, event: CaseEvent): CaseHead {
  const head: CaseHead = {
    ...before,
    version: before.version + 1,
    audit: { seq: event.seq, hash: event.hash },
    accepted: before.accepted || event.actor.personId === before.engineerId,
    sealed: before.sealed && counted(before.sealed, event),
  };
  const by = event.actor.personId ?? '';
  switch (event.type) {
    case 'case-opened':
      throw new Error('A case is opened once');
    case 'stage-opened':
      return { ...head, openedAt: event.at, dueAt: event.data.dueAt, timers: timersOf(event.data) };
    case 'stage-carried-over':
      return head;
    case 'track-declared':
      return move({ ...head, track: event.data.track }, event.data.moves);
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
      return acted(
        { ...head, waivers: [...head.waivers, { requirement: event.data.requirement, by, seq: event.seq }] },
        event,
      );
    case 'portfolio-submitted': {
      const { unchanged, reopensCalibration, moves } = event.data;
      if (unchanged) return move(head, moves);
      const consensus = reopensCalibration ? null : head.consensus;
      return move(voided({ ...head, portfolio: ref(event), consensus }), moves);
    }
    case 'panel-appointed':
    case 'panel-accepted':
    case 'recused':
    case 'reassigned':
    case 'slot-substituted':
      return given(head, event.data.slots);
    case 'conflict-declared':
      return given({ ...head, conflicts: [...new Set([...head.conflicts, by])] }, event.data.slots);
    case 'objection-raised': {
      const { objection: id, slot, ground } = event.data;
      return { ...head, objections: [...head.objections, { id, slot, ground, seq: event.seq, answer: null }] };
    }
    case 'objection-answered': {
      const { objection, answer, slots, conflicts } = event.data;
      const objections = head.objections.map((one) => (one.id === objection ? { ...one, answer } : one));
      return given({ ...head, objections, conflicts: [...new Set([...head.conflicts, ...conflicts])] }, slots);
    }
    case 'delegated':
      return { ...head, delegations: [...head.delegations.filter((one) => one.until > event.at), event.data] };
    case 'delegation-ended':
      return {
        ...head,
        delegations: head.delegations.filter((one) => one.by !== by || one.to !== event.data.to),
      };
    case 'review-submitted': {
      const { slot, sealed, consensus, moves } = event.data;
      return move(
        acted(
          {
            ...head,
            reviews: [...head.reviews, { slot, by, ref: ref(event) }],
            sealed: sealed ? (head.sealed ?? { from: event.seq, seen: 0, own: { [by]: 1 } }) : null,
            revealed: !sealed,
            consensus: consensus ? ref(event) : head.consensus,
          },
          event,
        ),
        moves,
      );
    }
    case 'review-amended': {
      const { slot, consensus, moves } = event.data;
      const reviews = head.reviews.map((one) => (one.slot === slot ? { slot, by, ref: ref(event) } : one));
      const amended = { ...head, reviews, consensus: consensus ? ref(event) : head.consensus };
      return move(acted(voided(amended), event), moves);
    }
    case 'consensus-recorded':
      return move(acted(voided({ ...head, consensus: ref(event) }), event), event.data.moves);
    case 'attested': {
      const attestation = { id: event.data.attestation, by, seq: event.seq, at: event.at };
      const attested = { ...head, attestations: [...head.attestations, attestation] };
      return move(acted(voided(attested), event), event.data.moves);
    }
    case 'signed-off': {
      const { slot, decision, moves, unlocked = [] } = event.data;
      if (decision === 'return') return move(acted(sentBack(head, event.seq, moves?.stage, unlocked), event), moves);
      const signOff = { slot, by, decision, at: event.at, seq: event.seq, stands: true };
      return move(acted({ ...head, signOffs: [...head.signOffs, signOff] }, event), moves);
    }
    case 'track-confirmed':
      return move(head, event.data.moves);
    case 'case-withdrawn':
    case 'case-lapsed':
    case 'case-cancelled':
      // What was sealed stays closed; that it was written need not be hidden any more.
      return move({ ...head, sealed: null }, event.data.moves);
    case 'reminder-sent':
    case 'escalated':
      return { ...head, actedUpTo: event.data.instant };
    case 'deadline-extended':
      return { ...head, dueAt: event.data.dueAt, timers: event.data.timers };
    case 'cycle-joined':
      return { ...head, cycleId: event.data.cycleId };
    case 'window-waived':
      return { ...head, windowWaived: true };
    case 'appeal-made': {
      const { ground, against, moves, generation } = event.data;
      const appeal = { seq: event.seq, at: event.at, ground, against, decision: null };
      return move({ ...head, appeal, generation, generationSince: event.at, closedAt: null }, moves);
    }
    case 'appeal-decided':
      return appealDecided(head, event);
    case 'execution-restarted':
      return {
        ...head,
        generation: event.data.generation,
        generationSince: event.at,
        restarts: [...head.restarts, event.at].slice(-3),
      };
    case 'case-closed':
      return { ...head, stage: 'closed', openedAt: null, dueAt: null, timers: [], closedAt: event.at };
  }
}

type Sealed = NonNullable<CaseHead['sealed']>;

/** Counts an event under the seal: for everybody, or where it is hidden, for its author. */
function counted({ from, seen, own }: Sealed, { type, actor: { personId: by } }: CaseEvent): Sealed {
  if (!veiledTypes.includes(type)) return { from, seen: seen + 1, own };
  return { from, seen, own: by === null ? own : { ...own, [by]: (own[by] ?? 0) + 1 } };
}

/** What tells, while reviews are sealed, who has reviewed: by itself or by whom it asks. */
export const veiledTypes: readonly CaseEvent['type'][] = [
  'review-submitted',
  'review-amended',
  'attested',
  'reminder-sent',
  'escalated',
];

/** Stages opened before there were calendars named their due date alone. */
function timersOf({ dueAt, timers }: EventOf<'stage-opened'>['data']): CaseHead['timers'] {
  return timers ?? [{ kind: 'due', at: dueAt, to: [] }];
}

/** Notes that somebody decided something under a slot. */
function acted(head: CaseHead, { actor }: CaseEvent): CaseHead {
  const { personId: by, relation: slot } = actor;
  if (by === null || head.acts.some((act) => act.by === by && act.slot === slot)) return head;
  return { ...head, acts: [...head.acts, { by, slot }] };
}

/** What signers have decided on has changed: no approval stands. */
function voided(head: CaseHead): CaseHead {
  return head.signOffs.some((one) => one.stands)
    ? { ...head, signOffs: head.signOffs.map((one) => ({ ...one, stands: false })) }
    : head;
}

/**
 * Slots with somebody else in them: what the former holder began under them counts no more. What is open to others
 * already (reviews after the seal, answers, waivers) stands, and so does that its author played that part.
 */
function given(head: CaseHead, slots: readonly Slot[]): CaseHead {
  const changed = slots.filter((slot) => head.slots.find((one) => one.id === slot.id)?.personId !== slot.personId);
  const former = changed.flatMap((slot) => head.slots.find((one) => one.id === slot.id)?.personId ?? []);
  const isChanged = (id: string) => changed.some((slot) => slot.id === id);
  const reviews = head.reviews.filter((review) => head.revealed || !isChanged(review.slot));
  const standing = [...reviews, ...head.attestations, ...head.waivers].map((one) => one.by);
  const places = slots.filter((slot) => !head.slots.some((one) => one.id === slot.id));
  return {
    ...head,
    slots: [...head.slots.map((one) => slots.find((slot) => slot.id === one.id) ?? one), ...places],
    past: [...new Set([...head.past, ...former])],
    reviews,
    acts: head.acts.filter((act) => !isChanged(act.slot) || standing.includes(act.by)),
    objections: head.objections.map((one) =>
      isChanged(one.slot) && one.answer === null ? { ...one, answer: 'replace' as const } : one,
    ),
    delegations: head.delegations.flatMap((one) => {
      const left = one.slots.filter((id) => !isChanged(id));
      return left.length > 0 ? [{ ...one, slots: left }] : [];
    }),
  };
}

/** A case on its way back: what the reasons touch is open again, and what was decided there is asked anew. */
function sentBack(head: CaseHead, seq: number, stage: CaseHead['stage'] | undefined, unlocked: string[]): CaseHead {
  const { consensus, portfolio } = head;
  const returned = { seq, stage: stage ?? head.stage, unlocked, consensus, portfolio };
  return { ...head, returned, ...openStageOf(returned.stage)?.reopened(head, unlocked) };
}

function appealDecided(before: CaseHead, event: EventOf<'appeal-decided'>): CaseHead {
  const { decision, slots, conflicts, moves, generation } = event.data;
  const head: CaseHead = {
    ...before,
    appeal: before.appeal && { ...before.appeal, decision },
    conflicts: [...new Set([...before.conflicts, ...conflicts])],
  };
  if (decision === 'dismissed') return move(head, moves);
  const first = [...before.slots.flatMap((slot) => slot.personId ?? []), ...before.acts.map((act) => act.by)];
  return move(
    {
      ...head,
      generation: generation ?? head.generation,
      generationSince: event.at,
      slots: [...slots, ...before.slots.filter((one) => !slots.some((slot) => slot.id === one.id))].filter(
        (slot) => slot.stage !== 'calibration' || slots.some((one) => one.id === slot.id),
      ),
      acts: [],
      past: [...new Set([...before.past, ...first])],
      delegations: [],
      objections: [],
      reviews: [],
      sealed: null,
      revealed: false,
      consensus: null,
      attestations: [],
      signOffs: before.signOffs.map((one) => ({ ...one, stands: false })),
      returned: null,
    },
    moves,
  );
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
  return { ...head, ...moves, openedAt: null, dueAt: null, timers: [], actedUpTo: null };
}
