import { Hono } from 'hono/tiny';
import { PageQuery } from '#shared/contract/cursor.ts';
import { readRefusedSignIns } from '#shared/directory/sign-ins.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { queryOf, viewing } from '../../runtime/api/request.ts';

/** HR's route for visitors who were not let in. */
export const signIns = new Hono<ApiEnv>().get('/refused', async (c) => {
  const { items, next } = await readRefusedSignIns(...viewing(c), queryOf(c, PageQuery));
  return c.json({ items, next });
});
