import type { PersonCommandType } from '#shared/contract/names.ts';
import { cast, engineerAt } from './cast.ts';
import { commands, otherwise, type Place, places, type Relation, type Verdict } from './table.ts';

/** What the table says of a command of somebody in a relation, at a place. */
export function verdictOf(type: PersonCommandType, relation: Relation, place: Place): Verdict {
  const row = (commands[type][relation] ?? otherwise[relation]).trim().split(/\s+/);
  return row[places.indexOf(place)] as Verdict;
}

/** Who is in a relation to the case of a place; null for somebody without a sign-in. */
export const idOf = (relation: Relation, place: Place) =>
  relation === 'engineer' ? engineerAt(place) : relation === 'nobody' ? null : cast[relation];
