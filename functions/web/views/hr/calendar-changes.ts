import { Calendar } from '#shared/contract/calendar.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import * as z from '#shared/contract/zod.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { andList } from '../words.ts';
import { weekdays } from './calendar-fields.ts';
import { type RecordChange, unchanged } from './changes.tsx';

const Facts = z.omit(Calendar, { version: true });
type Facts = Omit<Calendar, 'version'>;

/** What each event of a calendar changed, oldest first. */
export function calendarChangesIn(events: readonly RecordEventView[], nameOf: NameOf): RecordChange[] {
  let was: Facts | null = null;
  return events.map(({ data, at, hash, actor }) => {
    const is = Facts.parse(data);
    const sentences = was ? sentencesOf(was, is) : ['The calendar was created.'];
    was = is;
    return { at, hash, by: nameOf(actor.personId), sentences };
  });
}

/** The weekend in words. */
export function weekendWords({ weekend }: Pick<Calendar, 'weekend'>): string {
  return weekend.length === 0 ? 'none' : andList(weekend.map((day) => weekdays[day - 1] ?? String(day)));
}

function sentencesOf(was: Facts, is: Facts): string[] {
  const come = is.holidays.filter((day) => !was.holidays.includes(day));
  const gone = was.holidays.filter((day) => !is.holidays.includes(day));
  const sentences = [
    ...(is.timeZone === was.timeZone ? [] : [`The time zone is now ${is.timeZone}, was ${was.timeZone}.`]),
    ...(weekendWords(is) === weekendWords(was)
      ? []
      : [`Days off in every week are now ${weekendWords(is)}, were ${weekendWords(was)}.`]),
    ...(come.length > 0 ? [`Holidays added: ${andList(come.map(dayWords))}.`] : []),
    ...(gone.length > 0 ? [`Holidays removed: ${andList(gone.map(dayWords))}.`] : []),
  ];
  return sentences.length > 0 ? sentences : [unchanged];
}
