import { Hono } from 'hono/tiny';
import { PersonId } from '#shared/contract/people.ts';
import { PeopleQuery } from '#shared/contract/people-search.ts';
import { readPeople, readPerson } from '#shared/directory/people.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { queryOf } from '../../runtime/api/request.ts';

/** The routes that everybody has to the directory. Everyone sees name, level and team; only HR sees the whole record. */
export const everybody = new Hono<ApiEnv>()
  .get('/', async (c) => {
    const { limit, cursor, ...sought } = queryOf(c, PeopleQuery);
    return c.json(await readPeople(c.get('outside'), c.get('person'), sought, limit, cursor));
  })
  .get('/:id', async (c) => {
    const id = PersonId.safeParse(c.req.param('id'));
    const person = id.success ? await readPerson(c.get('outside'), c.get('person'), id.data) : null;
    if (!person) throw new Problem('not-found', 'There is no such person.');
    if ('version' in person) c.header('ETag', `"${person.version}"`);
    return c.json(person);
  });
