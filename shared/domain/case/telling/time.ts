import { hrDesk } from '../../../contract/names.ts';
import { partsAndOffers } from '../../people.ts';
import { answerersOf, ownSteps } from '../progress/open-steps.ts';
import { instantsOf, lapsesAt } from '../state/instants.ts';
import { isTimeOf } from '../state/steps.ts';
import type { EventOf } from '../state/types.ts';
import { hrAsked, owing, standsAt } from './addressees.ts';
import { type Addressee, all, type Telling, type Tellings } from './row.ts';

/**
 * A timer was acted on. The event names who owes a step, and so who has not reviewed yet, but not who has an objection to
 * answer.
 */
type Timed = 'reminder-sent' | 'escalated';

function named({ event, head }: Telling<EventOf<Timed>>): Addressee[] {
  const { stage, attempt, to } = event.data;
  // While reviews are sealed it would tell who has not reviewed.
  const isSealed = !head.revealed && (head.sealed !== null || head.stage === 'calibration');
  const late = event.type === 'escalated' && !isSealed ? event.data.of : [];
  const people = late.filter((id) => id !== hrDesk);
  if (!standsAt(head, stage, attempt)) return all(to, { stage, dueAt: null, people });
  const lapse = lapsesAt(head);
  return all(to, { stage, dueAt: instantsOf(head).dueAt, people, ...(lapse ? { lapsesAt: lapse } : {}) });
}

function reminded(about: Telling<EventOf<'reminder-sent'>>): Addressee[] {
  const { head } = about;
  const { stage, attempt, to } = about.event.data;
  const answerers = standsAt(head, stage, attempt)
    ? answerersOf(head, about.event.at).filter((id) => !to.includes(id))
    : [];
  return [
    ...named(about),
    ...answerers.map((id) => ({
      to: id,
      facts: { stage, dueAt: instantsOf(head).dueAt, ...(id === hrDesk ? { except: partsAndOffers(head) } : {}) },
    })),
  ];
}

/** If the signatures have another due day now, the signers are told that it is their turn. */
function signersAsked(about: Telling<EventOf<'cycle-joined' | 'window-waived'>>): Addressee[] {
  const { schedule } = about.event.data;
  return schedule && !schedule.bound?.over ? all(owing(about), { stage: 'sign-off', dueAt: schedule.dueAt }) : [];
}

/** Who signs, also if the window is moved to later: they know of the window that it had. */
function signing({ head, ladder, event }: Telling<EventOf<'window-moved'>>): string[] {
  const steps = head.status === 'open' ? ownSteps(head, ladder) : [];
  const actsNow = (id: string, holder: string) =>
    head.delegations.some(
      ({ by, to, from, at, until }) => to === id && by === holder && (from ?? at) <= event.at && until > event.at,
    );
  return steps
    .filter((one) => isTimeOf({ ...one, from: null }, event.at))
    .filter(({ personId, onBehalfOf }) => onBehalfOf === null || actsNow(personId, onBehalfOf))
    .map(({ personId }) => personId);
}

export const tellsOfTime = {
  'reminder-sent': { reminder: reminded },
  escalated: { escalation: named },
  'deadline-extended': {
    'deadline-extended': (about) => all([...owing(about), about.head.engineerId], { dueAt: about.event.data.dueAt }),
  },
  'cycle-joined': { 'step-open': signersAsked },
  'window-waived': { 'step-open': signersAsked },
  'window-closed': {
    'window-closed': ({ event: { data }, head }) =>
      standsAt(head, 'sign-off', data.attempt) ? hrAsked(head, data.schedule.dueAt) : [],
  },
  'window-moved': {
    'window-moved': (about) => {
      const { attempt, schedule } = about.event.data;
      const facts = { stage: 'sign-off' as const, dueAt: schedule.dueAt };
      return standsAt(about.head, 'sign-off', attempt) ? all([...signing(about), about.head.engineerId], facts) : [];
    },
  },
} satisfies Tellings;
