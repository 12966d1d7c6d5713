import { Hono } from 'hono/tiny';
import { inboxOf } from '#shared/cases/inbox.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';

/** The signed-in person, from the directory. */
export const me = new Hono<ApiEnv>().get('/', (c) => c.json(c.get('person')));

/** My open steps, oldest due first. */
export const inbox = new Hono<ApiEnv>().get('/', async (c) =>
  c.json({ items: await inboxOf(c.get('outside'), c.get('person')), next: null }),
);
