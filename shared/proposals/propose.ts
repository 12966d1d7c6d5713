import { type Carried, carryOut, type Executed, type Found, type Once, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import type { ProposalFacts } from '../contract/proposal.ts';
import { MadeOrProposed, ProposalInput, ProposalResult, type ProposedChange } from '../contract/proposals.ts';
import { decidePropose, mayAsk } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { isInvolved } from '../domain/proposals/involved.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { Changed } from '../records/change.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { openCasesOf } from '../records/open-cases.ts';
import type { Table } from '../store/client.ts';
import { holdersIn, holdersKeys } from '../store/holders.ts';
import { proposalWrites } from '../store/proposals.ts';
import { writesOf } from '../store/transaction.ts';
import { changeOf, machineBehind, movedBy } from './changes.ts';
import { peopleChanged, recordNow, recordProposed } from './record-now.ts';

/**
 * One person of HR proposes a change of a record. It is decided as if it were confirmed, so that nobody confirms what is
 * not possible. Throws `Refusal`.
 */
export function proposeChange(
  outside: Outside,
  actor: Person,
  input: ProposalInput,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ProposalResult>> {
  const once = { actor, request: { propose: input }, shape: ProposalResult, what: 'The proposal', ...meta };
  return asProposed(outside, input, once, (found) => proposed(outside, input, found, meta));
}

/** Somebody asks HR for a change of their own record. Nobody asks why. Throws `Refusal`. */
export function proposeOwn(
  outside: Outside,
  actor: Person,
  change: Extract<ProposedChange, { kind: 'leave' }>,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ProposalResult>> {
  const input = { change, reason: ownReason };
  const once = { actor, request: { ask: change }, shape: ProposalResult, what: 'The request', ...meta };
  return asProposed(outside, input, once, (found) => proposed(outside, input, found, meta));
}

const ownReason = 'Asked for by themselves';

/**
 * One person of HR makes a change of a record, or proposes it if it takes two people. Throws `Refusal`, also if it takes
 * two people and no reason was given.
 */
export function makeOrPropose(
  outside: Outside,
  actor: Person,
  input: { change: ProposedChange; reason: string },
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<MadeOrProposed>> {
  const once = { actor, request: { makeOrPropose: input }, shape: MadeOrProposed, what: 'The record', ...meta };
  return asProposed<MadeOrProposed>(outside, input, once, async (found) => {
    if (found.changed.matters.length === 0) return { result: { proposalId: null }, writes: found.changed.writes };
    const proposal = ProposalInput.safeParse(input);
    if (!proposal.success)
      throw new Refusal('takes-two-people', 'This change takes two people of HR: propose it with a reason.', {
        faults: [{ path: 'reason', reason: 'say why, for the second person of HR' }],
      });
    return proposed(outside, proposal.data, found, meta);
  });
}

/** A change as it would be made, by whom, and what it rests on. */
interface Decided {
  by: Person;
  changed: Changed<unknown>;
  items: Found['items'];
}

/** Decides a change as if it were confirmed, and carries out what follows from that. */
function asProposed<Result>(
  outside: Outside,
  input: { change: ProposedChange; reason: string },
  { requestId, ...once }: Omit<Once<Result>, 'reads' | 'facts'> & Pick<RequestMeta, 'requestId'>,
  follow: (decided: Decided) => Promise<Carried<Result>>,
): Promise<Executed<Result>> {
  const change = changeOf(outside, input);
  const reads = [...new Set([...change.reads, ...holdersKeys])];
  const facts = () => change.facts(once.actor.id);
  return carryOut(outside, { ...once, reads, facts }, async (found) => {
    const by = mayAsk(input.change, found.actor) ? found.actor : anyHrOnly(found.actor);
    const ifVersion = input.change.version ?? undefined;
    const changed = await change.carry(found, { actor: by, requestId, ifVersion, step: 'proposing' });
    return changed && follow({ by, changed, items: found.items });
  });
}

/** The proposal of a change. Throws `Refusal` if one person can make it. */
async function proposed(
  { table, clock, ids, random }: Outside,
  input: ProposalInput,
  { by, changed: { matters, except, about, units }, items }: Decided,
  { requestId }: Pick<RequestMeta, 'requestId'>,
): Promise<Carried<ProposalResult>> {
  const others = (holdersIn(items, 'hr')?.people ?? []).filter((id) => id !== by.id && !except?.includes(id));
  const at = clock.now().toISOString();
  const to = await whoConfirms(table, input.change, others, movedBy(items, input.change, at));
  const was = recordNow(items, input.change);
  const { kind } = input.change;
  const names = kind === 'person' || kind === 'leave' ? peopleChanged(was, recordProposed(input.change)) : [];
  const decision = decidePropose(
    { ...input, was },
    { now: at, actor: by, matters, to, except, about, names, ...(units ? { units: [...units] } : {}) },
  );
  if (!decision.ok) throw refusalOf(decision.rejection);
  const id = ids.next('prop');
  const chain = `proposal:${id}` as const;
  const origin = { requestId, machine: machineBehind(items, input.change) };
  const sealed = sealRecord(decision.event, { chain, audit: null, at, ...origin, ids, random });
  const proposal = evolveProposal(null, sealed.event);
  return {
    result: { proposalId: id, state: proposal.state, version: null, at },
    writes: proposalWrites(writesOf(table), null, proposal, sealed),
  };
}

/** Whose step it is to confirm: a delivery director's, if everybody else of HR is involved. */
async function whoConfirms(
  table: Table,
  change: ProposedChange,
  others: readonly string[],
  moved: ReturnType<typeof movedBy>,
): Promise<ProposalFacts['to']> {
  const involved = await Promise.all(
    others.map(async (id) => isInvolved(change, { id, as: 'second', cases: await openCasesOf(table, id) }, moved)),
  );
  return involved.includes(false) ? 'hr' : 'delivery-director';
}
