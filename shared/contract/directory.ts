import { Person } from './people.ts';
import * as z from './zod.ts';

/** What HR says of a person: everything but the id, which is in the address, and the version, which counts changes. */
export const PersonInput = z.omit(Person, { id: true, version: true });
export type PersonInput = z.infer<typeof PersonInput>;

/** What a change of the directory did. The same answer is given when it is sent again with the same key. */
export const PersonResult = z.object({
  personId: z.string(),
  type: z.enum(['person-added', 'person-changed']),
  version: z.int(),
  at: z.string(),
});
export type PersonResult = z.infer<typeof PersonResult>;
