import { Hono } from 'hono/tiny';
import { readEveryCycle } from '#shared/cycles/everyone.ts';
import type { WebEnv } from '../http/env.ts';
import { CyclesPage } from '../views/ladder/cycles.tsx';

/** The page of all cycles. Everyone can see the last day to join one, and the dates of its stages. */
export const cycles = new Hono<WebEnv>().get('/', async (c) => {
  const all = await readEveryCycle(c.get('outside'));
  return c.html(<CyclesPage person={c.get('person')} cycles={all} now={c.get('outside').clock.now()} />);
});
