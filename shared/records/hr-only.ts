import { Refusal } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import { isDirector, isHr, isHrFor, type Units } from '../domain/people.ts';

/**
 * Gives the person if they are of HR for these units by the directory as it was read; without units, for everything. Otherwise
 * throws `Refusal` forbidden, which says the same to everybody.
 */
export function hrOnly(person: Person | null, units: Units = null): Person {
  if (person && isHrFor(person, units)) return person;
  throw forHr();
}

/** Does the same for everybody of HR. What they may see or change of it is decided afterwards. */
export function anyHrOnly(person: Person | null): Person {
  if (person && isHr(person)) return person;
  throw forHr();
}

/** Does the same for what everybody of HR and delivery directors do. */
export function hrOrDirectorOnly(person: Person): Person {
  return isDirector(person) ? person : anyHrOnly(person);
}

const forHr = () => new Refusal('forbidden', 'This is for HR.');
