import { showSame } from './zone.ts';

/** Days and instants in words, in a time zone. */

// Making a format takes longer than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, what: 'day' | 'minute'): Intl.DateTimeFormat {
  const name = `${what} ${timeZone}`;
  const known = formats.get(name);
  if (known) return known;
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  const format = new Intl.DateTimeFormat('en-GB', what === 'day' ? day : { ...day, ...time });
  formats.set(name, format);
  return format;
}

/** The day of an instant in a zone, such as 5 December 2026. */
export function dayOfInstant(at: string, timeZone: string): string {
  return formatOf(timeZone, 'day').format(new Date(at));
}

/** A day without a zone in words. */
export function dayWords(day: string): string {
  return dayOfInstant(`${day}T00:00:00Z`, 'UTC');
}

/** An instant in a zone, such as 5 December 2026 at 18:00 CET. */
export function minuteWords(at: string, timeZone: string): string {
  return formatOf(timeZone, 'minute').format(new Date(at));
}

/** What a zone is called at an instant, as `minuteWords` calls it: CET, or GMT+7. */
export function zoneWords(at: string, timeZone: string): string {
  const parts = formatOf(timeZone, 'minute').formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** A due day in the zone of its case. The zone is named if the clocks of the reader show another time. */
export function dueWords(at: string, timeZone: string, readerZone: string): string {
  const day = dayOfInstant(at, timeZone);
  return showSame(at, timeZone, readerZone) ? day : `${day} (${zoneWords(at, timeZone)})`;
}
