import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { CaseFilter } from '#shared/cases/case-filter.ts';
import { execute } from '#shared/cases/execute.ts';
import { listCases } from '#shared/cases/list.ts';
import { missingOf } from '#shared/cases/missing.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase, readText } from '#shared/cases/read.ts';
import { EventsQuery, readEvents, verifyCase } from '#shared/cases/record.ts';
import { notFound } from '#shared/cases/refusal.ts';
import { OpenCase, PersonCommand } from '#shared/contract/commands.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import { setHeaders } from '../../runtime/api/answer.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { bodyOf, hasAlready, ifVersionOf, metaOf, queryOf } from '../../runtime/api/request.ts';

/** Routes of promotion cases: open, list, read, act, and verify. */
export const cases = new Hono<ApiEnv>()
  .get('/', async (c) => c.json(await listCases(c.get('outside'), c.get('person'), queryOf(c, CaseFilter))))
  .post('/', async (c) => {
    const meta = metaOf(c);
    const input = await bodyOf(c, OpenCase);
    const done = await openCase(c.get('outside'), c.get('person'), input, meta);
    setHeaders(c, done);
    c.header('Location', `/api/cases/${done.result.caseId}`);
    return c.json({ id: done.result.caseId, ...done.result }, 201);
  })
  .get('/:id', async (c) => {
    const { view } = await readCase(c.get('outside'), c.get('person'), caseIdOf(c));
    const etag = `"${view.version}"`;
    c.header('ETag', etag);
    if (hasAlready(c, etag)) return c.body(null, 304);
    return c.json(view);
  })
  .post('/:id/commands', async (c) => {
    const meta = metaOf(c);
    const command = await bodyOf(c, PersonCommand);
    const done = await execute(c.get('outside'), c.get('person'), caseIdOf(c), command, { ...meta, ...ifVersionOf(c) });
    setHeaders(c, done);
    return c.json(done.result);
  })
  .get('/:id/missing', async (c) => c.json(await missingOf(c.get('outside'), c.get('person'), caseIdOf(c))))
  .get('/:id/evidence/:evidence/text', async (c) => {
    const { view: _, ...text } = await readText(
      c.get('outside'),
      c.get('person'),
      caseIdOf(c),
      c.req.param('evidence'),
    );
    return c.json(text);
  })
  .get('/:id/events', async (c) =>
    c.json(await readEvents(c.get('outside'), c.get('person'), caseIdOf(c), queryOf(c, EventsQuery))),
  )
  .get('/:id/verify', async (c) => c.json(await verifyCase(c.get('outside'), c.get('person'), caseIdOf(c))));

/** The id in the address. A malformed id gets the same 404 as an unknown one. */
export function caseIdOf(c: Context<ApiEnv>): string {
  const id = CaseId.safeParse(c.req.param('id'));
  if (!id.success) throw notFound();
  return id.data;
}
