import { gunzipSync } from 'node:zlib';
import type { Outside } from '../cases/outside.ts';
import type { FileFault } from '../contract/files.ts';
import type { MoveFound, MoveHolder, MoveRecord, MoveRow } from '../contract/moves.ts';
import { whyInvolved } from '../domain/directory/involvement.ts';
import { rolesOf } from '../domain/directory/matters.ts';
import { hasMovedFrom, isTheirs } from '../domain/directory/sign-ins.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { signInIdOf } from '../identity/sign-in-id.ts';
import { type Mapping, readMoveFile } from '../imports/move-file.ts';
import { hashOf } from '../ledger/hash.ts';
import { sealRecord } from '../ledger/seal.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { loadEverybody } from '../store/directory.ts';
import { keepList, loadFile, loadList, partsOf, partWrite } from '../store/imports.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadMoves, mappedWrites, movesAtWork, moveWrite } from '../store/moves.ts';
import { loadProposal, proposalWrites } from '../store/proposals.ts';
import { ownerIn, signInsIn } from '../store/sign-ins.ts';
import { transact, transactionLimits, writesOf } from '../store/transaction.ts';
import { mostFaults } from './check.ts';
import { involvedInAll } from './involved.ts';

/**
 * Does the next piece of work for a mapping file: its check, or some of its rows. Each piece changes the file, and the stream of
 * the table brings this change back here, until nothing is left to do.
 */
export async function workOnMove(outside: Outside, id: string): Promise<void> {
  const [record] = await loadMoves(outside.table, [id]);
  switch (record?.state) {
    case 'checking':
      return checkMove(outside, record);
    case 'applying':
      return applyMove(outside, record);
    case 'faulty':
    case 'checked':
    case 'in-force':
    case 'ended':
    case undefined:
      return;
  }
}

/** Changes every move that has work left, so that the stream brings it to `workOnMove` again: its work may have been lost. */
export async function wakeMoves({ table }: Outside): Promise<void> {
  for (const record of await movesAtWork(table)) await transact(table, [moveWrite(writesOf(table), record, record)]);
}

const nothing: MoveFound = { rows: 0, unchanged: 0, faults: 0, holders: 0, involved: [], digest: hashOf([]) };

/** The dry run: finds everything that is wrong with the file, and writes down its rows. It changes nobody. */
async function checkMove(outside: Outside, record: MoveRecord): Promise<void> {
  const { table } = outside;
  const read = readMoveFile(gunzipSync(await loadFile(table, record)), await loadEverybody(table));
  const bound = read.ok ? await alreadyBound(outside, record, read) : { faults: read.faults, unchanged: [] };
  const rows = read.ok && bound.faults.length === 0 ? read.rows : [];
  const found = await keepRows(outside, record, rows, bound);
  await keepList(table, record, 'faults', bound.faults.slice(0, mostFaults));
  const state = found.faults > 0 ? ('faulty' as const) : ('checked' as const);
  // If the file has changed meanwhile, another run has checked it.
  await transact(table, [moveWrite(writesOf(table), record, { ...record, state, found })]);
}

interface Bound {
  faults: FileFault[];
  /** The rows whose account is that person's already. */
  unchanged: Mapping[];
}

/**
 * Looks whose the accounts are already. A row cannot bring back one that HR has ended. Nor can it take one from another person, also
 * if the file gives that person another one: until they come, the account lets them in.
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
  if (progress.next === 0) await checkDigest(outside, record, found, parts);
  if (progress.next >= parts) return finishMove(outside, record, progress);
  const deciders = await Promise.all(
    [progress.confirmedBy, progress.proposedBy].map(async (one) => ({ id: one, cases: await openCasesOf(table, one) })),
  );
  const isApart = (row: MoveRow) =>
    deciders.some((one) => whyInvolved(one.id, row.id, { cases: one.cases, leads: [], leaves: null }) !== null);
  const write = writesOf(table);
  const after = { ...progress };
  const left = [];
  for (; after.next < Math.min(parts, progress.next + partsInPiece); after.next++) {
    const rows = await loadList(table, id, 'mapped', after.next);
    const apart = rows.filter(isApart);
    const counting = rows.filter((row) => !apart.includes(row));
    const inTransaction = transactionLimits.actions / 2;
    for (let at = 0; at < counting.length; at += inTransaction) {
      const writes = counting.slice(at, at + inTransaction).flatMap((row) => mappedWrites(write, record, row));
      if (!(await transact(table, writes)).ok) throw new Error('Another process is carrying out a mapping file');
    }
    after.applied += counting.length;
    after.apart += apart.length;
    const reason = 'One of the two people who decided is involved in this record.';
    const leftover = apart.map((row) => ({ row: row.row, id: row.id, apart: true, reason }));
    left.push(partWrite(write, record, 'leftover', after.next, leftover));
  }
  // If another run was first, it has written the same.
  await transact(table, [...left, moveWrite(write, record, { ...record, progress: after })]);
}

/** Looks whether the rows are those that were decided on. */
async function checkDigest(
  { table }: Outside,
  { id }: MoveRecord,
  { digest }: MoveFound,
  parts: number,
): Promise<void> {
  const rows = await Promise.all(Array.from({ length: parts }, (_, at) => loadList(table, id, 'mapped', at)));
  if (hashOf(rows.flat()) !== digest) throw new Error('The rows are not those that were decided on');
}

/** The move is in force, and the record of the proposal says how many rows count. */
async function finishMove(
  { table, clock, ids, random }: Outside,
  record: MoveRecord,
  { proposal: proposalId, applied, apart }: NonNullable<MoveRecord['progress']>,
): Promise<void> {
  const stored = await loadProposal(table, proposalId);
  if (!stored) throw new Error('A move ends without its proposal');
  const { proposal } = stored;
  const sealed = sealRecord(
    {
      type: 'change-applied',
      data: { applied, refused: 0, apart, rest: null },
      actor: { personId: null, role: 'system', relation: 'issuer-move', onBehalfOf: null },
    },
    {
      ...{ chain: `proposal:${proposal.id}` as const, audit: proposal.audit },
      ...{ at: clock.now().toISOString(), requestId: record.id, ids, random },
    },
  );
  const write = writesOf(table);
  // If another run was first, it has done the same.
  await transact(table, [
    moveWrite(write, record, { ...record, state: 'in-force' }),
    ...proposalWrites(write, proposal, evolveProposal(proposal, sealed.event), sealed),
  ]);
}
