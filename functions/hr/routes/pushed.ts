import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { PersonId } from '#shared/contract/people.ts';
import { PushedCommand, PushedQuery } from '#shared/contract/scim.ts';
import { actOnWaiting, readWaiting } from '#shared/scim/waiting.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, metaOf, queryOf, viewing } from '../../runtime/api/request.ts';

/**
 * HR's routes for what identity systems pushed: what waits and who joined, and what HR does with it. A change is made or
 * proposed as any other change of a person.
 */
export const pushed = new Hono<ApiEnv>()
  .get('/', async (c) => {
    const { items, next } = await readWaiting(...viewing(c), queryOf(c, PushedQuery));
    return c.json({ items, next });
  })
  .post('/:id/commands', async (c) => {
    const meta = metaOf(c);
    const command = await bodyOf(c, PushedCommand);
    const { result, replayed } = await actOnWaiting(...viewing(c), { id: idOf(c), command }, meta);
    setHeaders(c, { replayed });
    return c.json(result);
  });

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = PersonId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such person.');
  return id.data;
}
