import type { Executed, RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { type PersonInput, PersonResult } from '../contract/directory.ts';
import type { Person } from '../contract/people.ts';
import { changeAlone } from '../records/alone.ts';
import { personChange } from './person-change.ts';

/**
 * Adds a person to the directory, or replaces what HR wrote about them. Replacing needs their version. Throws
 * `Refusal`, `takes-two-people` if another person of HR has to confirm the change.
 */
export function putPerson(
  outside: Outside,
  actor: Person,
  { id, input }: { id: string; input: PersonInput },
  meta: RequestMeta,
): Promise<Executed<PersonResult>> {
  const once = { actor, request: { directory: id, input }, shape: PersonResult, what: 'The directory' };
  return changeAlone(outside, once, personChange(outside, { id, input }), meta);
}
