import type { Cursor } from '../contract/cursor.ts';
import type * as z from '../contract/zod.ts';
import { Refusal } from './refusal.ts';

/** The cursor of the place where a page ends. It does not say whose list it is: that always comes from the caller. */
export function cursorOf(place: Record<string, string | number>): Cursor {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor names. Undefined without a cursor: the list begins. Refuses a cursor that no page gave. */
export function placeIn<T extends z.ZodMiniType>(shape: T, cursor: Cursor | undefined): z.infer<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw cannotGoOn();
  }
}

/** A page of a list, and the cursor of the next one. Null: it is the last. */
export interface Page<T> {
  items: T[];
  next: Cursor | null;
}

/** How many items one page of a list looks at, if some of them are not for the viewer. Origin: ours. */
export const mostLooked = 200;

/** What was looked at for a page, in order. */
interface Looked<T> {
  limit: number;
  /** Whether nothing of the list follows it. */
  isEnd: boolean;
  /** Whether it is shown. */
  fits: (one: T) => boolean;
  placeOf: (one: T) => Record<string, string | number>;
}

/**
 * The page of a list of which some items are not for the viewer. It can be short, or empty, although the list goes on: the next one
 * begins behind everything that was looked at.
 */
export function pageAmong<T>(looked: readonly T[], { limit, isEnd, fits, placeOf }: Looked<T>): Page<T> {
  const fitting = looked.filter(fits);
  const items = fitting.slice(0, limit);
  const isFull = fitting.length > limit;
  const last = isFull ? items.at(-1) : looked.at(-1);
  return { items, next: last && (isFull || !isEnd) ? cursorOf(placeOf(last)) : null };
}

/** The refusal of a cursor that does not belong to the list that is asked for. */
export function cannotGoOn(): Refusal {
  return new Refusal('invalid-input', 'This list cannot go on from there.', {
    faults: [{ path: 'cursor', reason: 'give the `next` of the page before, unchanged' }],
  });
}
