import { Hono } from 'hono';
import { listCycles } from '#shared/store/cycles.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';

/** The cycles, for everyone to see when a case may join and when its stages take place. */
export const cycles = new Hono<ApiEnv>().get('/', async (c) => {
  const all = await listCycles(c.get('outside').table);
  return c.json({ items: all.map(({ openedAt: _at, version: _version, ...listed }) => listed), next: null });
});
