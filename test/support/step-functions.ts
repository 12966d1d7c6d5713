import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  type HistoryEvent,
  paginateGetExecutionHistory,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Engine, startEngine } from '#infra/local/engine/engine.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { type LocalClock, localClock } from '#infra/local/runtime/clock.ts';
import type { Invoke } from '#infra/local/stepfunctions/interpreter.ts';
import { type StepFunctions, startStepFunctions } from '#infra/local/stepfunctions/start.ts';

export const stateMachineArn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:test';
export const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:test';

/** A Step Functions endpoint on an engine of its own, driven by the unchanged SDK client. */
export interface Machine {
  client: SFNClient;
  clock: LocalClock;
  service: StepFunctions;
  /** Stops the endpoint and starts another one on the same records. `meanwhile` is called while none is running. */
  restart(options?: { definition?: unknown; meanwhile?: () => void }): Promise<void>;
  /** Starts another endpoint on the same records. The first one keeps running. */
  startBeside(): Promise<void>;
  /** Starts an execution, and returns its ARN as soon as the execution only waits or has ended. */
  run(name: string, input?: unknown): Promise<string>;
  /** The whole history, page by page. */
  history(executionArn: string): Promise<HistoryEvent[]>;
  typesOf(executionArn: string): Promise<(string | undefined)[]>;
  describe(executionArn: string): Promise<DescribeExecutionOutput>;
  callBack(taskToken: string | undefined, output?: unknown): Promise<unknown>;
  /** Moves the clock, and waits until everything that became due is done. */
  pass(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

const start = Date.parse('2026-03-02T09:00:00Z');
/** Real time stands still, so that time passes only when a test moves the clock. */
const stillClock = () => localClock(undefined, () => start);

export async function startMachine(
  definition: unknown,
  invoke: Invoke,
  clock: LocalClock = stillClock(),
): Promise<Machine> {
  const engine: Engine = await startEngine();
  const { endpoint } = engine;
  const open = (current: unknown) =>
    startStepFunctions({ endpoint, table: 'executions', definition: current, stateMachineArn, clock, invoke });
  let service = await open(definition);
  let client = new SFNClient(localAccess(service.endpoint));
  const before: { service: StepFunctions; client: SFNClient }[] = [];

  const machine: Machine = {
    get client() {
      return client;
    },
    get service() {
      return service;
    },
    clock,
    async restart({ definition: current = definition, meanwhile = () => {} } = {}) {
      client.destroy();
      await service.stop();
      meanwhile();
      service = await open(current);
      client = new SFNClient(localAccess(service.endpoint));
    },
    async startBeside() {
      before.push({ service, client });
      service = await open(definition);
      client = new SFNClient(localAccess(service.endpoint));
    },
    async run(name, input = {}) {
      const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
      const { executionArn = '' } = await client.send(command);
      await service.settled();
      return executionArn;
    },
    async history(executionArn) {
      const found: HistoryEvent[] = [];
      for await (const page of paginateGetExecutionHistory({ client }, { executionArn, maxResults: 1000 }))
        found.push(...(page.events ?? []));
      return found;
    },
    typesOf: async (executionArn) => (await machine.history(executionArn)).map((event) => event.type),
    describe: (executionArn) => client.send(new DescribeExecutionCommand({ executionArn })),
    callBack: (taskToken, output = {}) =>
      client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
    async pass(milliseconds) {
      clock.advance(milliseconds);
      await service.settled();
    },
    async stop() {
      for (const one of [...before, { service, client }]) {
        one.client.destroy();
        await one.service.stop();
      }
      await engine.stop();
    },
  };
  return machine;
}

/** A definition with one callback task, the same as in the recorded histories. */
export function callbackDefinition(more: Record<string, unknown> = {}) {
  return {
    StartAt: 'Wait',
    States: {
      Wait: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: functionArn, Payload: { 'token.$': '$$.Task.Token' } },
        ResultPath: '$.at',
        End: true,
        ...more,
      },
    },
  };
}

/** A definition with one task that calls a function, and an end state after it. */
export function callDefinition(more: Record<string, unknown> = {}) {
  return {
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: functionArn, Payload: { task: 'call' } },
        Next: 'Done',
        ...more,
      },
      Done: { Type: 'Succeed' },
    },
  };
}

/** An error with a name, in the form in which a function throws it. */
export const failure = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

export const executionArnOf = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
