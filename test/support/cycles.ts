import type { Cycle, CycleInput } from '#shared/contract/cycles.ts';

/** HR's input for the annual cycle of 2026. A test passes the fields it is about. */
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

/** The opened cycle of `cycleInput`. */
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
