import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { afterwardsOf } from '#shared/cases/afterwards.ts';
import { readMissing } from '#shared/cases/missing.ts';
import { readCase, readText, type SeenCase } from '#shared/cases/read.ts';
import { readHistory } from '#shared/cases/record.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { mayCorrect } from '#shared/proposals/outcome-change.ts';
import { doneWith } from '../forms/index.ts';
import { doneIn, sayElsewhere } from '../http/done.ts';
import type { WebEnv } from '../http/env.ts';
import { caseIdOf, cursorIn } from '../http/request.ts';
import { EvidenceTextPage } from '../views/case/evidence-text.tsx';
import { HistoryPage } from '../views/case/history.tsx';
import { may } from '../views/case/may.ts';
import { MissingPage } from '../views/case/missing.tsx';
import { CasePage } from '../views/case/page.tsx';
import { isOpening, stepLink } from '../views/words.ts';
import { caseList } from './case-list.tsx';

/** Pages of cases: the list, one case, what is missing, and the history. */
export const cases = new Hono<WebEnv>()
  .get('/', caseList)
  .get('/:id', async (c) => {
    const { clock } = c.get('outside');
    const person = c.get('person');
    const seen = await readOrLeft(c);
    if (typeof seen === 'string') return sayElsewhere(c, `/?done=${seen}`);
    const { view, ladder, cycle } = seen;
    // While a stage is opening, the page reloads itself. `next` leads a person to their step as soon as it is possible.
    const next = personCommandTypes.find((type) => type === c.req.query('next'));
    if (isOpening(view)) c.header('Refresh', next ? `1; url=${stepLink(view.id, next)}` : '1');
    else if (next && may(view, next)) return c.redirect(stepLink(view.id, next), 303);
    return c.html(
      <CasePage
        view={view}
        ladder={ladder}
        person={person}
        done={doneWith(doneIn(c, isOpening(view)))}
        cycle={cycle}
        afterwards={afterwardsOf(view, ladder, person)}
        mayCorrect={mayCorrect(seen, person, c.get('outside'))}
        now={clock.now()}
      />,
    );
  })
  .get('/:id/missing', async (c) => {
    const person = c.get('person');
    const { view, ladder, missing } = await readMissing(c.get('outside'), person, caseIdOf(c));
    return c.html(<MissingPage view={view} ladder={ladder} missing={missing} person={person} />);
  })
  .get('/:id/evidence/:evidence/text', async (c) => {
    const person = c.get('person');
    const { view, ...text } = await readText(c.get('outside'), person, caseIdOf(c), c.req.param('evidence'));
    return c.html(<EvidenceTextPage text={text} view={view} person={person} />);
  })
  .get('/:id/history', async (c) => {
    const person = c.get('person');
    const query = { limit: 50, cursor: cursorIn(c) };
    const history = await readHistory(c.get('outside'), person, caseIdOf(c), query);
    return c.html(<HistoryPage person={person} {...history} />);
  });

/** The case. If this person cannot read it any more because of a step that they have just taken: the step. */
async function readOrLeft(c: Context<WebEnv, '/:id'>): Promise<SeenCase | string> {
  try {
    return await readCase(c.get('outside'), c.get('person'), caseIdOf(c));
  } catch (error) {
    const step = error instanceof Refusal && error.code === 'not-found' ? doneIn(c, true) : undefined;
    if (step === undefined) throw error;
    return step;
  }
}
