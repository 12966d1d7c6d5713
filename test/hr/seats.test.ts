import { afterAll, beforeEach, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import type { SeatsView } from '#shared/contract/seats.ts';
import { addSeats } from '#shared/directory/setup.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { take, wait } from '#shared/domain/seats/seats.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { loadHead } from '#shared/store/cases.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { listSeats, seatsWrite } from '#shared/store/seats.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { type Answered, type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('uma-four', { level: 'L4' }),
    person('vic-four', { level: 'L4' }),
  ]);
  worlds.push(world);
  api = await apiOn(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

/** One person of HR changes the record of a person, or proposes it and another one confirms it. */
async function change(id: string, more: Partial<PersonInput>, who = 'hugo-hr'): Promise<Answered> {
  const known = await loadPerson(world.outside.table, id);
  if (!known) throw new Error(`${id} is not in the directory`);
  const { version } = known;
  const input = { ...inputOf(known), ...more };
  const made = await api.put(who, `/api/hr/people/${id}`, input, { 'if-match': `"${version}"` });
  if (made.body.code !== 'takes-two-people') return made;
  const proposal = { change: { kind: 'person', of: id, version, input }, reason: 'As agreed.' };
  const { body } = await api.post(who, '/api/hr/proposals', proposal);
  const second = who === 'hugo-hr' ? 'hedy-hr' : 'hugo-hr';
  return api.post(second, `/api/hr/proposals/${body.proposalId}/commands`, { type: 'confirm' });
}
const levelOf = async (id: string) => (await loadPerson(world.outside.table, id))?.level;

async function seats() {
  const { items } = (await api.get('hedy-hr', '/api/hr/seats')).body as unknown as { items: SeatsView[] };
  const [l5] = items.filter((one) => one.ladder === world.ladder.id);
  if (!l5) throw new Error('L5 is capped');
  return l5;
}
const heldBy = async () => (await seats()).holders.map((one) => one.personId);

/** The seats of L5 as they are kept; null while nobody has held one. */
const seatsOf = async (ladder: string) =>
  (await listSeats(world.outside.table)).find((one) => one.ladder === ladder && one.level === 'L5') ?? null;

async function letWait(personId: string): Promise<void> {
  const { table } = world.outside;
  const before = await seatsOf(world.ladder.id);
  const place = { personId, caseId: 'case_1', since: '2026-03-02T09:00:00.000Z' };
  const after = wait(before, { ladder: world.ladder.id, level: 'L5' }, place);
  await transact(table, [seatsWrite(writesOf(table), before, after)]);
}

test('people at a capped level get seats at the setup, and HR sees the holders and the number of free seats', async () => {
  expect(await seats()).toEqual({
    ladder: world.ladder.id,
    title: world.ladder.title,
    level: 'L5',
    max: 2,
    free: 1,
    holders: [{ personId: 'hana-head', name: 'Hana Head', caseId: null, since: '2026-03-02T09:00:00.000Z' }],
    waiting: [],
  });
  await addSeats(world.outside, world.ladder, []);
  expect(await heldBy()).toEqual(['hana-head']);
});

test('a person who comes to the level takes a seat, a person who leaves frees it, and without a free seat the change is refused', async () => {
  expect((await change('uma-four', { level: 'L5', track: 'solution-architect' })).status).toBe(200);
  expect([await heldBy(), (await seats()).free]).toEqual([['hana-head', 'uma-four'], 0]);

  const refused = await change('vic-four', { level: 'L5' });
  expect([refused.status, refused.body.code, refused.body.faults?.map((one) => one.path)]).toEqual([
    409,
    'no-seat',
    ['level'],
  ]);
  const added = await api.put('hugo-hr', '/api/hr/people/nina-new', inputOf(person('nina-new', { level: 'L5' })));
  expect([added.status, added.body.code]).toEqual([409, 'no-seat']);
  expect([await levelOf('vic-four'), await levelOf('nina-new')]).toEqual(['L4', undefined]);

  expect((await change('uma-four', { team: 'Island' })).status).toBe(200);
  expect((await change('uma-four', { level: 'L4', track: 'tech-lead' })).status).toBe(200);
  expect(await heldBy()).toEqual(['hana-head']);
  expect((await change('vic-four', { level: 'L5' })).status).toBe(200);
  expect(await heldBy()).toEqual(['hana-head', 'vic-four']);
  expect((await change('hana-head', { active: false })).status).toBe(200);
  expect(await heldBy()).toEqual(['vic-four']);
  expect((await change('hana-head', { active: true })).status).toBe(200);
  expect(await heldBy()).toEqual(['vic-four', 'hana-head']);
});

test('a person who gets the level or leaves is taken off the waiting list, and the others keep their places', async () => {
  for (const id of ['erin-engineer', 'uma-four', 'vic-four']) await letWait(id);
  expect((await seats()).waiting.map((one) => [one.name, one.caseId])).toEqual([
    ['Erin Engineer', 'case_1'],
    ['Uma Four', 'case_1'],
    ['Vic Four', 'case_1'],
  ]);
  expect((await change('uma-four', { level: 'L5' })).status).toBe(200);
  expect((await change('erin-engineer', { active: false })).status).toBe(200);
  expect((await seats()).waiting.map((one) => one.personId)).toEqual(['vic-four']);
  expect((await change('vic-four', { ladder: null, level: null })).status).toBe(200);
  expect((await seats()).waiting).toEqual([]);
});

test('a seat that a case has taken for a promotion stays while the record changes and comes back, and goes once the case is over', async () => {
  const { table } = world.outside;
  const write = writesOf(table);
  const asked = { engineerId: 'erin-engineer', ladderId: world.ladder.id, transition: 'L2-L3', cycleId: null };
  const { body } = await api.post('erin-engineer', '/api/cases', asked);
  const caseId = String(body.caseId);
  const before = await seatsOf(world.ladder.id);
  const of = { ladder: world.ladder.id, level: 'L5' };
  const since = '2026-03-02T09:00:00.000Z';
  await transact(table, [seatsWrite(write, before, take(before, of, { personId: 'erin-engineer', caseId, since }))]);
  const standsAs = async (outcome: 'promoted' | 'promotion-not-carried-out') => {
    const head = { ...(await loadHead(table, caseId)), status: 'opening', stage: 'closing', outcome } as CaseHead;
    await transact(table, [write.put('head', { ...headShape.content(head), ...keys.head(caseId) })]);
  };
  await standsAs('promoted');
  expect((await change('erin-engineer', { active: false })).status).toBe(200);
  expect((await change('erin-engineer', { active: true })).status).toBe(200);
  expect((await change('erin-engineer', { level: 'L5' })).status).toBe(200);
  expect((await change('erin-engineer', { level: 'L2' })).status).toBe(200);
  expect(await heldBy()).toEqual(['hana-head', 'erin-engineer']);
  await standsAs('promotion-not-carried-out');
  expect((await change('erin-engineer', { active: false })).status).toBe(200);
  expect(await heldBy()).toEqual(['hana-head']);
});

test('if two people are given the last seat at the same time, one gets it and the other change is refused', async () => {
  const answers = await Promise.all([
    change('uma-four', { level: 'L5' }, 'hugo-hr'),
    change('vic-four', { level: 'L5' }, 'hedy-hr'),
  ]);
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(answers.find((one) => one.status === 409)?.body.code).toBe('no-seat');
  const levels = [await levelOf('uma-four'), await levelOf('vic-four')];
  expect([...levels].sort()).toEqual(['L4', 'L5']);
  expect(await heldBy()).toEqual(['hana-head', levels[0] === 'L5' ? 'uma-four' : 'vic-four']);
});

test('if two writes create the seats of a level at the same time, one fails', async () => {
  const { table } = world.outside;
  const of = { ladder: 'other', level: 'L5' };
  const place = (personId: string) => ({ personId, caseId: null, since: '2026-03-02T09:00:00.000Z' });
  const done = await Promise.all(
    ['uma-four', 'vic-four'].map((id) =>
      transact(table, [seatsWrite(writesOf(table), null, wait(null, of, place(id)))]),
    ),
  );
  expect(done.filter((one) => one.ok)).toHaveLength(1);
  expect((await seatsOf('other'))?.waiting).toHaveLength(1);
});

test.each(['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'dario-director'])(
  '%s cannot see who holds a seat and who waits',
  async (who) => {
    const answer = await api.get(who, '/api/hr/seats');
    expect([answer.status, answer.body.items]).toEqual([403, undefined]);
  },
);
