import type { Context } from 'hono';
import type { ProposalInput, ProposedChange } from '#shared/contract/proposals.ts';
import { makeOrPropose, proposeChange } from '#shared/proposals/propose.ts';
import type { WebEnv } from '../../http/env.ts';
import { metaOf } from '../../http/request.ts';
import { viewing } from './request.ts';

/**
 * Makes a change, or proposes it to a second person if it takes two. Gives the address of the proposal, or null if the
 * change is made. Throws `Refusal`, also if a proposal needs a reason and the form has none.
 */
export async function saveOrPropose(
  c: Context<WebEnv>,
  values: Record<string, string>,
  change: ProposedChange,
): Promise<string | null> {
  const input = { change, reason: values.reason ?? '' };
  const { result } = await makeOrPropose(...viewing(c), input, metaOf(c, values));
  return result.proposalId && proposalPath(result.proposalId);
}

/** Proposes a change to a second person. Gives the address of the proposal. Throws `Refusal`. */
export async function propose(
  c: Context<WebEnv>,
  values: Record<string, string>,
  proposal: ProposalInput,
): Promise<string> {
  const { result } = await proposeChange(...viewing(c), proposal, metaOf(c, values));
  return proposalPath(result.proposalId);
}

const proposalPath = (id: string) => `/hr/proposals/${id}?done=propose`;
