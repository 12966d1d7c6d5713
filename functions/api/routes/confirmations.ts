import { Hono } from 'hono/tiny';
import { answerConfirmation, confirmationOf, confirmationsOf, confirmationText } from '#shared/cases/confirmations.ts';
import { ConfirmationAnswer } from '#shared/contract/confirmations.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, metaOf, viewing } from '../../runtime/api/request.ts';

/** The questions to me whether my team has adopted the work of somebody else. */
export const confirmations = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: await confirmationsOf(...viewing(c)), next: null }))
  .get('/:confirmation', async (c) => c.json(await confirmationOf(...viewing(c), c.req.param('confirmation'))))
  .get('/:confirmation/text', async (c) => c.json(await confirmationText(...viewing(c), c.req.param('confirmation'))))
  .post('/:confirmation', async (c) => {
    const meta = metaOf(c);
    const answer = await bodyOf(c, ConfirmationAnswer);
    const done = await answerConfirmation(...viewing(c), c.req.param('confirmation'), answer, meta);
    setHeaders(c, done);
    return c.json(done.result);
  });
