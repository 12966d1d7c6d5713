import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import { type ProposalFacts, type ProposalInput, ProposalResult, type ProposedChange } from '../contract/proposals.ts';
import { decidePropose } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../records/hr-only.ts';
import { openCasesOf } from '../records/open-cases.ts';
import type { Table } from '../store/client.ts';
import { holdersIn, holdersKeys } from '../store/holders.ts';
import { proposalWrites } from '../store/proposals.ts';
import { writesOf } from '../store/transaction.ts';
import { changeOf, isInvolved, movedBy } from './changes.ts';

/**
 * One person of HR proposes a change of a record. It is decided as if it were confirmed, so that nobody confirms what is
 * not possible. Throws `Refusal`.
 */
export function proposeChange(
  outside: Outside,
  actor: Person,
  input: ProposalInput,
  { idempotencyKey, requestId }: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ProposalResult>> {
  const { table, clock, ids, random } = outside;
  const change = changeOf(outside, input);
  const once = {
    actor,
    idempotencyKey,
    request: { propose: input },
    shape: ProposalResult,
    what: 'The proposal',
    reads: [...new Set([...change.reads, ...holdersKeys])],
    facts: () => change.facts(actor.id),
  };
  return carryOut(outside, once, async (found) => {
    const by = hrOnly(found.actor);
    const ifVersion = input.change.version ?? undefined;
    const changed = await change.carry(found, { actor: by, requestId, ifVersion, step: 'proposing' });
    if (!changed) return null;
    const { matters, except } = changed;
    const others = (holdersIn(found.items, 'hr')?.people ?? []).filter((id) => id !== by.id && !except?.includes(id));
    const to = await whoConfirms(table, input.change, others, movedBy(found.items, input.change));
    const at = clock.now().toISOString();
    const decision = decidePropose(input, { now: at, actor: by, matters, to, except });
    if (!decision.ok) throw refusalOf(decision.rejection);
    const id = ids.next('prop');
    const chain = `proposal:${id}` as const;
    const sealed = sealRecord(decision.event, { chain, audit: null, at, requestId, ids, random });
    const proposal = evolveProposal(null, sealed.event);
    return {
      result: { proposalId: id, state: proposal.state, version: null, at },
      writes: proposalWrites(writesOf(table), null, proposal, sealed),
    };
  });
}

/** Whose step it is to confirm: a delivery director's, if everybody else of HR is involved. */
async function whoConfirms(
  table: Table,
  change: ProposedChange,
  others: readonly string[],
  moved: ReturnType<typeof movedBy>,
): Promise<ProposalFacts['to']> {
  const involved = await Promise.all(
    others.map(async (id) => isInvolved(change, id, await openCasesOf(table, id), moved)),
  );
  return involved.includes(false) ? 'hr' : 'delivery-director';
}
