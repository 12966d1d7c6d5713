import type { Outside } from '../cases/outside.ts';
import { folded } from '../contract/names.ts';
import { addressHolderIn, holderIn } from '../store/addresses.ts';
import type { Table } from '../store/client.ts';
import { listPeople, loadPeople } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys, scimKeys } from '../store/keys.ts';
import { scimIn, scimPageIn, scimPageWrite } from '../store/scim.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { noSuchUser, wrong } from './fault.ts';
import { type Sought, soughtIn } from './filter.ts';
import { readUser } from './push.ts';
import { type Known, namesOf, pushedOf } from './resource.ts';
import { scimLimits } from './schema.ts';

/** What an identity system reads: one user, those whom a filter finds, or everybody page by page. */

/** A user by id. Throws `ScimFault`. */
export async function getUser(outside: Outside, id: string): Promise<Known> {
  const known = await readUser(outside, id);
  if (!known || known.scim?.isGone) throw noSuchUser();
  return known;
}

/** A page of users, as RFC 7644 (3.4.2) numbers them. */
export interface UserPage {
  users: Known[];
  startIndex: number;
  /**
   * How many there are in all, as far as is known: whoever was counted up to here, and one more if there are more. Counting
   * everybody would read the whole directory for each page. Clients go on while they have seen fewer.
   */
  total: number;
}

/** What a client asks of a list. */
export interface Asked {
  filter?: string | undefined;
  startIndex?: string | undefined;
  count?: string | undefined;
}

/** The users whom a filter finds, or a page of everybody by id. Throws `ScimFault`. */
export async function listUsers(outside: Outside, machine: string, asked: Asked): Promise<UserPage> {
  const startIndex = Math.max(1, numberIn(asked.startIndex, 1));
  const count = Math.min(Math.max(0, numberIn(asked.count, scimLimits.pageUnlessSaid)), scimLimits.page);
  if (asked.filter !== undefined) {
    const found = await findUser(outside, soughtIn(asked.filter));
    const total = found ? 1 : 0;
    return { users: found && startIndex === 1 && count > 0 ? [found] : [], startIndex, total };
  }
  return everybody(outside, machine, { startIndex, count });
}

function numberIn(given: string | undefined, unlessSaid: number): number {
  if (given === undefined || given === '') return unlessSaid;
  const number = Number(given);
  if (!Number.isSafeInteger(number)) throw wrong('invalidValue', 'startIndex and count are whole numbers.');
  return number;
}

async function findUser(outside: Outside, { by, value }: Sought): Promise<Known | null> {
  if (by === 'id') {
    const known = await readUser(outside, value);
    return known?.scim?.isGone ? null : known;
  }
  // Nobody has an empty name, and no key can be longer than this.
  if (value === '' || value.length > 254) return null;
  const candidates = by === 'externalId' ? [scimKeys.clientId(value)] : [scimKeys.userName(value), keys.address(value)];
  const found = await getMany(outside.table, candidates);
  const holders =
    by === 'externalId'
      ? [holderIn(found, scimKeys.clientId(value))]
      : [holderIn(found, scimKeys.userName(value)), addressHolderIn(found, value)];
  const ids = holders.flatMap((one) => one ?? []);
  const known = await knownOf(outside.table, ids);
  return known.find((one) => isFound(one, { by, value })) ?? null;
}

/** Whether a user has what is sought: somebody who is found by their mail address can have another user name. */
function isFound(known: Known, { by, value }: Sought): boolean {
  if (by === 'externalId') return namesOf(known).clientId === value;
  const of = by === 'email' ? pushedOf(known).email : namesOf(known).userName;
  return folded(of) === folded(value);
}

/** People with what was pushed of them, in one read. Whoever was taken away is left out. */
async function knownOf(table: Table, ids: readonly string[]): Promise<Known[]> {
  const [people, found] = await Promise.all([
    loadPeople(table, ids),
    getMany(
      table,
      ids.map((id) => scimKeys.pushed(id)),
    ),
  ]);
  return [...new Set(ids)].flatMap((id) => {
    const person = people[id];
    const scim = scimIn(found, id);
    return person && !scim?.isGone ? [{ person, scim }] : [];
  });
}

/** For so many seconds we know where a page begins that a machine has come to. */
const pageSeconds = 3600;

/**
 * A page of everybody. Where the next one begins is kept for the machine. A page that it has not come to is reached by reading
 * what is before it, up to a bound.
 */
async function everybody(
  { table, clock }: Outside,
  machine: string,
  { startIndex, count }: { startIndex: number; count: number },
): Promise<UserPage> {
  const limit = Math.max(1, count);
  const key = scimKeys.page(machine, startIndex);
  const kept = startIndex === 1 ? null : scimPageIn(await getMany(table, [key]), key);
  let from: string | null | undefined = kept;
  let toPass = kept === null ? startIndex - 1 : 0;
  if (toPass > scimLimits.walk)
    throw wrong('invalidValue', `Read the pages before startIndex ${startIndex} first, one after another.`);
  const users: Known[] = [];
  let isEnd = false;
  while (users.length < limit && !isEnd) {
    const page = await listPeople(table, Math.min(scimLimits.page, toPass + limit - users.length), from ?? undefined);
    const ids = page.items.map((one) => one.id);
    const known = await knownOf(table, ids);
    const passed = known.slice(toPass);
    toPass = Math.max(0, toPass - known.length);
    users.push(...passed);
    from = page.next;
    isEnd = from === null;
  }
  const shown = count === 0 ? [] : users;
  const last = shown.at(-1)?.person.id;
  if (!isEnd && last !== undefined) {
    const expires = Math.floor(clock.now().getTime() / 1000) + pageSeconds;
    const next = scimKeys.page(machine, startIndex + shown.length);
    await transact(table, [scimPageWrite(writesOf(table), next, { after: last, expires })]);
  }
  const before = users.length > 0 ? startIndex - 1 : Math.max(0, startIndex - 1 - toPass);
  return { users: shown, startIndex, total: before + users.length + (isEnd ? 0 : 1) };
}
