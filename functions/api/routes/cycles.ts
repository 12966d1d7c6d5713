import { Hono } from 'hono/tiny';
import { readEveryCycle } from '#shared/cycles/everyone.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';

/** All cycles. Everyone can see the last day to join one, and the dates of its stages. */
export const cycles = new Hono<ApiEnv>().get('/', async (c) => {
  const all = await readEveryCycle(c.get('outside'));
  return c.json({ items: all.map(({ openedAt: _at, version: _version, ...listed }) => listed), next: null });
});
