import { Refusal } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import { isHr } from '../domain/people.ts';

/** Lets on whoever is of HR, by the directory as it was read. Throws `Refusal` forbidden. */
export function hrOnly(person: Person | null): Person {
  if (person && isHr(person)) return person;
  throw new Refusal('forbidden', 'This is for HR.');
}
