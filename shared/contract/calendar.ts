import { Day } from './day.ts';
import { line } from './text.ts';
import * as z from './zod.ts';

/** The name of an ODC, as in the directory. */
export const OdcName = line(120).check(z.minLength(1));

/** The working days of an ODC (an offshore development centre). Due dates and reminders follow them. */
export const Calendar = z.strictObject({
  odc: z.string(),
  /** An IANA time zone, such as Asia/Ho_Chi_Minh. */
  timeZone: z.string().check(z.regex(/^[A-Za-z0-9_+/-]{1,60}$/, 'give an IANA time zone, such as Asia/Ho_Chi_Minh')),
  /** Days off in every week: 1 is Monday, 7 is Sunday. */
  weekend: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.maxLength(6)),
  /** Single days off, such as public holidays. */
  holidays: z.array(z.iso.date()).check(z.maxLength(400)),
  /** Counts the changes of this calendar. */
  version: z.int().check(z.minimum(1)),
});
export type Calendar = z.infer<typeof Calendar>;

/** What HR enters for a calendar. */
export const CalendarInput = z.extend(z.omit(Calendar, { odc: true, version: true }), {
  holidays: z.array(Day).check(z.maxLength(400)),
});
export type CalendarInput = z.infer<typeof CalendarInput>;

/** A calendar as it is stored, with the end of its chain of events. */
export const CalendarRecord = z.extend(Calendar, { audit: z.strictObject({ seq: z.int(), hash: z.string() }) });
export type CalendarRecord = z.infer<typeof CalendarRecord>;

/** The answer to a change of a calendar. A request that is sent again with the same key gets the same answer. */
export const CalendarResult = z.object({ odc: z.string(), version: z.int(), at: z.string() });
export type CalendarResult = z.infer<typeof CalendarResult>;
