import type { CaseHead } from '../../../contract/case.ts';
import type { EventOf } from '../state/types.ts';
import { openBefore, rescheduled } from './fold.ts';
import type { EventRow } from './row.ts';

/** A timer was acted on. The event names who owes a step, and so who has not reviewed yet. */
type Timed = 'reminder-sent' | 'escalated';

const actedOn = (head: CaseHead, event: EventOf<Timed>): CaseHead => ({
  ...openBefore(head, event),
  actedUpTo: event.data.instant,
});

export const reminderSentRow: EventRow<'reminder-sent'> = {
  title: 'A reminder was sent',
  underSeal: 'sealed',
  knownTo: 'everybody',
  ends: null,
  fold: actedOn,
};

export const escalatedRow: EventRow<'escalated'> = {
  title: 'A lead was told of an overdue step',
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: actedOn,
};

export const deadlineExtendedRow: EventRow<'deadline-extended'> = {
  title: 'The deadline was extended',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data),
};

export const cycleJoinedRow: EventRow<'cycle-joined'> = {
  title: 'The case was put into a cycle',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), cycleId: event.data.cycleId }),
};

export const windowWaivedRow: EventRow<'window-waived'> = {
  title: 'Signing outside the window was allowed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), windowWaived: true }),
};

export const windowClosedRow: EventRow<'window-closed'> = {
  title: 'The window of the signatures was over',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
};

export const windowMovedRow: EventRow<'window-moved'> = {
  title: 'The due day followed the window of the cycle',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
};
