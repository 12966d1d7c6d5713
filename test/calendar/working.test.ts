import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
import {
  addDays,
  monthsHavePassed,
  plusDays,
  plusMonths,
  startOfNextQuarter,
} from '#shared/domain/calendar/calendar.ts';
import { endOfWork, nextStartOfWork, plainWeek, workingDayFrom } from '#shared/domain/calendar/working.ts';
import { localDay as dayIn, isTimeZone, startOfDay } from '#shared/domain/calendar/zone.ts';

const calendar = (timeZone: string, more: Partial<Calendar> = {}): Calendar => ({
  ...plainWeek('North'),
  timeZone,
  ...more,
});

/** The first working day on or after the local day of an instant: its start and its end. */
const startOfWorkingDay = (instant: string, where: Calendar) =>
  nextStartOfWork(startOfDay(dayIn(instant, where.timeZone), where.timeZone), where);
const endOfWorkingDay = (instant: string, where: Calendar) =>
  endOfWork(workingDayFrom(dayIn(instant, where.timeZone), where), where);

describe('a working day', () => {
  const cases: [what: string, instant: string, calendar: Calendar, start: string, end: string][] = [
    [
      'is the same day, if that is a working day',
      '2026-03-02T12:00:00.000Z',
      plainWeek('North'),
      '2026-03-02T09:00Z',
      '2026-03-02T18:00Z',
    ],
    [
      'is the same day, even late in the evening',
      '2026-03-02T23:59:59.999Z',
      plainWeek('N'),
      '2026-03-02T09:00Z',
      '2026-03-02T18:00Z',
    ],
    ['is Monday after a Saturday', '2026-03-07T12:00:00Z', plainWeek('N'), '2026-03-09T09:00Z', '2026-03-09T18:00Z'],
    ['is Monday after a Sunday', '2026-03-08T12:00:00Z', plainWeek('N'), '2026-03-09T09:00Z', '2026-03-09T18:00Z'],
    [
      'is Sunday, if Friday and Saturday are off',
      '2026-03-06T12:00:00Z',
      calendar('Asia/Riyadh', { weekend: [5, 6] }),
      '2026-03-08T06:00Z',
      '2026-03-08T15:00Z',
    ],
    [
      'comes after several holidays and the weekend that follows them',
      '2026-12-24T12:00:00Z',
      calendar('Europe/Lisbon', { holidays: ['2026-12-25', '2026-12-24', '2026-12-28'] }),
      '2026-12-29T09:00Z',
      '2026-12-29T18:00Z',
    ],
    [
      'is in the next year, after a holiday on the last day of this year',
      '2026-12-31T12:00:00Z',
      calendar('UTC', { holidays: ['2026-12-31', '2027-01-01'] }),
      '2027-01-04T09:00Z',
      '2027-01-04T18:00Z',
    ],
    [
      'is a local day: in the east it is already Monday when it is Sunday in UTC',
      '2026-03-08T18:00:00Z',
      calendar('Asia/Ho_Chi_Minh'),
      '2026-03-09T02:00Z',
      '2026-03-09T11:00Z',
    ],
    [
      'is a local day: in the east it is already Saturday when it is Friday in UTC',
      '2026-03-06T18:00:00Z',
      calendar('Asia/Ho_Chi_Minh'),
      '2026-03-09T02:00Z',
      '2026-03-09T11:00Z',
    ],
    [
      'is a local day: in the west it is still Friday when it is Saturday in UTC',
      '2026-03-07T01:00:00Z',
      calendar('America/Sao_Paulo'),
      '2026-03-06T12:00Z',
      '2026-03-06T21:00Z',
    ],
    [
      'works in a zone with an offset of quarter hours',
      '2026-03-02T00:00:00Z',
      calendar('Asia/Kathmandu'),
      '2026-03-02T03:15Z',
      '2026-03-02T12:15Z',
    ],
    [
      'uses summer time on the Monday after clocks are set forward',
      '2026-03-27T20:00:00Z',
      calendar('Europe/Lisbon', { holidays: ['2026-03-27'] }),
      '2026-03-30T08:00Z',
      '2026-03-30T17:00Z',
    ],
    [
      'uses winter time on the Monday after clocks are set back',
      '2026-10-24T12:00:00Z',
      calendar('Europe/Lisbon'),
      '2026-10-26T09:00Z',
      '2026-10-26T18:00Z',
    ],
    [
      'uses summer time on the day when clocks are set forward',
      '2026-03-29T00:30:00Z',
      calendar('Europe/Lisbon', { weekend: [] }),
      '2026-03-29T08:00Z',
      '2026-03-29T17:00Z',
    ],
    [
      'uses winter time on the day when clocks are set back',
      '2026-10-25T00:30:00Z',
      calendar('Europe/Lisbon', { weekend: [] }),
      '2026-10-25T09:00Z',
      '2026-10-25T18:00Z',
    ],
    [
      'uses summer time in October in the south',
      '2026-10-04T12:00:00Z',
      calendar('Australia/Sydney', { weekend: [] }),
      '2026-10-03T22:00Z',
      '2026-10-04T07:00Z',
    ],
  ];
  test.each(cases)('%s', (_what, instant, where, start, end) => {
    expect(startOfWorkingDay(instant, where)).toBe(new Date(start).toISOString());
    expect(endOfWorkingDay(instant, where)).toBe(new Date(end).toISOString());
  });

  test('starts later if clocks are set forward over its first hour', () => {
    // Kwajalein set its clocks forward by a whole day: there was no Saturday, 21 August 1993.
    const skipped = { weekend: [5], holidays: [] };
    expect(startOfWorkingDay('1993-08-21T00:00:00Z', calendar('Pacific/Kwajalein', skipped))).toBe(
      '1993-08-21T21:00:00.000Z',
    );
  });

  const zones = [
    'UTC',
    'Asia/Ho_Chi_Minh',
    'America/Sao_Paulo',
    'Europe/Lisbon',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ];
  const anyCalendar = fc
    .record({
      timeZone: fc.constantFrom(...zones, 'America/New_York', 'Pacific/Kiritimati', 'America/Santiago', 'Asia/Beirut'),
      weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
      holidays: fc.array(
        fc.integer({ min: 0, max: 800 }).map((days) => plusDays('2026-01-01T00:00:00Z', days).slice(0, 10)),
        { maxLength: 200 },
      ),
    })
    .map((more) => calendar(more.timeZone, more));
  const anyInstant = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString());
  const localDay = (instant: string, { timeZone }: Calendar) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
  const localTime = (instant: string, { timeZone }: Calendar) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(new Date(instant));

  test('is the first day that is not off, has the right local hour, and is its own next working day', () => {
    fc.assert(
      fc.property(anyInstant, anyCalendar, (instant, where) => {
        const isOff = (day: string) =>
          where.holidays.includes(day) || where.weekend.includes(new Date(`${day}T12:00:00Z`).getUTCDay() || 7);
        const given = localDay(instant, where);
        for (const [find, time] of [
          [startOfWorkingDay, '09:00:00'],
          [endOfWorkingDay, '18:00:00'],
        ] as const) {
          const found = find(instant, where);
          const day = localDay(found, where);
          expect([isOff(day), localTime(found, where), day >= given]).toEqual([false, time, true]);
          for (let one = given; one < day; one = plusDays(`${one}T00:00:00Z`, 1).slice(0, 10))
            expect(isOff(one)).toBe(true);
          expect(find(found, where)).toBe(found);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['Asia/Ho_Chi_Minh', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Europe/Atlantis', false],
  ['+07:00', false],
  ['', false],
  ['7', false],
])('%j is a time zone: %s', (name, is) => expect(isTimeZone(name)).toBe(is));

test.each([
  ['2026-01-01', '2026-01-01'],
  ['2026-01-02', '2026-04-01'],
  ['2026-03-31', '2026-04-01'],
  ['2026-04-01', '2026-04-01'],
  ['2026-09-30', '2026-10-01'],
  ['2026-10-02', '2027-01-01'],
  ['2026-12-31', '2027-01-01'],
])('the first quarter that begins on or after %s begins on %s', (day, first) =>
  expect(startOfNextQuarter(day)).toBe(first),
);

test.each([
  ['2026-05-15', 6, '2026-11-15'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2026-12-01', 1, '2027-01-01'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2024-02-29', 18, '2025-08-29'],
  ['2026-01-31', 0, '2026-01-31'],
])('%s plus %i months is %s', (day, months, after) => {
  expect(plusMonths(day, months)).toBe(after);
  expect(monthsHavePassed(day, after, months)).toBe(true);
  expect(monthsHavePassed(day, addDays(after, -1), months)).toBe(false);
});

test('date arithmetic does not depend on the time zone of the machine', () => {
  const zone = process.env.TZ;
  try {
    for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Lisbon']) {
      process.env.TZ = TZ;
      expect(plusMonths('2026-03-01', 6)).toBe('2026-09-01');
      expect(plusDays('2026-03-28T12:00:00.000Z', 2)).toBe('2026-03-30T12:00:00.000Z');
      expect(startOfNextQuarter('2026-04-01')).toBe('2026-04-01');
      expect(startOfWorkingDay('2026-03-02T00:00:00Z', plainWeek('N'))).toBe('2026-03-02T09:00:00.000Z');
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
