import { leftToSweep } from '../cases/mails.ts';
import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { PersonInput } from '../contract/directory.ts';
import { fewestHr } from '../contract/names.ts';
import type { RecoveryNotice } from '../contract/notices.ts';
import { SignInsEvent } from '../contract/record-sign-ins.ts';
import { decideRecovery, decideSignInRecovery, isRecovery, type SaidOfSignIns } from '../domain/directory/recovery.ts';
import type { Fault } from '../domain/fault.ts';
import { atKnownPlaces } from '../domain/places.ts';
import { sealRecord } from '../ledger/seal.ts';
import { addressHolderIn, newAddressWrites, numberHolderIn } from '../store/addresses.ts';
import { chainEndOf, loadPersonEvents, storedEvents } from '../store/chains.ts';
import { peopleIn } from '../store/directory.ts';
import { holdersIn, holdersKeys, keptRoles } from '../store/holders.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepNotices } from '../store/notices.ts';
import { placesIn } from '../store/places.ts';
import { signInsIn } from '../store/sign-ins.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { holderWrites, keepDirectory } from './holders.ts';
import { addPlaces, keepPlaces } from './kept-places.ts';
import { signInWrites, writesFor } from './person-record.ts';

/**
 * The operator names people of HR, for the day on which no two people of HR can sign in. It is for whoever may write the
 * table: no function and no page imports this file, which a test of the architecture checks.
 */

/** Somebody whom the operator names: a person of the directory, with what a file says of them if it does, or somebody new. */
export interface Named {
  id: string;
  input: PersonInput | null;
  /** The operator gave their mail address, in words or in the file. */
  isVouched: boolean;
}

/**
 * `letIn`: those whose sign-ins were changed, so that they can come in. `bound`: those who still have a sign-in at an issuer,
 * of which the operator has not said whether it counts.
 */
export type Recovered =
  | { ok: true; named: string[]; ofHr: string[]; letIn: string[]; bound: { id: string; issuer: string }[] }
  | { ok: false; faults: { id: string; fault: Fault }[] };

/**
 * Gives the role of HR to everybody named and lets them sign in, each in one transaction with events that say that this was a
 * recovery, and tells everybody of HR and the person. If anything is wrong with one of them, nothing is written. Named a second
 * time, nothing changes, and what was not told yet is told.
 */
export async function recoverHr(
  outside: Outside,
  people: readonly Named[],
  said: SaidOfSignIns = { issuer: null, accountIsGone: false },
): Promise<Recovered> {
  const faults = await faultsOf(outside, people, said);
  if (faults.length > 0) return { ok: false, faults };
  const added = people.flatMap(({ input }) => input ?? []);
  await addPlaces(outside, { teams: added.map((one) => one.team), odcs: added.map((one) => one.odc) });
  const done: { id: string; after: RecoveredOne }[] = [];
  for (const one of people) done.push({ id: one.id, after: await recoverOne(outside, one, said) });
  // After all of them, because everybody of HR is told of everybody.
  for (const { id } of people) await tellOfRecovery(outside, id);
  const idsWhere = (is: (after: RecoveredOne) => boolean) => done.flatMap(({ id, after }) => (is(after) ? id : []));
  return {
    ok: true,
    named: idsWhere(({ isNamed }) => isNamed),
    ofHr: idsWhere(({ isNamed }) => !isNamed),
    letIn: idsWhere(({ isLetIn }) => isLetIn),
    bound: done.flatMap(({ id, after }) => (said.issuer === null && after.bound ? { id, issuer: after.bound } : [])),
  };
}

/** What speaks against naming these people, before anything is written. */
async function faultsOf(
  outside: Outside,
  people: readonly Named[],
  said: SaidOfSignIns,
): Promise<{ id: string; fault: Fault }[]> {
  const found = await Promise.all(people.map((one) => read(outside, one)));
  const faults = people.flatMap(({ id, input, isVouched }, at) => {
    const { before, holder, numberHolder, signIns } = found[at] as Read;
    const decision = decideRecovery(before, id, input);
    const signIn = decideSignInRecovery(signIns, { ...said, isVouched });
    return [
      ...(decision.is === 'refused' ? decision.faults : []),
      ...(signIn.ok ? [] : [signIn.fault]),
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
    keys.signIns(id),
    keys.places,
    ...holdersKeys,
    ...(input ? [keys.address(input.email)] : []),
    ...(input?.externalId ? [keys.employeeNumber(input.externalId)] : []),
  ]);
  return {
    before: peopleIn(items, [id])[id] ?? null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
    signIns: signInsIn(items, id),
    places: placesIn(items),
    holders: keptRoles.map((role) => holdersIn(items, role)),
    hr: holdersIn(items, 'hr')?.people ?? [],
    holder: input ? addressHolderIn(items, input.email) : null,
    numberHolder: input?.externalId ? numberHolderIn(items, input.externalId) : null,
  };
}

interface RecoveredOne {
  /** They got the role. False: they are of HR already. */
  isNamed: boolean;
  isLetIn: boolean;
  /** The issuer at which they still have a sign-in. */
  bound: string | null;
}

/** Gives the role to one of them, if they do not have it, and lets them in. */
function recoverOne(outside: Outside, named: Named, said: SaidOfSignIns): Promise<RecoveredOne> {
  const { table, clock, ids, random } = outside;
  return withRetries('The directory', async () => {
    const { before, audit, places, holders, signIns } = await read(outside, named);
    if (!places) {
      await keepPlaces(outside);
      return null;
    }
    if (holders.includes(null)) {
      await keepDirectory(table);
      return null;
    }
    const { id, isVouched } = named;
    const input = before === null && named.input ? atKnownPlaces(named.input, places) : named.input;
    const decision = decideRecovery(before, id, input);
    const signIn = decideSignInRecovery(signIns, { ...said, isVouched });
    if (decision.is === 'refused' || !signIn.ok)
      throw new Error(`The record of ${id} has just changed: run this again`);
    const isNamed = decision.is === 'named';
    const recovered = { isNamed, isLetIn: signIn.events.length > 0, bound: signIn.bound };
    if (!isNamed && !recovered.isLetIn) return recovered;
    const moment = { at: clock.now().toISOString(), requestId: 'recovery' };
    const write = writesOf(table);
    const ofRecord = () => {
      if (decision.is !== 'named') return before ? [write.checkVersion('guard', keys.profile(id), before.version)] : [];
      const recording = { chain: `person:${id}` as const, audit, ...moment, ids, random };
      const kept = holders.flatMap((one) => one ?? []);
      return [
        ...writesFor(write, before, decision.after, sealRecord(decision.event, recording)),
        ...holderWrites(write, kept, before, decision.after),
        ...(before === null ? newAddressWrites(write, decision.after) : []),
      ];
    };
    const done = await transact(table, [
      ...ofRecord(),
      ...signInWrites(outside, { id, signIns, events: signIn.events }, moment),
    ]);
    return done.ok ? recovered : null;
  });
}

/**
 * Puts notices of the recovery of a person into the list of everybody of HR and of the person, and leaves their mail to the
 * sweep: one of the role, and one of their sign-ins. What is there already is not put again. Once their record or their sign-ins
 * have changed again, nothing is told; that they signed in is no such change.
 */
async function tellOfRecovery(outside: Outside, id: string): Promise<void> {
  const { table } = outside;
  const [ofPerson, ofSignIns, items] = await Promise.all([
    loadPersonEvents(table, id),
    storedEvents(table, `sign-ins:${id}`),
    getMany(table, [keys.holders('hr')]),
  ]);
  const everybody = [...new Set([id, ...(holdersIn(items, 'hr')?.people ?? [])])];
  const noticesOf = (event: { id: string; at: string }, data: RecoveryNotice['data']) =>
    everybody.map(
      (to): RecoveryNotice => ({ id: event.id, to, at: event.at, template: 'hr-recovered', data, mailedAt: null }),
    );
  const [role, signIn] = [
    ofPerson.at(-1),
    ofSignIns.map((one) => SignInsEvent.parse(one)).findLast((one) => one.type !== 'sign-in-bound'),
  ];
  const notices = [
    ...(role && isRecovery(role) ? noticesOf(role, { recovered: id }) : []),
    ...(signIn && isRecovery(signIn) ? noticesOf(signIn, { recovered: id, letIn: true }) : []),
  ];
  // One by one: HR can be more people than a transaction has room for.
  for (const notice of notices)
    for (const kept of await keepNotices(table, [notice])) if (kept.mailedAt === null) await leftToSweep(outside, kept);
}
