import { Calendar } from './calendar.ts';
import { CalendarChain } from './chains.ts';
import { type Draft, envelope } from './record-event.ts';
import * as z from './zod.ts';

const calendarData = {
  /** What HR entered, in full each time. */
  'calendar-changed': z.omit(Calendar, { version: true }),
} as const;

export type CalendarEventType = keyof typeof calendarData;

function calendarEvent<T extends CalendarEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: CalendarChain, type: z.literal(type), data: calendarData[type] });
}

export const CalendarEvent = z.discriminatedUnion('type', [calendarEvent('calendar-changed')]);
export type CalendarEvent = z.infer<typeof CalendarEvent>;

export type CalendarDraftEvent = {
  [T in CalendarEventType]: Draft<T, z.infer<(typeof calendarData)[T]>>;
}[CalendarEventType];
