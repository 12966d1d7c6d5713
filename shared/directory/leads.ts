import type { Outside } from '../cases/outside.ts';
import { type LeadField, leadFields, lineRoles } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadEverybody } from '../store/directory.ts';

/**
 * Everybody in the directory, by name, and the people who can be named as each kind of lead. For HR. Throws `Refusal`.
 */
export async function readLeads(
  { table }: Outside,
  viewer: Person,
): Promise<{ everybody: Person[]; leads: Record<LeadField, Person[]> }> {
  hrOnly(viewer);
  const everybody = await loadEverybody(table);
  return { everybody, leads: leadsAmong(everybody) };
}

/** For each field of a lead, the active people who have its role. */
function leadsAmong(people: readonly Person[]): Record<LeadField, Person[]> {
  const among = (role: Person['roles'][number]) => people.filter((one) => one.active && one.roles.includes(role));
  return Object.fromEntries(lineRoles.map((role) => [leadFields[role], among(role)])) as Record<LeadField, Person[]>;
}
