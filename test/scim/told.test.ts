import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { letterOf } from '#shared/cases/telling.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import { heldSince } from '#shared/domain/directory/evolve.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { tellOfChange, tellOfPerson } from '#shared/proposals/telling.ts';
import { actOnWaiting, readWaiting } from '#shared/scim/waiting.ts';
import { loadPersonEvents } from '#shared/store/chains.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { machine, patchOp, type ScimClient, scimOn } from './client.ts';

/** What is recorded and said of a push: the chain of the person, and the mails about another mail address. */

const worlds: World[] = [];
let world: World;
let scim: ScimClient;
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, person('plain-engineer')]);
  worlds.push(world);
  scim = await scimOn(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const patch = (id: string, value: unknown) => scim.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value }));
const work = (value: string) => ({ emails: [{ value, type: 'work', primary: true }] });
const hugo = () => actorOf(world.outside, 'hugo-hr');

/** The events of a push in the chain of a person, as HR reads them. */
async function pushesOf(id: string) {
  const events = await readPersonEvents(world.outside, await hugo(), id);
  return events
    .filter(({ type }) => type.startsWith('push-'))
    .map(({ type, actor, data, body }) => [type, actor.personId ?? actor.relation, data, body]);
}
async function setAside(id: string, reason: string) {
  const { items } = await readWaiting(world.outside, await hugo(), { limit: 50 });
  const version = items.find((one) => one.person.id === id)?.version ?? 0;
  const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
  const command = { type: 'set-aside' as const, version, reason };
  return actOnWaiting(world.outside, await hugo(), { id, command }, meta);
}
const isVerified = async (id: string) => (await verifyPerson(world.outside, await hugo(), id)).verified;

describe('the chain of a person says', () => {
  const byMachine = `machine:${machine}`;

  test('what waits and who pushed it, and who of HR set it aside and why', async () => {
    await patch('tess-lead', { active: false, ...work('new@example.com') });
    // The same again says nothing new.
    await patch('tess-lead', { active: false });
    await setAside('tess-lead', 'A mistake of the system.');
    expect(await pushesOf('tess-lead')).toEqual([
      [
        'push-waits',
        byMachine,
        { fields: ['email', 'active'], active: false },
        { waits: { email: 'new@example.com' } },
      ],
      ['push-set-aside', 'hugo-hr', { fields: ['email', 'active'] }, { reason: 'A mistake of the system.' }],
    ]);
    // What names somebody is beside the chain, so that it can be erased.
    expect(JSON.stringify(await loadPersonEvents(world.outside.table, 'tess-lead'))).not.toContain('@');
    expect(await isVerified('tess-lead')).toBe(true);
  });

  test('that the system took it back', async () => {
    await patch('tess-lead', { active: false });
    await patch('tess-lead', { active: true });
    expect((await pushesOf('tess-lead')).at(-1)).toEqual(['push-waits', byMachine, { fields: [] }, null]);
    expect(await isVerified('tess-lead')).toBe(true);
  });

  test('what applied at once, and after it what waits of the same push', async () => {
    await patch('tess-lead', { displayName: 'Tess Anew', active: false });
    const events = await loadPersonEvents(world.outside.table, 'tess-lead');
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['person-changed', 'push-waits']);
    expect(await isVerified('tess-lead')).toBe(true);
  });

  test('nothing of a push that changes how long somebody has a role, also of a person from before there were chains', async () => {
    await patch('hugo-hr', { active: false });
    const events = await loadPersonEvents(world.outside.table, 'hugo-hr');
    const without = events.filter(({ type }) => type !== 'push-waits');
    expect(heldSince(events, 'hr', null)).toBe(heldSince(without, 'hr', null));
    expect(heldSince(events.slice(-1), 'hr', null)).toBe('');
  });
});

describe('another mail address is told at the old one and at the new one', () => {
  /** The mails about the last event of a person: to whom, and what they say first. */
  async function mailsOf(id: string) {
    const seq = (await loadPersonEvents(world.outside.table, id)).length;
    const { before, ...told } = await tellOfPerson(world.outside, id, seq);
    const letter = letterOf(told, {
      origin: 'https://rungs.example.com',
      deskAddress: undefined,
      companyZone: 'UTC',
      now: world.clock.now(),
    });
    return { from: before?.email, to: letter?.to, text: letter?.text };
  }
  beforeEach(() => signInOf(world.outside, 'plain-engineer'));

  test('if an identity system pushed it and it applied at once', async () => {
    // What waited before is not where anybody reads.
    await patch('plain-engineer', work('Second@example.com'));
    const told = await mailsOf('plain-engineer');
    expect(told).toMatchObject({ from: 'plain-engineer@example.com', to: 'Second@example.com' });
    expect(told.text).toContain(`The machine ${machine} changed it.`);
    await patch('plain-engineer', work('third@example.com'));
    expect(await mailsOf('plain-engineer')).toMatchObject({ from: 'Second@example.com', to: 'third@example.com' });
  });

  test('if one person of HR changed it, and not if it is the same in other letters', async () => {
    const put = async (email: string) => {
      const before = (await loadPerson(world.outside.table, 'plain-engineer'))!;
      const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
      await putPerson(world.outside, await hugo(), { id: before.id, input: { ...inputOf(before), email } }, meta);
    };
    await put('new@example.com');
    const told = await mailsOf('plain-engineer');
    expect(told).toMatchObject({ from: 'plain-engineer@example.com', to: 'new@example.com' });
    expect(told.text).toContain('Hugo Hr changed it.');
    await put('New@example.com');
    expect((await mailsOf('plain-engineer')).to).toBeUndefined();
  });

  test('if two people changed it with something else that took them', async () => {
    const more = { email: 'new@example.com', roles: ['engineer', 'tech-lead'] as const };
    const change = await changeOf(world.outside, 'plain-engineer', { ...more, roles: [...more.roles] });
    const proposal = await propose(world.outside, 'hugo-hr', change);
    await confirm(world.outside, 'hedy-hr', proposal);
    const told = await tellOfChange(world.outside, proposal, 2);
    expect(told.before).toEqual({ personId: 'plain-engineer', email: 'plain-engineer@example.com' });
    // Its proposal tells it, so the record does not tell it again.
    expect((await mailsOf('plain-engineer')).to).toBeUndefined();
  });
});
