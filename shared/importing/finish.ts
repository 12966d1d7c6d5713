import type { Outside } from '../cases/outside.ts';
import type { FileLeftover } from '../contract/files.ts';
import type { ImportRecord, ImportRow } from '../contract/imports.ts';
import { machineIn } from '../contract/names.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { loadPeople } from '../store/directory.ts';
import { importWrite, loadList, newImportWrites } from '../store/imports.ts';
import { loadProposal, proposalWrites } from '../store/proposals.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';
import { changesOf, keepRun, nothing } from './found.ts';

/**
 * Ends an import: the rows that were set apart become an import of their own, which other people of HR decide, and the record
 * of the proposal says what was done.
 */
export async function finishImport(outside: Outside, record: ImportRecord): Promise<void> {
  const { table, clock, ids, random } = outside;
  const { id, progress } = record;
  const stored = progress && (await loadProposal(table, progress.proposal));
  if (!progress || !stored) throw new Error('An import ends without its proposal');
  const { proposal } = stored;
  const at = clock.now().toISOString();
  const { applied, refused, apart } = progress;
  const rest = apart > 0 ? await restOf(outside, record, at) : null;
  const data = { applied, refused, apart, rest: rest?.id ?? null };
  const actor = { personId: null, role: 'system' as const, relation: 'import', onBehalfOf: null };
  const recording = {
    chain: `proposal:${proposal.id}` as const,
    audit: proposal.audit,
    at,
    requestId: id,
    machine: machineIn(record.by) ?? undefined,
    ids,
    random,
  };
  const sealed = sealRecord({ type: 'change-applied', data, actor }, recording);
  const write = writesOf(table);
  // If another run was first, it has done the same.
  await transact(table, [
    importWrite(write, record, { ...record, state: 'done', rest: data.rest, doneAt: at }),
    ...proposalWrites(write, proposal, evolveProposal(proposal, sealed.event), sealed),
    ...(rest?.writes ?? []),
  ]);
}

/** The import of the rows that were set apart, as the directory is now. */
async function restOf(
  outside: Outside,
  { id: restOf, by, fileName, digest, units, progress }: ImportRecord,
  at: string,
): Promise<{ id: string; writes: Write[] }> {
  const { table, ids } = outside;
  const id = ids.next('imp');
  const rows: ImportRow[] = [];
  for (let part = 0; part < (progress?.next ?? 0); part++) {
    const leftover: FileLeftover[] = await loadList(table, restOf, 'leftover', part);
    const apart = leftover.filter((one) => one.apart).map((one) => one.id);
    if (apart.length > 0)
      rows.push(...(await loadList(table, restOf, 'rows', part)).filter((one) => apart.includes(one.id)));
  }
  const people = await loadPeople(
    table,
    rows.map((one) => one.id),
  );
  const changes = await changesOf(
    outside,
    rows.map(({ version: _version, ...one }) => ({ ...one, before: people[one.id] ?? null })),
  );
  const said = { ...nothing, rows: rows.length };
  const found = await keepRun(outside, { id, at }, { changes, absent: [], said });
  const record = {
    ...{ id, by, at, fileName, isFull: false, addsPlaces: false, bytes: 0, digest, restOf, state: 'checked' as const },
    ...(units ? { units } : {}),
    ...{ found, progress: null, rest: null, doneAt: null },
  };
  return { id, writes: newImportWrites(writesOf(table), record) };
}
