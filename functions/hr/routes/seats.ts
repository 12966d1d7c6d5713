import { Hono } from 'hono';
import { readSeats } from '#shared/directory/seats.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';

/** The seats of capped levels as HR sees them. */
export const seats = new Hono<ApiEnv>().get('/', async (c) =>
  c.json({ items: await readSeats(c.get('outside'), c.get('person').id), next: null }),
);
