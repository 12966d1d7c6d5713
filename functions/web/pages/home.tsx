import { Hono } from 'hono';
import { inboxOf, listCases } from '#shared/cases/list.ts';
import { openCase } from '#shared/cases/open.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Table } from '#shared/store/client.ts';
import { listPeople, loadPeople } from '#shared/store/directory.ts';
import { currentLadder, listLadders } from '#shared/store/ladders.ts';
import type { WebEnv } from '../env.ts';
import { statusOf } from '../errors.tsx';
import { formOf } from '../request.ts';
import { HomePage, type Opening } from '../views/home.tsx';
import { OpenPage } from '../views/open.tsx';

/** The first page: what waits for this person, and where a case is opened. */
export const home = new Hono<WebEnv>()
  .get('/', async (c) => {
    const outside = c.get('outside');
    const person = c.get('person');
    const [steps, { items: cases }] = await Promise.all([
      inboxOf(outside, person.id),
      listCases(outside, person, { limit: 20 }),
    ]);
    return c.html(<HomePage person={person} steps={steps} cases={cases} mayOpen={mayOpen(person)} />);
  })
  .get('/open', async (c) => {
    const opening = await openingFor(c.get('outside').table, c.get('person'));
    const key = Buffer.from(c.get('outside').random.bytes(18)).toString('base64url');
    return c.html(<OpenPage person={c.get('person')} opening={opening} idempotencyKey={key} message={null} />);
  })
  .post('/open', async (c) => {
    const { engineerId = '', transition: chosen = '', key = '' } = await formOf(c);
    const [ladderId = '', transition = ''] = chosen.split('/');
    const person = c.get('person');
    try {
      const input = { engineerId, ladderId, transition };
      const meta = { idempotencyKey: key, requestId: c.get('requestId') };
      const { result } = await openCase(c.get('outside'), person.id, input, meta);
      return c.redirect(`/cases/${result.caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const opening = await openingFor(c.get('outside').table, person);
      return c.html(
        <OpenPage person={person} opening={opening} idempotencyKey={key} message={error.message} />,
        statusOf(error.code),
      );
    }
  });

function mayOpen(person: Person): boolean {
  return person.roles.some((role) => ['engineer', 'tech-lead', 'odc-lead'].includes(role)) && person.level !== null;
}

/** For whom this person may open a case, and on what. */
async function openingFor(table: Table, person: Person): Promise<Opening> {
  const listed = await listLadders(table);
  const ladders = (await Promise.all(listed.map((one) => currentLadder(table, one.id)))).filter((one) => one !== null);
  const leads = person.roles.includes('tech-lead') || person.roles.includes('odc-lead');
  const engineers = leads ? [person, ...(await reportsOf(table, person))] : [person];
  return { ladders, engineers };
}

/** The engineers whose tech lead or ODC lead this person is. */
async function reportsOf(table: Table, lead: Person): Promise<Person[]> {
  const reports: Person[] = [];
  let from: string | undefined;
  do {
    const page = await listPeople(table, 100, from);
    const whole = await loadPeople(
      table,
      page.items.map((one) => one.id),
    );
    reports.push(...Object.values(whole).filter((one) => one.techLeadId === lead.id || one.odcLeadId === lead.id));
    from = page.next ?? undefined;
  } while (from);
  return reports.filter((one) => one.active && one.level !== null);
}
