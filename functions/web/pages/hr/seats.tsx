import { Hono } from 'hono';
import { readSeats } from '#shared/directory/seats.ts';
import type { WebEnv } from '../../env.ts';
import { SeatsPage } from '../../views/hr/seats.tsx';
import { viewing } from './request.ts';

/** The seats of capped levels as HR sees them. */
export const seats = new Hono<WebEnv>().get('/', async (c) =>
  c.html(<SeatsPage person={c.get('person')} levels={await readSeats(...viewing(c))} />),
);
