import { Hono } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import { Slug } from '#shared/contract/ladder.ts';
import { PersonId } from '#shared/contract/people.ts';
import { listPeople } from '#shared/store/directory.ts';
import { currentLadder, listLadders } from '#shared/store/ladders.ts';
import type { WebEnv } from '../env.ts';
import { LadderPage, LaddersPage } from '../views/ladder.tsx';
import { PeoplePage } from '../views/people.tsx';

/** What everybody may look up: ladders and people. */
export const reference = new Hono<WebEnv>()
  .get('/ladders', async (c) =>
    c.html(<LaddersPage person={c.get('person')} ladders={await listLadders(c.get('outside').table)} />),
  )
  .get('/ladders/:id', async (c) => {
    const id = Slug.max(100).safeParse(c.req.param('id')).data;
    const ladder = id ? await currentLadder(c.get('outside').table, id) : null;
    if (!ladder) throw new Refusal('not-found', 'There is no such ladder.');
    return c.html(<LadderPage person={c.get('person')} ladder={ladder} />);
  })
  .get('/people', async (c) => {
    const from = PersonId.safeParse(c.req.query('cursor')).data;
    const { items, next } = await listPeople(c.get('outside').table, 100, from);
    return c.html(<PeoplePage person={c.get('person')} people={items} next={next} />);
  });
