import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listNotices } from '#shared/cases/notices.ts';
import { recoverHr } from '#shared/directory/recovery.ts';
import { readSignIns } from '#shared/directory/sign-ins.ts';
import { decideSignInRecovery } from '#shared/domain/directory/recovery.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { beginSession, personOfSession } from '#shared/identity/sessions.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { loadSignIns } from '#shared/store/sign-ins.ts';
import { enterprise, patchOp, type ScimClient, scimOn } from '#test/scim/client.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** The operator lets people of HR sign in again, whom a bar, an unconfirmed address or an issuer that is gone keeps out. */

const worlds: World[] = [];
let world: World;
let scim: ScimClient;
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, person('hana-hr', { roles: ['hr'] })]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const [gone, issuer] = ['https://gone.example.com/', 'https://issuer.example.com'];

/** The account of a person comes in at an issuer. Gives the session, or why nobody is let in. */
async function come(id: string, { at = issuer, email = `${id}@example.com`, subject = id } = {}) {
  const claimed = { issuer: at, subject, claim: 'email', value: email };
  const entered = await enter(world.outside, claimed, { isVerified: true, requestId: 'test' });
  if (!entered.ok) return entered.reason;
  const session = randomUUID();
  await beginSession(world.outside, session, entered);
  return { session };
}
const isIn = async (came: Awaited<ReturnType<typeof come>>) =>
  typeof came !== 'string' && (await personOfSession(world.outside, came.session))?.person.active === true;

const recover = (id: string, { isVouched = false, at = null as string | null, accountIsGone = false } = {}) =>
  recoverHr(world.outside, [{ id, input: null, isVouched }], { issuer: at, accountIsGone });

async function historyOf(id: string) {
  const { events, proof } = await readSignIns(world.outside, await actorOf(world.outside, 'hugo-hr'), id);
  const byOperator = events.filter(({ actor }) => actor.relation === 'recovery').map(({ type }) => type);
  return { byOperator, verified: proof.verified, events: events.length };
}
async function subjectsOf(who: string): Promise<string[]> {
  const { items, people } = await listNotices(world.outside, await actorOf(world.outside, who), { limit: 20 });
  return items.map((notice) => textOf(notice, (id) => people[id]?.name ?? id, 'UTC').subject);
}

describe('a person of HR whom an identity system keeps out', () => {
  beforeEach(async () => {
    scim = await scimOn(world);
  });

  test('comes in again by the account that they had, and everybody of HR is told once', async () => {
    const before = await come('hana-hr');
    world.clock.advanceDays(1);
    await scim.send('PATCH', '/Users/hana-hr', patchOp({ op: 'replace', value: { active: false } }));
    expect([await come('hana-hr'), await isIn(before)]).toEqual(['barred', false]);
    expect(await recover('hana-hr')).toMatchObject({ ok: true, named: [], ofHr: ['hana-hr'], letIn: ['hana-hr'] });
    world.clock.advanceDays(1);
    expect(await isIn(await come('hana-hr'))).toBe(true);
    expect(await historyOf('hana-hr')).toMatchObject({ byOperator: ['bar-lifted'], verified: true });
    const told = 'can sign in again, by the operator of Rungs';
    for (const who of ['hugo-hr', 'hedy-hr'])
      expect(await subjectsOf(who)).toEqual(expect.arrayContaining([`Hana Hr ${told}`]));
    expect(await subjectsOf('hana-hr')).toContain(`You ${told}`);
    const { events } = await historyOf('hana-hr');
    expect(await recover('hana-hr')).toMatchObject({ letIn: [], bound: [{ id: 'hana-hr', issuer }] });
    expect((await historyOf('hana-hr')).events).toBe(events);
    expect((await subjectsOf('hugo-hr')).filter((one) => one.endsWith(told))).toHaveLength(1);
    // The identity system says it once more: that bars nobody again, and HR still decides on it.
    await scim.send('PATCH', '/Users/hana-hr', patchOp({ op: 'replace', value: { active: false } }));
    expect((await loadSignIns(world.outside.table, 'hana-hr'))?.barred).toBeUndefined();
  });
});

describe('a person whom an identity system brought', () => {
  beforeEach(async () => {
    scim = await scimOn(world);
    const created = await scim.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      userName: 'nora@example.com',
      displayName: 'Nora New',
      emails: [{ value: 'nora@example.com', type: 'work', primary: true }],
    });
    expect(created.status).toBe(201);
  });
  const nora = { email: 'nora@example.com' };

  test('is let in by the address that the operator gives, and by none that the operator has not seen', async () => {
    expect(await come('nora-new', nora)).toBe('unconfirmed');
    expect(await recover('nora-new')).toEqual({
      ok: false,
      faults: [
        {
          id: 'nora-new',
          fault: { path: 'email', reason: expect.stringContaining('name them by their mail address') },
        },
      ],
    });
    expect((await loadPerson(world.outside.table, 'nora-new'))?.roles).toEqual(['engineer']);
    expect(await recover('nora-new', { isVouched: true })).toMatchObject({ named: ['nora-new'], letIn: ['nora-new'] });
    expect(await isIn(await come('nora-new', nora))).toBe(true);
    expect(await historyOf('nora-new')).toMatchObject({ byOperator: ['address-confirmed'], verified: true });
    expect(await subjectsOf('hugo-hr')).toEqual(
      expect.arrayContaining([
        'Nora New is of HR, named by the operator of Rungs',
        'Nora New can sign in again, by the operator of Rungs',
      ]),
    );
  });
});

describe('a person of HR whose issuer is gone', () => {
  test('comes in by their account at the issuer that counts, and their sessions of before have ended', async () => {
    const before = await come('hana-hr', { at: gone });
    expect([await isIn(before), await come('hana-hr')]).toEqual([true, 'second']);
    expect(await recover('hana-hr')).toMatchObject({ letIn: [], bound: [{ id: 'hana-hr', issuer: gone }] });
    expect(await isIn(before)).toBe(true);
    expect(await recover('hana-hr', { at: issuer })).toMatchObject({ letIn: ['hana-hr'], bound: [] });
    expect(await isIn(before)).toBe(false);
    expect(await isIn(await come('hana-hr'))).toBe(true);
    expect(await historyOf('hana-hr')).toMatchObject({ byOperator: ['sign-in-ended'], verified: true });
    expect(await recover('hana-hr', { at: issuer })).toMatchObject({ letIn: [] });
  });

  test('keeps the sign-in that counts, also if the operator leaves out the slash at the end', async () => {
    const before = await come('hana-hr', { at: gone });
    expect(await recover('hana-hr', { at: gone.slice(0, -1) })).toMatchObject({ ofHr: ['hana-hr'], letIn: [] });
    expect(await isIn(before)).toBe(true);
  });
});

test('a person of HR whose account was deleted comes in by their new one at the same issuer, and not by the old one', async () => {
  const before = await come('hana-hr');
  const renewed = { subject: 'hana-again' };
  expect(await come('hana-hr', renewed)).toBe('second');
  expect(await recover('hana-hr', { at: issuer })).toMatchObject({ letIn: [] });
  expect(await recover('hana-hr', { at: issuer, accountIsGone: true })).toMatchObject({
    letIn: ['hana-hr'],
    bound: [],
  });
  expect([await isIn(before), await come('hana-hr'), await isIn(await come('hana-hr', renewed))]).toEqual([
    false,
    'ended',
    true,
  ]);
  expect(await historyOf('hana-hr')).toMatchObject({ byOperator: ['sign-in-ended'], verified: true });
});

describe('what the operator decides on sign-ins', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const bound = { id: 'a'.repeat(32), issuer: gone, claim: 'email', boundAt: at, endedAt: null };
  const kept = { version: 1, audit: { seq: 1, hash: '' } };
  const barred = true as const;
  const unconfirmed = true as const;

  test.each<[string, Parameters<typeof decideSignInRecovery>[0], string | null, string[] | 'refused']>([
    ['nobody has signed in', null, issuer, []],
    ['a bar', { list: [], barred, ...kept }, null, ['bar-lifted']],
    [
      'a bar and a sign-in of another issuer',
      { list: [bound], barred, ...kept },
      issuer,
      ['bar-lifted', 'sign-in-ended'],
    ],
    ['an address that nobody confirmed', { list: [], unconfirmed, ...kept }, null, 'refused'],
    ['the same, but a sign-in that counts', { list: [bound], unconfirmed, ...kept }, gone, []],
    ['the same, and nothing said of its issuer', { list: [bound], unconfirmed, ...kept }, null, []],
    ['the same, and the sign-in ends', { list: [bound], unconfirmed, ...kept }, issuer, 'refused'],
    ['a sign-in that has ended', { list: [{ ...bound, endedAt: at }], ...kept }, issuer, []],
  ])('with %s', (_what, signIns, counts, expected) => {
    const said = { issuer: counts, accountIsGone: false };
    const decide = (isVouched: boolean) => decideSignInRecovery(signIns, { ...said, isVouched });
    const decided = decide(false);
    expect(decided.ok ? decided.events.map(({ type }) => type) : 'refused').toEqual(expected);
    const vouched = decide(true);
    if (expected === 'refused')
      expect(vouched.ok && vouched.events.at(-1)).toMatchObject({
        type: 'address-confirmed',
        actor: { personId: null },
      });
    else expect(vouched).toEqual(decided);
  });
});
