import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll } from '#infra/local/client/client.ts';
import { assessThemselves } from '#infra/local/client/journey.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

let world: TestStack;
let sfn: SFNClient;
beforeAll(async () => {
  world = await startTestStack();
  sfn = new SFNClient(localAccess(world.stack.inner.stepFunctions));
});
afterAll(async () => {
  sfn.destroy();
  await world.stop();
});

test('reminders are sent on time to the people who owe a step; a silent year costs little and decides nothing', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  await assessThemselves(journey);
  await world.stack.settled();
  const eventsOf = async () =>
    // Under the seal of a calibration, only HR and the lead read who was reminded.
    readAll<{ type: string; data: { to: string[]; stage: string; timers: { kind: string; at: string }[] } }>(
      world.send,
      `/api/cases/${journey.caseId}/events`,
      await journey.tokenOf('hr'),
    );
  const sent = async () => {
    const events = (await eventsOf()).filter((event) => ['reminder-sent', 'escalated'].includes(event.type));
    return events.map((event) => event.type);
  };
  const opened = (await eventsOf()).find(
    (event) => event.type === 'stage-opened' && event.data.stage === 'calibration',
  );
  const timers = opened?.data.timers ?? [];
  expect(timers.map((timer) => timer.kind)).toEqual(['remind', 'remind', 'due', ...Array(4).fill('escalate')]);
  for (const [at, timer] of timers.entries()) {
    const until = (instant: number) =>
      world.stack.clock.advance(Math.max(0, instant - world.stack.clock.now().getTime()));
    until(Date.parse(timer.at) - 60_000);
    await world.stack.settled();
    expect(await sent()).toHaveLength(at);
    until(Date.parse(timer.at) + 120_000);
    await world.stack.settled();
    expect(await sent()).toHaveLength(at + 1);
  }
  expect(await sent()).toEqual([...Array(3).fill('reminder-sent'), ...Array(4).fill('escalated')]);
  // A year in which nobody acts.
  const day = 24 * 3600 * 1000;
  for (let at = 0; at < 12; at++) {
    world.stack.clock.advance(30 * day);
    await world.stack.settled();
    await world.stack.sweep();
    await world.stack.settled();
  }
  expect(await sent()).toHaveLength(7);
  const { executions } = await sfn.send(
    new ListExecutionsCommand({ stateMachineArn: world.stack.inner.stateMachineArn, maxResults: 1000 }),
  );
  const mine = (executions ?? []).filter((one) => one.name?.startsWith(journey.caseId));
  // After day 300 a new generation takes over.
  expect(mine).toHaveLength(2);
  for (const { executionArn } of mine) {
    const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    expect(events?.length).toBeLessThan(300);
  }
  expect((await world.read(journey)).body.stage).toBe('calibration');
});
