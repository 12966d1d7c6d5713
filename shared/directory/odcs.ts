import type { Outside } from '../cases/outside.ts';
import type { Calendar } from '../contract/calendar.ts';
import { plainWeek } from '../domain/calendar/working.ts';
import { loadHr } from '../publishing/hr.ts';
import { loadCalendars } from '../store/calendars.ts';
import { everybody } from './leads.ts';

/** An ODC and the working calendar that it goes by: the plain week where nobody has written one. */
export interface Odc {
  odc: string;
  calendar: Calendar;
  isWritten: boolean;
}

/** Every ODC that somebody of the directory belongs to, or that has a calendar, by name. For HR. Throws `Refusal`. */
export async function readOdcs(outside: Outside, viewerId: string): Promise<Odc[]> {
  await loadHr(outside, viewerId);
  const [people, calendars] = await Promise.all([everybody(outside), loadCalendars(outside.table)]);
  const names = new Set([...people.map((one) => one.odc), ...Object.keys(calendars)]);
  return [...names]
    .sort((one, other) => one.localeCompare(other))
    .map((odc) => ({ odc, calendar: calendars[odc] ?? plainWeek(odc), isWritten: calendars[odc] !== undefined }));
}
