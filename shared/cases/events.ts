import type { EventType } from '../contract/names.ts';
import { eventRows } from '../domain/case/events/index.ts';

/** What happened in an event, as people read it. A type that is not known stands for itself. */
export const titleOfEvent = (type: string): string => eventRows[type as EventType]?.title ?? type;
