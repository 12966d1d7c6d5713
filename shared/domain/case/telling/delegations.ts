import type { Delegation, Slot } from '../../../contract/case.ts';
import type { CaseEvent } from '../../../contract/events.ts';
import { isMadeByHr } from '../../../contract/names.ts';
import type { EventOf } from '../state/types.ts';
import { type Addressee, all, type Telling } from './row.ts';

/** Events that can take parts away from people. */
export type PartsTaken =
  | 'objection-answered'
  | 'conflict-declared'
  | 'recused'
  | 'reassigned'
  | 'slot-substituted'
  | 'appeal-decided';

/**
 * Tells both people of each delegation that an event ends. A person who lost their part is told that first, and nobody is
 * told twice or about their own act.
 */
export const delegationsOver = {
  'delegation-ended': (about: Telling<EventOf<PartsTaken>>): Addressee[] => endedBy(about).map(({ to }) => ({ to })),
  'delegate-lost': (about: Telling<EventOf<PartsTaken>>): Addressee[] =>
    endedBy(about).flatMap(({ by, to }) => all([by], { people: [to] })),
};

/** The delegations that an event ends, or takes a part from. */
function endedBy({ event, earlier }: Telling<EventOf<PartsTaken>>): Delegation[] {
  const standing = standingDelegations(earlier, event.at);
  return startsRound(event, earlier)
    ? standing
    : standing.filter((one) => partsAfter(event, one).length < one.slots.length);
}

/**
 * An upheld appeal against a judgement starts a new round, and ends all delegations. One against an end that HR or the clock
 * made says so. `earlier` says what it is against: the head can be at a later appeal, or corrected.
 */
export function startsRound(event: CaseEvent, earlier: readonly CaseEvent[]): boolean {
  if (event.type !== 'appeal-decided' || event.data.decision !== 'upheld') return false;
  if (event.data.anew) return true;
  const appeal = earlier.findLast((one) => one.type === 'appeal-made' && one.seq < event.seq);
  return !isMadeByHr(appeal?.type === 'appeal-made' ? (appeal.data.moves?.outcome ?? null) : null);
}

/** The delegations whose time is not over, with the parts that earlier events left of them. */
function standingDelegations(earlier: readonly CaseEvent[], at: string): Delegation[] {
  return earlier.flatMap((event, index) => {
    if (event.type !== 'delegated' || event.data.until <= at) return [];
    const slots = earlier
      .slice(index + 1)
      .reduce(
        (left, later) => (startsRound(later, earlier) ? [] : partsAfter(later, { ...event.data, slots: left })),
        event.data.slots,
      );
    return slots.length > 0 ? [{ ...event.data, slots }] : [];
  });
}

/** The parts of a delegation that an event leaves. None: it ended, one of the two has a conflict, or others hold them all. */
function partsAfter(event: CaseEvent, { by, to, slots }: Delegation): string[] {
  const isEnded =
    event.type === 'delegation-ended' && (event.data.by ?? event.actor.personId) === by && event.data.to === to;
  const conflicts = conflictedBy(event);
  if (isEnded || conflicts.includes(by) || conflicts.includes(to)) return [];
  return slots.filter((id) => !slotsOf(event).some((slot) => slot.id === id && slot.personId !== by));
}

/** The parts whose holders an event names. */
export function slotsOf(event: CaseEvent): readonly Slot[] {
  return event.type !== 'delegated' && 'slots' in event.data ? event.data.slots : [];
}

function conflictedBy(event: CaseEvent): (string | null)[] {
  if (event.type === 'conflict-declared') return [event.actor.personId];
  return 'conflicts' in event.data ? event.data.conflicts : [];
}
