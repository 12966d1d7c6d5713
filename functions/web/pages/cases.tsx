import { Hono } from 'hono';
import { listCases } from '#shared/cases/list.ts';
import { readCase, readEvents, verifyCase } from '#shared/cases/read.ts';
import type { WebEnv } from '../env.ts';
import { CasePage } from '../views/case.tsx';
import { CasesPage } from '../views/cases.tsx';
import { HistoryPage } from '../views/history.tsx';

/** Cases: the list, one case, and its history. */
export const cases = new Hono<WebEnv>()
  .get('/', async (c) => {
    const cursor = c.req.query('cursor');
    const filter = { limit: 20, ...(cursor ? { cursor } : {}) };
    const { items, next } = await listCases(c.get('outside'), c.get('person'), filter);
    return c.html(<CasesPage person={c.get('person')} cases={items} next={next} />);
  })
  .get('/:id', async (c) => {
    const { view, ladder } = await readCase(c.get('outside'), c.get('person').id, c.req.param('id'));
    // While a stage is opening there is nothing to do but to look again.
    if (view.openedAt === null && view.stage !== 'closed') c.header('Refresh', '1');
    return c.html(<CasePage view={view} ladder={ladder} person={c.get('person')} />);
  })
  .get('/:id/history', async (c) => {
    const [{ events, people }, proof] = await Promise.all([
      readEvents(c.get('outside'), c.get('person').id, c.req.param('id')),
      verifyCase(c.get('outside'), c.get('person').id, c.req.param('id')),
    ]);
    return c.html(
      <HistoryPage person={c.get('person')} caseId={c.req.param('id')} events={events} people={people} proof={proof} />,
    );
  });
