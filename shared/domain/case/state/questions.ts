import type { CaseHead, Clock } from '../../../contract/case.ts';
import { lastMinuteOf } from '../../calendar/zone.ts';

/** The questions of reviewers and signers to the engineer. */

type Question = NonNullable<CaseHead['asked']>[number];

/**
 * The question that the engineer can answer now, also when its days are over. Null: there is none, or the stage in which it
 * was put is over.
 */
export function questionToAnswer({
  asked = [],
  stage,
  attempt,
}: Pick<CaseHead, 'asked' | 'stage' | 'attempt'>): Question | null {
  const latest = asked.at(-1);
  return latest && latest.answer === null && latest.stage === stage && latest.attempt === attempt ? latest : null;
}

/**
 * The due instant of a question that is asked, or goes on, at `now`: `usual`, but not after the end of the window for signatures,
 * because that would be too late. The due day of the stage can be before the window's last day.
 */
export function dueInWindow(
  usual: string,
  clock: Pick<Clock, 'dueAt' | 'bound'>,
  now: string,
  timeZone: string,
): string {
  const window = clock.bound?.window;
  const ends = window ? [clock.dueAt, lastMinuteOf(window.to, timeZone)].filter((end) => now < end) : [];
  return [usual, ...ends].reduce((first, one) => (one < first ? one : first));
}
