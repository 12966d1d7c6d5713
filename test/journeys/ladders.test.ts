import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '#infra/local/client/client.ts';
import { beginJourney } from '#infra/local/client/journey.ts';
import { takeTurns } from '#infra/local/client/turns.ts';
import type { Person } from '#shared/contract/people.ts';
import { drawnPart } from '#test/support/extent.ts';
import { ladderOf } from '#test/support/ladders.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

/** A whole case on every ladder and every transition, through the API, to the promotion. */

let local: TestStack;
beforeAll(async () => {
  local = await startTestStack();
});
afterAll(() => local.stop());

const promotions = [
  ['software-engineer-track', 'L1-L2', 'aiko-tanabe'],
  ['software-engineer-track', 'L2-L3', 'linh-dao'],
  ['software-engineer-track', 'L3-L4', 'viktor-hale'],
  ['software-engineer-track', 'L4-L5', 'sipho-radebe'],
  ['software-engineer-ratings', 'L1-L2', 'camille-roux'],
  ['software-engineer-ratings', 'L2-L3', 'omar-siddiqui'],
  ['software-engineer-ratings', 'L3-L4', 'freya-nilsen'],
  ['engineer-narrative', 'L1-L2', 'mikko-salonen'],
  ['engineer-narrative', 'L2-L3', 'carla-bastos'],
  ['senior-engineer-competencies', 'S1-S2', 'haruto-mori'],
] as const;

describe.each(drawnPart(promotions, 5))('on %s from %s', (ladderId, transition, engineer) => {
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

test('on software-engineer-track at L4, an engineer changes track', async () => {
  const { send, tokenOf, stack } = local;
  const [engineer, transition] = ['tomas-lindqvist', 'L4-L4'];
  const advanceTo = async (day: string) => {
    const days = Math.ceil((Date.parse(day) - stack.clock.now().getTime()) / (24 * 3600 * 1000));
    for (let left = days; left > 0; left -= 7) {
      stack.clock.advance(Math.min(left, 7) * 24 * 3600 * 1000);
      await stack.settled();
    }
  };
  const journey = await beginJourney({ send, tokenOf, today: stack.clock.now(), engineer, transition, advanceTo });
  const view = await takeTurns(journey);
  expect([view.outcome, view.track]).toEqual(['track-changed', 'principal-engineer']);
  const me = await must<Person>(send, 'GET', '/api/me', { token: await tokenOf(engineer) });
  expect(me.body).toMatchObject({ level: 'L4', track: 'principal-engineer' });
});

test('an engineer cannot open a case on a ladder that is not theirs', async () => {
  const { send, tokenOf } = local;
  const body = { engineerId: 'bronwen-price', ladderId: 'software-engineer-track', transition: 'L2-L3' };
  const refused = await send('POST', '/api/cases', {
    token: await tokenOf('bronwen-price'),
    body,
    headers: { 'idempotency-key': 'k1' },
  });
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'level-mismatch']);
});
