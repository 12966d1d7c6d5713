import { Hono } from 'hono/tiny';
import { onPage } from '#shared/contract/cursor.ts';
import { PeopleSearch } from '#shared/contract/people-search.ts';
import { readDirectory } from '#shared/directory/people.ts';
import type { WebEnv } from '../http/env.ts';
import { PageError } from '../http/errors.tsx';
import { cursorIn } from '../http/request.ts';
import { PeoplePage } from '../views/people.tsx';

/** The list of all people, which everyone can see, and the search in it. */
export const people = new Hono<WebEnv>().get('/', async (c) => {
  const { q = '', team = '', role, odc = '' } = c.req.query();
  const parsed = PeopleSearch.safeParse({ q, team, odc, ...(role ? { role } : {}) });
  if (!parsed.success)
    throw new PageError(400, 'Nobody can be searched like this. Begin again on the page of all people.');
  const { items, ...more } = await readDirectory(c.get('outside'), c.get('person'), parsed.data, onPage, cursorIn(c));
  return c.html(<PeoplePage person={c.get('person')} people={items} {...more} sought={parsed.data} />);
});
