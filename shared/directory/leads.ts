import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { lines } from '../domain/directory/decide.ts';
import { hrOnly } from '../publishing/hr.ts';
import { loadEverybody } from '../store/directory.ts';

/** Fields of a person that name a lead. */
export type Line = keyof typeof lines;

/** Everybody in the directory by name, and who of them can be named in each line. For HR. Throws `Refusal`. */
export async function readLeads(
  { table }: Outside,
  viewer: Person,
): Promise<{ everybody: Person[]; leads: Record<Line, Person[]> }> {
  hrOnly(viewer);
  const everybody = await loadEverybody(table);
  return { everybody, leads: leadsAmong(everybody) };
}

/** The active people who can be named in each line, because they have its role. */
function leadsAmong(people: readonly Person[]): Record<Line, Person[]> {
  const entries = Object.entries(lines).map(([line, role]) => [
    line,
    people.filter((one) => one.active && one.roles.includes(role)),
  ]);
  return Object.fromEntries(entries);
}
