import { Hono } from 'hono/tiny';
import { inboxOf } from '#shared/cases/inbox.ts';
import { PageQuery } from '#shared/contract/cursor.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { queryOf } from '../../runtime/api/request.ts';

/** The signed-in person, from the directory. */
export const me = new Hono<ApiEnv>().get('/', (c) => c.json(c.get('person')));

/** A page of my open steps, oldest due first. */
export const inbox = new Hono<ApiEnv>().get('/', async (c) => {
  const { items, next } = await inboxOf(c.get('outside'), c.get('person'), queryOf(c, PageQuery));
  return c.json({ items, next });
});
