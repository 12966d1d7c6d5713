import type { PersonInput } from '#shared/contract/directory.ts';
import type { Person } from '#shared/contract/people.ts';

/** What HR would say of a person to leave them as they are. */
export function inputOf({ id: _id, version: _version, ...input }: Person): PersonInput {
  return input;
}
