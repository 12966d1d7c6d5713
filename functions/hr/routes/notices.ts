import { Hono } from 'hono/tiny';
import { listNotices, markRead } from '#shared/cases/notices.ts';
import { NoticesQuery, ReadUpTo } from '#shared/contract/notices.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, queryOf } from '../../runtime/api/request.ts';

/** My notices, newest first, and the mark up to which I have read them. */
export const notices = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await listNotices(c.get('outside'), c.get('person'), queryOf(c, NoticesQuery))))
  .post('/read', async (c) => {
    const { upTo } = await bodyOf(c, ReadUpTo);
    await markRead(c.get('outside'), c.get('person'), upTo);
    return c.json({ upTo });
  });
