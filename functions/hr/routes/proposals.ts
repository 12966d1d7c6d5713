import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { PageQuery } from '#shared/contract/cursor.ts';
import { ProposalId } from '#shared/contract/proposal-id.ts';
import { ProposalCommand, ProposalInput } from '#shared/contract/proposals.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { proposeChange } from '#shared/proposals/propose.ts';
import { readOpenProposals, readProposal, readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, metaOf, queryOf, viewing } from '../../runtime/api/request.ts';

/** HR's routes for changes that take two people: propose one, and confirm, refuse or withdraw it. */
export const proposals = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await readOpenProposals(...viewing(c), queryOf(c, PageQuery))))
  .post('/', async (c) => {
    const meta = metaOf(c);
    const { result, replayed } = await proposeChange(...viewing(c), await bodyOf(c, ProposalInput), meta);
    setHeaders(c, { replayed });
    return c.json(result, 201);
  })
  .get('/:id', async (c) => c.json(await readProposal(...viewing(c), idOf(c))))
  .post('/:id/commands', async (c) => {
    const meta = metaOf(c);
    const command = await bodyOf(c, ProposalCommand);
    const { result, replayed } = await actOnProposal(...viewing(c), { id: idOf(c), command }, meta);
    setHeaders(c, { replayed });
    return c.json(result);
  })
  .get('/:id/events', async (c) => c.json({ items: await readProposalEvents(...viewing(c), idOf(c)), next: null }))
  .get('/:id/verification', async (c) => c.json(await verifyProposal(...viewing(c), idOf(c))));

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = ProposalId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such proposal.');
  return id.data;
}
