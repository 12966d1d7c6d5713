import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { lines } from '../domain/directory/decide.ts';
import { loadHr } from '../publishing/hr.ts';
import { listPeople, loadPeople } from '../store/directory.ts';

/** Fields of a person that name a lead. */
export type Line = keyof typeof lines;

/** Who could be named as whose lead: everybody active who has the role, by name. For HR. Throws `Refusal`. */
export async function readLeads(outside: Outside, viewerId: string): Promise<Record<Line, Person[]>> {
  await loadHr(outside, viewerId);
  const people = await everybody(outside);
  const entries = Object.entries(lines).map(([line, role]) => [
    line,
    people.filter((one) => one.active && one.roles.includes(role)),
  ]);
  return Object.fromEntries(entries);
}

/** Everybody of the directory, whole, by name. */
export async function everybody({ table }: Outside): Promise<Person[]> {
  const found: Person[] = [];
  for (let from: string | undefined, more = true; more; ) {
    const { items, next } = await listPeople(table, 100, from);
    const ids = items.map((one) => one.id);
    found.push(...Object.values(await loadPeople(table, ids)));
    more = next !== null;
    from = next ?? undefined;
  }
  return found.sort((one, other) => one.name.localeCompare(other.name));
}
