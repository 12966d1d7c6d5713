import type { CaseHead } from '../../../contract/case.ts';
import { instantsOf } from '../state/instants.ts';
import type { EventOf } from '../state/types.ts';
import { hrAsked, owing, standsAt } from './addressees.ts';
import { openBefore, rescheduled } from './fold.ts';
import { type Addressee, all, type EventRow, type Telling } from './row.ts';

/** A timer was acted on. The event names who owes a step, and so who has not reviewed yet. */
type Timed = 'reminder-sent' | 'escalated';

const actedOn = (head: CaseHead, event: EventOf<Timed>): CaseHead => ({
  ...openBefore(head, event),
  actedUpTo: event.data.instant,
});

function named({ event, head }: Telling<EventOf<Timed>>): Addressee[] {
  const { stage, attempt, to } = event.data;
  return all(to, { stage, dueAt: standsAt(head, stage, attempt) ? instantsOf(head).dueAt : null });
}

export const reminderSentRow: EventRow<'reminder-sent'> = {
  title: 'A reminder was sent',
  underSeal: 'sealed',
  knownTo: 'everybody',
  ends: null,
  fold: actedOn,
  tells: { reminder: named },
};

export const escalatedRow: EventRow<'escalated'> = {
  title: 'A lead was told of an overdue step',
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: actedOn,
  tells: { escalation: named },
};

export const deadlineExtendedRow: EventRow<'deadline-extended'> = {
  title: 'The deadline was extended',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data),
  tells: {
    'deadline-extended': (about) => all([...owing(about), about.head.engineerId], { dueAt: about.event.data.dueAt }),
  },
};

export const cycleJoinedRow: EventRow<'cycle-joined'> = {
  title: 'The case was put into a cycle',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), cycleId: event.data.cycleId }),
  tells: { 'step-open': signersAsked },
};

export const windowWaivedRow: EventRow<'window-waived'> = {
  title: 'Signing outside the window was allowed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), windowWaived: true }),
  tells: { 'step-open': signersAsked },
};

export const windowClosedRow: EventRow<'window-closed'> = {
  title: 'The window of the signatures was over',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
  tells: {
    'window-closed': ({ event: { data }, head }) =>
      standsAt(head, 'sign-off', data.attempt) ? hrAsked(data.schedule.dueAt) : [],
  },
};

export const windowMovedRow: EventRow<'window-moved'> = {
  title: 'The due day followed the window of the cycle',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
  tells: {
    'window-moved': (about) => {
      const { attempt, schedule } = about.event.data;
      const facts = { stage: 'sign-off' as const, dueAt: schedule.dueAt };
      return standsAt(about.head, 'sign-off', attempt) ? all([...owing(about), about.head.engineerId], facts) : [];
    },
  },
};

/** If the signatures have another due day now, the signers are told that it is their turn. */
function signersAsked(about: Telling<EventOf<'cycle-joined' | 'window-waived'>>): Addressee[] {
  const { schedule } = about.event.data;
  return schedule && !schedule.bound?.over ? all(owing(about), { stage: 'sign-off', dueAt: schedule.dueAt }) : [];
}
