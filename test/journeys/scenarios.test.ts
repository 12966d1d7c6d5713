import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundAt } from '#infra/local/ground.ts';
import { scenarios } from '#infra/local/scenarios/all.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

/** Every scenario of `npm run walk` that does not move the clock, on one stack. */

let local: TestStack;
beforeAll(async () => {
  local = await startTestStack();
});
afterAll(() => local.stop());

test.each(Object.entries(scenarios).filter(([, { advancesClock }]) => !advancesClock))(
  'the scenario %s runs as described',
  async (_name, scenario) => {
    const ground = groundAt(local.stack.url);
    await scenario.play(ground);
    expect(ground.journeys.length).toBeGreaterThan(0);
  },
);
