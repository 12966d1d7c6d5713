import { instantsOf } from '../state/instants.ts';
import { deskOf } from '../state/steps.ts';
import { answeringOf, waiverSlotOf } from '../state/waivers.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfPortfolio = {
  'requirement-waived': {
    'waiver-given': ({ head }) =>
      all(
        answeringOf(head).flatMap(({ slots: [slot] }) => slot?.personId ?? deskOf(head)),
        { dueAt: instantsOf(head).dueAt },
      ),
  },
  'waiver-answered': { 'waiver-answered': ({ head }) => all([head.engineerId, waiverSlotOf(head)?.personId ?? null]) },
} satisfies Tellings;
