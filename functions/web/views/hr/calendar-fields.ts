import type { Calendar } from '#shared/contract/calendar.ts';
import type { Fault } from '#shared/domain/fault.ts';
import type { FieldFault } from '../fields.tsx';

/** Converts a working calendar into the values of its form, and back. */

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Values = Record<string, string>;

/** The values of the form for a stored calendar. */
export function valuesOf({ timeZone, weekend, holidays }: Calendar): Values {
  return {
    timeZone,
    holidays: holidays.join('\n'),
    ...Object.fromEntries(weekend.map((day) => [`weekend.${day}`, 'yes'])),
  };
}

/** The calendar in the form. The contract and the decider check it. */
export function inputOf(values: Values): Record<string, unknown> {
  return {
    timeZone: (values.timeZone ?? '').trim(),
    weekend: weekdays.flatMap((_, at) => (values[`weekend.${at + 1}`] === 'yes' ? [at + 1] : [])),
    holidays: linesOf(values),
  };
}

/** The faults of a calendar, at their fields. The fault of a holiday quotes what was written. */
export function faultsOf(faults: readonly Fault[], values: Values): FieldFault[] {
  return faults.map(({ path, reason }) => {
    const [field = '', at] = path.split('.');
    if (field === 'holidays' && at !== undefined)
      return { field, reason: `“${linesOf(values)[Number(at)] ?? ''}” is not a day: write it like 2026-12-25` };
    return { field: field in words ? field : null, reason: words[field] ?? reason };
  });
}

const words: Record<string, string> = {
  timeZone: 'give the name of a time zone, such as Europe/Lisbon or Asia/Ho_Chi_Minh',
  weekend: 'leave at least one working day in the week',
  holidays: 'list 400 days at most',
  reason: 'say why, for the second person of HR',
};

function linesOf({ holidays = '' }: Values): string[] {
  return holidays
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
