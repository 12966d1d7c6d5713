import { Hono } from 'hono';
import { inboxOf, listCases } from '#shared/cases/list.ts';
import type { WebEnv } from '../env.ts';
import { HomePage } from '../views/home.tsx';

/** The first page: what waits for this person, and the cases they have to do with. */
export const home = new Hono<WebEnv>().get('/', async (c) => {
  const outside = c.get('outside');
  const person = c.get('person');
  const [steps, { items: cases, next }] = await Promise.all([
    inboxOf(outside, person.id),
    listCases(outside, person, { limit: 20 }),
  ]);
  const hasOpenCase = cases.some((one) => one.engineerId === person.id && one.stage !== 'closed');
  const leads = person.roles.some((role) => role === 'tech-lead' || role === 'odc-lead');
  const mayOpen = leads || (person.level !== null && !hasOpenCase);
  return c.html(<HomePage person={person} steps={steps} cases={cases} hasMore={next !== null} mayOpen={mayOpen} />);
});
