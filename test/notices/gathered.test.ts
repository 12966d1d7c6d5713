import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { mailBySes } from '#functions/runtime/mail.ts';
import { wakeMails } from '#shared/cases/mails.ts';
import { listNotices } from '#shared/cases/notices.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { profileItem } from '#shared/store/directory.ts';
import { type Key, keys } from '#shared/store/keys.ts';
import { openMailWindows } from '#shared/store/mail-windows.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { dueAt, event, headAt, later } from '#test/support/head-of-case.ts';
import { smallOrganisation } from '#test/support/people.ts';
import { changeOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Mail, startMail } from './mail.ts';

// Nobody gets more than one mail of a kind about a case or a record in 15 minutes.
let world: World;
let mail: Mail;
let caseId: string;
let seq: number;
let cases = 0;
beforeAll(async () => {
  [world, mail] = await Promise.all([startWorld(), startMail()]);
});
afterAll(() => Promise.all([world.stop(), mail.stop()]));

const logged: unknown[][] = [];
const minutes = (count: number) => world.clock.advanceDays(count / (24 * 60));
/** A case of its own for every test. */
beforeEach(async () => {
  minutes(60);
  await release();
  mail.down = false;
  logged.length = 0;
  seq = 0;
  caseId = `case_01HZZZZZZZZZZZZZZZZZZZZZ${String(++cases).padStart(2, '0')}`;
  const { put } = writesOf(world.outside.table);
  const head = { ...headAt('sign-off'), id: caseId };
  await transact(world.outside.table, [put('head', { ...headShape.content(head), ...keys.head(caseId) })]);
});

const write = (...line: unknown[]) => void logged.push(line);
const relay = (records: DynamoDBStreamEvent) =>
  createRelay({
    outside: world.outside,
    machine: { client: { send: async () => ({}) } as never, arn: 'arn:machine' },
    log: { info: write, warn: write, error: write },
    origin: 'https://rungs.example.com',
    mail: mailBySes(mail.client, 'rungs@example.com'),
    deskAddress: 'desk@example.com',
  })(records);

const recordsOf = (eventName: 'INSERT' | 'MODIFY', ...named: Key[]): DynamoDBStreamEvent => ({
  Records: named.map(({ pk, sk }, at) => ({
    eventName,
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(at) },
  })),
});

/** Something happens in the case, and the stream brings it to the relay. */
async function happens<T extends CaseEvent['type']>(type: T, data: Parameters<typeof event<T>>[1]) {
  seq += 1;
  const { outside } = world;
  const at = outside.clock.now().toISOString();
  const happened = { ...event(type, data, 'hana-head', seq), id: outside.ids.next('ev'), caseId, at };
  await transact(outside.table, [writesOf(outside.table).put('event', { ...happened, ...keys.event(caseId, seq) })]);
  return relay(recordsOf('INSERT', keys.event(caseId, seq)));
}

async function delegateAndEnd(times: number, to = 'omar-odc') {
  const slots = ['sign-off.head'];
  for (let at = 0; at < times; at++) {
    await happens('delegated', { slots, by: 'hana-head', to, from: later, until: dueAt });
    await happens('delegation-ended', { to });
  }
}

/** The sweep runs, and the stream brings what it changed to the relay. */
async function release() {
  await wakeMails(world.outside);
  const changed = await windows();
  return relay(recordsOf('MODIFY', ...changed.map((one) => keys.mailWindow(one.to, one.about, one.template))));
}

async function windows() {
  const open = [];
  for await (const page of openMailWindows(world.outside.table)) open.push(...page);
  return open;
}

let seen = 0;
/** The mails since the last call. */
function newMails() {
  const mails = mail.box.mails().slice(seen);
  seen += mails.length;
  return mails;
}
beforeEach(() => void newMails());

test('twenty rounds of delegating and ending are two mails, and two more with all the rest after 15 minutes', async () => {
  await delegateAndEnd(20);
  expect(newMails()).toHaveLength(2);
  minutes(14);
  expect(await release()).toEqual({ batchItemFailures: [] });
  expect(newMails()).toEqual([]);
  minutes(1);
  await release();
  const later = newMails();
  expect(later.map(({ to, subject }) => [to, subject])).toEqual([
    [['omar-odc@example.com'], expect.stringMatching(/^You act for Hana Head in .* \(and 18 more\)$/)],
    [['omar-odc@example.com'], expect.stringMatching(/ \(and 18 more\)$/)],
  ]);
  expect(later[0]?.text.match(/asks you to act for them/g)).toHaveLength(19);
  // The window of the second mails is over too, and closes.
  await release();
  expect(newMails()).toEqual([]);
  minutes(15);
  await release();
  expect([newMails(), await windows()]).toEqual([[], []]);
  const omar = smallOrganisation.find(({ id }) => id === 'omar-odc')!;
  expect((await listNotices(world.outside, omar, { limit: 50 })).items).toHaveLength(40);
});

test('a person who is asked about two pieces of a case at once gets one mail, and the second question in the next', async () => {
  for (const piece of [1, 2, 3])
    await happens('adoption-asked', { evidence: `e${piece}`, piece, turn: 1, to: 'omar-odc', dueAt });
  const [first, ...more] = newMails();
  expect([first?.to, more]).toEqual([['omar-odc@example.com'], []]);
  minutes(15);
  await release();
  const [gathered, ...others] = newMails();
  expect([gathered?.subject, others]).toEqual([expect.stringMatching(/^A question of .* \(and 1 more\)$/), []]);
  // Each question has a page of its own. The mail says nothing of the case.
  expect(new Set(gathered?.text.match(/https:\S+\/confirmations\/q_\w+/g)).size).toBe(2);
  expect(gathered?.text).not.toContain(caseId);
});

test('proposing and withdrawing a change twenty times is one mail to the desk of HR, and one more with the rest', async () => {
  const { outside } = world;
  const actor = await actorOf(outside, 'hugo-hr');
  const change = async (id: string) => changeOf(outside, id, { level: 'L4' });
  const proposes = async (id: string) => {
    const proposal = await propose(outside, 'hugo-hr', await change(id));
    await relay(recordsOf('INSERT', keys.chainEvent(`proposal:${proposal}`, 1)));
    const command = { type: 'withdraw' as const };
    const meta = { idempotencyKey: `withdraw-${proposal}`, requestId: 'test' };
    await actOnProposal(outside, actor, { id: proposal, command }, meta);
    await relay(recordsOf('INSERT', keys.chainEvent(`proposal:${proposal}`, 2)));
  };
  for (let at = 0; at < 20; at++) await proposes('erin-engineer');
  expect(newMails().map(({ to }) => to)).toEqual([['desk@example.com']]);
  // The record of another person is another matter.
  await proposes('eli-engineer');
  expect(newMails()).toHaveLength(1);
  minutes(15);
  await release();
  expect(newMails().map(({ subject }) => subject)).toEqual([expect.stringContaining('(and 18 more)')]);
});

test('a gathered mail says twenty notices and how many more there are', async () => {
  await delegateAndEnd(25);
  newMails();
  minutes(15);
  await release();
  const [letter] = newMails();
  expect(letter?.subject).toMatch(/ \(and 23 more\)$/);
  expect(letter?.text.match(/asks you to act for them/g)).toHaveLength(20);
  expect(letter?.text).toContain('4 more: https://rungs.example.com/notices');
});

test('what comes after a gathered mail waits again, and a mail of another kind, case or person does not', async () => {
  await delegateAndEnd(2);
  minutes(15);
  await release();
  newMails();
  await delegateAndEnd(1);
  expect(newMails()).toEqual([]);
  await delegateAndEnd(1, 'olga-odc');
  await happens('deadline-extended', { dueAt, timers: [] });
  expect(newMails().map(({ to }) => to[0])).toEqual(expect.arrayContaining(['olga-odc@example.com']));
  minutes(15);
  await release();
  const gathered = newMails();
  expect(gathered.map(({ to }) => to[0])).toEqual(['omar-odc@example.com', 'omar-odc@example.com']);
  // Only one waited, so its mail is as any other.
  expect(gathered[0]?.subject).not.toContain('more');
});

test('a record that comes again adds nothing to the next mail', async () => {
  await delegateAndEnd(2);
  newMails();
  for (let at = 0; at < 3; at++) await relay(recordsOf('INSERT', keys.event(caseId, 3), keys.event(caseId, 4)));
  expect((await windows()).map(({ waiting, more }) => [waiting.length, more])).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test('a gathered mail that fails is tried again and sent once', async () => {
  await delegateAndEnd(2);
  newMails();
  minutes(15);
  mail.down = true;
  expect((await release()).batchItemFailures).toHaveLength(2);
  expect(logged[0]?.[0]).toBe('not-told');
  mail.down = false;
  for (let at = 0; at < 2; at++) expect(await release()).toEqual({ batchItemFailures: [] });
  expect(newMails()).toHaveLength(2);
});

test('a notice that comes between the sweep and the mail goes into that mail, and one after it waits', async () => {
  await delegateAndEnd(2);
  minutes(15);
  await wakeMails(world.outside);
  newMails();
  await delegateAndEnd(1);
  expect(newMails()).toEqual([]);
  await release();
  expect(newMails().map(({ subject }) => subject)).toEqual(Array(2).fill(expect.stringContaining('(and 1 more)')));
});

test('the mails of a person who has left are given up', async () => {
  await delegateAndEnd(2);
  newMails();
  const { put } = writesOf(world.outside.table);
  const omar = smallOrganisation.find(({ id }) => id === 'omar-odc')!;
  const keep = (active: boolean) => transact(world.outside.table, [put('other', profileItem({ ...omar, active }))]);
  await keep(false);
  minutes(15);
  await release();
  await keep(true);
  expect(newMails()).toEqual([]);
  expect((await windows()).flatMap(({ waiting }) => waiting)).toEqual([]);
});
