import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Executed } from '#shared/cases/once.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import { closeCycle, putCycle } from '#shared/cycles/execute.ts';
import { openCasesOf } from '#shared/cycles/open-cases.ts';
import { readCycle, readCycleEvents, readCycles, verifyCycle } from '#shared/cycles/read.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, ifVersionOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** HR's routes for cycles: open, change and close a cycle, list its open cases, and verify its history. */
export const cycles = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: await readCycles(...viewing(c)), next: null }))
  .get('/:id', async (c) => {
    const cycle = await readCycle(...viewing(c), idOf(c));
    c.header('ETag', `"${cycle.version}"`);
    return c.json(cycle);
  })
  .put('/:id', async (c) => {
    const meta = { ...metaOf(c), ...ifVersionOf(c) };
    const input = await bodyOf(c, CycleInput);
    return answer(c, await putCycle(...viewing(c), { id: idOf(c), input }, meta));
  })
  .post('/:id/close', async (c) => {
    const { result, replayed } = await closeCycle(...viewing(c), idOf(c), { ...metaOf(c), ...ifVersionOf(c) });
    // The cases that are open at the moment of the answer, also for an answer that was given before.
    const open = await openCasesOf(c.get('outside').table, result.cycleId, result.at);
    return answer(c, { result: { ...result, ...open }, replayed });
  })
  .get('/:id/events', async (c) => c.json({ items: await readCycleEvents(...viewing(c), idOf(c)), next: null }))
  .get('/:id/verification', async (c) => c.json(await verifyCycle(...viewing(c), idOf(c))));

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
function idOf(c: Context<ApiEnv>): string {
  const id = NamedId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such cycle.');
  return id.data;
}

function answer<R extends { type: string; version: number }>(
  c: Context<ApiEnv>,
  { result, replayed }: Executed<R>,
): Response {
  setHeaders(c, { replayed, version: result.version });
  return c.json(result, result.type === 'cycle-opened' ? 201 : 200);
}
