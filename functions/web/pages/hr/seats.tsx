import { Hono } from 'hono/tiny';
import { readSeats } from '#shared/directory/seats.ts';
import type { WebEnv } from '../../http/env.ts';
import { SeatsPage } from '../../views/hr/seats.tsx';
import { viewing } from './request.ts';

/** HR's page for the seats of capped levels. */
export const seats = new Hono<WebEnv>().get('/', async (c) =>
  c.html(<SeatsPage person={c.get('person')} levels={await readSeats(...viewing(c))} />),
);
