import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tell } from '#shared/cases/telling.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary, CaseView, EventView, InboxStep } from '#shared/contract/view.ts';
import { loadCase, loadEvents } from '#shared/store/cases.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { changes } from '#test/store/guarded-rows.ts';
import { actorOf } from '#test/support/actor.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import type { World } from '#test/support/world.ts';
import { cast, engineerAt } from './cast.ts';
import { caseAt, commandFor, startSecurityWorld } from './places.ts';

/** What a delegate gets from when the person for whom they act has left, before the sweep ends the delegation. */

const { delegate, signer } = cast;

let world: World;
let api: ApiUnderTest;
let caseId: string;
beforeAll(async () => {
  world = await startSecurityWorld();
  api = await apiOn(world);
  caseId = await caseAt(world, 'sign-off');
});
afterAll(() => world.stop());

const read = async <Body>(path: string) => (await api.get(delegate, path)).body as Body;

/** Everything that the API tells the delegate, and the people to whom the opening of the stage is told. */
async function toldToTheDelegate() {
  const { outside } = world;
  const view = await read<CaseView>(`/api/cases/${caseId}`);
  const { items: cases } = await read<{ items: CaseSummary[] }>('/api/cases');
  const { items: events } = await read<{ items: EventView[] }>(`/api/cases/${caseId}/events`);
  const { items: steps } = await read<{ items: InboxStep[] }>('/api/inbox');
  const opened = (await loadEvents(outside.table, caseId)).findLast(({ type }) => type === 'stage-opened');
  const { notices } = await tell(outside, caseId, opened?.seq ?? 0);
  return {
    relations: view.relations,
    version: view.version,
    listed: cases.find((one) => one.id === caseId)?.version,
    mayReadEvidence: view.evidence !== null,
    mayReadText: (await api.get(delegate, `/api/cases/${caseId}/evidence/e2/text`)).status === 200,
    mayReadConsensus: view.consensus !== null,
    maySign: view.actions.some(({ type, allowed }) => type === 'sign-off' && allowed),
    events: events.length,
    words: events.filter((event) => event.body !== null).length,
    steps: steps.filter((one) => one.caseId === caseId).map(({ type, onBehalfOf }) => [type, onBehalfOf?.id]),
    isNotified: notices.some(({ to }) => to === delegate),
  };
}

const nothing = {
  relations: ['watcher'],
  mayReadEvidence: false,
  mayReadText: false,
  mayReadConsensus: false,
  maySign: false,
  steps: [],
  isNotified: false,
};

/** Changes a person while something is looked at, and puts them back as they were. */
async function whileChanged(who: string, more: Partial<Person>, look: () => Promise<unknown>): Promise<void> {
  const { active, roles, lostAt } = await actorOf(world.outside, who);
  await changes(who, more)(world.outside, []);
  await look().finally(() => changes(who, { active, roles, lostAt })(world.outside, []));
}

test('a delegate reads and does what the person does for whom they act', async () => {
  const told = await toldToTheDelegate();
  expect(told).toMatchObject({
    relations: ['signer'],
    mayReadEvidence: true,
    mayReadText: true,
    mayReadConsensus: true,
    maySign: true,
    steps: [['sign-off', signer]],
    isNotified: true,
  });
  expect(told.listed).toBe(told.version);
  expect(told.words).toBeGreaterThan(0);
});

const now = () => world.clock.now().toISOString();

describe.each<[string, string, () => Partial<Person>]>([
  ['the person for whom they act has left', signer, () => ({ active: false })],
  ['the person for whom they act has lost the role', signer, () => ({ roles: ['engineer'], lostAt: now() })],
  ['the person for whom they act has left and come back', signer, () => ({ lostAt: now() })],
  ['they have lost the role and got it back', delegate, () => ({ lostAt: now() })],
])('if %s, a delegate', (_what, who, more) => {
  test('is only told where the case stands', () =>
    whileChanged(who, more(), async () => {
      const told = await toldToTheDelegate();
      expect(told).toMatchObject(nothing);
      expect(told.listed).toBe(told.version);
      expect(told.words).toBe(0);
    }));

  test('cannot act', () =>
    whileChanged(who, more(), async () => {
      const state = await loadCase(world.outside.table, caseId);
      if (!state) throw new Error(caseId);
      const command = commandFor(state, 'sign-off', 'delegate', 'sign-off');
      const answer = await api.post(delegate, `/api/cases/${caseId}/commands`, command, { 'if-match': '"1"' });
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    }));
});

test('the list tells the same, if its entry does not say for whom the delegate acts', async () => {
  const { table } = world.outside;
  const entry = { caseId, engineerId: engineerAt('sign-off'), ...keys.relation(delegate, caseId) };
  await transact(table, [writesOf(table).put('other', entry)]);
  const { version, listed } = await toldToTheDelegate();
  expect(listed).toBe(version);
  await whileChanged(signer, { active: false }, async () => {
    const told = await toldToTheDelegate();
    expect(told.listed).toBe(told.version);
  });
});
