import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import { putPerson } from '#shared/directory/put.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { loadProposal } from '#shared/store/proposals.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld();
  worlds.push(world);
  // Without a sign-in, a new address would take two people.
  for (const id of ['erin-engineer', 'eli-engineer']) await signInOf(world.outside, id);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

async function put(id: string, more: Partial<PersonInput>, who = 'hugo-hr') {
  const before = await loadPerson(world.outside.table, id);
  const input = { ...inputOf(before ?? person(id)), ...more };
  const meta = { idempotencyKey: randomUUID(), requestId: 'test', ...(before ? { ifVersion: before.version } : {}) };
  return putPerson(world.outside, await actorOf(world.outside, who), { id, input }, meta);
}
const taken = { code: 'invalid-input', faults: [{ path: 'email' }] };

test('nobody gets the mail address of another person, in whatever case it is written', async () => {
  for (const email of ['eli-engineer@example.com', 'Eli-Engineer@Example.COM']) {
    await expect(put('erin-engineer', { email })).rejects.toMatchObject(taken);
    await expect(put('nina-new', { email })).rejects.toMatchObject(taken);
  }
  await put('erin-engineer', { email: 'Erin-Engineer@example.com' });
  expect((await loadPerson(world.outside.table, 'erin-engineer'))?.email).toBe('Erin-Engineer@example.com');
});

test('an address that somebody gave up is free for others', async () => {
  await put('eli-engineer', { email: 'eli@example.com' });
  await put('erin-engineer', { email: 'eli-engineer@example.com' });
  await expect(put('nina-new', { email: 'ELI@example.com' })).rejects.toMatchObject(taken);
});

test('of two who are given one address at the same moment, one gets it', async () => {
  const both = await Promise.allSettled([
    put('erin-engineer', { email: 'new@example.com' }),
    put('eli-engineer', { email: 'NEW@example.com' }, 'hedy-hr'),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: taken });
});

test('of two who are given one employee number at the same moment, one gets it, and a number that is given up is free', async () => {
  const both = await Promise.allSettled([
    put('erin-engineer', { externalId: 'N-1' }),
    put('eli-engineer', { externalId: 'n-1' }, 'hedy-hr'),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((one) => one.status === 'rejected')).toMatchObject({
    reason: { code: 'invalid-input', faults: [{ path: 'externalId' }] },
  });
  const [first, other] =
    both[0]?.status === 'fulfilled' ? ['erin-engineer', 'eli-engineer'] : ['eli-engineer', 'erin-engineer'];
  await put(first, { externalId: 'N-1', team: 'Island' });
  await put(first, { externalId: null });
  await put(other, { externalId: 'N-1' });
});

test('where people sign in by it, the number of whoever has never signed in takes two people, and both are told', async () => {
  world.outside = { ...world.outside, signInKey: 'employee-number' };
  await put('erin-engineer', { externalId: 'N-5' });
  await expect(put('omid-other', { externalId: 'N-6' })).rejects.toMatchObject({
    code: 'takes-two-people',
    faults: [{ path: 'externalId' }],
  });
  const change = await changeOf(world.outside, 'omid-other', { externalId: 'N-6' });
  const id = await propose(world.outside, 'hugo-hr', change);
  const found = await loadProposal(world.outside.table, id);
  expect(found?.proposal.matters).toEqual(['employee-number']);
  await confirm(world.outside, 'hedy-hr', id);
  expect((await loadPerson(world.outside.table, 'omid-other'))?.externalId).toBe('N-6');
  const told = await tellOfChange(world.outside, id, 2);
  expect(told.notices.map(({ to }) => to)).toContain('omid-other');
});

test('two people at the setup cannot have one address, nor one employee number', async () => {
  const refused = 'nina-new has the mail address or the employee number of another person';
  await put('erin-engineer', { externalId: 'N-1' });
  for (const taken of [{ email: 'ERIN-engineer@example.com' }, { externalId: 'n-1' }])
    await expect(addPeople(world.outside, [person('nina-new', taken)])).rejects.toThrow(refused);
});

test('a directory from before addresses were compared gets them with its first change, and two may share one', async () => {
  const { table } = world.outside;
  const { put: write, remove } = writesOf(table);
  const eli = await loadPerson(table, 'eli-engineer');
  if (!eli) throw new Error('eli');
  await transact(table, [
    write('other', profileItem({ ...eli, email: 'Erin-Engineer@example.com' })),
    remove('other', keys.holders('hr')),
    ...smallOrganisation.map(({ email }) => remove('other', keys.address(email))),
  ]);
  // Both keep the address while it stays.
  await put('erin-engineer', { team: 'Island' });
  await put('eli-engineer', { team: 'Island' });
  await expect(put('nina-new', { email: 'omid-other@example.com' })).rejects.toMatchObject(taken);
  // Eli, the first by id, has it. So it is not free when Erin gives it up.
  await put('erin-engineer', { email: 'erin@example.com' });
  await expect(put('nina-new', { email: 'erin-engineer@example.com' })).rejects.toMatchObject(taken);
  await put('eli-engineer', { email: 'eli@example.com' });
  await put('nina-new', { email: 'erin-engineer@example.com' });
});
