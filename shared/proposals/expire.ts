import type { Outside } from '../cases/outside.ts';
import { decideExpiry } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { everyOpenProposal, proposalWrites } from '../store/proposals.ts';
import { transact, writesOf } from '../store/transaction.ts';

/** Ends every open proposal whose time is over. Whoever decides or withdraws one at the same moment comes first. */
export async function expireProposals({ table, clock, ids, random }: Outside): Promise<void> {
  for await (const proposal of everyOpenProposal(table)) {
    const at = clock.now().toISOString();
    const event = decideExpiry(proposal, at);
    // They are in the order in which they were made, so the others still have time.
    if (!event) return;
    const chain = `proposal:${proposal.id}` as const;
    const requestId = ids.next('sweep');
    const sealed = sealRecord(event, { chain, audit: proposal.audit, at, requestId, ids, random });
    await transact(table, proposalWrites(writesOf(table), proposal, evolveProposal(proposal, sealed.event), sealed));
  }
}
