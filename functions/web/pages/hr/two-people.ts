import type { Context } from 'hono';
import { Refusal, type RefusalCode } from '#shared/cases/refusal.ts';
import { ProposalInput, type ProposedChange } from '#shared/contract/proposals.ts';
import { proposeChange } from '#shared/proposals/propose.ts';
import type { WebEnv } from '../../http/env.ts';
import { metaOf } from '../../http/request.ts';
import { viewing } from './request.ts';

/**
 * Makes a change, or proposes it to a second person if one person cannot make it alone. Gives the address of the
 * proposal, or null if the change is made. Throws `Refusal`, also if a proposal needs a reason and the form has none.
 */
export async function makeOrPropose(
  c: Context<WebEnv>,
  values: Record<string, string>,
  change: ProposedChange,
  make: () => Promise<unknown>,
): Promise<string | null> {
  const proposal = ProposalInput.safeParse({ change, reason: values.reason ?? '' });
  // With a reason it is most likely a change for two people, so that is tried first.
  const path = proposal.success ? await unless('takes-one-person', () => propose(c, values, proposal.data)) : null;
  if (path !== null) return path;
  const isMade = await unless('takes-two-people', () => make().then(() => true));
  if (isMade) return null;
  throw new Refusal('takes-two-people', 'This change takes two people of HR: propose it with a reason.', {
    faults: [{ path: 'reason', reason: 'say why, for the second person of HR' }],
  });
}

/** Proposes a change to a second person. Gives the address of the proposal. Throws `Refusal`. */
export async function propose(
  c: Context<WebEnv>,
  values: Record<string, string>,
  proposal: ProposalInput,
): Promise<string> {
  const meta = metaOf(c, values);
  // The proposal is another request than the change, so it has a key of its own.
  const own = { ...meta, idempotencyKey: `${meta.idempotencyKey}.proposal` };
  const { result } = await proposeChange(...viewing(c), proposal, own);
  return `/hr/proposals/${result.proposalId}?done=propose`;
}

/** What `act` gives. Null if it is refused with this code. */
async function unless<T>(code: RefusalCode, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal && error.code === code) return null;
    throw error;
  }
}
