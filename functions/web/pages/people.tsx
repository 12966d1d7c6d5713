import { Hono } from 'hono/tiny';
import { readDirectory } from '#shared/directory/people.ts';
import type { WebEnv } from '../http/env.ts';
import { cursorIn } from '../http/request.ts';
import { PeoplePage } from '../views/people.tsx';

/** The list of all people, which everyone can see. */
export const people = new Hono<WebEnv>().get('/', async (c) => {
  const { items, next } = await readDirectory(c.get('outside'), 100, cursorIn(c));
  return c.html(<PeoplePage person={c.get('person')} people={items} next={next} />);
});
