import type { Leave } from '../../contract/people.ts';
import type { Fault } from '../fault.ts';
import { addDays, daysFrom } from './calendar.ts';

/** Days on which somebody is away. Both ends of a time are among them. */
type Days = Pick<Leave, 'from' | 'to'>;

/** The time away that a day is in. Undefined: they are here. */
export function leaveOn(leave: readonly Leave[], day: string): Leave | undefined {
  return leave.find(({ from, to }) => from <= day && day <= to);
}

/** The last day of the times away that follow each other from a day on. Null: they are here on that day. */
export function awayUntil(leave: readonly Leave[], day: string): string | null {
  const now = leaveOn(leave, day);
  return now ? (awayUntil(leave, addDays(now.to, 1)) ?? now.to) : null;
}

/** The first of the days away that go on without a break until a day on which somebody is away. */
export function awaySince(leave: readonly Leave[], day: string): string {
  const from = leaveOn(leave, day)?.from ?? day;
  const before = leaveOn(leave, addDays(from, -1));
  return before ? awaySince(leave, before.from) : from;
}

/** How many days of a time away are on a day or after it. */
function daysAway({ from, to }: Days, since: string): number {
  return Math.max(0, daysFrom(from > since ? from : since, to) + 1);
}

/**
 * How many days later a time ends that runs from one day to another, if no day counts on which somebody is away.
 *
 * @param leave oldest first
 */
export function daysLater(leave: readonly Leave[], since: string, until: string): number {
  return leave.reduce(
    (later, { from, to }) => (from <= addDays(until, later) ? later + daysAway({ from, to }, since) : later),
    0,
  );
}

/** What is wrong with the times away of a record. They are in order, and a day is in one of them at most. */
export function faultsOfLeave(leave: readonly Leave[], personId: string): Fault[] {
  return leave.flatMap(({ from, to, deputyId }, at): Fault[] => {
    const path = `leave.${at}`;
    const before = leave[at - 1];
    if (to < from) return [{ path, reason: 'the last day is not before the first one' }];
    if (before && from <= before.to) return [{ path, reason: 'give the times in order, and each day in one of them' }];
    return deputyId === personId ? [{ path, reason: 'nobody acts for themselves: name another person' }] : [];
  });
}

/** Times away as people write them, one in each line: `2026-12-01/2026-12-20`, and who acts meanwhile. */
export function leaveText(leave: readonly Leave[], separator = '\n'): string {
  return leave.map(({ from, to, deputyId }) => [`${from}/${to}`, deputyId ?? []].flat().join(' ')).join(separator);
}

/** Reads the same, oldest first. What it cannot read stays as it is, for the contract to refuse. */
export function leaveIn(text: string): unknown[] {
  const lines = text.split(/[\n;,|]/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .sort()
    .map((line) => {
      const [days = '', deputyId = null, ...more] = line.split(/\s+/);
      const [from, to = from, ...others] = days.split('/');
      return more.length + others.length > 0 ? line : { from, to, deputyId };
    });
}
