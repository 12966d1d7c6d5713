import { pageFields } from './cursor.ts';
import { Role } from './ladder-fields.ts';
import * as z from './zod.ts';

const Words = z.optional(z.string().check(z.maxLength(120)));

/** Whom somebody looks for. Each that is given must hold. */
export const PeopleSearch = z.strictObject({
  /** Beginnings of words of the name or id, in any order. Accents and case do not matter. */
  q: Words,
  role: z.optional(Role),
  /** The whole name. */
  odc: Words,
  /** The whole name. */
  team: Words,
});
export type PeopleSearch = z.infer<typeof PeopleSearch>;

/** The same, a part of the list at a time. */
export const PeopleQuery = z.extend(PeopleSearch, pageFields(100, 50));
