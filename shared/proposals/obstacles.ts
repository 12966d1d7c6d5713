import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { machineIn } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { Proposal } from '../contract/proposal.ts';
import type { ProposalWords } from '../contract/proposals.ts';
import { mayAsk, refusalForAll, whyNotDecider } from '../domain/proposals/decide.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { roleHeldBy } from '../records/role-held.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { changeOf } from './changes.ts';
import { contextOf } from './decide.ts';

/** What stands in the way of a decision on a proposal. */
export interface Obstacles {
  /** Why the viewer can neither confirm nor refuse it. Null: they can, if another person proposed it. */
  ofViewer: string | null;
  /** Why nobody can confirm it now. Empty: it can be confirmed, it is decided, or the viewer decides nothing about it. */
  ofAll: string[];
}

/**
 * What would be said to the viewer if they decided a proposal now, and to whoever confirmed it: it is tried without being
 * written. In a store from before places and holders of roles were kept it writes these, as every change does.
 */
export async function obstaclesOf(
  outside: Outside,
  viewer: Person,
  { proposal, words }: { proposal: Proposal; words: ProposalWords | undefined },
): Promise<Obstacles> {
  if (proposal.state !== 'open') return { ofViewer: null, ofAll: [] };
  const { table, clock } = outside;
  const change = words ? changeOf(outside, words) : null;
  const factsOf = async () => change?.facts(proposal.by) ?? { casesOfActor: await openCasesOf(table, proposal.by) };
  const [items, facts, casesOfActor, held] = await Promise.all([
    getMany(table, [keys.profile(proposal.by), ...(change?.reads ?? [])]),
    factsOf(),
    openCasesOf(table, viewer.id),
    roleHeldBy(outside, viewer),
  ]);
  const by = { now: clock.now().toISOString(), actor: viewer, heldSince: held(proposal.units ?? null) };
  const context = contextOf(
    { proposal, words },
    { items, facts: { casesOfActor, casesOfProposer: facts.casesOfActor } },
    by,
  );
  // What a machine proposed one person carries out.
  const proposer = machineIn(proposal.by) === null ? context.proposer : viewer;
  const over = refusalForAll(proposal, context);
  const ofViewer = proposal.by === viewer.id ? null : whyNotDecider(proposal, context);
  // What stands in the way may be about the parts of others, so only those who can decide are told.
  if (ofViewer) return { ofViewer, ofAll: [] };
  if (over || !change || !proposer) return { ofViewer, ofAll: over ? [over.rejection.message] : [] };
  // Whoever confirms it may not be involved, so what is left to refuse is the same for the proposer as for them.
  const trial = {
    actor: proposer,
    requestId: '',
    ifVersion: proposal.version ?? undefined,
    // Nobody confirms what they ask for themselves, so that is tried as what they ask.
    step: mayAsk(proposal, proposer) ? ('proposing' as const) : ('confirming' as const),
    proposal: proposal.id,
    proposedBy: proposal.by,
  };
  const ofAll = await change.carry({ items, facts }, trial).then(
    () => [],
    (error) => {
      if (error instanceof Refusal) {
        // The message of invalid input says only that there are faults.
        const faults = error.code === 'invalid-input' ? error.faults : [];
        return [error.message, ...faults.map((one) => one.reason)];
      }
      throw error;
    },
  );
  return { ofViewer, ofAll };
}
