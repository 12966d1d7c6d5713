import * as z from './zod.ts';

/** The `next` of a page of a list: what the next request sends back, unchanged. Only `shared/cases/cursor.ts` reads it. */
export const Cursor = z.string().check(z.maxLength(400));
export type Cursor = z.infer<typeof Cursor>;

/** The fields by which somebody asks for a page of a list: how many items, `most` at most, and where to go on. */
export const pageFields = (most: number, usual: number) => ({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most)), usual),
  cursor: z.optional(Cursor),
});

/** Which page of a list somebody asks for. */
export const PageQuery = z.strictObject(pageFields(100, 50));
export type PageQuery = z.infer<typeof PageQuery>;

/** So many items are on a page of the web. */
export const onPage = 20;
