import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { CaseView } from '../contract/view.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { dayIn } from '../domain/case/state/zone.ts';
import { appealAgainst, endOfAppealWindow, endOfCoolDown, nextTrackChange } from '../domain/ladder/waiting-times.ts';

/** What can follow a case that is closed. */
export interface Afterwards {
  /** The first day on which the next case of this kind can be opened. Null: there is no waiting time. */
  reopenFrom: string | null;
  /** The last instant at which the engineer can appeal. Null: they cannot. */
  appealUntil: string | null;
}

/** What the viewer can do next as the engineer of a closed case, and when. Null for everybody else, and while the case is open. */
export function afterwardsOf(
  view: CaseView,
  ladder: PublishedLadder,
  { leave }: Pick<Person, 'leave'>,
): Afterwards | null {
  const { closedAt, corrected, outcome, relations, actions, timeZone } = view;
  if (closedAt === null || outcome === null || !relations.includes('engineer')) return null;
  const transition = transitionOf(ladder, view);
  const appeal = appealAgainst(transition, outcome, corrected !== null);
  const mayAppeal = actions.some((one) => one.type === 'appeal' && one.allowed);
  return {
    reopenFrom:
      outcome === 'track-changed'
        ? nextTrackChange(ladder, dayIn(view, closedAt))
        : endOfCoolDown(transition, outcome, dayIn(view, closedAt), leave),
    appealUntil: mayAppeal && appeal ? endOfAppealWindow(appeal, corrected?.at ?? closedAt, timeZone, leave) : null,
  };
}
