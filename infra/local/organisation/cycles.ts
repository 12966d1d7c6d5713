import type { CycleInput } from '#shared/contract/cycles.ts';

/**
 * The annual and the quarterly cycle of the current UTC day. The annual cycle has a window for sign-off, from the first
 * day of the current month to the end of the year.
 */
export function sampleCycles(now: Date): { id: string; input: CycleInput }[] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const first = month - (month % 3);
  const to = dayOf(year, 12, 0);
  return [
    {
      id: `annual-${year}`,
      input: {
        name: `Annual review ${year}`,
        kind: 'annual',
        from: dayOf(year, 0, 1),
        joinUntil: to,
        to,
        windows: { 'sign-off': { from: dayOf(year, month, 1), to } },
      },
    },
    {
      id: `q${first / 3 + 1}-${year}`,
      input: {
        name: `Quarter ${first / 3 + 1} of ${year}`,
        kind: 'quarterly',
        from: dayOf(year, first, 1),
        // Nobody joins in the last month: it is for cases that have begun.
        joinUntil: dayOf(year, first + 2, 0),
        to: dayOf(year, first + 3, 0),
        windows: {},
      },
    },
  ];
}

/** Months count from 0. Day 0 is the last day of the month before. */
function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
