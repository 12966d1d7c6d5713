import type { EventType } from '../contract/names.ts';
import { eventTitles } from '../domain/event-titles.ts';

/** What happened in an event, as people read it. For an unknown type, gives the type itself. */
export const titleOfEvent = (type: string): string => eventTitles[type as EventType] ?? type;
