import type { CaseEvent } from '../../../contract/events.ts';
import { isFilledAnewAfterAppeal } from '../slots/separation-of-duties.ts';
import type { EventOf } from '../state/types.ts';
import { handedOver, newOnPanel } from './addressees.ts';
import { slotsOf, startsRound } from './delegations.ts';
import { type Addressee, all, type Telling, type Tellings } from './row.ts';

export const tellsOfAppeal = {
  'appeal-decided': {
    'appeal-decided': ({ event, head }) => all([head.engineerId], newOnPanel(event.data.slots)),
    ...handedOver,
    'part-taken': (about) => [...handedOver['part-taken'](about), ...goneWithRound(about)],
  },
} satisfies Tellings;

/** Those who had a place that a new round does not have: a panel can have been larger than the ladder asks for. */
function goneWithRound({ event, earlier }: Telling<EventOf<'appeal-decided'>>): Addressee[] {
  if (!startsRound(event, earlier)) return [];
  const before = new Map(earlier.flatMap((one: CaseEvent) => slotsOf(one)).map((slot) => [slot.id, slot]));
  for (const { id } of event.data.slots) before.delete(id);
  return [...before.values()]
    .filter(isFilledAnewAfterAppeal)
    .map(({ personId, stage }) => ({ to: personId, facts: { stage, dueAt: null } }));
}
