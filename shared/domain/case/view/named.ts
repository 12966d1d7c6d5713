import type { PublicPerson } from '../../../contract/people.ts';

/** The fields of views and events that hold the id of a person, or a list of ids. */
const fields = new Set([
  'personId',
  'engineerId',
  'by',
  'confirmerId',
  'confirmedBy',
  'changedBy',
  'proposedBy',
  'to',
  'of',
  'onBehalfOf',
  'against',
  'conflicts',
  'submitted',
  'challengeable',
  'directors',
]);

/**
 * The people whom a viewer reads about, in the order in which they are named. Nobody else may be named to them: that a
 * person once acted under the seal would tell of a review.
 */
export function namedIn(read: unknown, people: Record<string, PublicPerson>): Record<string, PublicPerson> {
  return Object.fromEntries(idsIn(read).flatMap((id) => (people[id] ? [[id, people[id]]] : [])));
}

/** The ids of the people whom views or events name. */
export function idsIn(read: unknown, field = ''): string[] {
  if (typeof read === 'string') return fields.has(field) ? [read] : [];
  if (typeof read !== 'object' || read === null) return [];
  if (Array.isArray(read)) return read.flatMap((one) => idsIn(one, field));
  return Object.entries(read).flatMap(([name, one]) => idsIn(one, name));
}
