import { describe, expect, test } from 'vitest';
import { isWithin, mayJoin, windowOf } from '#shared/domain/cycles/windows.ts';
import { cycle } from '#test/support/cycles.ts';

test('a kind of stage has one window or none', () => {
  expect(windowOf(cycle(), 'sign-off')).toEqual({ from: '2026-11-01', to: '2026-12-15' });
  expect(windowOf(cycle(), 'portfolio')).toBeNull();
});

test.each([
  ['2026-10-31T23:59:59.999Z', false],
  ['2026-11-01T00:00:00.000Z', true],
  ['2026-12-15T23:59:59.999Z', true],
  ['2026-12-16T00:00:00.000Z', false],
])('a window includes its first and its last day: %s', (instant, is) => {
  expect(isWithin({ from: '2026-11-01', to: '2026-12-15' }, instant)).toBe(is);
});

describe('a case can join a cycle', () => {
  test.each([
    ['before the first day', '2025-12-15T12:00:00.000Z', 'yes'],
    ['on the last day to join', '2026-09-30T23:59:59.999Z', 'yes'],
    ['one day after the last day to join', '2026-10-01T00:00:00.000Z', 'late'],
    ['on the last day of the cycle', '2026-12-31T23:59:59.999Z', 'late'],
    ['after the cycle', '2027-01-01T00:00:00.000Z', 'no'],
  ] as const)('%s: %s, %s', (_when, instant, answer) => {
    expect(mayJoin(cycle(), instant)).toBe(answer);
    expect(mayJoin(cycle({ closedAt: '2026-03-01T00:00:00.000Z' }), instant)).toBe('no');
  });
});
