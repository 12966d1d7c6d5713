import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { dueMail } from '#shared/cases/mails.ts';
import { listNotices } from '#shared/cases/notices.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { hrDesk } from '#shared/contract/names.ts';
import type { PushedCommand } from '#shared/contract/scim.ts';
import { putPerson } from '#shared/directory/put.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { readSignIns } from '#shared/directory/sign-ins.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { beginSession, personOfSession } from '#shared/identity/sessions.ts';
import { actOnWaiting, readWaiting } from '#shared/scim/waiting.ts';
import { loadPersonEvents } from '#shared/store/chains.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { loadMailWindow } from '#shared/store/mail-windows.ts';
import { loadSignIns } from '#shared/store/sign-ins.ts';
import { actorOf } from '#test/support/actor.ts';
import { importPeople } from '#test/support/import-people.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { enterprise, machine, patchOp, type ScimClient, scimOn } from './client.ts';

/** What an identity system cannot do alone: it waits for HR, while the system reads what it pushed. */

const worlds: World[] = [];
let world: World;
let scim: ScimClient;
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, person('plain-engineer'), person('hana-hr', { roles: ['hr'] })]);
  worlds.push(world);
  scim = await scimOn(world);
  // The others have signed in.
  await addPeople(world.outside, [person('fresh-engineer')]);
  world.clock.advanceDays(1);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const record = async (id: string) =>
  (await loadPerson(world.outside.table, id)) as NonNullable<Awaited<ReturnType<typeof loadPerson>>>;
const patch = (id: string, value: unknown) => scim.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value }));
const active = (id: string, is: boolean) => patch(id, { active: is });
const work = (value: string) => ({ emails: [{ value, type: 'work', primary: true }] });

/** The account of a person at the issuer comes in. Gives the session, or why nobody is let in. */
async function come(id: string, email = `${id}@example.com`, subject = id) {
  const claimed = { issuer: 'https://issuer.example.com', subject, claim: 'email', value: email };
  const entered = await enter(world.outside, claimed, { isVerified: true, requestId: 'test' });
  if (!entered.ok) return entered.reason;
  const session = randomUUID();
  await beginSession(world.outside, session, entered);
  return { session };
}
const isIn = async (came: Awaited<ReturnType<typeof come>>) =>
  typeof came !== 'string' && (await personOfSession(world.outside, came.session))?.person.active === true;
const hasToken = async (id: string) => (await scim.get(id, '/api/me')).status === 200;

async function act(
  { id, ...command }: Omit<PushedCommand, 'version'> & { id: string; reason?: string },
  who = 'hugo-hr',
) {
  const { items } = await readWaiting(world.outside, await actorOf(world.outside, who), { limit: 50 });
  const version = items.find((one) => one.person.id === id)?.version ?? 0;
  const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
  return actOnWaiting(
    world.outside,
    await actorOf(world.outside, who),
    { id, command: { ...command, version } as PushedCommand },
    meta,
  );
}
const waiting = async () => {
  const all = (await readWaiting(world.outside, await actorOf(world.outside, 'hugo-hr'), { limit: 50 })).items;
  return all.map((one) => [one.person.id, one.waits]);
};

/** Who confirmed what finds a person at their first sign-in, in order. */
const confirmedBy = async (id: string) =>
  (await readSignIns(world.outside, await actorOf(world.outside, 'hana-hr'), id)).events
    .filter(({ type }) => type === 'address-confirmed')
    .map(({ actor }) => actor.personId);

async function put(id: string, more: Partial<PersonInput>, who = 'hugo-hr') {
  const before = await record(id);
  const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
  return putPerson(
    world.outside,
    await actorOf(world.outside, who),
    { id, input: { ...inputOf(before), ...more } },
    meta,
  );
}

describe('the end of', () => {
  test('an engineer without a part applies at once: sessions and tokens end, and the event names the machine', async () => {
    const came = await come('plain-engineer');
    expect([await isIn(came), await hasToken('plain-engineer')]).toEqual([true, true]);
    await active('plain-engineer', false);
    expect([(await record('plain-engineer')).active, await isIn(came), await hasToken('plain-engineer')]).toEqual([
      false,
      false,
      false,
    ]);
    expect((await loadPersonEvents(world.outside.table, 'plain-engineer')).at(-1)?.actor.relation).toBe(
      `machine:${machine}`,
    );
    expect(await waiting()).toEqual([]);
    // What was ended does not come back with them: they sign in again.
    world.clock.advanceDays(0.01);
    await active('plain-engineer', true);
    expect([await isIn(came), await hasToken('plain-engineer')]).toEqual([false, true]);
    world.clock.advanceDays(0.01);
    expect(await isIn(await come('plain-engineer'))).toBe(true);
  });

  test('somebody with a role waits, and keeps them out until two people of HR confirm it', async () => {
    const came = await come('tess-lead');
    const { body } = await active('tess-lead', false);
    expect([body.active, (await record('tess-lead')).active]).toEqual([false, true]);
    expect([await isIn(came), await hasToken('tess-lead'), await come('tess-lead')]).toEqual([false, false, 'barred']);
    expect(await waiting()).toEqual([['tess-lead', { active: false }]]);
    await changeByTwo(world.outside, 'tess-lead', { active: false });
    expect([await waiting(), await come('tess-lead')]).toEqual([[], 'left']);
    expect((await scim.send('GET', '/Users/tess-lead')).body.active).toBe(false);
    // Whoever comes back is not kept out by what was long decided.
    await changeByTwo(world.outside, 'tess-lead', { active: true });
    world.clock.advanceDays(0.01);
    expect(await isIn(await come('tess-lead'))).toBe(true);
  });

  test('somebody with a part in a case of another person waits, too', async () => {
    const caseId = await world.open('erin-engineer');
    await world.step(caseId);
    const held = person('tess-lead');
    await changeByTwo(world.outside, held.id, { roles: ['engineer'] });
    await active(held.id, false);
    expect([(await record(held.id)).active, await waiting()]).toEqual([true, [[held.id, { active: false }]]]);
  });

  test('HR sets it aside with a reason: the record counts, and they come in again', async () => {
    await come('tess-lead');
    await active('tess-lead', false);
    await expect(
      act({ type: 'set-aside', id: 'tess-lead', reason: 'A mistake of the system.' }, 'hana-head'),
    ).rejects.toMatchObject({ code: 'forbidden' });
    world.clock.advanceDays(0.01);
    await act({ type: 'set-aside', id: 'tess-lead', reason: 'A mistake of the system.' });
    expect([await waiting(), (await scim.send('GET', '/Users/tess-lead')).body.active]).toEqual([[], true]);
    world.clock.advanceDays(0.01);
    expect(await isIn(await come('tess-lead'))).toBe(true);
    const { events, proof } = await readSignIns(world.outside, await actorOf(world.outside, 'hugo-hr'), 'tess-lead');
    expect(proof.verified).toBe(true);
    expect(events.map(({ type, actor }) => [type, actor.personId ?? actor.relation]).slice(-2)).toEqual([
      ['sessions-ended', `machine:${machine}`],
      ['bar-lifted', 'hugo-hr'],
    ]);
  });

  test('the identity system takes it back, and nothing waits', async () => {
    await active('tess-lead', false);
    await active('tess-lead', true);
    world.clock.advanceDays(0.01);
    expect([await waiting(), await isIn(await come('tess-lead'))]).toEqual([[], true]);
  });

  test('all of HR leaves two who can sign in, so a machine locks nobody out for good', async () => {
    for (const id of ['hugo-hr', 'hedy-hr', 'hana-hr']) await come(id);
    for (const id of ['hugo-hr', 'hedy-hr', 'hana-hr']) await active(id, false);
    expect(await Promise.all(['hugo-hr', 'hedy-hr', 'hana-hr'].map(hasToken))).toEqual([false, false, false]);
    world.clock.advanceDays(0.01);
    expect(await come('hugo-hr')).toBe('barred');
    expect(await Promise.all(['hedy-hr', 'hana-hr'].map(async (id) => isIn(await come(id))))).toEqual([true, true]);
    expect((await waiting()).length).toBe(3);
    await expect(act({ type: 'set-aside', id: 'hedy-hr', reason: 'Mine.' }, 'hedy-hr')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await act({ type: 'set-aside', id: 'hugo-hr', reason: 'He works here.' }, 'hedy-hr');
    expect(await isIn(await come('hugo-hr'))).toBe(true);
  });
});

describe('a return', () => {
  test('of an engineer on no ladder applies at once, with their history', async () => {
    await active('plain-engineer', false);
    await active('plain-engineer', true);
    expect((await record('plain-engineer')).active).toBe(true);
    expect((await loadPersonEvents(world.outside.table, 'plain-engineer')).length).toBe(3);
  });

  test('of somebody with a role, or above the first level, waits for two people', async () => {
    await active('eli-engineer', false);
    expect((await record('eli-engineer')).active).toBe(false);
    const { body } = await active('eli-engineer', true);
    expect([body.active, (await record('eli-engineer')).active, await come('eli-engineer')]).toEqual([
      true,
      false,
      'left',
    ]);
    await changeByTwo(world.outside, 'eli-engineer', { active: true });
    world.clock.advanceDays(0.01);
    expect([await waiting(), await isIn(await come('eli-engineer'))]).toEqual([[], true]);
  });
});

describe('a mail address', () => {
  test('of an engineer who has signed in applies at once, and binds no other account', async () => {
    await come('plain-engineer');
    await patch('plain-engineer', work('evil@example.com'));
    expect((await record('plain-engineer')).email).toBe('evil@example.com');
    expect(await come('plain-engineer', 'evil@example.com', 'evil')).toBe('second');
    expect(await isIn(await come('plain-engineer', 'evil@example.com'))).toBe(true);
    // Two people end the sign-in: the pushed address must not lead to the next one.
    const signIns = await loadSignIns(world.outside.table, 'plain-engineer');
    const signIn = signIns?.list[0]?.id ?? '';
    const change = { kind: 'sign-in-end' as const, of: 'plain-engineer', version: signIns?.version ?? 0, signIn };
    await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', change));
    expect(await come('plain-engineer', 'evil@example.com', 'evil')).toBe('unconfirmed');
    // HR finds it on the page of the person, and confirms it there.
    const hugo = await actorOf(world.outside, 'hugo-hr');
    const asked = { personId: 'plain-engineer', limit: 10 };
    const [view] = (await readWaiting(world.outside, hugo, asked)).items;
    expect(view).toMatchObject({ isUnconfirmed: true, isNew: false, waits: {} });
    const command = { type: 'confirm-address' as const, version: view?.version ?? 0 };
    await actOnWaiting(
      world.outside,
      hugo,
      { id: 'plain-engineer', command },
      { idempotencyKey: randomUUID(), requestId: 'test' },
    );
    expect(await isIn(await come('plain-engineer', 'evil@example.com', 'good'))).toBe(true);
    expect((await readWaiting(world.outside, hugo, asked)).items).toEqual([]);
  });

  test.each([
    ['who has never signed in', 'fresh-engineer', false],
    ['with a role', 'tess-lead', true],
  ])('of somebody %s waits for two people', async (_who, id, comes) => {
    if (comes) await come(id);
    const { body } = await patch(id, work('new@example.com'));
    expect(body.emails).toEqual(work('new@example.com').emails);
    expect((await record(id)).email).toBe(`${id}@example.com`);
    expect(await waiting()).toEqual([[id, { email: 'new@example.com' }]]);
    await expect(put(id, { email: 'new@example.com' })).rejects.toMatchObject({ code: 'takes-two-people' });
    await changeByTwo(world.outside, id, { email: 'new@example.com' });
    expect(await waiting()).toEqual([]);
  });

  test('of somebody with a role who has left waits as well', async () => {
    await come('tess-lead');
    await changeByTwo(world.outside, 'tess-lead', { active: false });
    await patch('tess-lead', work('new@example.com'));
    expect([(await record('tess-lead')).email, await waiting()]).toEqual([
      'tess-lead@example.com',
      [['tess-lead', { email: 'new@example.com' }]],
    ]);
  });

  test('that waits and that HR sets aside is that of the record again', async () => {
    await patch('tess-lead', work('new@example.com'));
    await act({ type: 'set-aside', id: 'tess-lead', reason: 'Not hers.' });
    expect((await scim.send('GET', '/Users/tess-lead')).body.emails).toEqual(work('tess-lead@example.com').emails);
  });
});

describe('somebody who joins', () => {
  const joiner = {
    userName: 'nina',
    displayName: 'Nina New',
    ...work('nina@example.com'),
    [enterprise]: { department: 'harbour', division: 'Nowhere' },
  };

  test('gets known places alone, and no account is bound before HR has completed and confirmed', async () => {
    const { body } = await scim.send('POST', '/Users', joiner);
    expect(await record('nina-new')).toMatchObject({
      team: 'Harbour',
      odc: 'To be completed',
      roles: ['engineer'],
      level: null,
    });
    expect([body.id, await waiting()]).toEqual(['nina-new', [['nina-new', {}]]]);
    expect(await come('nina-new', 'nina@example.com')).toBe('unconfirmed');
    await expect(act({ type: 'confirm-address', id: 'nina-new' })).rejects.toMatchObject({ code: 'not-yet' });
    await put('nina-new', { odc: 'North' });
    expect(await come('nina-new', 'nina@example.com')).toBe('unconfirmed');
    await act({ type: 'confirm-address', id: 'nina-new' });
    expect([await isIn(await come('nina-new', 'nina@example.com')), await waiting()]).toEqual([true, []]);
    expect(await confirmedBy('nina-new')).toEqual(['hugo-hr']);
  });

  test('with a role that two people gave has the address confirmed by them, and by no single person', async () => {
    await scim.send('POST', '/Users', joiner);
    await put('nina-new', { odc: 'North' });
    await changeByTwo(world.outside, 'nina-new', { roles: ['engineer', 'tech-lead'] });
    expect(await isIn(await come('nina-new', 'nina@example.com'))).toBe(true);
    // Who has looked at somebody new is said as well where the address was confirmed before.
    await act({ type: 'confirm-address', id: 'nina-new' });
    expect([await waiting(), await confirmedBy('nina-new')]).toEqual([[], ['hedy-hr', 'hugo-hr']]);
  });

  test('is not confirmed by a file that two people confirm and that says another thing of them', async () => {
    await scim.send('POST', '/Users', joiner);
    await put('nina-new', { odc: 'North' });
    await importPeople(world, 'Id,Mail,Team,ODC,Roles\nnina-new,nina@example.com,Harbour,North,engineer; tech-lead');
    expect((await record('nina-new')).roles).toContain('tech-lead');
    expect(await come('nina-new', 'nina@example.com')).toBe('unconfirmed');
    await importPeople(world, 'Id,Mail,Team,ODC\nnina-new,nina@hr.example,Harbour,North');
    expect(await isIn(await come('nina-new', 'nina@hr.example'))).toBe(true);
  });

  test('is confirmed by an address of their own that HR writes', async () => {
    await scim.send('POST', '/Users', joiner);
    await changeByTwo(world.outside, 'nina-new', { odc: 'North', email: 'nina@hr.example' });
    expect(await isIn(await come('nina-new', 'nina@hr.example'))).toBe(true);
  });
});

test('HR is told once of what waits, and by mail with the next sweep', async () => {
  await active('tess-lead', false);
  await active('tess-lead', false);
  await patch('tess-lead', { displayName: 'Tess Anew' });
  await patch('plain-engineer', { displayName: 'Plain Anew' });
  const { table } = world.outside;
  const { items } = await listNotices(world.outside, await actorOf(world.outside, 'hugo-hr'), { limit: 20 });
  expect(items).toMatchObject([{ to: hrDesk, template: 'pushed-waits', data: { pushed: 'tess-lead' } }]);
  const window = await loadMailWindow(table, { to: hrDesk, template: 'pushed-waits', about: 'pushed' });
  expect(window?.waiting).toEqual(items.map((one) => one.id));
  const told = await dueMail(world.outside, keys.mailWindow(hrDesk, 'pushed', 'pushed-waits').sk);
  expect(told?.people['tess-lead']?.name).toBe('Tess Anew');
});

test('a lead of somebody with a case waits for two people, and without a case applies at once', async () => {
  await world.open('erin-engineer');
  const manager = { [enterprise]: { manager: { value: 'lena-lead' } } };
  await changeByTwo(world.outside, 'lena-senior', { roles: ['engineer', 'tech-lead'] });
  const to = { [enterprise]: { manager: { value: 'lena-senior' } } };
  await patch('erin-engineer', manager);
  expect((await record('erin-engineer')).techLeadId).toBe('tess-lead');
  await patch('erin-engineer', to);
  expect([(await record('erin-engineer')).techLeadId, await waiting()]).toEqual([
    'tess-lead',
    [['erin-engineer', { techLeadId: 'lena-senior' }]],
  ]);
  await patch('eli-engineer', to);
  expect((await record('eli-engineer')).techLeadId).toBe('lena-senior');
});

test('roles, a level and a title that are pushed are left aside', async () => {
  const before = await record('eli-engineer');
  const pushed = {
    roles: [{ value: 'hr' }],
    title: 'L5',
    level: 'L5',
    entitlements: ['hr'],
    userType: 'hr',
    groups: ['hr'],
  };
  const { status } = await scim.send('PUT', '/Users/eli-engineer', { userName: 'eli', ...pushed });
  expect(status).toBe(200);
  await scim.send(
    'PATCH',
    '/Users/eli-engineer',
    patchOp({ op: 'add', path: 'roles', value: [{ value: 'hr' }] }, { op: 'replace', path: 'title', value: 'L5' }),
  );
  expect(await record('eli-engineer')).toEqual(before);
});

test('a name that HR wrote is not taken back by the same push', async () => {
  const names = { userName: 'plain', displayName: 'Plain Pushed' };
  await scim.send('PUT', '/Users/plain-engineer', names);
  await put('plain-engineer', { name: 'Plain Written' });
  const { body } = await scim.send('PUT', '/Users/plain-engineer', names);
  expect([body.displayName, (await record('plain-engineer')).name]).toEqual(['Plain Written', 'Plain Written']);
  await scim.send('PUT', '/Users/plain-engineer', { ...names, displayName: 'Plain Anew' });
  expect((await record('plain-engineer')).name).toBe('Plain Anew');
});

test('whoever opens a form while a push comes is told that the record has changed', async () => {
  const change = await changeOf(world.outside, 'plain-engineer', { roles: ['engineer', 'tech-lead'] });
  const proposal = await propose(world.outside, 'hugo-hr', change);
  await patch('plain-engineer', { displayName: 'Another Name' });
  await expect(confirm(world.outside, 'hedy-hr', proposal)).rejects.toMatchObject({ code: 'proposal-stale' });
});
