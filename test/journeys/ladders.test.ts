import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '#infra/local/client.ts';
import { beginJourney } from '#infra/local/journey.ts';
import { takeTurns } from '#infra/local/turns.ts';
import type { Person } from '#shared/contract/people.ts';
import { ladderOf } from '#test/support/ladders.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

/** A whole case on every ladder and every transition that a case can run on today, through the API, to promoted. */

let local: TestStack;
beforeAll(async () => {
  local = await startTestStack();
});
afterAll(() => local.stop());

describe.each([
  ['software-engineer-track', 'L2-L3', 'linh-dao'],
  ['software-engineer-ratings', 'L1-L2', 'camille-roux'],
  ['software-engineer-ratings', 'L2-L3', 'omar-siddiqui'],
  ['software-engineer-ratings', 'L3-L4', 'freya-nilsen'],
  ['engineer-narrative', 'L1-L2', 'mikko-salonen'],
  ['engineer-narrative', 'L2-L3', 'carla-bastos'],
  ['senior-engineer-competencies', 'S1-S2', 'haruto-mori'],
])('on %s from %s', (ladderId, transition, engineer) => {
  test(`${engineer} is promoted`, async () => {
    const { send, tokenOf, stack } = local;
    const journey = await beginJourney({ send, tokenOf, today: stack.clock.now(), engineer, ladderId, transition });
    const view = await takeTurns(journey);
    expect([view.outcome, view.criteria?.map((one) => one.verdict)]).toEqual([
      'promoted',
      view.criteria?.map(() => 'pass'),
    ]);
    const ladder = ladderOf(ladderId);
    expect(view.ladder).toEqual({ id: ladder.id, version: ladder.version, hash: ladder.hash });
    const me = await must<Person>(send, 'GET', '/api/me', { token: await tokenOf(engineer) });
    const to = ladder.transitions.find((one) => one.id === transition)?.to;
    expect(me.body).toMatchObject({ ladder: ladderId, level: to });
  });
});

test('nobody is promoted on a ladder that they are not on', async () => {
  const { send, tokenOf } = local;
  const body = { engineerId: 'bronwen-price', ladderId: 'software-engineer-track', transition: 'L2-L3' };
  const refused = await send('POST', '/api/cases', {
    token: await tokenOf('bronwen-price'),
    body,
    headers: { 'idempotency-key': 'k1' },
  });
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'level-mismatch']);
});
