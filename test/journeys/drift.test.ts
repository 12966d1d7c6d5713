import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  assessThemselves,
  calibrate,
  closed,
  handInPortfolio,
  type Journey,
  sign,
} from '#infra/local/client/journey.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import { loadHeadAndToken } from '#shared/store/cases.ts';
import { openTable, type Table } from '#shared/store/client.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

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

const arnOf = ({ caseId }: Journey, generation = 1) =>
  `${world.stack.inner.stateMachineArn.replace(':stateMachine:', ':execution:')}:${caseId}-g${generation}`;
const statusOf = async (journey: Journey, generation = 1) =>
  (await sfn.send(new DescribeExecutionCommand({ executionArn: arnOf(journey, generation) }))).status;
const standing = (journey: Journey) => loadHeadAndToken(table, journey.caseId);

/** A case without what says which execution drives it. */
function withoutExecution(head: CaseHead | null): Partial<CaseHead> {
  const { version, audit, counts, generation, generationSince, restarts, ...rest } = head as CaseHead;
  return rest;
}

async function finish(journey: Journey): Promise<void> {
  const { cast } = journey;
  await sign(journey, cast.techLead, 'approve', 'Yes.');
  await sign(journey, cast.odcLead, 'approve', 'Yes.');
  expect((await closed(journey)).outcome).toBe('promoted');
  await world.stack.settled();
}

test.each([
  ['the signatures', { stage: 'sign-off', wakeAfterSeconds: 60 }],
  ['the end', { stage: 'closing', wakeAfterSeconds: 60 }],
  ['a decision', { stage: 'closing', wakeAfterSeconds: 60, outcome: 'promoted', decision: 'approve' }],
  ['an unknown position', 'promote'],
  ['a stage without a wait', { stage: 'closed', wakeAfterSeconds: 60 }],
  ['a wait without end', { stage: 'self-assessment', wakeAfterSeconds: 10 ** 9 }],
  ['a wait that is not a number', { stage: 'self-assessment', wakeAfterSeconds: 'long' }],
])('a callback sent by hand with a forged payload, for %s, moves nothing', async (_what, payload) => {
  const journey = await world.begin();
  await world.stack.settled();
  const before = await standing(journey);
  await sfn.send(new SendTaskSuccessCommand({ taskToken: before.token?.token, output: JSON.stringify(payload) }));
  await world.stack.settled();
  const after = await standing(journey);
  expect(withoutExecution(after.head)).toEqual(withoutExecution(before.head));
  // If the execution has failed, it was replaced. After one sweep the person can continue as usual.
  await world.stack.sweep();
  await world.stack.settled();
  expect((await standing(journey)).token?.stage).toBe('self-assessment');
  await assessThemselves(journey);
  await world.stack.settled();
  expect((await standing(journey)).head).toMatchObject({ stage: 'calibration', status: 'open' });
  const { send, tokenOf, caseId, cast } = journey;
  await send('POST', `/api/cases/${caseId}/commands`, {
    token: await tokenOf(cast.engineer),
    body: { type: 'withdraw', reason: 'The next test needs a new case.' },
    headers: { 'idempotency-key': 'end' },
  });
});

test('an execution that is stopped by hand is replaced at once, at the stage of the case', async () => {
  const journey = await world.begin();
  await assessThemselves(journey);
  await calibrate(journey);
  await world.stack.settled();
  await sfn.send(new StopExecutionCommand({ executionArn: arnOf(journey) }));
  await world.stack.settled();
  expect(await standing(journey)).toMatchObject({
    head: { stage: 'portfolio', status: 'open', generation: 2 },
    token: { stage: 'portfolio', generation: 2 },
  });
  await handInPortfolio(journey);
  await world.stack.settled();
  const { head, token } = await standing(journey);
  expect(head).toMatchObject({ stage: 'sign-off', status: 'open', generation: 2 });
  expect(token).toMatchObject({ stage: 'sign-off', generation: 2 });
  await finish(journey);
  expect([await statusOf(journey, 1), await statusOf(journey, 2)]).toEqual(['ABORTED', 'SUCCEEDED']);
});

test('if two generations run at the same time, the older one ends itself', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  // The same restart that the sweep makes, while the first execution is still healthy.
  const { executeSystem } = await import('#shared/cases/system.ts');
  const { seededRandom, seededIds } = await import('#test/support/outside.ts');
  const outside = {
    table,
    clock: world.stack.clock,
    ids: seededIds(world.stack.clock),
    random: seededRandom(),
    intranetHosts: [],
    companyZone: 'UTC',
    signInKey: 'mail' as const,
  };
  await executeSystem(outside, journey.caseId, { type: 'restart', generation: 1, reason: 'test' }, 'sweep', 'test');
  await world.stack.settled();
  expect(await statusOf(journey, 1)).toBe('SUCCEEDED');
  expect(await statusOf(journey, 2)).toBe('RUNNING');
  const { events } = await sfn.send(
    new GetExecutionHistoryCommand({ executionArn: arnOf(journey, 1), maxResults: 1000 }),
  );
  expect(events?.at(-3)?.stateEnteredEventDetails?.name).toBe('Replaced');
  await assessThemselves(journey);
  await calibrate(journey);
  await handInPortfolio(journey);
  await finish(journey);
});

test('an execution started by hand for an unknown generation fails and changes nothing', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  const before = await standing(journey);
  const input = JSON.stringify({ caseId: journey.caseId, generation: 7 });
  await sfn.send(
    new StartExecutionCommand({
      stateMachineArn: world.stack.inner.stateMachineArn,
      name: `${journey.caseId}-g7`,
      input,
    }),
  );
  await world.stack.settled();
  expect(await statusOf(journey, 7)).toBe('FAILED');
  expect(await standing(journey)).toEqual(before);
});
