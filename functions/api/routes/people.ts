import { Hono } from 'hono';
import { PersonId } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { listPeople, loadPeople, loadPerson, publicOf } from '#shared/store/directory.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem } from '../../runtime/api/problem.ts';
import { queryOf } from '../../runtime/api/request.ts';

export const PeopleQuery = z.strictObject({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
  /** The `next` of the previous page. */
  cursor: z.optional(PersonId),
});

/** Routes of people. Everyone sees name, level and team; only HR sees the whole record. */
export const people = new Hono<ApiEnv>()
  .get('/', async (c) => {
    const { table } = c.get('outside');
    const { limit, cursor } = queryOf(c, PeopleQuery);
    const page = await listPeople(table, limit, cursor);
    if (!c.get('person').roles.includes('hr')) return c.json({ items: page.items.map(publicOf), next: page.next });
    const whole = await loadPeople(
      table,
      page.items.map((one) => one.id),
    );
    return c.json({ items: page.items.flatMap((one) => whole[one.id] ?? []), next: page.next });
  })
  .get('/:id', async (c) => {
    const id = PersonId.safeParse(c.req.param('id'));
    const person = id.success ? await loadPerson(c.get('outside').table, id.data) : null;
    if (!person) throw new Problem('not-found', 'There is no such person.');
    if (!c.get('person').roles.includes('hr')) return c.json(publicOf(person));
    c.header('ETag', `"${person.version}"`);
    return c.json(person);
  });
