import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Leave } from '#shared/contract/people.ts';
import { addDays } from '#shared/domain/calendar/calendar.ts';
import { awayUntil, daysLater, faultsOfLeave, leaveIn, leaveText } from '#shared/domain/calendar/leave.ts';

const away = (from: string, to = from, deputyId: string | null = null): Leave => ({ from, to, deputyId });

describe('a time in which days away do not count', () => {
  test.each<[string, Leave[], number]>([
    ['nobody is away', [], 0],
    ['the leave was over before', [away('2026-02-01', '2026-02-28')], 0],
    ['the leave is within it', [away('2026-03-05', '2026-03-09')], 5],
    ['the leave began before', [away('2026-02-20', '2026-03-04')], 4],
    ['the leave goes on after it', [away('2026-03-30', '2026-04-10')], 12],
    ['the leave begins on its last day', [away('2026-03-31')], 1],
    ['the leave begins on the day after', [away('2026-04-01', '2026-04-30')], 0],
    ['a second leave is only reached because of the first', [away('2026-03-30', '2026-03-31'), away('2026-04-02')], 3],
  ])('%s', (_what, leave, later) => {
    expect(daysLater(leave, '2026-03-01', '2026-03-31')).toBe(later);
  });

  test('has as many days here as it had, and its last day is one of them', () => {
    const times = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 })), { maxLength: 8 })
      .map((gaps) => {
        let day = '2026-01-01';
        return gaps.map(([gap, length]) => {
          const from = addDays(day, gap + 1);
          day = addDays(from, length);
          return away(from, day);
        });
      });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 120 }), (leave, start, length) => {
        const since = addDays('2026-01-01', start);
        const end = addDays(since, length + daysLater(leave, since, addDays(since, length)));
        let here = 0;
        for (let day = since; day <= end; day = addDays(day, 1)) if (awayUntil(leave, day) === null) here++;
        // The first day counts as none, if they are here on it.
        expect(here).toBe(length + 1);
        expect(awayUntil(leave, end)).toBeNull();
      }),
    );
  });
});

test('times that follow each other are one', () => {
  const leave = [away('2026-03-02', '2026-03-06'), away('2026-03-07', '2026-03-08'), away('2026-03-10')];
  expect(awayUntil(leave, '2026-03-04')).toBe('2026-03-08');
  expect(awayUntil(leave, '2026-03-09')).toBeNull();
});

test.each<[string, Leave[], string]>([
  ['it ends before it begins', [away('2026-03-05', '2026-03-04')], 'leave.0'],
  ['two share a day', [away('2026-03-05', '2026-03-06'), away('2026-03-06')], 'leave.1'],
  ['they are not in order', [away('2026-03-05'), away('2026-03-01')], 'leave.1'],
  ['they act for themselves', [away('2026-03-05', '2026-03-05', 'tess-lead')], 'leave.0'],
])('leave has a fault if %s', (_what, leave, path) => {
  expect(faultsOfLeave(leave, 'tess-lead').map((one) => one.path)).toEqual([path]);
});

test('what is written can be read again, in any order', () => {
  const leave = [away('2026-03-02', '2026-03-06', 'olga-odc'), away('2026-05-01')];
  expect(leaveIn(leaveText(leave))).toEqual(leave);
  expect(leaveIn(leaveText(leave, '; '))).toEqual(leave);
  expect(leaveIn('2026-05-01\n\n 2026-03-02/2026-03-06  olga-odc ')).toEqual(leave);
  expect(leaveIn('')).toEqual([]);
  expect(leaveIn('2026-03-02 to 2026-03-06')).toEqual(['2026-03-02 to 2026-03-06']);
});
