import { Hono } from 'hono/tiny';
import { readRefusedSignIns } from '#shared/directory/sign-ins.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { viewing } from '../../runtime/api/request.ts';

/** HR's route for visitors who were not let in. */
export const signIns = new Hono<ApiEnv>().get('/refused', async (c) =>
  c.json({ items: (await readRefusedSignIns(...viewing(c))).refused, next: null }),
);
