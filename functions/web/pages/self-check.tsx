import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { keepRatings } from '#shared/cases/drafts.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { readOwnCases, selfCheckUse, startCase } from '#shared/cases/self-check.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import type { Person } from '#shared/contract/people.ts';
import { Ratings } from '#shared/contract/score.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import { ladderInForce } from '#shared/publishing/published.ts';
import { statuses } from '../../runtime/api/statuses.ts';
import { selfCheckPolicy } from '../../runtime/headers.ts';
import { numbersOf } from '../forms/form.ts';
import type { WebEnv } from '../http/env.ts';
import { formOf, metaOf, newKey } from '../http/request.ts';
import { empty, type Filled } from '../views/fields.tsx';
import { SelfCheckPage } from '../views/self-check/page.tsx';
import { stepLink } from '../views/words.ts';

type SelfCheckContext = Context<WebEnv, '/ladders/:id/self-check'>;

/** The self-check. Ratings stay in the browser. The server gets them only if the person starts a case with them. */
export const selfCheck = new Hono<WebEnv>()
  .get('/ladders/:id/self-check', (c) => draw(c, empty))
  .post('/ladders/:id/self-check', async (c) => {
    const values = await formOf(c);
    const meta = metaOf(c, values);
    const { ladder, transition } = await chosen(c);
    const outside = c.get('outside');
    const person = c.get('person');
    try {
      const ratings = parse(values);
      const open = CaseId.safeParse(values.case).data;
      const caseId = open ?? (await startCase(outside, person, ladder, transition.id, ratings, meta));
      if (open) await keepRatings(outside, person, open, ratings);
      // If the first stage is another one, such as declaring a track, the draft waits for the self-assessment.
      const isFirst = transition.path[0]?.kind === 'self-assessment';
      return c.redirect(open || isFirst ? stepLink(caseId, 'submit-self-assessment') : `/cases/${caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return draw(c, { ...empty, values, message: error.message }, statuses[error.code]);
    }
  });

interface Chosen {
  ladder: PublishedLadder;
  transition: Transition;
  track: string | null;
}

/** The ladder, transition and track in the address. Without a transition, the person's own next one. */
async function chosen(c: SelfCheckContext): Promise<Chosen> {
  const id = NamedId.safeParse(c.req.param('id')).data;
  const ladder = id ? await ladderInForce(c.get('outside'), id) : null;
  if (!ladder) throw new Refusal('not-found', 'There is no such ladder.');
  const { transition: named, track = null } = c.req.query();
  const transition = named ? ladder.transitions.find((one) => one.id === named) : ownStep(ladder, c.get('person'));
  if (!transition || (track !== null && !transition.tracks.includes(track)))
    throw new Refusal('not-found', 'This ladder has no such transition.');
  return { ladder, transition, track };
}

function ownStep(ladder: PublishedLadder, person: Person): Transition | undefined {
  const own = ladder.transitions.find((one) => person.ladder === ladder.id && one.from === person.level);
  return own ?? ladder.transitions[0];
}

function parse(values: Record<string, string>): Ratings {
  const parsed = Ratings.safeParse(numbersOf(values, 'ratings'));
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid-input', 'These ratings cannot be read.');
}

async function draw(c: SelfCheckContext, filled: Filled, status: ContentfulStatusCode = 200) {
  const person = c.get('person');
  const [{ ladder, transition, track }, own] = await Promise.all([chosen(c), readOwnCases(c.get('outside'), person)]);
  const use = selfCheckUse(own, person, ladder, transition);
  const page = (
    <SelfCheckPage
      person={person}
      ladder={ladder}
      transition={transition}
      track={track}
      use={use}
      idempotencyKey={newKey(c)}
      filled={filled}
    />
  );
  c.header('Content-Security-Policy', selfCheckPolicy);
  return c.html(page, status);
}
