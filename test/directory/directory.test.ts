import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { loadPersonChainEnd } from '#shared/store/chains.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, portfolioForL3, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld([...smallOrganisation, person('mo-manager', { roles: ['tech-lead', 'hr'] })]);
});
afterAll(() => world.stop());

let next = 0;
const newId = () => `new-person-${next++}`;
const meta = (more: { idempotencyKey?: string; ifVersion?: number } = {}) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...more,
});
/** Each test gives its person a mail address of their own. */
let tests = 0;
beforeEach(() => {
  tests += 1;
});
const inputFor = (more: Partial<PersonInput> = {}): PersonInput => ({
  ...inputOf(person('x', { level: 'L1' })),
  email: `x-${tests}@example.com`,
  ...more,
});
const put = async (who: string, id: string, input: PersonInput, more = {}) =>
  putPerson(world.outside, await actorOf(world.outside, who), { id, input }, meta(more));
const typesOf = async (id: string) =>
  (await readPersonEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), id)).map((event) => event.type);

test('HR adds a person and changes them with the version they read; the chain records both', async () => {
  const id = newId();
  expect((await put('hugo-hr', id, inputFor())).result).toMatchObject({ type: 'person-added', version: 1 });
  const changed = inputFor({ team: 'Island', techLeadId: 'tess-lead' });
  expect((await put('hedy-hr', id, changed, { ifVersion: 1 })).result).toMatchObject({
    type: 'person-changed',
    version: 2,
  });
  expect(await loadPerson(world.outside.table, id)).toEqual({ ...changed, id, version: 2, lostAt: null });
  const events = await readPersonEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), id);
  expect(events.map((one) => [one.type, one.actor.personId, one.data.team, one.body?.name])).toEqual([
    ['person-added', 'hugo-hr', 'Harbour', 'X'],
    ['person-changed', 'hedy-hr', 'Island', 'X'],
  ]);
  expect(await verifyPerson(world.outside, await actorOf(world.outside, 'hugo-hr'), id)).toEqual({
    verified: true,
    events: 2,
    faults: [],
    erased: 0,
  });
});

test('a change without the version or with a wrong one is refused, and nothing is written', async () => {
  const id = newId();
  await put('hugo-hr', id, inputFor());
  await expect(put('hedy-hr', id, inputFor())).rejects.toMatchObject({ code: 'precondition-required' });
  await expect(put('hedy-hr', id, inputFor(), { ifVersion: 2 })).rejects.toMatchObject({ code: 'precondition-failed' });
  await expect(put('hedy-hr', newId(), inputFor(), { ifVersion: 1 })).rejects.toMatchObject({
    code: 'precondition-failed',
  });
  expect(await typesOf(id)).toEqual(['person-added']);
});

test.each(['erin-engineer', 'tess-lead', 'hana-head'])('%s cannot write or read the records of people', async (who) => {
  await expect(put(who, newId(), inputFor())).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    readPersonEvents(world.outside, await actorOf(world.outside, who), 'erin-engineer'),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(verifyPerson(world.outside, await actorOf(world.outside, who), 'erin-engineer')).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('people of HR cannot change their own record', async () => {
  const hugo = await loadPerson(world.outside.table, 'hugo-hr');
  if (!hugo) throw new Error('hugo');
  await expect(put('hugo-hr', hugo.id, inputOf(hugo), { ifVersion: hugo.version })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a request is carried out once for its key', async () => {
  const id = newId();
  const first = await put('hugo-hr', id, inputFor(), { idempotencyKey: 'add' });
  expect(await put('hugo-hr', id, inputFor(), { idempotencyKey: 'add' })).toEqual({ ...first, replayed: true });
  await expect(put('hugo-hr', id, inputFor({ team: 'Other' }), { idempotencyKey: 'add' })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
  expect(await typesOf(id)).toEqual(['person-added']);
});

test('if two people change the same version, one change is made', async () => {
  const id = newId();
  await put('hugo-hr', id, inputFor());
  const results = await Promise.allSettled(
    ['hugo-hr', 'hedy-hr'].map((who, at) => put(who, id, inputFor({ name: `Name ${at}` }), { ifVersion: 1 })),
  );
  expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await typesOf(id)).toEqual(['person-added', 'person-changed']);
  expect((await verifyPerson(world.outside, await actorOf(world.outside, 'hugo-hr'), id)).verified).toBe(true);
});

test('a lead who also belongs to HR can name themselves as a lead', async () => {
  const id = newId();
  expect((await put('mo-manager', id, inputFor({ techLeadId: 'mo-manager' }))).replayed).toBe(false);
});

test('the transaction that closes a case records the promotion in the chain of the person', async () => {
  const caseId = await world.open('erin-engineer');
  const { ladder } = world;
  await world.step(caseId);
  await world.act('erin-engineer', caseId, selfAssessment(readyForL3(ladder)));
  await world.step(caseId);
  for (const id of ['owns-a-module', 'mentoring-readiness']) await world.act('tess-lead', caseId, attest(id));
  await world.act('tess-lead', caseId, review(readyForL3(ladder)));
  await world.step(caseId);
  for (const piece of portfolioForL3) await world.act('erin-engineer', caseId, piece);
  await world.act('erin-engineer', caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  for (const who of ['tess-lead', 'omar-odc']) {
    const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId);
    if (!view.seen) throw new Error('nothing to sign');
    const decision = { type: 'sign-off', decision: 'approve', comment: 'Yes.', seen: view.seen } as const;
    await world.act(
      who,
      caseId,
      { ...decision, exceptionReasons: {}, declineReasons: {}, returns: null },
      view.version,
    );
  }
  expect(await typesOf('erin-engineer')).toEqual(['person-added']);
  await world.step(caseId);
  // A repeated task does not close the case twice.
  await world.step(caseId);
  const events = await readPersonEvents(world.outside, await actorOf(world.outside, 'hedy-hr'), 'erin-engineer');
  expect(events.map((one) => one.type)).toEqual(['person-added', 'person-promoted']);
  expect(events[1]).toMatchObject({ data: { caseId, level: 'L3' }, actor: { personId: null, role: 'system' } });
  expect(await loadPerson(world.outside.table, 'erin-engineer')).toMatchObject({ level: 'L3', version: 2 });
  expect(await verifyPerson(world.outside, await actorOf(world.outside, 'hedy-hr'), 'erin-engineer')).toMatchObject({
    verified: true,
    events: 2,
  });
  // The chain can be continued.
  const erin = await loadPerson(world.outside.table, 'erin-engineer');
  if (!erin) throw new Error('erin');
  await put('hugo-hr', erin.id, { ...inputOf(erin), team: 'Island' }, { ifVersion: 2 });
  expect(await verifyPerson(world.outside, await actorOf(world.outside, 'hedy-hr'), 'erin-engineer')).toMatchObject({
    verified: true,
    events: 3,
  });
});

test('people of the first setup have a chain too, and a second setup does not change them', async () => {
  const [eli] = world.people.filter((one) => one.id === 'eli-engineer');
  const end = await loadPersonChainEnd(world.outside.table, 'eli-engineer');
  await addPeople(world.outside, [{ ...(eli as (typeof world.people)[number]), team: 'Elsewhere' }]);
  expect(await loadPersonChainEnd(world.outside.table, 'eli-engineer')).toEqual(end);
  const [added] = await readPersonEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), 'eli-engineer');
  expect(added).toMatchObject({ type: 'person-added', actor: { personId: null, relation: 'setup' } });
  expect(await verifyPerson(world.outside, await actorOf(world.outside, 'hugo-hr'), 'eli-engineer')).toMatchObject({
    verified: true,
  });
});

describe('the chain of a person', () => {
  const changeItem = async (key: { pk: string; sk: string }, more: Record<string, unknown> | null) => {
    const { table } = world.outside;
    const [item] = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': key.pk, ':sk': key.sk },
    });
    if (!item) throw new Error('nothing to tamper with');
    if (more) await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...more } }));
    else await transact(table, [writesOf(table).remove('other', key)]);
  };

  const tampered: [string, (id: string) => Promise<void>, string][] = [
    [
      'a role in an event',
      (id) =>
        changeItem(keys.chainEvent(`person:${id}`, 1), { data: { ...factsOfNewPerson(), roles: ['engineer', 'hr'] } }),
      'event 1 is not what was recorded',
    ],
    [
      'an event into a malformed one',
      (id) => changeItem(keys.chainEvent(`person:${id}`, 2), { data: null, more: true }),
      'event 2 is not what was recorded',
    ],
    [
      'a role in the directory',
      (id) => changeItem(keys.profile(id), { roles: ['engineer', 'hr'] }),
      'the directory does not say what the events come to',
    ],
    [
      'a name beside the chain',
      (id) => changeItem(keys.personBody(id, 1), { content: { name: 'Somebody Else', email: 'else@example.com' } }),
      'the words of event 1 are not what was recorded',
    ],
    [
      'the last event, by removing it',
      (id) => changeItem(keys.chainEvent(`person:${id}`, 2), null),
      'the chain does not end where the record says',
    ],
  ];
  test.each(tampered)(
    'does not verify after somebody changes %s directly in the table',
    async (_what, tamper, fault) => {
      const id = newId();
      await put('hugo-hr', id, inputFor());
      await put('hugo-hr', id, inputFor({ team: 'Island' }), { ifVersion: 1 });
      await tamper(id);
      const report = await verifyPerson(world.outside, await actorOf(world.outside, 'hedy-hr'), id);
      expect(report.verified).toBe(false);
      expect(report.faults).toContain(fault);
    },
  );

  test('still verifies after names are erased by law, and says how many are erased', async () => {
    const id = newId();
    await put('hugo-hr', id, inputFor());
    await changeItem(keys.personBody(id, 1), null);
    expect(await verifyPerson(world.outside, await actorOf(world.outside, 'hedy-hr'), id)).toMatchObject({
      verified: true,
      erased: 1,
    });
    expect((await readPersonEvents(world.outside, await actorOf(world.outside, 'hedy-hr'), id))[0]?.body).toBeNull();
  });
});

function factsOfNewPerson() {
  const { name: _name, email: _email, ...facts } = inputFor();
  return facts;
}
