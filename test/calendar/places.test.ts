import { expect, test } from 'vitest';
import { calendarOf } from '#shared/domain/case/state/zone.ts';
import { isSamePlace } from '#shared/domain/places.ts';

test.each([
  ['Lighthouse', 'Lighthouse '],
  ['Lighthouse', ' LIGHTHOUSE'],
  ['Lighthouse', 'Light\u200bhouse'],
  ['Lighthouse', '\u2060Lighthouse\ufe0f'],
  ['São  Paulo', 'Sa\u0303o Paulo'],
])('%j and %j are one place', (one, other) => {
  expect(isSamePlace(one, other)).toBe(true);
});

test('another word is another place', () => {
  expect(isSamePlace('Light house', 'Lighthouse')).toBe(false);
});

test('a person has the calendar of their ODC, however its name is written in their record', () => {
  const north = { odc: 'North', timeZone: 'Europe/Berlin', weekend: [6, 7], holidays: [], version: 1 };
  expect(calendarOf({ odc: 'north ' }, { calendars: { North: north }, companyZone: 'UTC' })).toEqual(north);
});
