import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CaseEvent } from '../../../contract/events.ts';
import { hrDesk, isAfterPath, peer } from '../../../contract/names.ts';
import type { NoticeFacts } from '../../../contract/notices.ts';
import { ownSteps } from '../progress/open-steps.ts';
import { deskOf, exceptActors, isTimeOf } from '../state/steps.ts';
import type { EventOf } from '../state/types.ts';
import { delegationsOver, type PartsTaken, slotsOf } from './delegations.ts';
import { type Addressee, all, type Telling } from './row.ts';

/**
 * The people who owe a step of the stage now. The lead is told about the first consensus when the seal opens. A part of
 * somebody with a conflict of interest goes to somebody else, who is told then.
 */
export function owing({ head, ladder, event }: Telling<CaseEvent>): string[] {
  if (head.status !== 'open') return [];
  return ownSteps(head, ladder)
    .filter((one) => isTimeOf(one, event.at))
    .filter(({ type }) => type !== 'record-consensus' || head.attempt > 1)
    .map((step) => step.personId)
    .filter((id) => !head.conflicts.includes(id));
}

/** The people who owe a step of the stage now. The desk of HR does not show it to those of HR who cannot take it. */
export function deciding(about: Telling<CaseEvent>, facts: Partial<NoticeFacts>): Addressee[] {
  return owing(about).map((to) => ({
    to,
    facts: { ...facts, ...(to === hrDesk && isAfterPath(about.head.stage) ? exceptActors(about.head) : {}) },
  }));
}

/** Whoever was asked to decide on an exception, which is over now: HR, or delivery directors in its place. */
export function askedForException({ head, earlier }: Telling<CaseEvent>): Addressee[] {
  const facts = { stage: 'exception' as const, dueAt: null };
  const asked = lastOpened(earlier)?.data.directors ?? [];
  return asked.length > 0 ? all(asked, facts) : all([hrDesk], { ...facts, ...exceptActors(head) });
}

/** Whoever was asked to decide on an exception from which an event takes the case back. */
export function exceptionOver(
  about: Telling<EventOf<'adoption-answered' | 'conflict-declared' | 'objection-answered'>>,
): Addressee[] {
  const { moves } = about.event.data;
  return moves && lastOpened(about.earlier)?.data.stage === 'exception' ? askedForException(about) : [];
}

/** How the last stage was opened. A stop in it does not count: the stage goes on where it stood. */
function lastOpened(earlier: readonly CaseEvent[]): EventOf<'stage-opened'> | undefined {
  return earlier.findLast(
    (one): one is EventOf<'stage-opened'> => one.type === 'stage-opened' && one.data.stage !== 'stopped',
  );
}

/** The signers who are asked again, because a signature under their part does not stand any more. */
export function askedToSignAgain(about: Telling<CaseEvent>): Addressee[] {
  const { slots, signOffs, stage } = about.head;
  const fallen = slots.filter(({ id }) => signOffs.findLast((one) => one.slot === id)?.stands === false);
  const again = owing(about).filter((to) => fallen.some(({ personId }) => personId === to));
  return stage === 'sign-off' ? all(again, { stage }) : [];
}

/** HR is asked how a case goes on whose signatures have no window. */
export function hrAsked(head: CaseHead, dueAt: string): Addressee[] {
  return all(deskOf(head), { stage: 'sign-off', dueAt });
}

/** Whether a case stands at this visit of a stage, and the stage is open. */
export function standsAt(head: CaseHead, stage: string, attempt: number): boolean {
  return head.stage === stage && head.attempt === attempt && head.status === 'open';
}

/** The lead of the calibration. Null: there is none. */
export function calibrationLeadOf(head: CaseHead): string | null {
  return head.slots.find((slot) => slot.part === 'lead')?.personId ?? null;
}

export function holders(slots: readonly Slot[]): string[] {
  return slots.flatMap(({ personId }) => personId ?? []);
}

/** The new reviewers to whom the engineer can object, and until when. */
export function newOnPanel(slots: readonly Slot[]): Pick<NoticeFacts, 'people' | 'dueAt'> {
  const open = slots.filter((slot) => slot.personId !== null && slot.openFrom);
  return { people: holders(open), dueAt: open[0]?.openFrom ?? null };
}

/** The engineer, if there are new reviewers to whom they can object. */
export function engineerOfNewPanel(slots: readonly Slot[], { engineerId }: CaseHead): Addressee[] {
  const facts = newOnPanel(slots);
  return facts.people.length > 0 ? all([engineerId], facts) : [];
}

/** Everybody who got one of these parts. */
export function newHolders(slots: readonly Slot[]): Addressee[] {
  return slots.map(({ personId, stage, openFrom = null }) => ({ to: personId, facts: { stage, dueAt: openFrom } }));
}

interface Change {
  slot: Slot;
  /** Who held it before. Null: nobody. */
  before: string | null;
}

/** The parts that have another holder than before. */
function changed(slots: readonly Slot[], earlier: readonly CaseEvent[]): Change[] {
  return slots
    .map((slot) => ({ slot, before: holderBefore(slot.id, earlier) }))
    .filter(({ slot, before }) => slot.personId !== before);
}

function holderBefore(slotId: string, earlier: readonly CaseEvent[]): string | null {
  const slots = earlier.flatMap(slotsOf);
  return slots.findLast((slot) => slot.id === slotId)?.personId ?? null;
}

/**
 * Tells the new holder of each part and the holder before, and the people of each delegation that ends with it. If a part
 * is vacant, tells the person who can fill it.
 */
export const handedOver = {
  'part-given': ({ event, earlier }: Telling<EventOf<PartsTaken>>) =>
    newHolders(changed(event.data.slots, earlier).map(({ slot }) => slot)),
  'part-vacant': ({ event, earlier, head }: Telling<EventOf<PartsTaken>>) =>
    changed(event.data.slots, earlier)
      .filter(({ slot }) => slot.personId === null)
      // The lead appoints peers of the panel; HR reassigns every other part.
      .flatMap(({ slot }) => {
        const lead = slot.role === peer ? calibrationLeadOf(head) : null;
        return all(lead ? [lead] : deskOf(head), factsOf(slot));
      }),
  'part-taken': ({ event, earlier }: Telling<EventOf<PartsTaken>>) =>
    changed(event.data.slots, earlier).map(({ slot, before }) => ({ to: before, facts: factsOf(slot) })),
  ...delegationsOver,
};

const factsOf = ({ stage }: Slot) => ({ stage, dueAt: null });
