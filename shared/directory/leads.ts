import { type Choices, choicesOf, readNameable, type SearchEnd, type Typed } from '../cases/naming.ts';
import type { Outside } from '../cases/outside.ts';
import { type LeadField, leadFields, lineRoles } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { roleTitle } from '../domain/words.ts';
import { anyHrOnly } from '../records/hr-only.ts';

/** The people whom HR can name as each kind of lead, and where a search among them goes on. */
export interface Leads {
  leads: Record<LeadField, Choices>;
  search: SearchEnd | null;
}

/**
 * The people who can be named as the leads of a person (null: a new one): those of the line, and whoever is found by what was
 * typed. For HR. Throws `Refusal`.
 */
export async function readLeads(
  outside: Outside,
  viewer: Person,
  of: string | null,
  typed: Typed | null,
): Promise<Leads> {
  anyHrOnly(viewer);
  const nameable = await readNameable(outside, viewer.odc, { ranks: true }, typed);
  const choices = lineRoles.map((role) => [
    leadFields[role],
    choicesOf(nameable, viewer.odc, (person) => {
      if (person.id === of) return 'nobody leads themselves';
      return person.roles.includes(role) ? null : `they do not have the role ${roleTitle(role)}`;
    }),
  ]);
  return { leads: Object.fromEntries(choices) as Record<LeadField, Choices>, search: nameable.found };
}
