import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { everybodyIn } from '#infra/local/identity/directory.ts';
import { invite, invitedLines } from '#infra/local/organisation/invite.ts';
import { poolOf } from '#infra/local/organisation/user-pool.ts';
import type { SignInsDraftEvent } from '#shared/contract/record-sign-ins.ts';
import { recordSignIns } from '#shared/identity/sign-in-events.ts';
import { setup } from '#shared/records/setup-actor.ts';
import { transact } from '#shared/store/transaction.ts';
import { importPeople } from '#test/support/import-people.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { issuer as elsewhere } from '#test/support/sign-ins.ts';
import { poolIssuer, startUserPool, type UserPool } from '#test/support/user-pool.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Everybody who has no sign-in gets an account in the user pool of a stack. The pool is at the wire of Cognito. */

let world: World;
let pool: UserPool;
beforeAll(async () => {
  pool = await startUserPool();
  for (const [name, value] of Object.entries(pool.env)) vi.stubEnv(name, value);
  world = await startWorld([...smallOrganisation, person('lou-left', { active: false })]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  pool.stop();
  await world.stop();
});
beforeEach(() => {
  pool.asked.length = 0;
  pool.mails.length = 0;
});

const mailOf = (id: string) => `${id}@example.com`;
const active = smallOrganisation.map(({ email }) => email).sort();

async function inviteAll(resends = false) {
  const of = poolOf(poolIssuer);
  if (!of) throw new Error('This is no user pool');
  return invite(world.outside, { pool: of, resends }, everybodyIn(world.outside.table));
}

async function happens(personId: string, event: SignInsDraftEvent): Promise<void> {
  const { writes } = recordSignIns(
    world.outside,
    { personId, before: null, events: [event] },
    { at: '2026-03-02T09:00:00.000Z', requestId: 'test' },
  );
  expect(await transact(world.outside.table, writes)).toEqual({ ok: true });
}

test('everybody who works here gets an account once, with an address that counts as checked', async () => {
  expect(await inviteAll()).toMatchObject({ invited: active.length, there: 0, refused: [], stopped: null });
  expect(pool.mails.toSorted()).toEqual(active);
  expect(pool.asked[0]).toEqual({
    target: 'AWSCognitoIdentityProviderService.AdminCreateUser',
    body: {
      UserPoolId: 'eu-central-1_Rungs1',
      Username: pool.mails[0],
      UserAttributes: [
        { Name: 'email', Value: pool.mails[0] },
        { Name: 'email_verified', Value: 'true' },
      ],
      DesiredDeliveryMediums: ['EMAIL'],
    },
  });
  pool.mails.length = 0;
  expect(await inviteAll()).toMatchObject({ invited: 0, there: active.length });
  expect(pool.mails).toEqual([]);
});

test('a person who came by a file of HR gets one at the next run', async () => {
  await importPeople(
    world,
    'Id,Name,Mail,Team,ODC,Roles\r\nnina-new,Nina New,nina-new@example.com,Harbour,North,engineer\r\n',
  );
  expect(await inviteAll()).toMatchObject({ invited: 1, there: active.length });
  expect(pool.mails).toEqual([mailOf('nina-new')]);
});

test('who has not used their account gets a new invitation if that is asked for, and others do not', async () => {
  pool.accounts.set(mailOf('tess-lead'), 'used');
  const done = await inviteAll(true);
  expect(done).toMatchObject({ invited: active.length, there: 1, refused: [] });
  expect(pool.mails).not.toContain(mailOf('tess-lead'));
  expect(
    new Set(pool.asked.filter(({ body }) => body.MessageAction === 'RESEND').map((one) => one.body.Username)).size,
  ).toBe(active.length + 1);
});

test('who signs in, waits for HR or has left is not asked about, and the lines count them', async () => {
  await bindSignIns(world.outside, poolIssuer, [{ subject: 'a', personId: 'erin-engineer' }]);
  await bindSignIns(world.outside, elsewhere, [{ subject: 'b', personId: 'eli-engineer' }]);
  await happens('omar-odc', { type: 'sessions-ended', data: { barred: true }, actor: setup });
  await happens('hana-head', { type: 'address-pushed', data: {}, actor: setup });
  const done = await inviteAll();
  const names = pool.asked.map(({ body }) => body.Username);
  for (const id of ['erin-engineer', 'eli-engineer', 'omar-odc', 'hana-head', 'lou-left'])
    expect(names).not.toContain(mailOf(id));
  expect(invitedLines(done, false)).toEqual([
    'Invited to sign in: 0.',
    `With an account in the user pool already, and unchanged: ${active.length - 3}. Whoever has not used theirs gets a new invitation with --resend.`,
    'Signed in before, and not invited: 1.',
    'Signed in at another issuer, and not invited: 1. HR moves them by a file at /hr/moves.',
    'Waiting for HR, and not invited: 2. HR finds them at /hr/scim.',
  ]);
});

test('a person whom the pool refuses is named with its reason, and the others are invited', async () => {
  pool.refuses.add('zoe@example.com');
  await importPeople(
    world,
    'Id,Name,Mail,Team,ODC,Roles\r\nzoe-new,Zoë New,zoe@example.com,Harbour,North,engineer\r\nzora-new,Zora New,zora-new@example.com,Harbour,North,engineer\r\n',
  );
  const done = await inviteAll();
  expect(done).toMatchObject({ invited: 1, stopped: null });
  expect(invitedLines(done, true)).toEqual(
    expect.arrayContaining([
      'zoe-new (zoe@example.com) was not invited: Invalid email address format.',
      'Refused by the user pool: 1. Mend what is named above, and run this again.',
    ]),
  );
});

test('requests over the quota of Cognito are sent again', async () => {
  pool.accounts.delete(mailOf('hugo-hr'));
  pool.throttles = 12;
  expect(await inviteAll()).toMatchObject({ invited: 1, stopped: null });
  expect(pool.throttles).toBe(0);
});

test('when no mails are left for the day, it ends, says so, and the next day goes on', async () => {
  for (const id of ['hugo-hr', 'hedy-hr', 'tess-lead']) pool.accounts.delete(mailOf(id));
  pool.mailsLeft = 1;
  const done = await inviteAll();
  expect(done).toMatchObject({ invited: 1, stopped: expect.stringContaining('sends no more mail today') });
  expect(invitedLines(done, false).at(-1)).toContain('It ended before everybody was invited');
  pool.mailsLeft = 10;
  expect(await inviteAll()).toMatchObject({ invited: 2, stopped: null });
});
