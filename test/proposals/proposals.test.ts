import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonInput } from '#shared/contract/directory.ts';
import { proposalDays } from '#shared/contract/names.ts';
import type { ProposedChange } from '#shared/contract/proposals.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { putCalendar } from '#shared/directory/calendars.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents } from '#shared/directory/read.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { expireProposals } from '#shared/proposals/expire.ts';
import { readOpenProposalsFor, readProposal, readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { loadCalendarRecord } from '#shared/store/calendars.ts';
import { loadCycle } from '#shared/store/cycles.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import {
  hash,
  ladderId,
  propose as proposeDay,
  publishersIn,
  second as secondVersion,
} from '#test/publishing/publishers.ts';
import { actorOf } from '#test/support/actor.ts';
import { changingBefore } from '#test/support/changing.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, changeOf, confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const line = { techLeadId: 'tess-lead', odcLeadId: 'omar-odc' };
const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('hana-hr', { roles: ['hr'] }),
    // Somebody of HR who is also an engineer, with cases of their own.
    person('hilde-hr', { roles: ['engineer', 'hr'], level: 'L2', ...line }),
    person('toby-lead', { roles: ['tech-lead'] }),
  ]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const now = (id: string) => loadPerson(world.outside.table, id);
const actor = (id: string) => actorOf(world.outside, id);
const meta = (ifVersion?: number) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...(ifVersion === undefined ? {} : { ifVersion }),
});
const change = (id: string, more: Partial<PersonInput>) => changeOf(world.outside, id, more);
const proposed = async (who: string, id: string, more: Partial<PersonInput>) =>
  propose(world.outside, who, await change(id, more));
const confirmed = (who: string, id: string) => confirm(world.outside, who, id);
const act = async (who: string, id: string, command: Parameters<typeof actOnProposal>[2]['command']) =>
  actOnProposal(world.outside, await actor(who), { id, command }, meta());
async function put(who: string, id: string, more: Partial<PersonInput>) {
  const before = await now(id);
  if (!before) throw new Error(id);
  return putPerson(
    world.outside,
    await actor(who),
    { id, input: { ...inputOf(before), ...more } },
    meta(before.version),
  );
}
const later = (minutes: number) =>
  world.clock.set(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString());

test('one person proposes, another one confirms, and the records of both say so', async () => {
  await expect(put('hugo-hr', 'erin-engineer', { level: 'L4' })).rejects.toMatchObject({ code: 'takes-two-people' });
  const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
  expect((await now('erin-engineer'))?.level).toBe('L2');
  expect(await openProposalsOf(world.outside, await actor('hedy-hr'))).toMatchObject([
    { id, kind: 'person', of: 'erin-engineer', matters: ['level'], to: 'hr', by: 'hugo-hr', state: 'open' },
  ]);
  expect(await confirmed('hedy-hr', id)).toMatchObject({ state: 'confirmed', version: 2 });
  expect(await now('erin-engineer')).toMatchObject({ level: 'L4', version: 2 });
  expect(await openProposalsOf(world.outside, await actor('hedy-hr'))).toEqual([]);
  const [, last] = await readPersonEvents(world.outside, await actor('hana-hr'), 'erin-engineer');
  expect(last).toMatchObject({ proposal: id, actor: { personId: 'hedy-hr', role: 'hr' } });
  const events = await readProposalEvents(world.outside, await actor('hana-hr'), id);
  expect(events.map((one) => [one.type, one.actor.personId])).toEqual([
    ['change-proposed', 'hugo-hr'],
    ['change-confirmed', 'hedy-hr'],
  ]);
  // What people wrote is beside the chain.
  expect(JSON.stringify(events[0]?.data)).not.toMatch(/As agreed|@/);
  expect(events[0]?.body).toMatchObject({ reason: 'As agreed.', change: { input: { level: 'L4' } } });
  expect(await verifyProposal(world.outside, await actor('hana-hr'), id)).toMatchObject({ verified: true, events: 2 });
});

describe('a proposal is not confirmed', () => {
  test('by the person who made it', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    await expect(confirmed('hugo-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('by the person whose record it is', async () => {
    const id = await proposed('hugo-hr', 'hilde-hr', { level: 'L4' });
    await expect(confirmed('hilde-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each(['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head'])('by %s, who learns nothing of it', async (who) => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    await expect(confirmed(who, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readProposal(world.outside, await actor(who), id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('by a delivery director, while HR has somebody left', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    await expect(confirmed('dario-director', id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('after it was withdrawn, refused or confirmed', async () => {
    const [withdrawn, refused, done] = [
      await proposed('hugo-hr', 'erin-engineer', { level: 'L4' }),
      await proposed('hugo-hr', 'eli-engineer', { level: 'L4' }),
      await proposed('hugo-hr', 'lena-senior', { level: 'L4' }),
    ];
    await expect(act('hedy-hr', withdrawn, { type: 'withdraw' })).rejects.toMatchObject({ code: 'forbidden' });
    await act('hugo-hr', withdrawn, { type: 'withdraw' });
    await act('hedy-hr', refused, { type: 'refuse', reason: 'Not this year.' });
    await confirmed('hedy-hr', done);
    for (const id of [withdrawn, refused, done])
      await expect(confirmed('hana-hr', id)).rejects.toMatchObject({ code: 'already-decided' });
    expect(await readProposal(world.outside, await actor('hugo-hr'), refused)).toMatchObject({
      state: 'refused',
      refusal: 'Not this year.',
    });
    expect((await now('erin-engineer'))?.level).toBe('L2');
  });

  test('after the record has changed', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    await put('hana-hr', 'erin-engineer', { team: 'Island' });
    await expect(confirmed('hedy-hr', id)).rejects.toMatchObject({ code: 'proposal-stale' });
    await act('hugo-hr', id, { type: 'withdraw' });
  });

  test('after the person who made it has left HR, or has come to take part in a case that rests on the record', async () => {
    const left = await proposed('hana-hr', 'erin-engineer', { level: 'L4' });
    await changeByTwo(world.outside, 'hana-hr', { roles: ['engineer'] });
    await expect(confirmed('hedy-hr', left)).rejects.toMatchObject({ code: 'proposal-stale' });
    expect((await act('hedy-hr', left, { type: 'refuse', reason: 'She has left.' })).result.state).toBe('refused');
    const involved = await proposed('hilde-hr', 'tess-lead', { roles: ['engineer'] });
    await world.open('hilde-hr');
    await expect(confirmed('hedy-hr', involved)).rejects.toMatchObject({ code: 'proposal-stale' });
    expect((await now('tess-lead'))?.roles).toContain('tech-lead');
  });

  test('if the person who made it leaves HR at the same moment', async () => {
    const id = await proposed('hana-hr', 'erin-engineer', { level: 'L4' });
    const leaves = () => changeByTwo(world.outside, 'hana-hr', { roles: ['engineer'] });
    const confirms = () => confirmed('hedy-hr', id);
    await expect(changingBefore(world.outside, confirms, () => [leaves])).resolves.toMatchObject({
      outcome: 'proposal-stale',
    });
  });

  test('after it has expired', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    later(proposalDays * 24 * 60);
    await expect(confirmed('hedy-hr', id)).rejects.toMatchObject({ code: 'proposal-expired' });
  });

  test('with a reason, which only a correction of an outcome needs', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    const withReason = confirm(world.outside, 'hedy-hr', id, 'So it is.');
    await expect(withReason).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'reason' }] });
  });

  test('without its words, if they were erased', async () => {
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    const { table } = world.outside;
    await transact(table, [writesOf(table).remove('other', keys.proposalBody(id, 1))]);
    await expect(confirmed('hedy-hr', id)).rejects.toMatchObject({ code: 'proposal-stale' });
    expect(await verifyProposal(world.outside, await actor('hedy-hr'), id)).toMatchObject({
      verified: true,
      erased: 1,
    });
    await act('hugo-hr', id, { type: 'withdraw' });
  });
});

test('the sweep ends what nobody decided in time, and whoever proposed it hears of it', async () => {
  const { outside } = world;
  const old = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
  later(24 * 60);
  const young = await proposed('hugo-hr', 'eli-engineer', { level: 'L4' });
  later((proposalDays - 1) * 24 * 60);
  const open = async () => (await openProposalsOf(outside, await actor('hedy-hr'))).map(({ id }) => id);
  expect(await open()).toEqual([old, young]);
  await expireProposals(outside);
  await expireProposals(outside);
  expect(await open()).toEqual([young]);
  const viewer = await actor('hedy-hr');
  expect(await readOpenProposalsFor(outside, viewer, { kind: 'person', of: 'erin-engineer' })).toEqual([]);
  expect(await readProposal(outside, viewer, old)).toMatchObject({ state: 'expired', decidedBy: null });
  expect((await readProposalEvents(outside, viewer, old)).map((one) => [one.type, one.actor.role])).toEqual([
    ['change-proposed', 'hr'],
    ['change-expired', 'system'],
  ]);
  expect(await verifyProposal(outside, viewer, old)).toMatchObject({ verified: true });
  const { notices } = await tellOfChange(outside, old, 2);
  expect(notices.map(({ to, template }) => [to, template])).toEqual([['hugo-hr', 'change-expired']]);
  await expect(act('hugo-hr', old, { type: 'withdraw' })).rejects.toMatchObject({ code: 'already-decided' });
});

test('an impossible change is refused when it is proposed', async () => {
  await expect(proposed('hugo-hr', 'erin-engineer', { level: 'L9' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(proposed('hugo-hr', 'erin-engineer', { team: 'Island' })).rejects.toMatchObject({
    code: 'takes-one-person',
  });
  const stale: ProposedChange = { ...(await change('erin-engineer', { level: 'L4' })), version: 7 } as ProposedChange;
  await expect(propose(world.outside, 'hugo-hr', stale)).rejects.toMatchObject({ code: 'precondition-failed' });
});

describe('an accomplice', () => {
  test('is not given the role of HR by one person, nor does one person take it away', async () => {
    await expect(put('hugo-hr', 'eli-engineer', { roles: ['engineer', 'hr'] })).rejects.toMatchObject({
      code: 'takes-two-people',
    });
    for (const more of [{ roles: ['engineer' as const] }, { active: false }])
      await expect(put('hugo-hr', 'hana-hr', more)).rejects.toMatchObject({ code: 'takes-two-people' });
  });

  test('who came to HR after a proposal does not confirm it, but one made later', async () => {
    const before = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    later(1);
    await changeByTwo(world.outside, 'eli-engineer', { roles: ['engineer', 'hr'] });
    await expect(confirmed('eli-engineer', before)).rejects.toMatchObject({ code: 'forbidden' });
    later(1);
    const after = await proposed('hugo-hr', 'lena-senior', { level: 'L4' });
    await confirmed('eli-engineer', after);
  });

  test('who left HR and came back counts from the day on which they came back', async () => {
    await changeByTwo(world.outside, 'hana-hr', { active: false });
    const id = await proposed('hugo-hr', 'erin-engineer', { level: 'L4' });
    later(1);
    await changeByTwo(world.outside, 'hana-hr', { active: true });
    await expect(confirmed('hana-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('who came to HR after a publication was proposed does not confirm the publication', async () => {
    const { save, act: publish } = publishersIn(world);
    await save('hugo-hr', secondVersion);
    await publish('hugo-hr', proposeDay());
    later(1);
    await changeByTwo(world.outside, 'eli-engineer', { roles: ['engineer', 'hr'] });
    const confirmation = { type: 'confirm-publication', hash } as const;
    await expect(publish('eli-engineer', confirmation)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await publish('hana-hr', confirmation)).result).toMatchObject({ ladderId, version: 2 });
  });
});

describe('two active people of HR always remain', () => {
  test('also if two leave at the same moment', async () => {
    // Hugo, Hedy, Hana and Hilde are of HR.
    await changeByTwo(world.outside, 'hana-hr', { roles: ['engineer'] });
    const [one, other] = [
      await proposed('hugo-hr', 'hilde-hr', { roles: ['engineer'] }),
      await proposed('hilde-hr', 'hedy-hr', { active: false }),
    ];
    const results = await Promise.allSettled([confirmed('hedy-hr', one), confirmed('hugo-hr', other)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await Promise.all(['hugo-hr', 'hedy-hr', 'hilde-hr'].map(now));
    expect(left.filter((person) => person?.active && person.roles.includes('hr'))).toHaveLength(2);
    for (const person of left.filter((found) => found?.active && found.roles.includes('hr')))
      await expect(
        proposed(person?.id === 'hugo-hr' ? 'hedy-hr' : 'hugo-hr', person?.id ?? '', { active: false }),
      ).rejects.toThrow();
  });

  test('also if two of three leave at the same moment, each by a proposal that a delivery director confirms', async () => {
    world = await startWorld([...smallOrganisation, person('dana-director', { roles: ['delivery-director'] })]);
    worlds.push(world);
    // Tess and Omar have parts in the case of Erin, so neither of them decides on the record of the other.
    await world.step(await world.open('erin-engineer'));
    await changeByTwo(world.outside, 'tess-lead', { roles: ['tech-lead', 'hr'] });
    await changeByTwo(world.outside, 'omar-odc', { roles: ['odc-lead', 'hr'] });
    later(1);
    await confirmed('tess-lead', await proposed('hugo-hr', 'hedy-hr', { roles: ['engineer'] }));
    const one = await proposed('hugo-hr', 'tess-lead', { roles: ['tech-lead'] });
    const other = await proposed('hugo-hr', 'omar-odc', { roles: ['odc-lead'] });
    const raced = await changingBefore(
      world.outside,
      () => confirmed('dana-director', one),
      () => [() => confirmed('dana-director', other)],
    );
    expect(raced).toEqual({ transactions: ['cancelled'], outcome: 'too-few-of-hr' });
    await expect(confirmed('dana-director', one)).rejects.toThrow('At least 2 active people of HR remain');
    expect((await now('tess-lead'))?.roles).toContain('hr');
    expect((await now('omar-odc'))?.roles).not.toContain('hr');
  });
});

describe('somebody of HR with a case of their own', () => {
  beforeEach(async () => {
    const caseId = await world.open('hilde-hr');
    await world.step(caseId);
  });

  test('changes no record that the case rests on, neither alone nor by a proposal', async () => {
    for (const id of ['tess-lead', 'omar-odc']) {
      await expect(put('hilde-hr', id, { active: false })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(put('hilde-hr', id, { team: 'Elsewhere' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(proposed('hilde-hr', id, { active: false })).rejects.toMatchObject({ code: 'forbidden' });
      const id2 = await proposed('hugo-hr', id, { active: false });
      await expect(confirmed('hilde-hr', id2)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(act('hilde-hr', id2, { type: 'refuse', reason: 'They review me.' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await put('hilde-hr', 'omid-other', { team: 'Elsewhere' });
  });

  test('proposes a change of a calendar or a cycle, and somebody who takes part in no case confirms it', async () => {
    const calendar = { timeZone: 'Europe/Lisbon', weekend: [6, 7], holidays: ['2026-12-25'] };
    const hilde = await actor('hilde-hr');
    await expect(putCalendar(world.outside, hilde, { odc: 'North', input: calendar }, meta())).rejects.toMatchObject({
      code: 'takes-two-people',
    });
    const id = await propose(world.outside, 'hilde-hr', {
      kind: 'calendar',
      of: 'North',
      version: null,
      input: calendar,
    });
    await confirmed('hedy-hr', id);
    expect(await loadCalendarRecord(world.outside.table, 'North')).toMatchObject(calendar);

    const input = cycleInput({});
    await expect(putCycle(world.outside, hilde, { id: 'annual', input }, meta())).rejects.toMatchObject({
      code: 'takes-two-people',
    });
    const open = await propose(world.outside, 'hilde-hr', { kind: 'cycle', of: 'annual', version: null, input });
    await confirmed('hugo-hr', open);
    const close = await propose(world.outside, 'hilde-hr', { kind: 'cycle-close', of: 'annual', version: 1 });
    await confirmed('hugo-hr', close);
    expect((await loadCycle(world.outside.table, 'annual'))?.closedAt).not.toBeNull();
    // By somebody without a case it takes one.
    await putCalendar(world.outside, await actor('hugo-hr'), { odc: 'South', input: calendar }, meta());
  });

  test('does not confirm a change of a calendar', async () => {
    const input = { timeZone: 'Europe/Lisbon', weekend: [6, 7], holidays: [] };
    await changeByTwo(world.outside, 'eli-engineer', { roles: ['engineer', 'hr'] });
    await world.open('eli-engineer');
    const id = await propose(world.outside, 'eli-engineer', { kind: 'calendar', of: 'North', version: null, input });
    await expect(confirmed('hilde-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmed('hugo-hr', id);
  });
});

test('the line of an engineer with a case changes by two people only, so nobody puts a lead of their choice there', async () => {
  await world.open('erin-engineer');
  await expect(put('hugo-hr', 'erin-engineer', { techLeadId: 'toby-lead' })).rejects.toMatchObject({
    code: 'takes-two-people',
  });
  await changeByTwo(world.outside, 'erin-engineer', { techLeadId: 'toby-lead' });
  expect((await now('erin-engineer'))?.techLeadId).toBe('toby-lead');
  // Without a case it takes one.
  await put('hugo-hr', 'eli-engineer', { techLeadId: 'toby-lead' });
});

test('nor does one person change it between the end of a case and an appeal', async () => {
  const caseId = await world.open('erin-engineer');
  await world.act('hugo-hr', caseId, { type: 'cancel', reason: 'Opened twice.' });
  await world.step(caseId);
  await expect(put('hedy-hr', 'erin-engineer', { techLeadId: 'toby-lead' })).rejects.toMatchObject({
    code: 'takes-two-people',
  });
  world.clock.advanceDays(31);
  await put('hedy-hr', 'erin-engineer', { techLeadId: 'toby-lead' });
});

test('only the case that closed last can be appealed in: an earlier one would go on past what a later one decided', async () => {
  const cancelled = async () => {
    const caseId = await world.open('erin-engineer');
    await world.act('hugo-hr', caseId, { type: 'cancel', reason: 'Opened twice.' });
    await world.step(caseId);
    return caseId;
  };
  const [earlier, later] = [await cancelled(), await cancelled()];
  const appeal = { type: 'appeal', ground: 'procedure', statement: 'It was not fair.', against: null } as const;
  await expect(world.act('erin-engineer', earlier, appeal)).rejects.toMatchObject({ code: 'already-done' });
  await world.act('erin-engineer', later, appeal);
});

test('where nobody of HR is left who is not involved, a delivery director without a slot confirms', async () => {
  await changeByTwo(world.outside, 'hana-hr', { active: false });
  await changeByTwo(world.outside, 'hilde-hr', { roles: ['engineer'] });
  // Hugo and Hedy are left, and each is the only one for the record of the other.
  const id = await proposed('hugo-hr', 'hedy-hr', { level: 'L1', ladder: world.ladder.id });
  expect(await readProposal(world.outside, await actor('hugo-hr'), id)).toMatchObject({ to: 'delivery-director' });
  await expect(confirmed('hedy-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await openProposalsOf(world.outside, await actor('dario-director'))).toHaveLength(1);
  await confirmed('dario-director', id);
  expect((await now('hedy-hr'))?.level).toBe('L1');
  const events = await readPersonEvents(world.outside, await actor('hugo-hr'), 'hedy-hr');
  expect(events.at(-1)).toMatchObject({ actor: { personId: 'dario-director', role: 'delivery-director' } });
});

test('a record that cases of everybody of HR rest on is changed by a third person, to whom they give the role', async () => {
  const engineer = {
    roles: ['engineer', 'hr'],
    level: 'L2',
    ladder: world.ladder.id,
    ...line,
  } satisfies Partial<PersonInput>;
  await confirmed('hana-hr', await proposed('hedy-hr', 'hugo-hr', engineer));
  await confirmed('hana-hr', await proposed('hugo-hr', 'hedy-hr', engineer));
  await changeByTwo(world.outside, 'hana-hr', { active: false });
  await changeByTwo(world.outside, 'hilde-hr', { roles: ['engineer'] });
  for (const id of ['hugo-hr', 'hedy-hr']) await world.step(await world.open(id));
  const more = { roles: ['tech-lead', 'odc-lead'] } satisfies Partial<PersonInput>;
  for (const id of ['hugo-hr', 'hedy-hr', 'dario-director'])
    await expect(proposed(id, 'tess-lead', more)).rejects.toMatchObject({ code: 'forbidden' });
  await confirmed('hedy-hr', await proposed('hugo-hr', 'toby-lead', { roles: ['tech-lead', 'hr'] }));
  later(1);
  const id = await proposed('toby-lead', 'tess-lead', more);
  expect(await readProposal(world.outside, await actor('toby-lead'), id)).toMatchObject({ to: 'delivery-director' });
  await confirmed('dario-director', id);
  expect((await now('tess-lead'))?.roles).toEqual(more.roles);
});

test('a delivery director confirms where the only other person of HR joins the line of an engineer with a case', async () => {
  await changeByTwo(world.outside, 'hilde-hr', { roles: ['engineer'] });
  await changeByTwo(world.outside, 'hana-hr', { roles: ['hr', 'tech-lead'] });
  await confirmed('hana-hr', await proposed('hugo-hr', 'hedy-hr', { active: false }));
  await world.open('erin-engineer');
  const id = await proposed('hugo-hr', 'erin-engineer', { techLeadId: 'hana-hr' });
  expect(await readProposal(world.outside, await actor('hugo-hr'), id)).toMatchObject({ to: 'delivery-director' });
  for (const command of [{ type: 'confirm' }, { type: 'refuse', reason: 'Not me.' }] as const)
    await expect(act('hana-hr', id, command)).rejects.toMatchObject({ code: 'forbidden' });
  await confirmed('dario-director', id);
  expect((await now('erin-engineer'))?.techLeadId).toBe('hana-hr');
});

test('a directory from before the holders of roles were kept gets them with the first change', async () => {
  const { table } = world.outside;
  for (const role of ['tech-lead', 'odc-lead', 'head-of-department', 'delivery-director', 'hr'])
    await transact(table, [writesOf(table).remove('other', keys.holders(role))]);
  await changeByTwo(world.outside, 'hana-hr', { active: false });
  await changeByTwo(world.outside, 'hilde-hr', { roles: ['engineer'] });
  await expect(proposed('hugo-hr', 'hedy-hr', { active: false })).rejects.toMatchObject({ code: 'too-few-of-hr' });
});
