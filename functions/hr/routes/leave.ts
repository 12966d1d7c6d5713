import { Hono } from 'hono/tiny';
import { LeaveInput } from '#shared/contract/leave.ts';
import { askForLeave, readOwnLeave } from '#shared/proposals/own-leave.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** Everybody's own leave, which HR confirms. A request is withdrawn by its proposal. */
export const leave = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await readOwnLeave(...viewing(c))))
  .post('/', async (c) => {
    const meta = metaOf(c);
    const { result, replayed } = await askForLeave(...viewing(c), await bodyOf(c, LeaveInput), meta);
    setHeaders(c, { replayed });
    return c.json(result, 201);
  });
