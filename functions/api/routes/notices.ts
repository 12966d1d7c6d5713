import { Hono } from 'hono';
import { listNotices, markRead } from '#shared/cases/notices.ts';
import { NoticesQuery, ReadUpTo } from '#shared/contract/notices.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, queryOf } from '../../runtime/api/request.ts';

/** What I was told, newest first, and up to where I have read. */
export const notices = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await listNotices(c.get('outside'), c.get('person'), queryOf(c, NoticesQuery))))
  .post('/read', async (c) => {
    const { upTo } = await bodyOf(c, ReadUpTo);
    await markRead(c.get('outside'), c.get('person'), upTo);
    return c.json({ upTo });
  });
