import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { ScoreRequest } from '#shared/contract/score.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ladderInForce, listedLadders, publishedLadder, publishedVersions } from '#shared/publishing/published.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { bodyOf, ladderIdOf } from '../../runtime/api/request.ts';

const notFound = () => new Problem('not-found', 'There is no such ladder.');

/** The version of the ladder in the address that is in force today. */
async function current(c: Context<ApiEnv>): Promise<PublishedLadder> {
  const ladder = await ladderInForce(c.get('outside'), ladderIdOf(c));
  if (!ladder) throw notFound();
  return ladder;
}

/** Routes of ladders: read them with their content hash, and score ratings on them without storing anything. */
export const ladders = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: await listedLadders(c.get('outside')), next: null }))
  .get('/:id', async (c) => c.json(await current(c)))
  .get('/:id/versions', async (c) => {
    const found = await publishedVersions(c.get('outside'), ladderIdOf(c));
    if (!found) throw notFound();
    return c.json({ items: found.versions, next: null });
  })
  .get('/:id/versions/:version', async (c) => {
    const version = c.req.param('version');
    const known = /^[1-9]\d{0,8}$/.test(version);
    const ladder = known ? await publishedLadder(c.get('outside'), ladderIdOf(c), Number(version)) : null;
    if (!ladder) throw notFound();
    return c.json(ladder);
  })
  .post('/:id/score', async (c) => {
    const request = await bodyOf(c, ScoreRequest);
    const ladder = await current(c);
    const result = score(ladder, request);
    if (!result.ok) throw new Problem('invalid-input', 'The ratings are invalid.', { faults: result.faults });
    return c.json({ ...result.score, repairs: repairsFor(ladder, request) });
  });
