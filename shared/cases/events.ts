import type { EventType } from '../contract/names.ts';
import { eventRows } from '../domain/case/events/index.ts';

/** What happened in an event, as people read it. For an unknown type, gives the type itself. */
export const titleOfEvent = (type: string): string => eventRows[type as EventType]?.title ?? type;
