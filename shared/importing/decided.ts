import type { Outside } from '../cases/outside.ts';
import { machineIn } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { ProposalDraftEvent } from '../contract/record-proposal.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import type { Units } from '../domain/people.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { whyConfirmerLeft, whyProposerLeft } from '../domain/two-people.ts';
import { hashOf } from '../ledger/hash.ts';
import { sealRecord } from '../ledger/seal.ts';
import { openCasesOf } from '../records/open-cases.ts';
import type { Table } from '../store/client.ts';
import { loadList, partsOf } from '../store/file-lists.ts';
import { loadProposal, proposalWrites } from '../store/proposals.ts';
import { type Write, writesOf } from '../store/transaction.ts';

/** How a file that was decided on is carried out, whether of people or a mapping file: by whom, which rows, and its end. */

interface Deciders {
  proposedBy: string;
  confirmedBy: string;
}

/** A person who decided, with the open cases in which they take part. */
export interface Decider {
  id: string;
  cases: OpenCase[];
}

/** Who decided: whoever confirmed first, and the proposer unless it is a machine. */
export function decidersOf(table: Table, { proposedBy, confirmedBy }: Deciders): Promise<Decider[]> {
  const people = [confirmedBy, proposedBy].filter((id) => machineIn(id) === null);
  return Promise.all(people.map(async (id) => ({ id, cases: await openCasesOf(table, id) })));
}

/**
 * Why a file is carried out no further, or null: those who decided have lost what they decided by. A machine decides nothing.
 *
 * @param units those of the proposal
 */
export function whyDecidersLeft(
  people: Readonly<Record<string, Person>>,
  { proposedBy, confirmedBy }: Deciders,
  units: Units,
): string | null {
  const isMachine = machineIn(proposedBy) !== null;
  const why = whyConfirmerLeft(people[confirmedBy] ?? null, units);
  return why ?? (isMachine ? null : whyProposerLeft(people[proposedBy] ?? null, units));
}

/** Looks whether the rows are those that were decided on. Throws if they are not. */
export async function checkDecided(
  table: Table,
  id: string,
  list: 'rows' | 'mapped',
  { count, digest }: { count: number; digest: string },
): Promise<void> {
  const parts = await Promise.all(
    Array.from({ length: partsOf(count) }, (_, at) => loadList(table, id, list, at) as Promise<unknown[]>),
  );
  if (hashOf(parts.flat()) !== digest) throw new Error('The rows are not those that were decided on');
}

interface Applied {
  proposal: string;
  /** The file, and who sent it. */
  file: { id: string; by: string };
  relation: 'import' | 'issuer-move';
  at: string;
  data: Extract<ProposalDraftEvent, { type: 'change-applied' }>['data'];
}

/** The writes by which the record of a proposal says what was carried out of a file. */
export async function appliedWrites(
  { table, ids, random }: Outside,
  { proposal: proposalId, file, relation, at, data }: Applied,
): Promise<Write[]> {
  const stored = await loadProposal(table, proposalId);
  if (!stored) throw new Error('A file ends without its proposal');
  const { proposal } = stored;
  const actor = { personId: null, role: 'system' as const, relation, onBehalfOf: null };
  const sealed = sealRecord(
    { type: 'change-applied', data, actor },
    {
      ...{ chain: `proposal:${proposal.id}` as const, audit: proposal.audit, at },
      ...{ requestId: file.id, machine: machineIn(file.by) ?? undefined, ids, random },
    },
  );
  return proposalWrites(writesOf(table), proposal, evolveProposal(proposal, sealed.event), sealed);
}
