import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { listNotices } from '#shared/cases/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { keys } from '#shared/store/keys.ts';
import { loadProposal } from '#shared/store/proposals.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld([...smallOrganisation, person('toby-lead', { roles: ['tech-lead'] })]);
});
afterAll(() => world.stop());

/** Lets the relay read all events of a proposal, twice, and gives the mails that it sent. */
async function relayed(id: string): Promise<{ to: string; subject: string; text: string }[]> {
  const mails: { to: string; subject: string; text: string }[] = [];
  const log = { info() {}, warn() {}, error: (...line: unknown[]) => expect(line).toEqual([]) };
  const relay = createRelay({
    outside: world.outside,
    machine: { client: {} as never, arn: 'arn:machine' },
    log,
    origin: 'https://rungs.example.com',
    mail: async (letter) => mails.push(letter) > 0,
    deskAddress: 'desk@example.com',
  });
  const seq = (await loadProposal(world.outside.table, id))?.proposal.audit.seq ?? 0;
  const Records = Array.from({ length: seq }, (_, at) => {
    const { pk, sk } = keys.chainEvent(`proposal:${id}` as `proposal:prop_${string}`, at + 1);
    return { eventName: 'INSERT', dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(at) } };
  });
  for (const _time of [1, 2])
    expect(await relay({ Records } as DynamoDBStreamEvent)).toEqual({ batchItemFailures: [] });
  return mails;
}

async function subjectsOf(who: string): Promise<string[]> {
  const { items, people } = await listNotices(world.outside, await actorOf(world.outside, who), { limit: 20 });
  return items.map((notice) => textOf(notice, (id) => people[id]?.name ?? id, 'UTC').subject);
}

test('HR is told of a proposal, and the person, the old and the new lead and the proposer of the change', async () => {
  const more = { level: 'L3', techLeadId: 'toby-lead' };
  const id = await propose(world.outside, 'hugo-hr', await changeOf(world.outside, 'erin-engineer', more));
  expect(await relayed(id)).toEqual([
    {
      to: 'desk@example.com',
      subject: 'A change waits for a second person',
      text: expect.stringContaining(`The proposal: https://rungs.example.com/hr/proposals/${id}`),
    },
  ]);
  await confirm(world.outside, 'hedy-hr', id);
  const mails = await relayed(id);
  const subject = 'Two people have changed the record of Erin Engineer in the directory';
  expect(mails.map((one) => [one.to, one.subject]).sort()).toEqual([
    ['erin-engineer@example.com', 'Two people have changed your record in the directory'],
    ['hugo-hr@example.com', subject],
    ['omar-odc@example.com', subject],
    ['tess-lead@example.com', subject],
    ['toby-lead@example.com', subject],
  ]);
  const text = mails.find((one) => one.to.startsWith('erin'))?.text ?? '';
  expect(text).toContain('It concerns ladder, level or track.');
  expect(text).toContain('Hugo Hr proposed it, and a second person confirmed it.');
  expect(text).toContain('Your notices: https://rungs.example.com/notices');
  // The reason is for HR.
  expect(JSON.stringify(mails)).not.toContain('As agreed');
  expect(await subjectsOf('erin-engineer')).toEqual(['Two people have changed your record in the directory']);
  expect(await subjectsOf('hedy-hr')).toEqual(['A change waits for a second person']);
  // He proposed it, so nothing of it waits for him.
  expect(await subjectsOf('hugo-hr')).toEqual([subject]);
});

test('the proposer is told of a refusal, and nobody of a withdrawal', async () => {
  const change = () => changeOf(world.outside, 'eli-engineer', { level: 'L3' });
  const act = async (who: string, id: string, command: Parameters<typeof actOnProposal>[2]['command']) =>
    actOnProposal(
      world.outside,
      await actorOf(world.outside, who),
      { id, command },
      { idempotencyKey: id, requestId: 't' },
    );
  const refused = await propose(world.outside, 'hugo-hr', await change());
  await relayed(refused);
  await act('hedy-hr', refused, { type: 'refuse', reason: 'Not outside a case.' });
  expect(await relayed(refused)).toMatchObject([{ to: 'hugo-hr@example.com', subject: 'Your proposal was refused' }]);
  const withdrawn = await propose(world.outside, 'hugo-hr', await change());
  await relayed(withdrawn);
  await act('hugo-hr', withdrawn, { type: 'withdraw' });
  expect(await relayed(withdrawn)).toEqual([]);
});

test('delivery directors are told of a proposal that is their step', async () => {
  const change = await changeOf(world.outside, 'hedy-hr', { level: 'L1', ladder: world.ladder.id });
  const id = await propose(world.outside, 'hugo-hr', change);
  expect((await relayed(id)).map((one) => one.to)).toEqual(['dario-director@example.com']);
});

test('a person of HR is not asked to confirm a change of their own record, and a third one is', async () => {
  await changeByTwo(world.outside, 'toby-lead', { roles: ['tech-lead', 'hr'] });
  world.clock.advanceDays(1);
  const change = await changeOf(world.outside, 'hugo-hr', { roles: ['hr', 'tech-lead'] });
  const id = await propose(world.outside, 'hedy-hr', change);
  expect((await relayed(id)).map((one) => one.to)).toEqual(['desk@example.com']);
  const isAsked = async (who: string) => {
    const { items } = await listNotices(world.outside, await actorOf(world.outside, who), { limit: 20 });
    return items.some((one) => 'proposalId' in one && one.proposalId === id);
  };
  expect([await isAsked('toby-lead'), await isAsked('hugo-hr'), await isAsked('hedy-hr')]).toEqual([
    true,
    false,
    false,
  ]);
});
