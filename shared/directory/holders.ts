import type { Role } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { rolesOf } from '../domain/directory/matters.ts';
import { keepAddresses } from '../store/addresses.ts';
import type { Table } from '../store/client.ts';
import { loadEverybody, loadPeople } from '../store/directory.ts';
import { type Holders, holdersIn, holdersKeys, holdersWrite, keptRoles } from '../store/holders.ts';
import { getMany } from '../store/items.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';

/** The roles under which somebody is kept: of HR only those who are limited to no units, because two of them always remain. */
function held(person: Person | null): Role[] {
  return rolesOf(person).filter((role) => role !== 'hr' || !person?.hrUnits);
}

function holdersAmong(people: readonly Person[]): Pick<Holders, 'role' | 'people'>[] {
  return keptRoles.map((role) => ({
    role,
    people: people.filter((one) => held(one).includes(role)).map((one) => one.id),
  }));
}

/** Keeps mail addresses and the holders of roles in a directory from before they were kept. The holders come last. */
export async function keepDirectory(table: Table): Promise<void> {
  const everybody = await loadEverybody(table);
  await keepAddresses(table, everybody);
  await keepHolders(
    table,
    everybody.map((person) => person.id),
  );
}

/**
 * Keeps the holders of every role among these people, beside those who are kept already.
 */
export async function keepHolders(table: Table, personIds: readonly string[]): Promise<void> {
  const [people, kept] = await Promise.all([
    loadPeople(table, personIds).then((found): Person[] => Object.values(found)),
    getMany(table, holdersKeys),
  ]);
  const changed = holdersAmong(people).flatMap(({ role, people: ids }) => {
    const before = holdersIn(kept, role);
    const all = [...new Set([...(before?.people ?? []), ...ids])];
    return before && all.length === before.people.length
      ? []
      : [holdersWrite(writesOf(table), before, { role, people: all })];
  });
  if (changed.length > 0) await transact(table, changed);
}

/** The writes for the roles that a person gets or no longer has. */
export function holderWrites(
  write: ReturnType<typeof writesOf>,
  kept: readonly Holders[],
  before: Person | null,
  after: Person,
): Write[] {
  const [had, has] = [held(before), held(after)];
  return kept
    .filter(({ role }) => had.includes(role) !== has.includes(role))
    .map((holders) => {
      const others = holders.people.filter((id) => id !== after.id);
      const people = has.includes(holders.role) ? [...others, after.id] : others;
      return holdersWrite(write, holders, { role: holders.role, people });
    });
}
