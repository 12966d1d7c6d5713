import * as z from 'zod';

/** When people of an ODC (an offshore development centre) work: what due dates and reminders go by. */
export const Calendar = z.strictObject({
  /** Name of the ODC, as the directory has it. */
  odc: z.string().trim().min(1).max(120),
  /** An IANA time zone, such as Asia/Ho_Chi_Minh. */
  timeZone: z.string().min(1).max(60),
  /** Days off in every week: 1 is Monday, 7 is Sunday. */
  weekend: z.array(z.int().min(1).max(7)).max(6),
  /** Days off of their own. */
  holidays: z.array(z.iso.date()).max(400),
  /** Counts the changes of this calendar. */
  version: z.int().min(1),
});
export type Calendar = z.infer<typeof Calendar>;

/** What HR says of a calendar. */
export const CalendarInput = Calendar.omit({ odc: true, version: true });
export type CalendarInput = z.infer<typeof CalendarInput>;

/** A calendar as it is kept: with the end of its chain of events. */
export const CalendarRecord = Calendar.extend({ audit: z.strictObject({ seq: z.int(), hash: z.string() }) });
export type CalendarRecord = z.infer<typeof CalendarRecord>;

/** What a change of a calendar did. The same answer is given when it is sent again with the same key. */
export const CalendarResult = z.object({ odc: z.string(), version: z.int(), at: z.string() });
export type CalendarResult = z.infer<typeof CalendarResult>;
