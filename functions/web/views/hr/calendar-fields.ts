import type { Calendar } from '#shared/contract/calendar.ts';
import type { FieldFault } from '../parts.tsx';

/** The form of a working calendar: how a calendar fills its fields, and how they make a calendar again. */

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Values = Record<string, string>;

/** What the fields hold of a calendar as it is kept. */
export function valuesOf({ timeZone, weekend, holidays }: Calendar): Values {
  return {
    timeZone,
    holidays: holidays.join('\n'),
    ...Object.fromEntries(weekend.map((day) => [`weekend.${day}`, 'yes'])),
  };
}

/** What the fields say of a calendar; whether it is right, the contract and the decider tell. */
export function inputOf(values: Values): Record<string, unknown> {
  return {
    timeZone: (values.timeZone ?? '').trim(),
    weekend: weekdays.flatMap((_, at) => (values[`weekend.${at + 1}`] === 'yes' ? [at + 1] : [])),
    holidays: linesOf(values),
  };
}

/** What stands against a calendar, beside the fields that it was filled in by; a holiday is named by what was written. */
export function faultsOf(faults: readonly { path: string; reason: string }[], values: Values): FieldFault[] {
  return faults.map(({ path, reason }) => {
    const [field = '', at] = path.split('.');
    if (field === 'holidays' && at !== undefined)
      return { field, reason: `“${linesOf(values)[Number(at)] ?? ''}” is no day: write it like 2026-12-25` };
    return { field: field in words ? field : null, reason: words[field] ?? reason };
  });
}

const words: Record<string, string> = {
  timeZone: 'give the name of a time zone, such as Europe/Lisbon or Asia/Ho_Chi_Minh',
  weekend: 'leave one working day in the week at least',
  holidays: 'list 400 days at most',
};

function linesOf({ holidays = '' }: Values): string[] {
  return holidays
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
