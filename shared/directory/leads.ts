import type { Person } from '../contract/people.ts';
import { lines } from '../domain/directory/decide.ts';

/** Fields of a person that name a lead. */
export type Line = keyof typeof lines;

/** The active people who can be named in each line, because they have its role. */
export function leadsAmong(people: readonly Person[]): Record<Line, Person[]> {
  const entries = Object.entries(lines).map(([line, role]) => [
    line,
    people.filter((one) => one.active && one.roles.includes(role)),
  ]);
  return Object.fromEntries(entries);
}
