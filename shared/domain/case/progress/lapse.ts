import type { OpenHead, Schedule } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { addDays } from '../../calendar/calendar.ts';
import { lastMinuteOf, localDay } from '../../calendar/zone.ts';
import { stageRules } from './timers.ts';

/**
 * The clock of a stage of the engineer whose days of grace begin anew now: they end with a local day. Undefined if it has no
 * lapse, or lapses later anyway.
 */
export function graceAnew(head: OpenHead, ladder: PublishedLadder, now: string): Schedule | undefined {
  const { dueAt, timers, timeZone, bound } = head;
  const graceDays = stageRules(head, ladder)?.graceDays ?? 0;
  const at = lastMinuteOf(addDays(localDay(now, timeZone), graceDays), timeZone);
  const lapse = timers.find(({ kind }) => kind === 'lapse');
  if (!lapse || lapse.at >= at) return undefined;
  return { dueAt, timers: [...timers.filter((one) => one !== lapse), { ...lapse, at }], timeZone, bound };
}
