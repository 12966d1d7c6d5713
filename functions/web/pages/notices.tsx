import { Hono } from 'hono/tiny';
import { listNotices, markRead } from '#shared/cases/notices.ts';
import { ReadUpTo } from '#shared/contract/notices.ts';
import type { WebEnv } from '../http/env.ts';
import { PageError } from '../http/errors.tsx';
import { cursorIn, formOf } from '../http/request.ts';
import { NoticesPage } from '../views/notices.tsx';

/** The page of a person's notices. */
export const notices = new Hono<WebEnv>()
  .get('/', async (c) => {
    const person = c.get('person');
    const cursor = cursorIn(c);
    const list = await listNotices(c.get('outside'), person, { limit: 20, cursor });
    return c.html(<NoticesPage person={person} list={list} isFirst={cursor === undefined} />);
  })
  .post('/read', async (c) => {
    const read = ReadUpTo.safeParse({ upTo: (await formOf(c)).upTo });
    if (!read.success)
      throw new PageError(400, 'This request does not say which notices you have read. Open the notices again.');
    await markRead(c.get('outside'), c.get('person'), read.data.upTo);
    return c.redirect('/notices', 303);
  });
