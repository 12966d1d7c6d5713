import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundAt } from '#infra/local/client/ground.ts';
import { scenarios, scenariosByKind } from '#infra/local/scenarios/all.ts';
import { by, drawn } from '#test/support/extent.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

/** The scenarios of `npm run walk` on one stack, one after the other; a sample draws one of each kind. */

let local: TestStack;
beforeAll(async () => {
  local = await startTestStack();
});
afterAll(() => local.stop());

const names = Object.values(scenariosByKind).map((kind) => drawn(Object.keys(kind)));
const chosen = Object.entries(scenarios).filter(([name]) => by({ sample: names.includes(name), all: true }));

test.each(chosen)('%s is as it says', async (_name, scenario) => {
  const ground = groundAt(local.stack.url);
  await scenario.play(ground);
  expect(ground.journeys.length).toBeGreaterThan(0);
});
