import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { PersonInput } from '#shared/contract/directory.ts';
import { PersonId } from '#shared/contract/people.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import { readSignIns } from '#shared/directory/sign-ins.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, ifVersionOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** HR's routes for the directory: add and change people, and verify their history. */
export const people = new Hono<ApiEnv>()
  .put('/:id', async (c) => {
    const meta = { ...metaOf(c), ...ifVersionOf(c) };
    const input = await bodyOf(c, PersonInput);
    const { result, replayed } = await putPerson(...viewing(c), { id: idOf(c), input }, meta);
    setHeaders(c, { replayed, version: result.version });
    return c.json(result, result.type === 'person-added' ? 201 : 200);
  })
  .get('/:id/events', async (c) => c.json({ items: await readPersonEvents(...viewing(c), idOf(c)), next: null }))
  .get('/:id/verification', async (c) => c.json(await verifyPerson(...viewing(c), idOf(c))))
  .get('/:id/sign-ins', async (c) => {
    const { signIns } = await readSignIns(...viewing(c), idOf(c));
    c.header('ETag', `"${signIns.version}"`);
    return c.json({ items: signIns.list, next: null });
  })
  .get('/:id/sign-ins/events', async (c) =>
    c.json({ items: (await readSignIns(...viewing(c), idOf(c))).events, next: null }),
  )
  .get('/:id/sign-ins/verification', async (c) => c.json((await readSignIns(...viewing(c), idOf(c))).proof));

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = PersonId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such person.');
  return id.data;
}
