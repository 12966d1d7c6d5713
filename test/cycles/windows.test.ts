import { describe, expect, test } from 'vitest';
import { isWithin, mayJoin, windowOf } from '#shared/domain/cycles/windows.ts';
import { cycle } from '#test/support/cycles.ts';

test('a kind of stage has its window, or none', () => {
  expect(windowOf(cycle(), 'sign-off')).toEqual({ from: '2026-11-01', to: '2026-12-15' });
  expect(windowOf(cycle(), 'portfolio')).toBeNull();
});

test.each([
  ['2026-10-31T23:59:59.999Z', false],
  ['2026-11-01T00:00:00.000Z', true],
  ['2026-12-15T23:59:59.999Z', true],
  ['2026-12-16T00:00:00.000Z', false],
])('a window holds its first and its last day whole: %s', (instant, is) => {
  expect(isWithin({ from: '2026-11-01', to: '2026-12-15' }, instant)).toBe(is);
});

describe('a case may join', () => {
  test.each([
    ['before the first day', '2025-12-15T12:00:00.000Z', 'yes'],
    ['on the last day for it', '2026-09-30T23:59:59.999Z', 'yes'],
    ['a day later', '2026-10-01T00:00:00.000Z', 'late'],
    ['on the last day of all', '2026-12-31T23:59:59.999Z', 'late'],
    ['when it is over', '2027-01-01T00:00:00.000Z', 'no'],
  ] as const)('%s: %s, %s', (_when, instant, answer) => {
    expect(mayJoin(cycle(), instant)).toBe(answer);
    expect(mayJoin(cycle({ closedAt: '2026-03-01T00:00:00.000Z' }), instant)).toBe('no');
  });
});
