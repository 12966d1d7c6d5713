import { type Context, Hono } from 'hono';
import { PersonInput } from '#shared/contract/directory.ts';
import { PersonId } from '#shared/contract/people.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, idempotencyKeyOf, ifVersionOf } from '../../runtime/api/request.ts';

/** HR's routes for the directory: add and change people, and verify their history. */
export const people = new Hono<ApiEnv>()
  .put('/:id', async (c) => {
    const meta = { idempotencyKey: idempotencyKeyOf(c), requestId: c.get('requestId'), ...ifVersionOf(c) };
    const input = await bodyOf(c, PersonInput);
    const { result, replayed } = await putPerson(c.get('outside'), c.get('person'), { id: idOf(c), input }, meta);
    if (replayed) c.header('Idempotent-Replayed', 'true');
    c.header('ETag', `"${result.version}"`);
    return c.json(result, result.type === 'person-added' ? 201 : 200);
  })
  .get('/:id/events', async (c) => {
    const items = await readPersonEvents(c.get('outside'), c.get('person'), idOf(c));
    return c.json({ items, next: null });
  })
  .get('/:id/verification', async (c) => c.json(await verifyPerson(c.get('outside'), c.get('person'), idOf(c))));

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = PersonId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such person.');
  return id.data;
}
