import { personCheck } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { withRetries } from '../cases/retry.ts';
import type { FileLeftover } from '../contract/files.ts';
import type { ImportRecord, ImportRow } from '../contract/imports.ts';
import { leadFields, machineIn } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { addPlaces } from '../directory/kept-places.ts';
import { personChange } from '../directory/person-change.ts';
import { rolesOf } from '../domain/directory/matters.ts';
import { effectsOf, fieldsChanged } from '../domain/imports/changes.ts';
import { hasCaseIn } from '../records/has-case.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { loadPeople, peopleIn } from '../store/directory.ts';
import { loadList, partsOf, partWrite } from '../store/file-lists.ts';
import { importWrite } from '../store/imports.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { listSeats } from '../store/seats.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { checkDecided, type Decider, decidersOf, whyDecidersLeft } from './decided.ts';
import { changesIn, finishImport, stopImport } from './finish.ts';
import { whyInvolvedIn } from './involved.ts';
import { neverEnded } from './tries.ts';

type Applying = ImportRecord & {
  progress: NonNullable<ImportRecord['progress']>;
  found: NonNullable<ImportRecord['found']>;
};

/**
 * Carries out the next rows of a file that HR has decided on, each in a transaction of its own, and writes down how
 * far it is. A run that was ended in between is begun again: rows that were carried out are left as they are.
 */
export async function applyImport(outside: Outside, record: ImportRecord): Promise<void> {
  const { table } = outside;
  const { id, progress } = record as Applying;
  const people = await loadPeople(table, [progress.confirmedBy, progress.proposedBy]);
  const stopped = whyDecidersLeft(people, progress, record.units ?? null);
  if (stopped !== null) return stopImport(outside, record, progress, stopped);
  if (progress.next === 0) await begin(outside, record as Applying);
  if (progress.next >= partsOf(changesIn(record))) return finishImport(outside, record, progress);
  const rows = await loadList(table, id, 'rows', progress.next);
  const by = await decidersOf(table, progress);
  const results = await inTurn(rows, (row) => applyRow(outside, record as Applying, row, by));
  const leftover = results.filter((one) => one !== null);
  const apart = leftover.filter((one) => one.apart);
  const write = writesOf(table);
  const after = {
    ...record,
    tries: null,
    progress: {
      ...progress,
      next: progress.next + 1,
      applied: progress.applied + rows.length - leftover.length,
      refused: progress.refused + leftover.length - apart.length,
      apart: progress.apart + apart.length,
    },
  };
  // If another run was first, it has written the same.
  await transact(table, [
    partWrite(write, record, 'leftover', progress.next, leftover),
    importWrite(write, record, after),
  ]);
}

/** Gives up a file whose rows cannot be carried out. */
export function giveUpApplying(outside: Outside, record: ImportRecord): Promise<void> {
  return stopImport(outside, record, (record as Applying).progress, `The work on it failed: ${neverEnded}.`);
}

/** Looks whether the rows are those that were decided on, and adds the teams and ODCs that they need. */
async function begin(outside: Outside, { id, by, found, progress }: Applying): Promise<void> {
  await checkDecided(outside.table, id, 'rows', { count: changesIn({ found }), digest: found.digest });
  const { teams, odcs } = found;
  const actor = { personId: progress.confirmedBy, role: 'hr' as const, relation: 'places', onBehalfOf: null };
  if (teams.length + odcs.length > 0)
    await addPlaces(
      outside,
      { teams, odcs },
      {
        ...{ actor, requestId: id, proposal: progress.proposal },
        machine: machineIn(by) ?? undefined,
      },
    );
}

/** So many rows are carried out at once. */
const atOnce = 10;

/**
 * Does something for each row, in their order, several at once. A row waits for its leads. One that changes somebody, or gives
 * a role, waits for all before it, and all after it wait for it: they can need the same mail address or list of people.
 */
async function inTurn<T>(rows: readonly ImportRow[], work: (row: ImportRow) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let at = 0; at < rows.length; at += atOnce) {
    const begun = new Map<string, Promise<T>>();
    let last: Promise<unknown> = Promise.resolve();
    for (const row of rows.slice(at, at + atOnce)) {
      const isAlone = row.version !== null || rolesOf(row.input).length > 0;
      const needed = isAlone ? [...begun.values()] : leadsOf(row).flatMap((lead) => begun.get(lead) ?? []);
      const done = Promise.all([last, ...needed]).then(() => work(row));
      begun.set(row.id, done);
      if (isAlone) last = done;
    }
    results.push(...(await Promise.all(begun.values())));
  }
  return results;
}

const leadsOf = ({ input }: ImportRow) => Object.values(leadFields).flatMap((field) => input[field] ?? []);

const decidersInvolved = {
  one: 'The person who decided is involved in this record.',
  two: 'One of the two people who decided is involved in this record.',
};

/**
 * Carries out one row. Gives null, or why it is left. What a machine proposed one person has confirmed: a row that takes two
 * people, or that changes an open case, is for two others to decide.
 */
function applyRow(
  outside: Outside,
  { id: importId, by: sender, progress, units }: Applying,
  { row, id, version, input }: ImportRow,
  by: readonly Decider[],
): Promise<FileLeftover | null> {
  const { table, clock } = outside;
  const { proposal, proposedBy, confirmedBy } = progress;
  const left = (reason: string, apart = false): FileLeftover => ({ row, id, apart, reason });
  const change = personChange(outside, { id, input, isLoaded: true });
  const isAlone = machineIn(proposedBy) !== null;
  return withRetries(`The record of ${id}`, async () => {
    const [items, seats] = await Promise.all([
      getMany(table, [...change.reads, keys.profile(confirmedBy), keys.profile(proposedBy)]),
      listSeats(table),
    ]);
    const people = peopleIn(items, [id, confirmedBy, proposedBy]);
    const before: Person | null = people[id] ?? null;
    if (before && fieldsChanged(before, input).length === 0) return { done: null };
    if ((before?.version ?? null) !== version)
      return { done: left('The record has changed since the file was checked.') };
    const hasCase = hasCaseIn(items, { id, leave: before?.leave ?? [] }, clock.now().toISOString());
    const whys = by.flatMap(
      ({ id: one, cases }) => whyInvolvedIn(one, { id, before, input }, { cases, hasCase }) ?? [],
    );
    const [why] = whys;
    if (why) return { done: left(isAlone ? decidersInvolved.one : decidersInvolved.two, true) };
    if (isAlone && before && effectsOf(id, before, input, await openCasesOf(table, id)).length > 0)
      return { done: left('This row changes an open case, so it takes two people of HR.', true) };
    // They were looked at before these rows, and can have lost it since.
    const stopped = whyDecidersLeft(people, progress, units ?? null);
    if (stopped !== null) return { done: left(stopped) };
    const actor = people[confirmedBy] as Person;
    const casesOfActor = by[0]?.cases ?? [];
    try {
      const carried = await change.carry(
        { items, facts: { seats, casesOfActor } },
        {
          ...{ actor, requestId: importId, ifVersion: version ?? undefined, proposal },
          ...(isAlone ? { step: 'alone' as const } : { step: 'confirming' as const, proposedBy }),
          machine: machineIn(sender) ?? undefined,
        },
      );
      if (!carried) return null;
      const write = writesOf(table);
      const checks = [actor, people[proposedBy] ?? null].flatMap((one) => personCheck(write, one, carried.writes));
      return (await transact(table, [...carried.writes, ...checks])).ok ? { done: null } : null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'takes-two-people') return { done: left('This row takes two people of HR.', true) };
      return { done: left([error.message, ...error.faults.map((one) => one.reason)].join(' ')) };
    }
  }).then(({ done }) => done);
}
