import { Hono } from 'hono';
import { listCycles } from '#shared/store/cycles.ts';
import type { WebEnv } from '../env.ts';
import { CyclesPage } from '../views/cycles.tsx';

/** The cycles, for everybody to see when a case may join and when its stages take place. */
export const cycles = new Hono<WebEnv>().get('/', async (c) => {
  const { table, clock } = c.get('outside');
  const all = await listCycles(table);
  return c.html(<CyclesPage person={c.get('person')} cycles={all} now={clock.now()} />);
});
