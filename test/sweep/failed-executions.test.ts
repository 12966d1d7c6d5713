import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSweep } from '#functions/sweep/handler.ts';
import type { Journey } from '#infra/local/client/journey.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { statusChangeOf } from '#infra/local/stepfunctions/status-change.ts';
import { loadHeadAndToken } from '#shared/store/cases.ts';
import { openTable, type Table } from '#shared/store/client.ts';
import { seededIds, seededRandom } from '#test/support/outside.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

// EventBridge says that an execution has failed, and its case gets another one at once.
let world: TestStack;
let sfn: SFNClient;
let table: Table;
beforeAll(async () => {
  world = await startTestStack();
  const { inner } = world.stack;
  sfn = new SFNClient(localAccess(inner.stepFunctions));
  table = openTable(inner.table, localAccess(inner.dynamodb));
});
afterAll(async () => {
  sfn.destroy();
  table.client.destroy();
  await world.stop();
});

const arnOf = ({ caseId }: Journey, generation: number) =>
  `${world.stack.inner.stateMachineArn.replace(':stateMachine:', ':execution:')}:${caseId}-g${generation}`;
const generationOf = async ({ caseId }: Journey) => {
  const { head, token } = await loadHeadAndToken(table, caseId);
  return [head?.generation, token?.generation];
};

const logged: unknown[][] = [];
/** The handler of the sweep, with its log. */
function handler() {
  const { clock, inner } = world.stack;
  const write = (...line: unknown[]) => void logged.push(line);
  const outside = {
    table,
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: [],
    companyZone: 'UTC',
    signInKey: 'mail' as const,
  };
  return createSweep({
    outside,
    machine: { client: sfn, arn: inner.stateMachineArn },
    log: { info: write, warn: write, error: write },
  });
}

/** The event that an execution has failed, as EventBridge sends it. */
function failed(journey: Journey, generation: number) {
  const execution = {
    name: `${journey.caseId}-g${generation}`,
    status: 'FAILED' as const,
    startedAt: 0,
    stoppedAt: 1,
    input: '{}',
    error: 'NoRoute',
    cause: null,
    definition: '',
    data: '{}',
    doing: null,
    events: 0,
    version: 1,
  };
  return statusChangeOf(execution, arnOf(journey, generation), world.stack.inner.stateMachineArn);
}

test('an execution that keeps failing is replaced three times a day, and then no more', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  for (let generation = 1; generation <= 4; generation++) {
    expect(await generationOf(journey)).toEqual([generation, generation]);
    await sfn.send(new StopExecutionCommand({ executionArn: arnOf(journey, generation) }));
    await world.stack.settled();
  }
  expect(await generationOf(journey)).toEqual([4, 4]);
  await handler()(failed(journey, 4));
  expect(logged.at(-1)).toEqual([
    'execution-not-restarted',
    { caseId: journey.caseId, generation: 4, code: 'restart-limit' },
  ]);
  // A day later whoever has mended the cause lets the sweep ask about every case.
  world.stack.clock.advance(25 * 3600 * 1000);
  await world.stack.sweep();
  await world.stack.settled();
  expect(await generationOf(journey)).toEqual([5, 5]);
});

test('an event that comes twice, late, or of another machine does nothing', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  await sfn.send(new StopExecutionCommand({ executionArn: arnOf(journey, 1) }));
  await world.stack.settled();
  expect(await generationOf(journey)).toEqual([2, 2]);
  const handle = handler();
  for (const event of [failed(journey, 1), failed(journey, 1), failed(journey, 9)]) await handle(event);
  const other = failed(journey, 2);
  await handle({ ...other, detail: { ...other.detail, name: 'another-machine-g2' } });
  await handle({ ...other, detail: { ...other.detail, status: 'SUCCEEDED' } });
  await world.stack.settled();
  expect(await generationOf(journey)).toEqual([2, 2]);
});
