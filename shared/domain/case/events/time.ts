import type { CaseHead } from '../../../contract/case.ts';
import type { EventOf } from '../state/types.ts';
import { waitsForWaiver } from '../state/waivers.ts';
import { lapsingLater, openBefore, rescheduled } from './fold.ts';
import type { EventRow } from './row.ts';

/**
 * A timer was acted on. The event names who owes a step: who has not reviewed yet, or that HR is to answer a waiver. Those
 * who only watch know of neither.
 */
type Timed = 'reminder-sent' | 'escalated';

const actedOn = (head: CaseHead, event: EventOf<Timed>): CaseHead => ({
  ...openBefore(head, event),
  actedUpTo: event.data.instant,
});

export const reminderSentRow: EventRow<'reminder-sent'> = {
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: actedOn,
};

export const escalatedRow: EventRow<'escalated'> = {
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  // If the engineer waits for the answer to a waiver, HR is told again and again, and the case lapses later.
  fold: (head, event) => {
    const acted = actedOn(head, event);
    return waitsForWaiver(head) ? lapsingLater(acted, event.at, false) : acted;
  },
};

export const deadlineExtendedRow: EventRow<'deadline-extended'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data),
};

export const cycleJoinedRow: EventRow<'cycle-joined'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), cycleId: event.data.cycleId }),
};

export const windowWaivedRow: EventRow<'window-waived'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => ({ ...rescheduled(head, event, event.data.schedule), windowWaived: true }),
};

export const windowClosedRow: EventRow<'window-closed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
};

export const windowMovedRow: EventRow<'window-moved'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => rescheduled(head, event, event.data.schedule),
};
