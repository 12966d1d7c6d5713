import { leftToSweep } from '../cases/mails.ts';
import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { PersonInput } from '../contract/directory.ts';
import { fewestHr } from '../contract/names.ts';
import type { RecoveryNotice } from '../contract/notices.ts';
import { decideRecovery, isRecovery } from '../domain/directory/recovery.ts';
import type { Fault } from '../domain/fault.ts';
import { atKnownPlaces } from '../domain/places.ts';
import { sealRecord } from '../ledger/seal.ts';
import { addressHolderIn, newAddressWrites, numberHolderIn } from '../store/addresses.ts';
import { chainEndOf, loadPersonEvents } from '../store/chains.ts';
import { peopleIn } from '../store/directory.ts';
import { holdersIn, holdersKeys, keptRoles } from '../store/holders.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepNotices } from '../store/notices.ts';
import { placesIn } from '../store/places.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { holderWrites, keepDirectory } from './holders.ts';
import { addPlaces, keepPlaces } from './kept-places.ts';
import { writesFor } from './person-record.ts';

/**
 * The operator names people of HR, for the day on which no two people of HR can sign in. It is for whoever may write the
 * table: no function and no page imports this file, which a test of the architecture checks.
 */

/** Somebody whom the operator names: a person of the directory, with what a file says of them if it does, or somebody new. */
export interface Named {
  id: string;
  input: PersonInput | null;
}

export type Recovered =
  | { ok: true; named: string[]; ofHr: string[] }
  | { ok: false; faults: { id: string; fault: Fault }[] };

/**
 * Gives the role of HR to everybody named, each in one transaction with an event that says that this was a recovery, and tells
 * everybody of HR and the person. If anything is wrong with one of them, nothing is written. Named a second time, nothing
 * changes, and what was not told yet is told.
 */
export async function recoverHr(outside: Outside, people: readonly Named[]): Promise<Recovered> {
  const faults = await faultsOf(outside, people);
  if (faults.length > 0) return { ok: false, faults };
  const added = people.flatMap(({ input }) => input ?? []);
  await addPlaces(outside, { teams: added.map((one) => one.team), odcs: added.map((one) => one.odc) });
  const named: string[] = [];
  for (const one of people) if (await giveRole(outside, one)) named.push(one.id);
  // After all of them, because everybody of HR is told of everybody.
  for (const { id } of people) await tellOfRecovery(outside, id);
  return { ok: true, named, ofHr: people.map((one) => one.id).filter((id) => !named.includes(id)) };
}

/** What speaks against naming these people, before anything is written. */
async function faultsOf(outside: Outside, people: readonly Named[]): Promise<{ id: string; fault: Fault }[]> {
  const found = await Promise.all(people.map((one) => read(outside, one)));
  const faults = people.flatMap(({ id, input }, at) => {
    const { before, holder, numberHolder } = found[at] as Read;
    const decision = decideRecovery(before, id, input);
    return [
      ...(decision.is === 'refused' ? decision.faults : []),
      ...(before === null && holder !== null
        ? [{ path: 'email', reason: `${holder} has this mail address: name them, or give another one` }]
        : []),
      ...(before === null && numberHolder !== null
        ? [{ path: 'externalId', reason: `${numberHolder} has this employee number: name them, or give another one` }]
        : []),
    ].map((fault) => ({ id, fault }));
  });
  const hr = new Set([...(found[0]?.hr ?? []), ...people.map((one) => one.id)]);
  if (faults.length === 0 && hr.size < fewestHr)
    faults.push({
      id: people[0]?.id ?? '',
      fault: { path: 'roles', reason: `name ${fewestHr} people: many changes take two people of HR` },
    });
  return faults;
}

type Read = Awaited<ReturnType<typeof read>>;

async function read({ table }: Outside, { id, input }: Named) {
  const items = await getMany(table, [
    keys.profile(id),
    keys.personAudit(id),
    keys.places,
    ...holdersKeys,
    ...(input ? [keys.address(input.email)] : []),
    ...(input?.externalId ? [keys.employeeNumber(input.externalId)] : []),
  ]);
  return {
    before: peopleIn(items, [id])[id] ?? null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
    places: placesIn(items),
    holders: keptRoles.map((role) => holdersIn(items, role)),
    hr: holdersIn(items, 'hr')?.people ?? [],
    holder: input ? addressHolderIn(items, input.email) : null,
    numberHolder: input?.externalId ? numberHolderIn(items, input.externalId) : null,
  };
}

/** Gives the role to one of them. False: they are of HR already. */
function giveRole(outside: Outside, named: Named): Promise<boolean> {
  const { table, clock, ids, random } = outside;
  return withRetries('The directory', async () => {
    const { before, audit, places, holders } = await read(outside, named);
    if (!places) {
      await keepPlaces(outside);
      return null;
    }
    if (holders.includes(null)) {
      await keepDirectory(table);
      return null;
    }
    const { id } = named;
    const input = before === null && named.input ? atKnownPlaces(named.input, places) : named.input;
    const decision = decideRecovery(before, id, input);
    if (decision.is === 'of-hr') return false;
    if (decision.is === 'refused') throw new Error(`The record of ${id} has just changed: run this again`);
    const at = clock.now().toISOString();
    const recording = { chain: `person:${id}` as const, audit, at, requestId: 'recovery', ids, random };
    const sealed = sealRecord(decision.event, recording);
    const write = writesOf(table);
    const done = await transact(table, [
      ...writesFor(write, before, decision.after, sealed),
      ...holderWrites(
        write,
        holders.flatMap((one) => one ?? []),
        before,
        decision.after,
      ),
      ...(before === null ? newAddressWrites(write, decision.after) : []),
    ]);
    return done.ok || null;
  });
}

/**
 * Puts a notice of the recovery of a person into the list of everybody of HR and of the person, and leaves its mail to the
 * sweep. What is there already is not put again. Once their record has changed again, nothing is told.
 */
async function tellOfRecovery(outside: Outside, id: string): Promise<void> {
  const { table } = outside;
  const [events, items] = await Promise.all([loadPersonEvents(table, id), getMany(table, [keys.holders('hr')])]);
  const event = events.at(-1);
  if (!event || !isRecovery(event)) return;
  const everybody = [...new Set([id, ...(holdersIn(items, 'hr')?.people ?? [])])];
  const notices = everybody.map(
    (to): RecoveryNotice => ({
      id: event.id,
      to,
      at: event.at,
      template: 'hr-recovered',
      data: { recovered: id },
      mailedAt: null,
    }),
  );
  // One by one: HR can be more people than a transaction has room for.
  for (const notice of notices)
    for (const kept of await keepNotices(table, [notice])) if (kept.mailedAt === null) await leftToSweep(outside, kept);
}
