import type { CalendarRecord } from '../../contract/calendar.ts';
import type { CalendarEvent } from '../../contract/records.ts';

/** A calendar after an event; null is one not known before. */
export function evolveCalendar(before: CalendarRecord | null, { data, seq, hash }: CalendarEvent): CalendarRecord {
  return { ...data, version: (before?.version ?? 0) + 1, audit: { seq, hash } };
}

/** The calendar that a chain of events comes to; null when there are none. */
export function replayCalendar(events: readonly CalendarEvent[]): CalendarRecord | null {
  return events.reduce<CalendarRecord | null>(evolveCalendar, null);
}
