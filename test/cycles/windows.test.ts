import { describe, expect, test } from 'vitest';
import { mayJoin, placeIn, windowOf } from '#shared/domain/cycles/windows.ts';
import { cycle } from '#test/support/cycles.ts';

test('a kind of stage has one window or none', () => {
  expect(windowOf(cycle(), 'sign-off')).toEqual({ from: '2026-11-01', to: '2026-12-15' });
  expect(windowOf(cycle(), 'portfolio')).toBeNull();
});

test.each([
  ['UTC', '2026-10-31T23:59:59.999Z', 'before'],
  ['UTC', '2026-11-01T00:00:00.000Z', 'within'],
  ['UTC', '2026-12-15T23:59:59.999Z', 'within'],
  ['UTC', '2026-12-16T00:00:00.000Z', 'over'],
  ['America/Sao_Paulo', '2026-11-01T00:00:00.000Z', 'before'],
  ['America/Sao_Paulo', '2026-12-16T00:30:00.000Z', 'within'],
  ['Asia/Ho_Chi_Minh', '2026-10-31T18:00:00.000Z', 'within'],
  ['Asia/Ho_Chi_Minh', '2026-12-15T18:00:00.000Z', 'over'],
])('a window includes its first and its last local day: %s, %s', (timeZone, instant, place) => {
  expect(placeIn({ from: '2026-11-01', to: '2026-12-15' }, instant, timeZone)).toBe(place);
});

describe('a case can join a cycle', () => {
  test.each([
    ['before the first day', '2025-12-15', 'yes'],
    ['on the last day to join', '2026-09-30', 'yes'],
    ['one day after the last day to join', '2026-10-01', 'late'],
    ['on the last day of the cycle', '2026-12-31', 'late'],
    ['after the cycle', '2027-01-01', 'no'],
  ] as const)('%s: %s, %s', (_when, day, answer) => {
    expect(mayJoin(cycle(), day)).toBe(answer);
    expect(mayJoin(cycle({ closedAt: '2026-03-01T00:00:00.000Z' }), day)).toBe('no');
  });
});
