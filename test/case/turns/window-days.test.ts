import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { Window } from '#shared/contract/cycles.ts';
import { addDays } from '#shared/domain/calendar/calendar.ts';
import { dayWords, minuteWords } from '#shared/domain/calendar/words.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { scheduleOf } from '#shared/domain/case/progress/schedule.ts';
import { whyOutsideWindow } from '#shared/domain/case/state/signing-window.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { spanOf } from '#shared/domain/cycles/windows.ts';
import { cycle } from '#test/support/cycles.ts';
import { openingAt, signers } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';

const zones = [
  'Pacific/Pago_Pago',
  'Pacific/Niue',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Nuuk',
  'UTC',
  'Europe/Lisbon',
  'Asia/Beirut',
  'Asia/Ho_Chi_Minh',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];

const anyCalendar = (odc: string) =>
  fc.record({
    odc: fc.constant(odc),
    timeZone: fc.constantFrom(...zones),
    weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
    holidays: fc.array(
      fc.integer({ min: 0, max: 1100 }).map((days) => addDays('2026-01-01', days)),
      { maxLength: 60 },
    ),
    version: fc.constant(1),
  });
/** Openings near both changes of clocks, 29 February and the ends of years, and anywhere else. */
const anyOpening = fc
  .oneof(
    fc.date({ min: new Date('2026-01-05'), max: new Date('2028-12-20'), noInvalidDate: true }),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-08',
          '2026-03-29',
          '2026-10-25',
          '2026-11-01',
          '2028-02-29',
          '2026-12-31',
          '2028-01-01',
        ),
        fc.integer({ min: -72 * 60, max: 72 * 60 }),
      )
      .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000)),
  )
  .map((at) => at.toISOString());

interface Case {
  context: Context;
  head: ReturnType<typeof openingAt>;
  calendar: Calendar;
  window: Window;
  openedAt: string;
}

/** A case from L1 to L2 whose signatures open at an instant, near a window of some days. */
const anyCase = fc
  .record({
    north: anyCalendar('North'),
    south: anyCalendar('South'),
    openedAt: anyOpening,
    from: fc.integer({ min: -40, max: 20 }),
    length: fc.integer({ min: 0, max: 45 }),
  })
  .map(({ north, south, openedAt, from, length }): Case => {
    const first = addDays(localDay(openedAt, north.timeZone), from);
    const window = { from: first, to: addDays(first, length) };
    const slots = signers.slice(0, 1);
    const head = openingAt('sign-off', {
      transition: 'L1-L2',
      slots,
      cycleId: 'annual-2026',
      timeZone: north.timeZone,
    });
    return {
      head,
      calendar: north,
      window,
      openedAt,
      context: {
        now: openedAt,
        ladder,
        actor: null,
        people: {
          'erin-engineer': person('erin-engineer', { odc: 'North' }),
          'olga-odc': person('olga-odc', { odc: 'South' }),
        },
        calendars: { North: north, South: south },
        cycle: cycle({ from: '2025-01-01', to: '2030-12-31', windows: { 'sign-off': window } }),
        intranetHosts: [],
      },
    };
  });

const signedAt = ({ head, context }: Case, now: string) => whyOutsideWindow(head, { ...context, now }) === null;

test('the due day, the reminders, the end of the window and the check of a signature agree, in every zone', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { calendar, window, openedAt } = one;
      const { timeZone } = calendar;
      const schedule = scheduleOf(one.head, one.context);
      if (!schedule) throw new Error('The stage has a schedule');
      const { dueAt, timers, bound } = schedule;
      const { opensAt, closesAt } = spanOf(window, timeZone);
      expect([dueAt >= openedAt, bound?.over]).toEqual([true, openedAt >= closesAt]);
      if (bound?.over) {
        expect([timers, signedAt(one, openedAt)]).toEqual([[], false]);
        return;
      }
      // Somebody who signs at the last moment of the due day can still sign, and not after the window.
      const dueDay = localDay(dueAt, timeZone);
      expect([window.from <= dueDay, dueDay <= window.to, signedAt(one, dueAt)]).toEqual([true, true, true]);
      expect(timers.filter(({ kind }) => kind === 'window').map(({ at }) => at)).toEqual([closesAt]);
      expect([signedAt(one, new Date(Date.parse(closesAt) - 1).toISOString()), signedAt(one, closesAt)]).toEqual([
        true,
        false,
      ]);
      expect(whyOutsideWindow(one.head, { ...one.context, now: closesAt })).toMatch(/^The time to sign ended on /);
      for (const { kind, at } of timers) {
        expect([kind, at <= closesAt, at > openedAt || kind === 'due']).toEqual([kind, true, true]);
        if (kind === 'remind') expect([at < dueAt, signedAt(one, at) || at < opensAt]).toEqual([true, true]);
        if (kind === 'escalate') expect(at >= dueAt).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test('without a window, a due day is a sum of local days, moved to the next working day', () => {
  fc.assert(
    fc.property(anyCase, ({ head, context, calendar, openedAt }) => {
      const free = { ...head, windowWaived: true };
      const schedule = scheduleOf(free, { ...context, cycle: null });
      const signOff = ladder.transitions.find((one) => one.id === 'L1-L2')?.path.find((one) => one.kind === 'sign-off');
      let day = addDays(localDay(openedAt, calendar.timeZone), signOff?.dueDays ?? 0);
      const isOff = () => calendar.holidays.includes(day) || calendar.weekend.includes(new Date(day).getUTCDay() || 7);
      while (isOff()) day = addDays(day, 1);
      expect(minuteWords(schedule?.dueAt ?? '', calendar.timeZone)).toContain(`${dayWords(day)} at 18:00 `);
    }),
    { numRuns: 500 },
  );
});

test('the calendar of a signer moves only their reminders', () => {
  fc.assert(
    fc.property(anyCase, anyCalendar('South'), ({ head, context }, south) => {
      const [one, other] = [context, { ...context, calendars: { ...context.calendars, South: south } }].map((facts) => {
        const { timers = [], ...schedule } = scheduleOf(head, facts) ?? {};
        return { ...schedule, timers: timers.filter(({ kind }) => kind !== 'remind') };
      });
      expect(one).toEqual(other);
    }),
    { numRuns: 200 },
  );
});
