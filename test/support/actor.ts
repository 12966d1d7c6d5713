import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import { loadPerson } from '#shared/store/directory.ts';

/** A person as the directory has them now. Every request reads its person first. */
export async function actorOf({ table }: Pick<Outside, 'table'>, id: string): Promise<Person> {
  const person = await loadPerson(table, id);
  if (!person) throw new Error(`The directory has no ${id}`);
  return person;
}
