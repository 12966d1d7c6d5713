import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { mailBySes } from '#functions/runtime/mail.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { listNotices } from '#shared/cases/notices.ts';
import { loadEvents } from '#shared/store/cases.ts';
import { loadProposalEvents } from '#shared/store/chains.ts';
import { type Key, keys } from '#shared/store/keys.ts';
import { allUntold, loadTold } from '#shared/store/told.ts';
import { line, person, smallOrganisation } from '#test/support/people.ts';
import { changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Mail, startMail } from './mail.ts';

// The stream keeps records for a day, and the relay tries for an hour. What people were not told is found by the sweep.
const engineers = ['ed', 'eva', 'ela'].map((name) => person(`${name}-engineer`, { level: 'L2', ...line }));
const people = [...smallOrganisation, ...engineers];
let world: World;
let mail: Mail;
beforeAll(async () => {
  [world, mail] = await Promise.all([startWorld(people), startMail()]);
  // The sweep has run before. What came before its first run is not looked up.
  await sweep();
});
afterAll(() => Promise.all([world.stop(), mail.stop()]));
beforeEach(() => {
  mail.down = false;
  logged.length = 0;
});

const logged: unknown[][] = [];
const write = (...line: unknown[]) => void logged.push(line);
const log = { info: () => {}, warn: write, error: write };
const machine = {
  client: { send: async () => ({ status: 'RUNNING' }) } as never,
  arn: 'arn:aws:states:x:0:stateMachine:y',
};
const hours = (count: number) => world.clock.advanceDays(count / 24);

const sweep = () => createSweep({ outside: world.outside, machine, log }, async () => {})();

function relay(eventName: 'INSERT' | 'MODIFY', ...changed: Key[]) {
  const Records = changed.map(({ pk, sk }, at) => ({
    eventName,
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(at) },
  }));
  return createRelay({
    outside: world.outside,
    machine,
    log,
    origin: 'https://rungs.example.com',
    mail: mailBySes(mail.client, 'rungs@example.com'),
    deskAddress: 'desk@example.com',
  })({ Records } as DynamoDBStreamEvent);
}

/**
 * The sweep runs, and the stream brings what it noted to the relay. Gives what was noted of cases and proposals: the relay of
 * this test does not get the events of people from the setup, so they are noted too.
 */
async function sweepAndTell(): Promise<string[]> {
  await sweep();
  const noted = (await allUntold(world.outside.table)).map(({ of }) => of);
  if (noted.length > 0) await relay('INSERT', ...noted.map(keys.untold));
  return noted.filter((of) => !of.startsWith('person:'));
}

let seen = 0;
/** The mails since the last call: to whom, and the first line. */
function newMails() {
  const mails = mail.box.mails().slice(seen);
  seen += mails.length;
  return mails.map(({ to, subject, text }) => ({ to: to[0]?.replace('@example.com', ''), subject, text }));
}

const noticesOf = async (id: string) => {
  const viewer = people.find((one) => one.id === id);
  if (!viewer) throw new Error(id);
  return (await listNotices(world.outside, viewer, { limit: 50 })).items.map((one) => one.template);
};
const toldUpTo = async (of: string) => (await loadTold(world.outside.table, [of])).get(of)?.seq;

/** Tess opens a case for an engineer of hers. */
async function openedFor(engineerId: string): Promise<string> {
  const caseId = await world.open(engineerId, undefined, 'tess-lead');
  await world.step(caseId);
  return caseId;
}

/** The same, and the engineer withdraws it. */
async function endedCaseOf(engineerId: string): Promise<string> {
  const caseId = await openedFor(engineerId);
  await world.act(engineerId, caseId, { type: 'withdraw', reason: 'Not this year, I have moved to another team.' });
  await world.step(caseId);
  return caseId;
}

test('what the relay has told is marked, and the sweep finds nothing to tell', async () => {
  const caseId = await endedCaseOf('eli-engineer');
  const events = await loadEvents(world.outside.table, caseId);
  await relay('INSERT', ...events.map(({ seq }) => keys.event(caseId, seq)));
  expect(await toldUpTo(caseId)).toBe(events.length);
  newMails();
  hours(2);
  expect([await sweepAndTell(), newMails()]).toEqual([[], []]);
});

test('after an outage of three days people are told once of what still holds, and the mail says when it happened', async () => {
  const before = await noticesOf('erin-engineer');
  const caseId = await openedFor('erin-engineer');
  const events = await loadEvents(world.outside.table, caseId);
  hours(72);
  expect(await sweepAndTell()).toEqual([caseId]);
  const mails = newMails();
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual(
    expect.arrayContaining([['erin-engineer', 'A case was opened for you']]),
  );
  expect(new Set(mails.map(({ to, subject }) => `${to} ${subject}`)).size).toBe(mails.length);
  for (const { text } of mails) {
    expect(text).toMatch(/^2 March 2026 at 11:00/);
    expect(text).toContain('Rungs could not send this when it happened.');
  }
  const told = await noticesOf('erin-engineer');
  expect(told.length).toBeGreaterThan(before.length);
  expect(await toldUpTo(caseId)).toBe(events.length);
  // The same note again, another sweep, and the records of the stream, if they come after all.
  await relay('INSERT', keys.untold(caseId));
  expect(await sweepAndTell()).toEqual([]);
  await relay('INSERT', ...events.map(({ seq }) => keys.event(caseId, seq)));
  expect([newMails(), await noticesOf('erin-engineer')]).toEqual([[], told]);
});

test('nobody is told of a step that was open and is over', async () => {
  const caseId = await endedCaseOf('ed-engineer');
  hours(30);
  expect(await sweepAndTell()).toEqual([caseId]);
  expect(newMails().filter(({ to }) => to === 'ed-engineer')).toEqual([]);
  expect(await noticesOf('ed-engineer')).toEqual([]);
  expect(await toldUpTo(caseId)).toBe((await loadEvents(world.outside.table, caseId)).length);
});

test('an event that came through after a gap is told once, and those in the gap too', async () => {
  const caseId = await openedFor('eva-engineer');
  const events = await loadEvents(world.outside.table, caseId);
  // The first event is lost.
  await relay('INSERT', ...events.slice(1).map(({ seq }) => keys.event(caseId, seq)));
  expect(await toldUpTo(caseId)).toBe(0);
  const first = newMails();
  hours(2);
  expect(await sweepAndTell()).toEqual([caseId]);
  const later = newMails();
  expect(later.map(({ subject }) => subject)).toContain('A case was opened for you');
  for (const { to, subject } of later) expect(first).not.toContainEqual(expect.objectContaining({ to, subject }));
  expect(await toldUpTo(caseId)).toBe(events.length);
});

test('a proposal of which nobody was told is found too, and a mail that fails is tried again until it is sent', async () => {
  const { outside } = world;
  const change = await changeOf(outside, 'tess-lead', { email: 'tess@new.example.com' });
  const id = await propose(outside, 'hugo-hr', change);
  hours(26);
  mail.down = true;
  expect(await sweepAndTell()).toEqual([`proposal:${id}`]);
  expect(logged.map(([line]) => line)).toEqual(['not-told']);
  expect(newMails()).toEqual([]);
  // The relay tries for an hour. Then the sweep asks it again.
  const [noted] = await allUntold(outside.table);
  hours(1);
  await sweep();
  expect(await allUntold(outside.table)).toEqual([noted]);
  hours(1);
  mail.down = false;
  expect(await sweepAndTell()).toEqual([`proposal:${id}`]);
  expect(newMails().map(({ to, subject }) => [to, subject])).toEqual([['desk', 'A change waits for a second person']]);
  expect([await sweepAndTell(), newMails()]).toEqual([[], []]);

  // Once it is decided, nobody is asked to decide any more. The people whom it concerns hear of it.
  const other = await propose(
    outside,
    'hedy-hr',
    await changeOf(outside, 'omar-odc', { email: 'omar@new.example.com' }),
  );
  await confirm(outside, 'hugo-hr', other);
  hours(26);
  expect(await sweepAndTell()).toEqual([`proposal:${other}`]);
  const subjects = newMails().map(({ subject }) => subject);
  expect(subjects).not.toContain('A change waits for a second person');
  expect(subjects).toContain('Two people have changed your record in the directory');
  expect((await loadProposalEvents(outside.table, other)).length).toBe(await toldUpTo(`proposal:${other}`));
});

test('a sweep that is killed after it noted something notes it once, and the relay tells it once', async () => {
  const caseId = await openedFor('ela-engineer');
  hours(26);
  const { table } = world.outside;
  // The run dies when it stores how far it has come.
  const client = {
    async send(command: { input: { TransactItems?: { Put?: { Item?: { pk?: string; told?: string } } }[] } }) {
      const item = command.input.TransactItems?.[0]?.Put?.Item;
      if (item?.pk === keys.sweep.pk && (await allUntold(table)).length > 0) throw new Error('killed');
      return table.client.send(command as never);
    },
  };
  const dying = { ...world.outside, table: { ...table, client: client as never } };
  await createSweep({ outside: dying, machine, log }, async () => {})().catch(() => {});
  expect((await allUntold(table)).map(({ of }) => of)).toEqual([caseId]);
  expect(await sweepAndTell()).toEqual([caseId]);
  const mails = newMails();
  expect(new Set(mails.map(({ to, subject }) => `${to} ${subject}`)).size).toBe(mails.length);
  expect([await sweepAndTell(), newMails()]).toEqual([[], []]);
});
