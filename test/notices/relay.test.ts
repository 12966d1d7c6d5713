import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { mailBySes } from '#functions/runtime/mail.ts';
import { listNotices, markRead } from '#shared/cases/notices.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { profileItem } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { caseId, closedWith, event, headAt, later, panel, slot } from '#test/support/head-of-case.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Mail, startMail } from './mail.ts';

const peers = ['pia-peer', 'paul-peer', 'petra-peer', 'nina-new'];
const people = [...smallOrganisation, ...peers.map((id) => person(id, { level: 'L4' }))];
let world: World;
let mail: Mail;
beforeAll(async () => {
  [world, mail] = await Promise.all([startWorld(people), startMail()]);
});
afterAll(() => Promise.all([world.stop(), mail.stop()]));

const started: unknown[] = [];
const logged: unknown[][] = [];
beforeEach(() => {
  started.length = 0;
  logged.length = 0;
});

const origin = 'https://rungs.example.com';
function relay(mails = true, deskAddress: string | undefined = 'desk@example.com') {
  const write = (...line: unknown[]) => void logged.push(line);
  const client = { send: async (command: { input: unknown }) => void started.push(command.input) };
  return createRelay({
    outside: world.outside,
    machine: { client: client as never, arn: 'arn:machine' },
    log: { info: write, warn: write, error: write },
    origin,
    mail: mails ? mailBySes(mail.client, 'rungs@example.com') : null,
    deskAddress,
  });
}

let sequence = 0;
/** Records of the table's stream. */
function records(...named: { pk: string; sk: string }[]): DynamoDBStreamEvent {
  return {
    Records: named.map(({ pk, sk }) => ({
      eventName: 'INSERT',
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(sequence++) },
    })),
  };
}

const recordOf = ({ seq }: CaseEvent) => records(keys.event(caseId, seq));

/** Stores events and the head that results from them under the same keys as a commit does. */
async function store(head: CaseHead, ...events: CaseEvent[]): Promise<void> {
  const { put } = writesOf(world.outside.table);
  const items = events.map((one) => put('event', { ...one, ...keys.event(caseId, one.seq) }));
  await transact(world.outside.table, [put('head', { ...headShape.content(head), ...keys.head(caseId) }), ...items]);
}

const viewer = (id: string) => people.find((one) => one.id === id)!;
const told = async (id: string) =>
  (await listNotices(world.outside, viewer(id), { limit: 50 })).items.map((one) => one.template);
const mailsTo = (address: string) => mail.box.mails().filter((one) => one.to.includes(address));

test('people get one notice and one mail of an event, even if its record comes several times', async () => {
  const slots = panel.map((one) => ({ ...one, openFrom: later }));
  const happened = event('panel-appointed', { slots }, 'omar-odc', 20);
  await store(headAt('calibration'), happened);
  const handle = relay();
  for (let times = 0; times < 3; times++) expect(await handle(recordOf(happened))).toEqual({ batchItemFailures: [] });
  for (const id of ['pia-peer', 'paul-peer', 'petra-peer']) {
    expect(await told(id)).toEqual(['part-given']);
    expect(mailsTo(`${id}@example.com`)).toHaveLength(1);
  }
  expect(await told('erin-engineer')).toEqual(['panel-appointed']);
  const [letter] = mailsTo('erin-engineer@example.com');
  expect(letter).toMatchObject({ from: 'rungs@example.com', subject: 'Reviewers of your case were named' });
  expect(letter?.text).toContain('Pia Peer, Paul Peer and Petra Peer');
  expect(letter?.text).toContain(`${origin}/cases/${caseId}\n`);
});

test('a mail that fails does not block other records, and is sent once when SES is back', async () => {
  const happened = event(
    'reminder-sent',
    { stage: 'sign-off', attempt: 1, instant: '2026-03-10T09:00:00.000Z', to: ['olga-odc', 'hana-head'] },
    null,
    21,
  );
  await store(headAt('sign-off'), happened);
  const handle = relay();
  mail.down = true;
  const batch = records(keys.event(caseId, 21), keys.head(caseId));
  const failed = await handle(batch);
  // The next record of the batch was handled, so only the record of the event is reported as failed.
  expect(failed.batchItemFailures).toEqual([{ itemIdentifier: batch.Records[0]?.dynamodb?.SequenceNumber }]);
  expect(started).toHaveLength(1);
  expect(logged).toEqual([['not-told', { caseId, seq: 21, error: expect.any(String) }]]);
  expect(await told('olga-odc')).toEqual(['reminder']);
  expect(mailsTo('olga-odc@example.com')).toEqual([]);
  mail.down = false;
  for (let times = 0; times < 2; times++) expect(await handle(batch)).toEqual({ batchItemFailures: [] });
  expect(await told('olga-odc')).toEqual(['reminder']);
  for (const id of ['olga-odc', 'hana-head']) expect(mailsTo(`${id}@example.com`)).toHaveLength(1);
});

test('if one of several mails fails, only that one is sent again', async () => {
  const happened = event('case-cancelled', { moves: null }, 'hugo-hr', 22);
  await store(headAt('calibration', { slots: panel }), happened);
  const before = mail.box.mails().length;
  let refusals = 0;
  const handle = createRelay({
    outside: world.outside,
    machine: { client: { send: async () => ({}) } as never, arn: 'arn:machine' },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    origin,
    mail: async (letter) => {
      if (letter.to === 'paul-peer@example.com' && refusals++ === 0) throw new Error('busy');
      return mailBySes(mail.client, 'rungs@example.com')(letter);
    },
  });
  expect((await handle(recordOf(happened))).batchItemFailures).toHaveLength(1);
  expect(await handle(recordOf(happened))).toEqual({ batchItemFailures: [] });
  expect(
    mail.box
      .mails()
      .slice(before)
      .map(({ to }) => to[0])
      .sort(),
  ).toEqual(['erin-engineer', 'paul-peer', 'petra-peer', 'pia-peer'].map((id) => `${id}@example.com`));
});

test('a mail that SES refuses is given up and logged', async () => {
  const happened = event('case-lapsed', { moves: null }, null, 23);
  await store(headAt('portfolio', { slots: [] }), happened);
  const write = (...line: unknown[]) => void logged.push(line);
  const handle = createRelay({
    outside: world.outside,
    machine: { client: { send: async () => ({}) } as never, arn: 'arn:machine' },
    log: { info: write, warn: write, error: write },
    origin,
    mail: async () => false,
  });
  expect(await handle(recordOf(happened))).toEqual({ batchItemFailures: [] });
  expect(logged).toEqual([['mail-refused', { caseId, notice: happened.id, to: 'erin-engineer' }]]);
  expect((await told('erin-engineer'))[0]).toBe('lapsed');
});

test('the desk of HR gets one notice, every person of HR sees it, and each marks it as read for themselves', async () => {
  const happened = event('stage-opened', { stage: 'appeal', attempt: 1, dueAt: later }, null, 24);
  await store(headAt('appeal'), happened);
  await relay()(recordOf(happened));
  expect(mailsTo('desk@example.com').map((one) => one.subject)).toEqual([
    'An appeal of Erin Engineer waits for an answer',
  ]);
  const [hugo, hedy] = [viewer('hugo-hr'), viewer('hedy-hr')];
  const unreadOf = async (who: typeof hugo) => (await listNotices(world.outside, who, { limit: 20 })).unread;
  expect([await told('hugo-hr'), await told('hedy-hr')]).toEqual([['appeal-lodged'], ['appeal-lodged']]);
  await markRead(world.outside, hugo, happened.id);
  expect([await unreadOf(hugo), await unreadOf(hedy)]).toEqual([0, 1]);
  expect(await told('omar-odc')).not.toContain('appeal-lodged');
});

test('without mail, people still get notices in the product', async () => {
  const happened = event('case-closed', { outcome: 'promoted', level: 'L4' }, null, 25);
  await store(closedWith('promoted', { slots: [] }), happened);
  const before = mail.box.mails().length;
  expect(await relay(false)(recordOf(happened))).toEqual({ batchItemFailures: [] });
  expect((await told('erin-engineer'))[0]).toBe('outcome');
  expect(mail.box.mails()).toHaveLength(before);
});

test('the relay reads the earlier events to tell a person that their part is taken away', async () => {
  const happened = event('reassigned', { slots: [slot('calibration.peer-1', 'nina-new')] }, 'omar-odc', 26);
  await store(headAt('calibration'), happened);
  await relay()(recordOf(happened));
  expect((await told('nina-new'))[0]).toBe('part-given');
  expect((await told('pia-peer'))[0]).toBe('part-taken');
});

test('a person who has left gets no mails', async () => {
  const happened = event('deadline-extended', { dueAt: '2026-05-01T18:00:00.000Z', timers: [] }, 'hugo-hr', 27);
  await store(headAt('self-assessment', { engineerId: 'eli-engineer' }), happened);
  const { put } = writesOf(world.outside.table);
  const left = { ...viewer('eli-engineer'), active: false };
  await transact(world.outside.table, [put('other', profileItem(left))]);
  await relay()(recordOf(happened));
  expect(await told('eli-engineer')).toEqual(['deadline-extended']);
  expect(mailsTo('eli-engineer@example.com')).toEqual([]);
});

test('somebody whose mail address two people changed is told at the old address and at the new one', async () => {
  const { outside } = world;
  const change = await changeOf(outside, 'tess-lead', { email: 'tess@new.example.com' });
  const proposal = await propose(outside, 'hugo-hr', change);
  await confirm(outside, 'hedy-hr', proposal);
  await relay()(records(keys.chainEvent(`proposal:${proposal}`, 2)));
  const [old] = mailsTo('tess-lead@example.com').slice(-1);
  const [fresh] = mailsTo('tess@new.example.com');
  expect([old?.subject, fresh?.subject]).toEqual(Array(2).fill('Two people have changed your record in the directory'));
  expect(old?.text).toBe(fresh?.text);
  expect(old?.text).toContain('It concerns the mail address.');
  expect(old?.text).toContain('If something is wrong, please tell HR.');
});

test('somebody who leaves and gets another mail address by one change is told at the old one', async () => {
  const { outside } = world;
  const change = await changeOf(outside, 'olga-odc', { email: 'olga@new.example.com', active: false });
  const proposal = await propose(outside, 'hugo-hr', change);
  await confirm(outside, 'hedy-hr', proposal);
  await relay()(records(keys.chainEvent(`proposal:${proposal}`, 2)));
  const subject = 'Two people have changed your record in the directory';
  expect(mailsTo('olga-odc@example.com').at(-1)?.subject).toBe(subject);
  expect(mailsTo('olga@new.example.com')).toEqual([]);
});

test('a changed event is logged as tampered and makes no notices', async () => {
  const { Records } = records(keys.event(caseId, 20));
  const changed = { Records: Records.map((one) => ({ ...one, eventName: 'MODIFY' as const })) };
  const before = await told('pia-peer');
  await relay()(changed);
  expect(logged).toEqual([['event-tampered', { key: `EV#${caseId}/0000020`, change: 'MODIFY' }]]);
  expect(await told('pia-peer')).toEqual(before);
});
