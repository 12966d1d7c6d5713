import { gunzipSync } from 'node:zlib';
import { personCheck } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { fileLimits } from '../contract/file-names.ts';
import type { FileFault } from '../contract/files.ts';
import type { MoveFound, MoveHolder, MoveRecord, MoveRow } from '../contract/moves.ts';
import { whyInvolved } from '../domain/directory/involvement.ts';
import { rolesOf } from '../domain/directory/matters.ts';
import { hasMovedFrom, isTheirs } from '../domain/directory/sign-ins.ts';
import { signInIdOf } from '../identity/sign-in-id.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Mapping, readMoveFile } from '../people-files/move-file.ts';
import { loadEverybody, loadPeople } from '../store/directory.ts';
import { keepList, loadFile, loadList, partsOf, partWrite } from '../store/file-lists.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadMoves, mappedWrites, movesAtWork, moveWrite } from '../store/moves.ts';
import { ownerIn, signInsIn } from '../store/sign-ins.ts';
import { transact, transactionLimits, writesOf } from '../store/transaction.ts';
import { checkNeverEnded } from './check.ts';
import { appliedWrites, checkDecided, decidersOf, whyDecidersLeft } from './decided.ts';
import { involvedInAll } from './involved.ts';
import { neverEnded, tryOnce, wake } from './tries.ts';

/**
 * Does the next piece of work for a mapping file: its check, or some of its rows. Each piece changes the file, and the stream of
 * the table brings this change back here, until nothing is left to do.
 */
export async function workOnMove(outside: Outside, id: string): Promise<void> {
  const [record] = await loadMoves(outside.table, [id]);
  const write = writeOf(outside);
  switch (record?.state) {
    case 'checking':
      return tryOnce(outside, record, {
        write,
        run: (one) => checkMove(outside, one),
        giveUp: (one) => keepChecked(outside, one, [], { faults: [checkNeverEnded], unchanged: [] }),
      });
    case 'applying':
      return tryOnce(outside, record, {
        write,
        run: (one) => applyMove(outside, one),
        giveUp: (one) => stopMove(outside, one, `The work on it failed: ${neverEnded}.`),
      });
    case 'faulty':
    case 'checked':
    case 'in-force':
    case 'ended':
    case 'stopped':
    case undefined:
      return;
  }
}

/** Lets work on mapping files go on that was lost. */
export async function wakeMoves(outside: Outside): Promise<void> {
  await wake(outside, await movesAtWork(outside.table), writeOf(outside));
}

const writeOf =
  ({ table }: Outside) =>
  (before: MoveRecord, after: MoveRecord) => [moveWrite(writesOf(table), before, after)];

const nothing: MoveFound = { rows: 0, unchanged: 0, faults: 0, holders: 0, involved: [], digest: hashOf([]) };

/** The dry run: finds everything that is wrong with the file, and writes down its rows. It changes nobody. */
async function checkMove(outside: Outside, record: MoveRecord): Promise<void> {
  const { table } = outside;
  const read = readMoveFile(gunzipSync(await loadFile(table, record)), await loadEverybody(table));
  const bound = read.ok ? await alreadyBound(outside, record, read) : { faults: read.faults, unchanged: [] };
  await keepChecked(outside, record, read.ok && bound.faults.length === 0 ? read.rows : [], bound);
}

async function keepChecked(
  outside: Outside,
  record: MoveRecord,
  rows: readonly Mapping[],
  bound: Bound,
): Promise<void> {
  const { table } = outside;
  const found = await keepRows(outside, record, rows, bound);
  await keepList(table, record, 'faults', bound.faults.slice(0, fileLimits.faults));
  const state = found.faults > 0 ? ('faulty' as const) : ('checked' as const);
  // If the file has changed meanwhile, another run has checked it.
  await transact(table, [moveWrite(writesOf(table), record, { ...record, tries: null, state, found })]);
}

interface Bound {
  faults: FileFault[];
  /** The rows whose account is that person's already. */
  unchanged: Mapping[];
}

/**
 * Looks whose the accounts are already. A row cannot bring back one that HR has ended. Nor can it take one from another person,
 * also if the file gives that person another one: until they come, the account lets them in.
 */
async function alreadyBound(
  { table }: Outside,
  { issuer }: MoveRecord,
  { rows, fault }: Extract<ReturnType<typeof readMoveFile>, { ok: true }>,
): Promise<Bound> {
  const owners = await getMany(
    table,
    rows.map(({ subject }) => keys.signIn(issuer, subject)),
  );
  const ownerOf = ({ subject }: Mapping) => ownerIn(owners, keys.signIn(issuer, subject))?.personId;
  const owned = rows.flatMap((one) => ownerOf(one) ?? []);
  const signIns = await getMany(
    table,
    owned.map((id) => keys.signIns(id)),
  );
  const bound: Bound = { faults: [], unchanged: [] };
  for (const one of rows) {
    const owner = ownerOf(one);
    if (owner === undefined) continue;
    const list = signInsIn(signIns, owner);
    const signIn = signInIdOf(issuer, one.subject);
    const isBound = isTheirs(list, signIn);
    if (owner === one.person.id) {
      if (isBound) bound.unchanged.push(one);
      else if (!hasMovedFrom(list, signIn))
        bound.faults.push(fault(one.row, 'subject', 'HR has ended this sign-in of theirs: give another account'));
    } else if (isBound)
      bound.faults.push(
        fault(one.row, 'subject', `${owner} signs in by this account: end that first, or give another one`),
      );
  }
  return bound;
}

async function keepRows(
  outside: Outside,
  record: MoveRecord,
  rows: readonly Mapping[],
  { faults, unchanged }: Bound,
): Promise<MoveFound> {
  const { table } = outside;
  const mapped = rows.map(
    ({ row, person, subject }): MoveRow => ({ row, id: person.id, signIn: signInIdOf(record.issuer, subject) }),
  );
  const holders = rows.flatMap(({ row, person, subject }): MoveHolder[] => {
    const { id, name } = person;
    return rolesOf(person).length > 0 ? [{ row, id, name, roles: rolesOf(person), subject }] : [];
  });
  await keepList(table, record, 'mapped', mapped);
  await keepList(table, record, 'holders', holders);
  return {
    ...nothing,
    ...{ rows: rows.length, unchanged: unchanged.length, faults: faults.length, holders: holders.length },
    involved: await involvedInAll(
      outside,
      rows.map(({ person }) => ({ id: person.id, before: person, input: person })),
    ),
    digest: hashOf(mapped),
  };
}

/** So many parts of the rows are carried out in one piece of work. */
const partsInPiece = 10;

/** Lets the next rows count. Those in which one of the two who decided is involved do not: two others decide about them. */
async function applyMove(outside: Outside, record: MoveRecord): Promise<void> {
  const { table } = outside;
  const { id, progress, found } = record;
  if (!progress || !found) throw new Error('A move is carried out without its proposal');
  const parts = partsOf(found.rows);
  if (progress.next === 0) await checkDecided(table, id, 'mapped', { count: found.rows, digest: found.digest });
  if (progress.next >= parts) return finishMove(outside, record, progress);
  const people = await loadPeople(table, [progress.confirmedBy, progress.proposedBy]);
  // It can be about anybody, so it takes people of HR for everybody.
  const stopped = whyDecidersLeft(people, progress, null);
  if (stopped !== null) return stopMove(outside, record, stopped);
  const deciders = await decidersOf(table, progress);
  const isApart = (row: MoveRow) =>
    deciders.some((one) => whyInvolved(one.id, row.id, { cases: one.cases, leads: [], leaves: null }) !== null);
  const write = writesOf(table);
  const after = { ...progress };
  const left = [];
  for (; after.next < Math.min(parts, progress.next + partsInPiece); after.next++) {
    const rows = await loadList(table, id, 'mapped', after.next);
    const apart = rows.filter(isApart);
    const counting = rows.filter((row) => !apart.includes(row));
    // If one of the two changes meanwhile, it is looked at again whether they still may.
    const checks = Object.values(people).flatMap((one) => personCheck(write, one, []));
    const inTransaction = Math.floor((transactionLimits.actions - checks.length) / 2);
    for (let at = 0; at < counting.length; at += inTransaction) {
      const writes = counting.slice(at, at + inTransaction).flatMap((row) => mappedWrites(write, record, row));
      if (!(await transact(table, [...writes, ...checks])).ok) throw new Error('Another process is at a mapping file');
    }
    after.applied += counting.length;
    after.apart += apart.length;
    const reason = 'One of the two people who decided is involved in this record.';
    const leftover = apart.map((row) => ({ row: row.row, id: row.id, apart: true, reason }));
    left.push(partWrite(write, record, 'leftover', after.next, leftover));
  }
  // If another run was first, it has written the same.
  await transact(table, [...left, moveWrite(write, record, { ...record, tries: null, progress: after })]);
}

type Progress = NonNullable<MoveRecord['progress']>;

/** The move is in force, and the record of the proposal says how many rows count. */
function finishMove(outside: Outside, record: MoveRecord, progress: Progress): Promise<void> {
  const { applied, apart } = progress;
  return end(outside, record, { state: 'in-force' }, { applied, refused: 0, apart });
}

/** Nobody comes over by the move any more, and who has come over stays. `stopped`: why. */
function stopMove(outside: Outside, record: MoveRecord, stopped: string): Promise<void> {
  return end(
    outside,
    record,
    { state: 'stopped', stopped },
    { applied: 0, refused: record.found?.rows ?? 0, apart: 0 },
  );
}

async function end(
  outside: Outside,
  record: MoveRecord,
  ended: Pick<MoveRecord, 'state'> & Partial<Pick<MoveRecord, 'stopped'>>,
  counts: { applied: number; refused: number; apart: number },
): Promise<void> {
  const { table, clock } = outside;
  const { proposal } = record.progress as Progress;
  const at = clock.now().toISOString();
  const data = { ...counts, rest: null };
  const applied = await appliedWrites(outside, { proposal, file: record, relation: 'issuer-move', at, data });
  // If another run was first, it has done the same.
  await transact(table, [moveWrite(writesOf(table), record, { ...record, ...ended, tries: null }), ...applied]);
}
