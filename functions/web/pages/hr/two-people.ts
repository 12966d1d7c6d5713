import type { Context } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import type { ProposalKind } from '#shared/contract/names.ts';
import { ProposalInput, type ProposedChange } from '#shared/contract/proposals.ts';
import type * as z from '#shared/contract/zod.ts';
import { makeOrPropose, proposeChange } from '#shared/proposals/propose.ts';
import { faultsOfShape, incompleteForm } from '../../forms/faults.ts';
import type { WebEnv } from '../../http/env.ts';
import { PageError } from '../../http/errors.tsx';
import { metaOf } from '../../http/request.ts';
import { versionIn, viewing } from './request.ts';

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

/**
 * Proposes the change of a form to a second person, with the reason in it. Gives the address of the proposal. `whom`: for whom
 * the reason is said. Throws `Refusal`.
 */
export async function proposeFrom(
  c: Context<WebEnv>,
  values: Record<string, string>,
  change: { kind: ProposalKind; of: string; [fact: string]: unknown },
  whom = 'the second person',
): Promise<string> {
  const input = { change: { ...change, version: versionIn(values) }, reason: values.reason ?? '' };
  const parsed = ProposalInput.safeParse(input);
  if (!parsed.success) throw refusedReason(incompleteForm, whom, parsed.error, input);
  const { result } = await proposeChange(...viewing(c), parsed.data, metaOf(c, values));
  return proposalPath(result.proposalId);
}

/**
 * The refusal of a form whose reason is missing or too long. `whom`: for whom it is said. If something else is wrong, it
 * was not our form.
 */
export function refusedReason(message: string, whom: string, { issues }: z.core.$ZodError, input: unknown): Error {
  const issue = issues.find(({ path }) => path.at(-1) === 'reason');
  if (!issue) return new PageError(422, 'This page accepts only its own form.');
  const [fault] = faultsOfShape([issue], input);
  const reason = issue.code === 'too_small' ? `say why, for ${whom}` : (fault?.reason ?? '');
  return new Refusal('invalid-input', message, { faults: [{ path: 'reason', reason }] });
}

const proposalPath = (id: string) => `/hr/proposals/${id}?done=propose`;
