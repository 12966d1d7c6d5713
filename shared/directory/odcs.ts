import type { Outside } from '../cases/outside.ts';
import type { Calendar } from '../contract/calendar.ts';
import type { Person } from '../contract/people.ts';
import { plainWeek } from '../domain/calendar/working.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadCalendars } from '../store/calendars.ts';
import { readPlaces } from './places.ts';

/** An ODC and its working calendar. If HR has written none, it is the plain week. */
export interface Odc {
  odc: string;
  calendar: Calendar;
  isWritten: boolean;
}

/** Every known ODC, by name. For HR. Throws `Refusal`. */
export async function readOdcs(outside: Outside, viewer: Person): Promise<Odc[]> {
  hrOnly(viewer);
  const [{ odcs }, calendars] = await Promise.all([readPlaces(outside, viewer), loadCalendars(outside.table)]);
  return odcs.map((odc) => ({ odc, calendar: calendars[odc] ?? plainWeek(odc), isWritten: odc in calendars }));
}
