import type { PersonInput } from '#shared/contract/directory.ts';
import type { Person } from '#shared/contract/people.ts';

/** The input with which HR would change nothing about a person. */
export function inputOf({
  id: _id,
  version: _version,
  lostAt: _lostAt,
  hrUntil: _hrUntil,
  ...input
}: Person): PersonInput {
  return input;
}
