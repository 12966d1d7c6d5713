import * as z from 'zod';
import { Role, Slug } from './ladder.ts';

export const PersonId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'use a person id of the directory');

/** A person of the directory. Whoever leads them is by id; null is a vacancy. */
export const Person = z.strictObject({
  id: PersonId,
  name: z.string().min(1).max(120),
  email: z.email(),
  /** The ladder the level is on; null for people who are on none. */
  ladder: Slug.nullable(),
  /** Level on the ladder; null for people who are on none. */
  level: z.string().nullable(),
  /** The track of that level, where the level has tracks and the person is on one. */
  track: Slug.nullable().default(null),
  /** The day from which they hold the level; null where nobody has written it down. */
  levelSince: z.iso.date().nullable().default(null),
  /** The day on which they last moved to another track of the same level. */
  trackChangedOn: z.iso.date().nullable().default(null),
  team: z.string().min(1),
  odc: z.string().min(1),
  roles: z.array(Role).min(1),
  techLeadId: PersonId.nullable(),
  odcLeadId: PersonId.nullable(),
  headOfDepartmentId: PersonId.nullable(),
  deliveryDirectorId: PersonId.nullable(),
  active: z.boolean(),
  /** Counts the changes of this item; a commit checks that it is still the one that was read. */
  version: z.int().min(1),
});
export type Person = z.infer<typeof Person>;

/** What everyone may see of everyone. */
export const PublicPerson = Person.pick({ id: true, name: true, level: true, team: true });
export type PublicPerson = z.infer<typeof PublicPerson>;
