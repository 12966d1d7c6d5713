import { Refusal } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import { isDirector, isHr } from '../domain/people.ts';

/** Gives the person if they are of HR by the directory as it was read. Otherwise throws `Refusal` forbidden. */
export function hrOnly(person: Person | null): Person {
  if (person && isHr(person)) return person;
  throw new Refusal('forbidden', 'This is for HR.');
}

/** Does the same for what HR and delivery directors do. */
export function hrOrDirectorOnly(person: Person): Person {
  return isDirector(person) ? person : hrOnly(person);
}
