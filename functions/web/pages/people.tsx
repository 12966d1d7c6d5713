import { Hono } from 'hono';
import { PersonId } from '#shared/contract/people.ts';
import { readPublicPeople } from '#shared/directory/people.ts';
import type { WebEnv } from '../http/env.ts';
import { PeoplePage } from '../views/people.tsx';

/** The list of all people, which everyone can see. */
export const people = new Hono<WebEnv>().get('/', async (c) => {
  const from = PersonId.safeParse(c.req.query('cursor')).data;
  const { items, next } = await readPublicPeople(c.get('outside'), 100, from);
  return c.html(<PeoplePage person={c.get('person')} people={items} next={next} />);
});
