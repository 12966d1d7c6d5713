import type { CaseHead } from '../../../contract/case.ts';
import { instantsOf } from '../state/instants.ts';
import type { EventOf } from '../state/types.ts';
import { owing, standsAt } from './addressees.ts';
import { openBefore } from './fold.ts';
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
  fold: (head, event) => ({ ...openBefore(head, event), dueAt: event.data.dueAt, timers: event.data.timers }),
  tells: {
    'deadline-extended': (about) => all([...owing(about), about.head.engineerId], { dueAt: about.event.data.dueAt }),
  },
};

export const cycleJoinedRow: EventRow<'cycle-joined'> = {
  title: 'The case was put into a cycle',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data: { cycleId } }) => ({ ...head, cycleId }),
  tells: {},
};

export const windowWaivedRow: EventRow<'window-waived'> = {
  title: 'Signing outside the window was allowed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head) => ({ ...head, windowWaived: true }),
  tells: {},
};
