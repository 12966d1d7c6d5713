import type { CalendarRecord } from '../../contract/calendar.ts';
import type { CalendarEvent } from '../../contract/record-calendar.ts';

/** A calendar after an event. `before` is null for a new calendar. */
export function evolveCalendar(before: CalendarRecord | null, { data, seq, hash }: CalendarEvent): CalendarRecord {
  return { ...data, version: (before?.version ?? 0) + 1, audit: { seq, hash } };
}

/** The calendar that results from a chain of events. Null: no events. */
export function replayCalendar(events: readonly CalendarEvent[]): CalendarRecord | null {
  return events.reduce<CalendarRecord | null>(evolveCalendar, null);
}
