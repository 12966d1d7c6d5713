import type { PersonInput } from '../../contract/directory.ts';
import type { Person } from '../../contract/people.ts';

/** What HR would enter for a person as they are. */
export function inputOf({
  id: _id,
  version: _version,
  lostAt: _lostAt,
  hrUntil: _hrUntil,
  ...input
}: Person): PersonInput {
  return input;
}

/** The record of somebody new, as far as nothing else is said of them: an engineer on no ladder. */
export const newRecord: Omit<PersonInput, 'name' | 'email' | 'team' | 'odc'> = {
  externalId: null,
  ladder: null,
  level: null,
  track: null,
  levelSince: null,
  trackChangedOn: null,
  roles: ['engineer'],
  techLeadId: null,
  odcLeadId: null,
  headOfDepartmentId: null,
  deliveryDirectorId: null,
  leave: [],
  active: true,
};
