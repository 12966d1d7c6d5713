import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { executionName } from '#shared/cases/executions.ts';
import type { Execution } from '#shared/cases/standing.ts';
import type { ExecutionInput, Position } from '#shared/contract/workflow.ts';

/** The state machine, and the client with which the relay and the sweep call it. */
export interface Machine {
  client: SFNClient;
  arn: string;
}

/** Starts the execution of a generation. Does nothing if that execution was started before, running or ended. */
export async function startExecution({ client, arn }: Machine, input: ExecutionInput): Promise<void> {
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn: arn, name: executionName(input), input: JSON.stringify(input) }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** Ends a wait. Returns false if the token is dead: used, timed out, or from an execution that has ended. */
export async function sendCallback({ client }: Machine, taskToken: string, position: Position): Promise<boolean> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(position) }));
    return true;
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist) return false;
    throw error;
  }
}

/** The state of a generation's execution. */
export async function describe({ client, arn }: Machine, input: ExecutionInput): Promise<Execution> {
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${executionName(input)}`;
  try {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return status === 'SUCCEEDED' ? 'succeeded' : 'failed';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'missing';
    throw error;
  }
}
