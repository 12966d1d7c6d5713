import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { onPage } from '#shared/contract/cursor.ts';
import { PeopleSearch } from '#shared/contract/people-search.ts';
import { readDirectory } from '#shared/directory/people.ts';
import { statuses } from '../../runtime/api/statuses.ts';
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
  const viewing = { person: c.get('person'), sought: parsed.data };
  try {
    const { items, ...more } = await readDirectory(c.get('outside'), viewing.person, parsed.data, onPage, cursorIn(c));
    return c.html(<PeoplePage {...viewing} people={items} {...more} />);
  } catch (error) {
    // What is wrong with a field is said beside it.
    if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
    const faults = error.faults.map(({ path, reason }) => ({ field: path, reason }));
    const nobody = { people: [], next: null, searchedTo: null };
    return c.html(
      <PeoplePage {...viewing} {...nobody} refused={{ message: error.message, faults }} />,
      statuses[error.code],
    );
  }
});
