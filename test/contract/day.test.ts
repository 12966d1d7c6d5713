import { expect, test } from 'vitest';
import { Absence } from '#shared/cases/away.ts';
import { CalendarInput } from '#shared/contract/calendar.ts';
import { PersonCommand } from '#shared/contract/commands.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { PersonInput } from '#shared/contract/directory.ts';
import { DraftCommand } from '#shared/contract/publishing.ts';
import * as z from '#shared/contract/zod.ts';

/** Every input that takes a day, with one day of it. */
const inputs: [what: string, schema: z.ZodMiniType, path: string, input: (day: string) => unknown][] = [
  ['a cycle', CycleInput, 'from', (from) => ({ from })],
  ['a cycle', CycleInput, 'to', (to) => ({ to })],
  ['a cycle', CycleInput, 'joinUntil', (joinUntil) => ({ joinUntil })],
  ['a window', CycleInput, 'windows.sign-off.to', (to) => ({ windows: { 'sign-off': { from: to, to } } })],
  ['more time', PersonCommand, 'until', (until) => ({ type: 'extend-deadline', until })],
  ['a piece of evidence', PersonCommand, 'workedOn', (workedOn) => ({ type: 'add-evidence', workedOn })],
  ['an adoption', PersonCommand, 'adoption.since', (since) => ({ type: 'add-evidence', adoption: { since } })],
  ['a record', PersonInput, 'levelSince', (levelSince) => ({ levelSince })],
  ['a record', PersonInput, 'trackChangedOn', (trackChangedOn) => ({ trackChangedOn })],
  ['a time away', Absence, 'from', (from) => ({ from })],
  ['a time away', Absence, 'until', (until) => ({ until })],
  ['a publication', DraftCommand, 'from', (from) => ({ type: 'propose-publication', from })],
  ['a calendar', CalendarInput, 'holidays.0', (day) => ({ holidays: [day] })],
];

/** What is wrong with a day. Empty: nothing. */
const faultsOf = ([, schema, path, input]: (typeof inputs)[number], day: string) =>
  (z.safeParse(schema, input(day)).error?.issues ?? []).filter((one) => one.path.join('.') === path);

test.each(inputs)('%s has days from 1900 to 2199: what is computed from them must be a day too', (...row) => {
  for (const day of ['0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31'])
    expect([day, faultsOf(row, day).map((one) => one.message)]).toEqual([
      day,
      ['give a day from the year 1900 to 2199'],
    ]);
  for (const day of ['1900-01-01', '2199-12-31']) expect([day, faultsOf(row, day)]).toEqual([day, []]);
});
