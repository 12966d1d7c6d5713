import { Day } from './day.ts';
import { Role, Slug } from './ladder-fields.ts';
import { mostHrUnits } from './names.ts';
import * as z from './zod.ts';

export const PersonId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'use a person id of the directory'));

/** Days on which a person is away, both ends among them. Why they are is never kept. */
export const Leave = z.strictObject({
  from: Day,
  to: Day,
  /** Who acts for them in their cases meanwhile. Null: nobody does by this. */
  deputyId: z._default(z.nullable(PersonId), null),
});
export type Leave = z.infer<typeof Leave>;

/** A person in the directory. Their leads are given by id; null is a vacancy. */
export const Person = z.strictObject({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  /** The company's own number for them, such as an employee number. Null: it is not kept, or there is none. */
  externalId: z._default(z.nullable(z.string()), null),
  /** The ladder the level is on; null for people who are on none. */
  ladder: z.nullable(Slug),
  /** Level on the ladder; null for people who are on none. */
  level: z.nullable(z.string()),
  /** The track of that level, if the level has tracks and the person is on one. */
  track: z._default(z.nullable(Slug), null),
  /** The day since which they have the level. Null: nobody has written it down. */
  levelSince: z._default(z.nullable(z.iso.date()), null),
  /** The day on which they last moved to another track of the same level. */
  trackChangedOn: z._default(z.nullable(z.iso.date()), null),
  team: z.string(),
  odc: z.string(),
  roles: z.array(Role).check(z.minLength(1)),
  /** The ODCs to which somebody of HR is limited. Left out: they are of HR for everything, or not of HR. */
  hrUnits: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(mostHrUnits))),
  techLeadId: z.nullable(PersonId),
  odcLeadId: z.nullable(PersonId),
  headOfDepartmentId: z.nullable(PersonId),
  deliveryDirectorId: z.nullable(PersonId),
  active: z.boolean(),
  /** The times when they are, were or will be away, oldest first. */
  leave: z._default(z.array(Leave), []),
  /** When they last left, or lost a role or their level. Null: never. What rested on it does not come back with them. */
  lostAt: z._default(z.nullable(z.iso.datetime()), null),
  /** When they last stopped being of HR: until then they could read what HR reads. Left out: never. */
  hrUntil: z.optional(z.iso.datetime()),
  /** Counts the changes of this item; a commit checks that it is still the one that was read. */
  version: z.int().check(z.minimum(1)),
});
export type Person = z.infer<typeof Person>;

/** What everyone may see of everyone. */
export const PublicPerson = z.pick(Person, { id: true, name: true, level: true, team: true });
export type PublicPerson = z.infer<typeof PublicPerson>;

/** What the index of the directory holds of a person: what lists show and filter by, and what says which part somebody can take. */
export const PersonEntry = z.pick(Person, {
  id: true,
  name: true,
  ladder: true,
  level: true,
  team: true,
  odc: true,
  roles: true,
  techLeadId: true,
  odcLeadId: true,
  headOfDepartmentId: true,
  deliveryDirectorId: true,
  active: true,
  hrUntil: true,
});
export type PersonEntry = z.infer<typeof PersonEntry>;

/** A place in the index of the directory: by what people are found there, by which value of it, and where the person stands. */
export interface FoundAt {
  by: 'word' | 'team' | 'odc' | 'role' | 'lead' | 'level' | 'rank';
  of: string;
  at: string;
}
