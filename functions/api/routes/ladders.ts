import { type Context, Hono } from 'hono';
import { Slug } from '#shared/contract/ladder.ts';
import { ScoreRequest } from '#shared/contract/score.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { currentLadder, listLadders, loadLadder } from '#shared/store/ladders.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf } from '../../runtime/api/request.ts';

const none = () => new Problem('not-found', 'There is no such ladder.');

/** The id in the address. What cannot be one is answered like one that is none. */
function ladderIdOf(c: Context<ApiEnv>): string {
  const id = Slug.max(100).safeParse(c.req.param('id'));
  if (!id.success) throw none();
  return id.data;
}

/** Ladders as data, with their content hash; and what ratings come to on them, without anything being kept. */
export const ladders = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: await listLadders(c.get('outside').table), next: null }))
  .get('/:id', async (c) => {
    const ladder = await currentLadder(c.get('outside').table, ladderIdOf(c));
    if (!ladder) throw none();
    return c.json(ladder);
  })
  .get('/:id/versions/:version', async (c) => {
    const version = c.req.param('version');
    const known = /^[1-9]\d{0,8}$/.test(version);
    const ladder = known ? await loadLadder(c.get('outside').table, ladderIdOf(c), Number(version)) : null;
    if (!ladder) throw none();
    return c.json(ladder);
  })
  .post('/:id/score', async (c) => {
    const request = await bodyOf(c, ScoreRequest);
    const ladder = await currentLadder(c.get('outside').table, ladderIdOf(c));
    if (!ladder) throw none();
    const result = score(ladder, request);
    if (!result.ok) throw new Problem('invalid-input', 'The ratings are not right.', { faults: result.faults });
    return c.json(result.score);
  });
