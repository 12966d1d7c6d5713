import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { type LocalClock, localClock } from '#infra/local/clock.ts';
import { type Engine, startEngine } from '#infra/local/engine.ts';
import type { Invoke } from '#infra/local/stepfunctions/interpreter.ts';
import { type StepFunctions, startStepFunctions } from '#infra/local/stepfunctions/start.ts';
import { localAccess } from '#infra/local/table.ts';

export const stateMachineArn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:test';
export const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:test';

/** A Step Functions endpoint on an engine of its own, driven by the unchanged SDK client. */
export interface Machine {
  client: SFNClient;
  clock: LocalClock;
  service: StepFunctions;
  /** Ends the endpoint and starts another one on what it left. */
  restart(definition?: unknown): Promise<void>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  stop(): Promise<void>;
}

export async function startMachine(definition: unknown, invoke: Invoke): Promise<Machine> {
  const engine: Engine = await startEngine();
  // Real time stands still, so that only what a test advances passes.
  const start = Date.parse('2026-03-02T09:00:00Z');
  const clock = localClock(undefined, () => start);
  const open = (current: unknown) =>
    startStepFunctions({
      endpoint: engine.endpoint,
      table: 'executions',
      definition: current,
      stateMachineArn,
      clock,
      invoke,
    });
  let service = await open(definition);
  let client = new SFNClient(localAccess(service.endpoint));
  return {
    get client() {
      return client;
    },
    get service() {
      return service;
    },
    clock,
    async restart(current = definition) {
      client.destroy();
      await service.stop();
      service = await open(current);
      client = new SFNClient(localAccess(service.endpoint));
    },
    async history(executionArn) {
      const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events ?? [];
    },
    async stop() {
      client.destroy();
      await service.stop();
      await engine.stop();
    },
  };
}

/** A definition of one callback task with a timeout, as the fixtures have it. */
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
