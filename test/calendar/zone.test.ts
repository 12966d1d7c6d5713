import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar/calendar.ts';
import { dueWords, minuteWords } from '#shared/domain/calendar/words.ts';
import { lastMinuteOf, localDay, plusLocalDays, showSame, startOfDay } from '#shared/domain/calendar/zone.ts';

const timeIn = (instant: string, zone: string) => / at (\d\d:\d\d) /.exec(minuteWords(instant, zone))?.[1];

/** From UTC-11 to UTC+14, with changes of clocks in both halves of the year, at midnight too, and by half an hour. */
const zones = [
  'Pacific/Pago_Pago',
  'Pacific/Niue',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Nuuk',
  'UTC',
  'Europe/Lisbon',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Ho_Chi_Minh',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

test.each([
  ['2026-12-31T10:30:00.000Z', 'Pacific/Pago_Pago', '2026-12-30'],
  ['2026-12-31T10:30:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2028-02-29T10:30:00.000Z', 'Pacific/Niue', '2028-02-28'],
  ['2028-02-29T10:30:00.000Z', 'Pacific/Kiritimati', '2028-03-01'],
  ['2028-03-01T05:00:00.000Z', 'America/Los_Angeles', '2028-02-29'],
])('%s in %s is on %s', (instant, timeZone, day) => expect(localDay(instant, timeZone)).toBe(day));

describe('a day begins and ends with its clocks', () => {
  test.each([
    ['2026-03-08', 'America/Los_Angeles', '2026-03-08T08:00:00.000Z', '2026-03-09T06:59:00.000Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-01T07:00:00.000Z', '2026-11-02T07:59:00.000Z'],
    // Clocks are set forward at midnight: the day begins at 01:00.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:00.000Z'],
    // Clocks are set forward from 23:00 to midnight: there is no 23:59 on the Saturday.
    ['2026-03-28', 'America/Nuuk', '2026-03-28T02:00:00.000Z', '2026-03-29T00:59:00.000Z'],
    ['2028-02-29', 'Pacific/Kiritimati', '2028-02-28T10:00:00.000Z', '2028-02-29T09:59:00.000Z'],
    ['2026-12-31', 'Pacific/Pago_Pago', '2026-12-31T11:00:00.000Z', '2027-01-01T10:59:00.000Z'],
  ])('%s in %s', (day, timeZone, start, end) => {
    expect([startOfDay(day, timeZone), lastMinuteOf(day, timeZone)]).toEqual([start, end]);
  });
});

describe('a sum of days', () => {
  const anyInstant = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString());

  test('is a sum of local days, at the same local time if clocks show it', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), fc.integer({ min: 0, max: 400 }), (instant, zone, days) => {
        const after = plusLocalDays(instant, days, zone);
        const [day, time] = [localDay(after, zone), timeIn(after, zone)];
        const wanted = timeIn(instant, zone);
        // If clocks are set forward over the time, it is at most an hour later.
        if (time === wanted) expect(day).toBe(addDays(localDay(instant, zone), days));
        else
          expect(
            Date.parse(after) - Date.parse(startOfDay(addDays(localDay(instant, zone), days), zone)),
          ).toBeLessThanOrEqual(24 * 3600 * 1000);
      }),
      { numRuns: 500 },
    );
  });

  test('covers whole days: each day begins where the one before it ends', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (instant, zone) => {
        const day = localDay(instant, zone);
        const [start, next] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
        expect([start <= instant, instant < next, localDay(start, zone)]).toEqual([true, true, day]);
        expect(localDay(new Date(Date.parse(start) - 1).toISOString(), zone)).toBe(addDays(day, -1));
      }),
      { numRuns: 500 },
    );
  });
});

describe('in words', () => {
  const friday = '2026-12-12T02:00:00.000Z';

  test('a due day is the day of the case, and its zone is named to people whose clocks show another time', () => {
    expect(dueWords(friday, 'America/Los_Angeles', 'America/Los_Angeles')).toBe('11 December 2026');
    expect(dueWords(friday, 'America/Los_Angeles', 'America/Tijuana')).toBe('11 December 2026');
    expect(dueWords(friday, 'America/Los_Angeles', 'UTC')).toBe('11 December 2026 (GMT-8)');
    expect(showSame('2026-07-01T00:00:00.000Z', 'Europe/Lisbon', 'UTC')).toBe(false);
    expect(showSame('2026-12-01T00:00:00.000Z', 'Europe/Lisbon', 'UTC')).toBe(true);
  });

  test('an instant has its time and its zone', () => {
    expect(minuteWords(friday, 'Pacific/Kiritimati')).toBe('12 December 2026 at 16:00 GMT+14');
  });
});
