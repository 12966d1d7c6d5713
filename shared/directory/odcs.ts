import type { Outside } from '../cases/outside.ts';
import type { Calendar } from '../contract/calendar.ts';
import type { Person } from '../contract/people.ts';
import { plainWeek } from '../domain/calendar/working.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadEverybody } from '../store/directory.ts';

/** An ODC and its working calendar. If HR has written none, it is the plain week. */
export interface Odc {
  odc: string;
  calendar: Calendar;
  isWritten: boolean;
}

/** Every ODC that has people in the directory or a calendar, by name. For HR. Throws `Refusal`. */
export async function readOdcs({ table }: Outside, viewer: Person): Promise<Odc[]> {
  hrOnly(viewer);
  const [people, calendars] = await Promise.all([loadEverybody(table), loadCalendars(table)]);
  const names = new Set([...people.map((one) => one.odc), ...Object.keys(calendars)]);
  return [...names]
    .sort((one, other) => one.localeCompare(other))
    .map((odc) => ({ odc, calendar: calendars[odc] ?? plainWeek(odc), isWritten: calendars[odc] !== undefined }));
}
