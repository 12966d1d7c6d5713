import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Executed } from '#shared/cases/once.ts';
import { DraftCommand, type LadderResult } from '#shared/contract/publishing.ts';
import { actOnDraft, saveDraft } from '#shared/publishing/execute.ts';
import {
  checkDocument,
  readDraft,
  readLadderEvents,
  readRecord,
  readRecords,
  verifyLadder,
} from '#shared/publishing/read.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, ladderIdOf, metaOf, textOf, viewing } from '../../runtime/api/request.ts';

/** Content types of an uploaded ladder. JSON is also valid YAML, so one parser reads both. */
const documentTypes = ['application/yaml', 'text/yaml', 'application/json'];

/** HR's routes for ladders: upload and compare a draft, publish it with a second person, and verify the history. */
export const ladders = new Hono<ApiEnv>()
  .get('/', async (c) => c.json({ items: (await readRecords(...viewing(c))).records, next: null }))
  .post('/lint', async (c) => c.json(await checkDocument(...viewing(c), await textOf(c, documentTypes))))
  .get('/:id', async (c) => c.json(await readRecord(...viewing(c), ladderIdOf(c))))
  .get('/:id/draft', async (c) => c.json((await readDraft(...viewing(c), ladderIdOf(c))).view))
  .put('/:id/draft', async (c) => {
    const meta = metaOf(c);
    const text = await textOf(c, documentTypes);
    return answer(c, await saveDraft(...viewing(c), { ladderId: ladderIdOf(c), text }, meta));
  })
  .post('/:id/commands', async (c) => {
    const meta = metaOf(c);
    const command = await bodyOf(c, DraftCommand);
    return answer(c, await actOnDraft(...viewing(c), { ladderId: ladderIdOf(c), command }, meta));
  })
  .get('/:id/events', async (c) => c.json({ items: await readLadderEvents(...viewing(c), ladderIdOf(c)), next: null }))
  .get('/:id/verification', async (c) => c.json(await verifyLadder(...viewing(c), ladderIdOf(c))));

function answer(c: Context<ApiEnv>, { result, replayed }: Executed<LadderResult>): Response {
  setHeaders(c, { replayed });
  return c.json(result);
}
