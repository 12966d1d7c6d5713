import type { CaseHead } from '../../../contract/case.ts';
import type { CaseEvent } from '../../../contract/events.ts';
import { instantsOf, lapsesAt } from '../state/instants.ts';
import { deskOf } from '../state/steps.ts';
import type { EventOf } from '../state/types.ts';
import { answeringOf, isConfirmed, waiverSlotOf } from '../state/waivers.ts';
import { type Addressee, all, type Telling, type Tellings } from './row.ts';

/** By when the case ends by itself, for the engineer, who waits no more. */
function lapseOf(head: CaseHead): { lapsesAt?: string } {
  const at = lapsesAt(head);
  return at ? { lapsesAt: at } : {};
}

/** The engineer, if a waiver falls because whoever gave or confirmed it, or for whom this was done, declares a conflict. */
export function waiverLost({ event, head, earlier }: Telling<EventOf<'conflict-declared'>>): Addressee[] {
  const isTheirs = ({ actor }: CaseEvent) => [actor.personId, actor.onBehalfOf].includes(event.actor.personId);
  const steps = earlier.filter(isOfWaiver);
  const isLost = steps.some((given, at) => {
    const { requirement } = given.data;
    if (given.type !== 'requirement-waived') return false;
    const since = steps.slice(at).filter((one) => one.data.requirement === requirement);
    const isOver = since.some(
      (one, later) =>
        (later > 0 && one.type === given.type) || (one.type === 'waiver-answered' && one.data.answer === 'refused'),
    );
    const now = head.waivers.find((one) => one.requirement === requirement);
    return !isOver && since.some(isTheirs) && !(now && isConfirmed(now));
  });
  return isLost ? all([head.engineerId], lapseOf(head)) : [];
}

const isOfWaiver = (one: CaseEvent): one is EventOf<'requirement-waived' | 'waiver-answered'> =>
  one.type === 'requirement-waived' || one.type === 'waiver-answered';

export const tellsOfPortfolio = {
  'requirement-waived': {
    'waiver-given': ({ head }) =>
      all(
        answeringOf(head).flatMap(({ slots: [slot] }) => slot?.personId ?? deskOf(head)),
        { dueAt: instantsOf(head).dueAt },
      ),
  },
  'waiver-answered': {
    'waiver-answered': ({ head }) => [
      ...all([head.engineerId], lapseOf(head)),
      ...all([waiverSlotOf(head)?.personId ?? null]),
    ],
  },
} satisfies Tellings;
