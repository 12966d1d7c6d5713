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

/** The refusal of a cursor that does not belong to the list that is asked for. */
export function cannotGoOn(): Refusal {
  return new Refusal('invalid-input', 'This list cannot go on from there.', {
    faults: [{ path: 'cursor', reason: 'give the `next` of the page before, unchanged' }],
  });
}
