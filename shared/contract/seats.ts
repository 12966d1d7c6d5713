import { Slug } from './ladder-fields.ts';
import { PersonId, PublicPerson } from './people.ts';
import * as z from './zod.ts';

/** The seats of a level that is capped in the whole organisation, and who waits for one. */

const Place = z.strictObject({
  personId: PersonId,
  /** The case that gave it. Null for people who had the level before. */
  caseId: z.nullable(z.string()),
  since: z.iso.datetime(),
});
export type Place = z.infer<typeof Place>;

export const Seats = z.strictObject({
  ladder: Slug,
  level: z.string(),
  /** Who holds a seat. The cap is the ladder's, in the version in force. */
  holders: z.array(Place),
  /** Who met the bar when no seat was free, longest wait first. */
  waiting: z.array(Place),
  /** Counts the changes of this item. */
  version: z.int().check(z.minimum(1)),
});
export type Seats = z.infer<typeof Seats>;

const NamedPlace = z.extend(Place, { name: PublicPerson.shape.name });

/** The seats of a capped level as HR sees them. */
export const SeatsView = z.object({
  ladder: Slug,
  /** Title of the ladder. */
  title: z.string(),
  level: z.string(),
  /** How many there may be in the whole organisation, by the version in force. */
  max: z.int(),
  free: z.int(),
  holders: z.array(NamedPlace),
  /** Longest wait first. */
  waiting: z.array(NamedPlace),
});
export type SeatsView = z.infer<typeof SeatsView>;
