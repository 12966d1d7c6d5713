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

/** How many items one look at a list reads, if some of them are not for the viewer. Origin: ours. */
export const mostLooked = 200;

/** What a look at a list found. */
interface Look<T, P> {
  /** What the viewer is shown of it, in order. */
  shown: readonly T[];
  /** Where it ended. Null: nothing of the list follows. */
  end: P | null;
}

/** The place of the last item that was read. Null: nothing of the list follows. */
export function endOf<T, P>(read: readonly T[], isEnd: boolean, placeOf: (one: T) => P): P | null {
  const last = read.at(-1);
  return isEnd || !last ? null : placeOf(last);
}

interface List<T, P> {
  limit: number;
  /** Where the page before ended. */
  from: P | undefined;
  /** Looks at what follows a place. */
  look: (from: P | undefined) => Promise<Look<T, P>>;
  placeOf: (one: T) => P & Record<string, string | number>;
}

/**
 * The page of a list of which some items are not for the viewer. It looks on until the page is full or the list ends, and the
 * next page begins behind the last item that is shown. So neither a short page nor a cursor tells of what lies between.
 */
export async function pageAmong<T, P>({ limit, from, look, placeOf }: List<T, P>): Promise<Page<T>> {
  const found: T[] = [];
  for (let place: P | null | undefined = from; place !== null && found.length <= limit; ) {
    const { shown, end }: Look<T, P> = await look(place);
    found.push(...shown);
    place = end;
  }
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && found.length > limit ? cursorOf(placeOf(last)) : null };
}

/** The refusal of a cursor that does not belong to the list that is asked for. */
export function cannotGoOn(): Refusal {
  return new Refusal('invalid-input', 'This list cannot go on from there.', {
    faults: [{ path: 'cursor', reason: 'give the `next` of the page before, unchanged' }],
  });
}
