import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { factsOf } from '../domain/directory/decide.ts';
import { sealRecord } from '../ledger/seal.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { writesFor } from './put.ts';

/** Puts people into the directory when a system is set up, who are not in it yet; those who are stay as they are. */
export async function addPeople(outside: Outside, people: readonly Person[]): Promise<void> {
  await Promise.all(people.map((person) => addPerson(outside, person)));
}

async function addPerson({ table, clock, ids, random }: Outside, person: Person): Promise<void> {
  const { id, name, email } = person;
  const added = {
    type: 'person-added' as const,
    data: factsOf(person),
    actor: { personId: null, role: 'system' as const, relation: 'setup', onBehalfOf: null },
    body: { name, email },
  };
  const at = clock.now().toISOString();
  const recording = { chain: `person:${id}` as const, audit: null, at, requestId: 'setup', ids, random };
  const [sealed] = sealRecord([added], recording);
  if (sealed) await transact(table, writesFor(writesOf(table), null, person, sealed));
}
