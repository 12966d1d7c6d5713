import type { Cycle, CycleInput } from '#shared/contract/cycles.ts';

/** What HR says of an annual cycle of 2026; give what matters to the test. */
export function cycleInput(more: Partial<CycleInput> = {}): CycleInput {
  return {
    name: 'Annual review 2026',
    kind: 'annual',
    from: '2026-01-01',
    to: '2026-12-31',
    joinUntil: '2026-09-30',
    windows: {
      calibration: { from: '2026-02-01', to: '2026-02-28' },
      'sign-off': { from: '2026-11-01', to: '2026-12-15' },
    },
    ...more,
  };
}

/** The same, opened. */
export function cycle(more: Partial<Cycle> = {}): Cycle {
  return {
    id: 'annual-2026',
    ...cycleInput(),
    openedAt: '2025-12-01T09:00:00.000Z',
    closedAt: null,
    version: 1,
    ...more,
  };
}
