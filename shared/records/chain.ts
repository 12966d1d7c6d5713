import type { Chain } from '../contract/chains.ts';
import type { Verification } from '../contract/view.ts';
import { type Link, verify } from '../ledger/verify.ts';
import { chainUpTo } from '../store/chain-up-to.ts';
import { storedEvents } from '../store/chains.ts';
import type { Table } from '../store/client.ts';

/** A record with a chain of events, such as a cycle, and the stored events. */
export interface Chained<Record> {
  record: Record;
  /** Without the events that are newer than the record. */
  chain: Link[];
}

/** Reads a record and its chain at the same time. Null if there is no such record. */
export async function readChained<Record extends { audit: { seq: number } }>(
  table: Table,
  name: Chain,
  read: Promise<Record | null>,
): Promise<Chained<Record> | null> {
  const [record, events] = await Promise.all([read, storedEvents(table, name)]);
  if (!record) return null;
  const chain = await chainUpTo(record.audit.seq, events, () => storedEvents(table, name));
  return { record, chain: chain as unknown as Link[] };
}

/** The result of checking a chain. `more` are faults that the caller has found. */
export function verificationOf(
  { record, chain }: Chained<{ audit: { seq: number; hash: string } }>,
  more: readonly string[],
  bodies: Parameters<typeof verify>[1] = {},
): Verification {
  const report = verify(chain, bodies, record.audit, 'record');
  const faults = [...report.faults, ...more];
  return { verified: faults.length === 0, events: chain.length, faults, erased: report.erased };
}
