import { Hono } from 'hono/tiny';
import { readSeats } from '#shared/directory/seats.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { viewing } from '../../runtime/api/request.ts';

/** HR's route for the seats of capped levels. */
export const seats = new Hono<ApiEnv>().get('/', async (c) =>
  c.json({ items: await readSeats(...viewing(c)), next: null }),
);
