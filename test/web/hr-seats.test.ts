import { afterAll, beforeAll, expect, test } from 'vitest';
import { wait } from '#shared/domain/seats/seats.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { listSeats, seatsWrite } from '#shared/store/seats.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { linksOf } from './crawl.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
beforeAll(async () => {
  const more = [person('uma-four', { level: 'L4' }), person('vic-four', { level: 'L4' })];
  site = await startSite({}, await startWorld([...smallOrganisation, ...more]));
  hugo = await hrVisitor(site, 'hugo-hr');
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);
const now = (id: string) => loadPerson(site.world.outside.table, id);

/** Another person of HR confirms the proposal that a form has led to. */
async function confirmed({ location }: Page): Promise<void> {
  const path = location?.split('?')[0] ?? '';
  const hedy = await hrVisitor(site, 'hedy-hr');
  expect((await hedy.command(await hedy.get(path), path, 'confirm')).status).toBe(303);
}

test('HR sees who holds a seat and who waits, and gets a clear message when no seat is free', async () => {
  const { table } = site.world.outside;
  const [before = null] = (await listSeats(table)).filter(
    (one) => one.ladder === site.world.ladder.id && one.level === 'L5',
  );
  const of = { ladder: site.world.ladder.id, level: 'L5' };
  const place = { personId: 'erin-engineer', caseId: 'case_1', since: '2026-02-27T09:00:00.000Z' };
  await transact(table, [seatsWrite(writesOf(table), before, wait(before, of, place))]);

  const path = '/hr/people/uma-four';
  const level = 'software-engineer-track/L5/solution-architect';
  const fields = fieldsOf((await hugo.get(path)).html);
  const reason = 'As agreed.';
  const proposed = await hugo.post(path, { ...fields, level, levelSince: '2026-03-01', reason });
  await confirmed(proposed);
  expect(await now('uma-four')).toMatchObject({ level: 'L5', track: 'solution-architect', levelSince: '2026-03-01' });
  expect(words(await hugo.get(path))).toContain(
    'Level is now L5, was L4. Track is now Solution Architect, was none. The day from which they hold the level is now 1 March 2026, was none.',
  );

  const page = await hugo.get('/hr/seats');
  expect(words(page)).toContain(
    'L5, Software Engineer Track 2 seats, 0 free. Who holds a seat Hana Head, since 2 March 2026 Uma Four, since 2 March 2026 Who waits for a seat Erin Engineer, since 27 February 2026, with their case',
  );
  expect(linksOf(page)).toEqual(expect.arrayContaining(['/hr/people/uma-four', '/cases/case_1']));

  const late = '/hr/people/vic-four';
  const refused = await hugo.post(late, { ...fieldsOf((await hugo.get(late)).html), level });
  expect(refused.status).toBe(409);
  expect(words(refused)).toContain('Every seat at L5 is taken. A seat becomes free when its holder moves or leaves.');
  expect(refused.html).toContain('id="f-level-fault"');
  expect(fieldsOf(refused.html).level).toBe(level);
  expect((await now('vic-four'))?.level).toBe('L4');
});

test('HR adds a person with a permanent id; missing values and a used id are marked at their fields', async () => {
  const path = '/hr/people/new';
  const first = fieldsOf((await hugo.get(path)).html);
  const empty = await hugo.post(path, first);
  expect(empty.status).toBe(422);
  for (const field of ['id', 'name', 'email', 'team', 'odc', 'roles'])
    expect([field, empty.html.includes(`id="f-${field}-fault"`)]).toEqual([field, true]);

  const nina = {
    ...fieldsOf(empty.html),
    id: 'nina-new',
    name: 'Nina New',
    email: 'nina-new@example.com',
    team: 'Harbour',
    odc: 'North',
    level: 'software-engineer-track/L4/tech-lead',
    'roles.engineer': 'yes',
    techLeadId: 'tess-lead',
  };
  const taken = await hugo.post(path, { ...nina, id: 'erin-engineer' });
  expect(taken.status).toBe(422);
  expect(words(taken)).toContain('Another person has this id: choose a different one.');
  const track = await hugo.post(path, { ...nina, level: 'software-engineer-track/L2/tech-lead' });
  expect([track.status, track.html.includes('id="f-level-fault"')]).toEqual([422, true]);
  expect(await now('nina-new')).toBeNull();

  const added = await hugo.post(path, { ...nina, reason: 'As agreed.' });
  expect(added.status).toBe(303);
  expect((await hugo.post(path, { ...nina, reason: 'As agreed.' })).location).toBe(added.location);
  expect(words(await hugo.get(added.location ?? ''))).toContain('Once it is confirmed Name: Nina New.');
  await confirmed(added);
  expect(await now('nina-new')).toMatchObject({
    name: 'Nina New',
    level: 'L4',
    track: 'tech-lead',
    levelSince: null,
    techLeadId: 'tess-lead',
    active: true,
    version: 1,
  });
  const page = await hugo.get('/hr/people/nina-new');
  expect(fieldsOf(page.html).level).toBe('software-engineer-track/L4/tech-lead');
  expect(words(page)).toContain('Added to the directory. By Hedy Hr');
});
