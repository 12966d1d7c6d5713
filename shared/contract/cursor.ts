import * as z from './zod.ts';

/** The `next` of a page of a list: what the next request sends back, unchanged. Only `shared/cases/cursor.ts` reads it. */
export const Cursor = z.string().check(z.maxLength(400));
export type Cursor = z.infer<typeof Cursor>;
