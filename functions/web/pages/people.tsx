import { Hono } from 'hono/tiny';
import { PeopleSearch } from '#shared/contract/people-search.ts';
import { readDirectory } from '#shared/directory/people.ts';
import type { WebEnv } from '../http/env.ts';
import { PageError } from '../http/errors.tsx';
import { cursorIn } from '../http/request.ts';
import { PeoplePage } from '../views/people.tsx';

/** So many people are on a page of the list, and of what a search found. */
const onAPage = { list: 100, search: 20 };

/** The list of all people, which everyone can see, and the search in it. */
export const people = new Hono<WebEnv>().get('/', async (c) => {
  const { q = '', team = '', role, odc = '' } = c.req.query();
  const parsed = PeopleSearch.safeParse({ q, team, odc, ...(role ? { role } : {}) });
  if (!parsed.success)
    throw new PageError(400, 'Nobody can be searched like this. Begin again on the page of all people.');
  const limit = Object.values(parsed.data).some(Boolean) ? onAPage.search : onAPage.list;
  const { items, ...more } = await readDirectory(c.get('outside'), c.get('person'), parsed.data, limit, cursorIn(c));
  return c.html(<PeoplePage person={c.get('person')} people={items} {...more} sought={parsed.data} />);
});
