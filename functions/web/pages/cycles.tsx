import { Hono } from 'hono';
import { listCycles } from '#shared/store/cycles.ts';
import type { WebEnv } from '../env.ts';
import { CyclesPage } from '../views/cycles.tsx';

/** The page of all cycles. Everyone can see the last day to join one, and the dates of its stages. */
export const cycles = new Hono<WebEnv>().get('/', async (c) => {
  const { table, clock } = c.get('outside');
  const all = await listCycles(table);
  return c.html(<CyclesPage person={c.get('person')} cycles={all} now={clock.now()} />);
});
