import type { Outside } from '../cases/outside.ts';
import type { ImportRecord } from '../contract/imports.ts';
import { machineIn } from '../contract/names.ts';
import type { Proposal } from '../contract/proposal.ts';
import type { ProposalDraftEvent } from '../contract/record-proposal.ts';
import { proposalOfMachine, withdrawalOfMachine } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { machineActor } from '../records/machine-actor.ts';
import { everyOpenProposal, proposalWrites } from '../store/proposals.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { isWithoutChanges, stateOfImport } from './state.ts';

/**
 * The writes by which the machine that sent a file proposes to carry it out, once it is checked. An earlier file of the same
 * machine that HR has not decided on is withdrawn: the newest says what its system says today. Empty for a file that a person
 * sent, and for one that changes nothing.
 *
 * @param before the file as it was read
 * @param after the file with what was found in it
 */
export async function proposedBySender(
  { table, clock, ids, random }: Outside,
  before: ImportRecord,
  after: Omit<ImportRecord, 'version'>,
): Promise<Write[]> {
  const machine = machineIn(before.by);
  if (machine === null || isWithoutChanges(after)) return [];
  const now = clock.now().toISOString();
  const actor = machineActor(machine);
  const write = writesOf(table);
  const recorded = (proposal: Proposal | null, id: string, event: ProposalDraftEvent): Write[] => {
    const chain = `proposal:${id}` as const;
    const moment = { at: now, requestId: before.id, machine, ids, random };
    const sealed = sealRecord(event, { chain, audit: proposal?.audit ?? null, ...moment });
    return proposalWrites(write, proposal, evolveProposal(proposal, sealed.event), sealed);
  };
  const earlier: Proposal[] = [];
  for await (const one of everyOpenProposal(table))
    if (one.kind === 'import' && one.by === before.by) earlier.push(one);
  const change = { kind: 'import' as const, of: before.id, version: before.version + 1 };
  const words = { change, reason: `Sent by the machine ${machine}.`, was: stateOfImport(after) };
  return [
    ...earlier.flatMap((one) => recorded(one, one.id, withdrawalOfMachine(actor))),
    ...recorded(null, ids.next('prop'), proposalOfMachine(words, actor, now)),
  ];
}
