import { carryOut, type Executed, type Found, personCheck, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import { isOfPerson } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { Proposal } from '../contract/proposal.ts';
import { type ProposalCommand, ProposalResult, ProposalWords, type ProposedChange } from '../contract/proposals.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { concernedBy } from '../domain/directory/matters.ts';
import { decideProposal, mayReadProposal, type ProposalContext } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { isInvolved } from '../domain/proposals/involved.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { Changed } from '../records/change.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { roleHeldBy } from '../records/role-held.ts';
import { peopleIn } from '../store/directory.ts';
import { keys } from '../store/keys.ts';
import { loadProposal, proposalIn, proposalWrites } from '../store/proposals.ts';
import { writesOf } from '../store/transaction.ts';
import { changeOf, machineBehind, movedBy } from './changes.ts';
import { noSuchProposal, proposalFor } from './stored.ts';
import { recordVersionIn } from './versions.ts';

/**
 * Carries out one command on a proposal. To confirm it writes the change in the same transaction, decided anew on the
 * facts of that moment. Throws `Refusal`.
 */
export async function actOnProposal(
  outside: Outside,
  actor: Person,
  { id, command }: { id: string; command: ProposalCommand },
  { idempotencyKey, requestId }: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ProposalResult>> {
  const { table, clock, ids, random } = outside;
  const stored = proposalFor(actor, await loadProposal(table, id));
  const words = ProposalWords.safeParse(stored.bodies[1]?.content).data;
  const change = words ? changeOf(outside, words) : null;
  const factsOf = async () => change?.facts(actor.id) ?? { casesOfActor: await openCasesOf(table, actor.id) };
  const once = {
    actor,
    idempotencyKey,
    request: { proposal: id, command },
    shape: ProposalResult,
    what: 'The proposal',
    reads: [...new Set([keys.proposal(id), keys.profile(stored.proposal.by), ...(change?.reads ?? [])])],
    facts: async (isFirst: boolean) => {
      // The first attempt has the directory item of the actor from before.
      const [facts, held, casesOfProposer] = await Promise.all([
        factsOf(),
        isFirst ? roleHeldBy(outside, actor) : null,
        command.type === 'confirm' ? openCasesOf(table, stored.proposal.by) : [],
      ]);
      return { ...facts, casesOfProposer, held };
    },
  };
  return carryOut(outside, once, async (found) => {
    const { actor: by, items, facts } = found;
    const proposal = proposalIn(items, id);
    if (!by || !proposal || !mayReadProposal(proposal, by)) throw noSuchProposal();
    const now = clock.now().toISOString();
    const held = facts.held ?? (await roleHeldBy(outside, by));
    const heldSince = held(proposal.units ?? null);
    const context = contextOf({ proposal, words }, { items, facts }, { now, actor: by, heldSince });
    const { proposer } = context;
    const decision = decideProposal(proposal, command, context);
    if (!decision.ok) throw refusalOf(decision.rejection);
    const chain = `proposal:${id}` as const;
    const origin = { requestId, machine: machineBehind(items, words?.change) };
    const sealed = sealRecord(decision.event, { chain, audit: proposal.audit, at: now, ...origin, ids, random });
    const after = evolveProposal(proposal, sealed.event);
    let changed: Changed<{ version: number }> | null = null;
    if (change && after.state === 'confirmed') {
      const ifVersion = proposal.version ?? undefined;
      const confirming = {
        actor: by,
        requestId,
        ifVersion,
        step: 'confirming' as const,
        proposal: id,
        proposedBy: proposal.by,
        secondReason: command.type === 'confirm' ? command.reason : undefined,
      };
      changed = await change.carry({ items, facts }, confirming);
      if (!changed) return null;
    }
    return {
      result: { proposalId: id, state: after.state, version: changed?.result.version ?? null, at: now },
      writes: [
        ...proposalWrites(writesOf(table), proposal, after, sealed),
        ...(changed ? [...changed.writes, ...personCheck(writesOf(table), proposer, changed.writes)] : []),
      ],
    };
  });
}

/** What a decision on a proposal rests on, among what was read. */
export function contextOf(
  { proposal, words }: { proposal: Proposal; words: ProposalWords | undefined },
  { items, facts }: { items: Found['items']; facts: Record<'casesOfActor' | 'casesOfProposer', readonly OpenCase[]> },
  by: Pick<ProposalContext, 'now' | 'actor' | 'heldSince'>,
): ProposalContext {
  const moved = movedBy(items, words?.change, by.now);
  return {
    ...by,
    proposer: peopleIn(items, [proposal.by])[proposal.by] ?? null,
    isProposerInvolved: isInvolved(proposal, { id: proposal.by, as: 'proposer', cases: facts.casesOfProposer }, moved),
    isInvolved: isInvolved(proposal, { id: by.actor.id, as: 'second', cases: facts.casesOfActor }, moved),
    // Without its words a proposal cannot be confirmed.
    version: words ? recordVersionIn(items, words.change) : -1,
    concerned: words ? concernedIn(items, words.change) : [],
  };
}

function concernedIn(items: Found['items'], change: ProposedChange): string[] {
  const { kind, of } = change;
  if (kind !== 'person') return isOfPerson(kind) ? [of] : [];
  return concernedBy(of, peopleIn(items, [of])[of] ?? null, change.input);
}
