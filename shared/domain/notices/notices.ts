import type { CaseHead, Slot } from '../../contract/case.ts';
import type { CaseEvent } from '../../contract/events.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { hrDesk, peer } from '../../contract/names.ts';
import type { Notice, NoticeFacts, NoticeTemplate } from '../../contract/notices.ts';
import { type OpenStep, openSteps } from '../case/open-steps.ts';
import { isForLead } from '../case/panel.ts';
import { stageOf, transitionOf } from '../case/path.ts';

/** A notice before it is stored. */
export type Told = Pick<Notice, 'to' | 'template' | 'caseId' | 'data'>;

type Tell = (template: NoticeTemplate, to: readonly (string | null)[], facts?: Partial<NoticeFacts>) => Told[];

/**
 * Whether an event can take a part away from a person. If so, `noticesOf` needs the earlier events to know who held it.
 */
export function takesParts({ type }: CaseEvent): boolean {
  return ['objection-answered', 'conflict-declared', 'recused', 'reassigned', 'slot-substituted'].includes(type);
}

/**
 * The notices of an event. Each person gets at most one, and nobody gets one about their own act. `head` is the case as
 * it is now, and can be further than the event. `earlier` holds the events before it; it is needed if `takesParts` says
 * so.
 *
 * No notice depends on a sealed review: a review that leaves the seal closed tells nobody, and the review that opens
 * the seal tells the lead.
 */
export function noticesOf(
  event: CaseEvent,
  head: CaseHead,
  ladder: PublishedLadder,
  earlier: readonly CaseEvent[] = [],
): Told[] {
  const tell: Tell = (template, to, facts = {}) =>
    to
      .filter((one) => one !== null)
      .map((one) => ({ to: one, template, caseId: head.id, data: { ...factsOf(head), ...facts } }));
  const told = allNoticesOf(event, head, ladder, earlier, tell).filter(({ to }) => to !== event.actor.personId);
  return told.filter(({ to }, at) => told.findIndex((one) => one.to === to) === at);
}

function allNoticesOf(
  event: CaseEvent,
  head: CaseHead,
  ladder: PublishedLadder,
  earlier: readonly CaseEvent[],
  tell: Tell,
): Told[] {
  const { engineerId } = head;
  switch (event.type) {
    case 'case-opened':
      return tell('case-opened', [engineerId]);
    case 'stage-opened': {
      const { stage, attempt, dueAt } = event.data;
      // The desk of HR was told when the appeal was lodged.
      if (!standsAt(head, stage, attempt) || stage === 'appeal') return [];
      return tell('step-open', owing(head, ladder, event), { stage, dueAt });
    }
    case 'panel-appointed':
      return [...panelTold(event.data.slots, engineerId, tell), ...given(event.data.slots, tell)];
    case 'panel-accepted':
      return tell('step-open', holders(event.data.slots), { stage: 'calibration', dueAt: head.dueAt });
    case 'objection-raised':
      return tell('objection-raised', [isForLead(head, event.data.slot) ? (leadOf(head) ?? hrDesk) : hrDesk]);
    case 'objection-answered':
      return [
        ...tell('objection-answered', [engineerId], newOnPanel(event.data.slots)),
        ...handedOver(event.data.slots, head, earlier, tell),
      ];
    case 'conflict-declared':
    case 'recused':
    case 'reassigned':
    case 'slot-substituted':
      return [...panelTold(event.data.slots, engineerId, tell), ...handedOver(event.data.slots, head, earlier, tell)];
    case 'delegated': {
      const { by, to, until } = event.data;
      return tell('delegated', [to], { people: [by], dueAt: until });
    }
    case 'delegation-ended':
      return tell('delegation-ended', [event.data.to]);
    case 'review-submitted': {
      const { sealed, consensus } = event.data;
      if (sealed || consensus || head.consensus) return [];
      return tell('consensus-owed', [leadOf(head)], { stage: 'calibration' });
    }
    case 'signed-off': {
      const { decision, moves } = event.data;
      if (decision === 'return') return tell('returned', [engineerId], { stage: moves?.stage ?? null, dueAt: null });
      const { order } = stageOf(transitionOf(ladder, head), 'sign-off') ?? {};
      const isLast = head.signOffs.at(-1)?.seq === event.seq;
      // If signers sign one after another, the next signer has not been told yet.
      return isLast && order === 'as-listed'
        ? tell('step-open', owing(head, ladder, event), { stage: 'sign-off' })
        : [];
    }
    case 'case-withdrawn':
      return tell('withdrawn', holders(head.slots));
    case 'case-lapsed':
      return tell('lapsed', [engineerId, ...holders(head.slots)]);
    case 'case-cancelled':
      return tell('cancelled', [engineerId, ...holders(head.slots)]);
    case 'reminder-sent':
    case 'escalated': {
      const { stage, attempt, to } = event.data;
      const dueAt = standsAt(head, stage, attempt) ? head.dueAt : null;
      return tell(event.type === 'escalated' ? 'escalation' : 'reminder', to, { stage, dueAt });
    }
    case 'deadline-extended':
      return tell('deadline-extended', [...owing(head, ladder, event), engineerId], { dueAt: event.data.dueAt });
    case 'appeal-made':
      return tell('appeal-lodged', [hrDesk]);
    case 'appeal-decided':
      return [...tell('appeal-decided', [engineerId], newOnPanel(event.data.slots)), ...given(event.data.slots, tell)];
    case 'case-closed': {
      const { outcome } = event.data;
      // These three outcomes have notices of their own.
      if (outcome === 'withdrawn' || outcome === 'lapsed' || outcome === 'cancelled') return [];
      // The outcome has not changed, and the engineer has a notice about the decision on the appeal.
      if (head.appeal?.decision === 'dismissed') return [];
      return [...tell('outcome', [engineerId], { outcome }), ...tell('closed', holders(head.slots))];
    }
    case 'stage-carried-over':
    case 'track-declared':
    case 'self-assessment-submitted':
    case 'evidence-added':
    case 'evidence-amended':
    case 'evidence-removed':
    case 'requirement-waived':
    case 'portfolio-submitted':
    case 'review-amended':
    case 'consensus-recorded':
    case 'attested':
    case 'track-confirmed':
    case 'cycle-joined':
    case 'window-waived':
    case 'execution-restarted':
      return [];
  }
}

function factsOf({ engineerId, transition, stage, dueAt }: CaseHead): NoticeFacts {
  return { engineerId, transition, stage, dueAt, outcome: null, people: [] };
}

function standsAt(head: CaseHead, stage: string, attempt: number): boolean {
  return head.stage === stage && head.attempt === attempt && head.openedAt !== null;
}

/** Steps that have notices of their own, when they become necessary. */
const toldOfBefore: OpenStep['type'][] = ['answer-objection', 'reassign'];

/** The people who owe a step of the stage now. The lead is told about the first consensus when the seal opens. */
function owing(head: CaseHead, ladder: PublishedLadder, { at }: CaseEvent): string[] {
  return openSteps(head, ladder)
    .filter(({ type, from }) => !toldOfBefore.includes(type) && (from === null || from <= at))
    .filter(({ type }) => type !== 'record-consensus' || head.attempt > 1)
    .map((step) => step.personId);
}

/** The lead of the calibration. Null: there is none. */
function leadOf(head: CaseHead): string | null {
  return head.slots.find((slot) => slot.part === 'lead')?.personId ?? null;
}

function holders(slots: readonly Slot[]): string[] {
  return slots.flatMap(({ personId }) => personId ?? []);
}

/** The new reviewers to whom the engineer can object, and until when. */
function newOnPanel(slots: readonly Slot[]): Pick<NoticeFacts, 'people' | 'dueAt'> {
  const open = slots.filter((slot) => slot.personId !== null && slot.openFrom);
  return { people: holders(open), dueAt: open[0]?.openFrom ?? null };
}

function panelTold(slots: readonly Slot[], engineerId: string, tell: Tell): Told[] {
  const facts = newOnPanel(slots);
  return facts.people.length > 0 ? tell('panel-appointed', [engineerId], facts) : [];
}

function given(slots: readonly Slot[], tell: Tell): Told[] {
  return slots.flatMap(({ personId, stage, openFrom = null }) =>
    tell('part-given', [personId], { stage, dueAt: openFrom }),
  );
}

/** Tells the new holder of each part and the holder before. If a part is vacant, tells the person who can fill it. */
function handedOver(slots: readonly Slot[], head: CaseHead, earlier: readonly CaseEvent[], tell: Tell): Told[] {
  return slots.flatMap((slot) => {
    const before = holderBefore(slot.id, earlier);
    if (before === slot.personId) return [];
    const facts = { stage: slot.stage, dueAt: null };
    // The lead appoints peers of the panel; HR reassigns every other part.
    const namer = slot.role === peer ? (leadOf(head) ?? hrDesk) : hrDesk;
    return [
      ...(slot.personId ? given([slot], tell) : tell('part-vacant', [namer], facts)),
      ...tell('part-taken', [before], facts),
    ];
  });
}

function holderBefore(slotId: string, earlier: readonly CaseEvent[]): string | null {
  const slots = earlier.flatMap((event) =>
    event.type !== 'delegated' && 'slots' in event.data ? event.data.slots : [],
  );
  return slots.findLast((slot) => slot.id === slotId)?.personId ?? null;
}
