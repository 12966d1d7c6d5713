import type { PersonCommandType } from '#shared/contract/names.ts';
import { cast, engineerAt } from './cast.ts';
import { commands, otherwise, type Place, places, type Relation, sameAs, type Verdict } from './table.ts';

/** The verdict of the table on a command, for a relation and a place. */
export function verdictOf(type: PersonCommandType, relation: Relation, place: Place): Verdict {
  const as = relation === 'hr-within' || relation === 'hr-beyond' ? sameAs[relation] : relation;
  const row = (commands[type][as] ?? otherwise[as]).trim().split(/\s+/);
  return row[places.indexOf(place)] as Verdict;
}

/** The id of the person in a relation to the case of a place. Null for a visitor without a sign-in. */
export const idOf = (relation: Relation, place: Place) =>
  relation === 'engineer' ? engineerAt(place) : relation === 'nobody' ? null : cast[relation];
