import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import type { Claimed } from '#shared/contract/sign-ins.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readRefusedSignIns, readSignIns } from '#shared/directory/sign-ins.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { personOfSession } from '#shared/identity/sessions.ts';
import { personOfSignIn } from '#shared/identity/sign-ins.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keepSession } from '#shared/store/sessions.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** A sign-in of the company's issuer is bound to a person of the directory once, at their first sign-in. */

const issuer = 'https://login.example.com/';
const names = ['ada', 'ben', 'cleo', 'dina', 'eva', 'finn', 'gus', 'ida', 'kim'];
let world: World;
beforeAll(async () => {
  world = await startWorld([...smallOrganisation, ...names.map((name) => person(`${name}-new`, { level: 'L1' }))]);
});
afterAll(() => world.stop());

const claimed = (name: string, subject = `sub-${name}`, value = `${name}-new@example.com`): Claimed => ({
  issuer,
  subject,
  claim: 'email',
  value,
});
const come = (claim: Claimed, isVerified = true) => enter(world.outside, claim, { isVerified, requestId: 'test' });
const behind = async (subject: string) =>
  (await personOfSignIn(world.outside, { issuer, subject, issuedAt: Number.POSITIVE_INFINITY }))?.id ?? null;
const historyOf = async (id: string) => readSignIns(world.outside, await actorOf(world.outside, 'hugo-hr'), id);
const refused = async () =>
  (await readRefusedSignIns(world.outside, await actorOf(world.outside, 'hugo-hr'), { limit: 50 })).items;

/** Hugo changes a person by himself. */
async function change(id: string, more: Partial<PersonInput>): Promise<void> {
  const before = await actorOf(world.outside, id);
  const input = { ...inputOf(before), ...more };
  const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
  await putPerson(world.outside, await actorOf(world.outside, 'hugo-hr'), { id, input }, meta);
}

/** Hugo proposes to end the sign-in of a person, and Hedy confirms it. */
async function end(id: string): Promise<void> {
  const { signIns } = await historyOf(id);
  const { id: signIn } = signIns.list.find((one) => one.endedAt === null)!;
  const change = { kind: 'sign-in-end', of: id, version: signIns.version, signIn } as const;
  await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', change));
}

test('the first sign-in binds the person, in whatever case their address is written, and an event says so', async () => {
  expect(await behind('sub-ada')).toBeNull();
  expect(await come(claimed('ada', 'sub-ada', 'ADA-New@Example.com'))).toMatchObject({
    ok: true,
    person: { id: 'ada-new' },
  });
  expect(await behind('sub-ada')).toBe('ada-new');
  const { events, proof } = await historyOf('ada-new');
  expect(events).toMatchObject([
    { type: 'sign-in-bound', data: { issuer, claim: 'email' }, actor: { personId: 'ada-new', relation: 'sign-in' } },
  ]);
  expect(JSON.stringify(events)).not.toContain('sub-ada');
  expect(proof).toMatchObject({ verified: true, events: 1 });
});

test('a person who is bound comes in again, also after their address has changed, and nothing more is written', async () => {
  await come(claimed('ben'));
  await change('ben-new', { email: 'benjamin@example.com' });
  expect(await come(claimed('ben'))).toMatchObject({ ok: true, person: { id: 'ben-new' } });
  expect((await historyOf('ben-new')).events).toHaveLength(1);
});

test('a second account with the same address is refused and shown to HR, and so is one that HR does not know', async () => {
  await come(claimed('cleo'));
  expect(await come(claimed('cleo', 'sub-of-a-stranger'))).toEqual({ ok: false, reason: 'second' });
  expect(await come(claimed('nobody'))).toEqual({ ok: false, reason: 'unknown' });
  expect(await come(claimed('dina', 'sub-unverified'), false)).toEqual({ ok: false, reason: 'unverified' });
  expect(await Promise.all(['sub-of-a-stranger', 'sub-nobody', 'sub-unverified'].map(behind))).toEqual([
    null,
    null,
    null,
  ]);
  // Each is kept once, with its last attempt.
  await come(claimed('nobody'));
  expect((await refused()).map(({ value, reason, personId }) => [value, reason, personId])).toEqual(
    expect.arrayContaining([
      ['cleo-new@example.com', 'second', 'cleo-new'],
      ['nobody-new@example.com', 'unknown', null],
      ['dina-new@example.com', 'unverified', 'dina-new'],
    ]),
  );
  expect((await refused()).filter((one) => one.reason === 'unknown')).toHaveLength(1);
  await expect(
    readRefusedSignIns(world.outside, await actorOf(world.outside, 'tess-lead'), { limit: 50 }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('of two first sign-ins at the same moment, one is bound', async () => {
  const both = await Promise.all([come(claimed('eva', 'eva-1')), come(claimed('eva', 'eva-2'))]);
  expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
  expect((await historyOf('eva-new')).signIns.list).toHaveLength(1);
  const same = await Promise.all([come(claimed('finn')), come(claimed('finn'))]);
  expect(same.map((one) => one.ok)).toEqual([true, true]);
  expect((await historyOf('finn-new')).signIns.list).toHaveLength(1);
});

describe('a sign-in that two people of HR have ended', () => {
  test('ends every session that began by it, at once, and what programs do with its tokens', async () => {
    const entered = await come(claimed('gus'));
    const session = {
      kind: 'session' as const,
      personId: 'gus-new',
      signIn: entered.ok ? entered.signIn : null,
      timeZone: null,
      expires: 9e9,
      ends: 9e9,
      version: 1,
    };
    await keepSession(world.outside.table, 'session-of-gus', session);
    expect((await personOfSession(world.outside, 'session-of-gus'))?.person.id).toBe('gus-new');
    await end('gus-new');
    expect(await personOfSession(world.outside, 'session-of-gus')).toBeNull();
    expect(await behind('sub-gus')).toBeNull();
    expect(await come(claimed('gus'))).toEqual({ ok: false, reason: 'ended' });
    expect((await historyOf('gus-new')).proof).toMatchObject({ verified: true, events: 2 });
  });

  test('leaves the person to the next account with their address', async () => {
    expect(await come(claimed('gus', 'sub-gus-2'))).toMatchObject({ ok: true, person: { id: 'gus-new' } });
    expect(await behind('sub-gus-2')).toBe('gus-new');
  });

  test('can become that of the person to whom the account belongs', async () => {
    // Two addresses were mixed up, so that the account of Ida came to Dina.
    await come(claimed('dina', 'sub-ida'));
    await end('dina-new');
    expect(await come(claimed('ida'))).toMatchObject({ ok: true, person: { id: 'ida-new' } });
    expect(await behind('sub-ida')).toBe('ida-new');
  });

  test('is ended by no one person, and not by the person', async () => {
    const { signIns } = await historyOf('ida-new');
    const change = {
      kind: 'sign-in-end',
      of: 'ida-new',
      version: signIns.version,
      signIn: signIns.list[0]!.id,
    } as const;
    const proposal = await propose(world.outside, 'hugo-hr', change);
    await expect(confirm(world.outside, 'hugo-hr', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await behind('sub-ida')).toBe('ida-new');
    await come({ ...claimed('hugo'), value: 'hugo-hr@example.com' });
    const own = (await historyOf('hugo-hr')).signIns;
    const ofHugo = { ...change, of: 'hugo-hr', version: own.version, signIn: own.list[0]!.id };
    await expect(propose(world.outside, 'hugo-hr', ofHugo)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('and proposed a second time, or on an older record, is refused', async () => {
    const { signIns } = await historyOf('gus-new');
    const [first] = signIns.list;
    const change = { kind: 'sign-in-end', of: 'gus-new', version: signIns.version, signIn: first!.id } as const;
    await expect(propose(world.outside, 'hugo-hr', change)).rejects.toMatchObject({ code: 'already-done' });
    const last = { ...change, signIn: signIns.list.at(-1)!.id, version: 1 };
    await expect(propose(world.outside, 'hugo-hr', last)).rejects.toMatchObject({ code: 'precondition-failed' });
  });
});

test('a leaver cannot come in, and is not bound', async () => {
  await change('eli-engineer', { active: false });
  expect(await come(claimed('eli', 'sub-eli', 'eli-engineer@example.com'))).toEqual({ ok: false, reason: 'left' });
  expect(await behind('sub-eli')).toBeNull();
});

test('the address of somebody who has never signed in, or has a role, is changed by two people', async () => {
  for (const id of ['tess-lead', 'erin-engineer'])
    await expect(change(id, { email: `${id}@other.example.com` })).rejects.toMatchObject({
      code: 'takes-two-people',
      faults: [{ path: 'email' }],
    });
  await change('ada-new', { email: 'ada.new@example.com' });
  await changeByTwo(world.outside, 'tess-lead', { email: 'tess@other.example.com' });
  expect((await loadPerson(world.outside.table, 'tess-lead'))?.email).toBe('tess@other.example.com');
});

test('where a claim says the employee number, it finds the person, and the mail address finds nobody', async () => {
  const byNumber = { ...world.outside, signInKey: 'employee-number' as const };
  const comes = (value: string, subject: string) =>
    enter(byNumber, { issuer, subject, claim: 'employeeid', value }, { isVerified: true, requestId: 'test' });
  await change('kim-new', { externalId: 'K-9' });
  expect(await comes('kim-new@example.com', 'sub-mail')).toEqual({ ok: false, reason: 'unknown' });
  expect(await comes('k-9', 'sub-number')).toMatchObject({ ok: true, person: { id: 'kim-new' } });
  expect(await comes('K-9', 'sub-second')).toEqual({ ok: false, reason: 'second' });
});
