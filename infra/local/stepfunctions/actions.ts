import { randomUUID } from 'node:crypto';
import { type Execution, statuses } from './execution.ts';
import { withoutData } from './history.ts';
import { hashOf, type Interpreter } from './interpreter.ts';
import type { Records } from './records.ts';
import { arnOf, jsonOf, nameOf, oneOf, optionalText, pack, pageSizeOf, ServiceError, textOf, unpack } from './wire.ts';

type Input = Record<string, unknown>;
type Action = (input: Input) => Promise<unknown>;

const seconds = (milliseconds: number) => milliseconds / 1000;

/** The actions of the service, by the names that requests use. */
export function actionsOf(interpreter: Interpreter, records: Records, stateMachineArn: string): Record<string, Action> {
  const found = (executionArn: unknown): Execution => {
    const arn = arnOf(executionArn, 'executionArn');
    const prefix = interpreter.executionArn('');
    const execution = arn.startsWith(prefix) ? interpreter.find(arn.slice(prefix.length)) : undefined;
    if (!execution) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  const checkMachine = (arn: unknown): void => {
    if (arnOf(arn, 'stateMachineArn') !== stateMachineArn)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  };

  const summary = ({ name, status, startedAt, stoppedAt }: Execution) => ({
    executionArn: interpreter.executionArn(name),
    stateMachineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === null ? {} : { stopDate: seconds(stoppedAt) }),
    redriveCount: 0,
  });

  return {
    async StartExecution({ stateMachineArn: arn, name, input }) {
      checkMachine(arn);
      const executionName = nameOf(name ?? randomUUID());
      const label = 'Invalid State Machine Execution Input';
      const json = jsonOf(input ?? '{}', 'input', 'InvalidExecutionInput', label);
      const execution = await interpreter.start(executionName, json);
      const executionArn = interpreter.executionArn(executionName);
      if (!execution) throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
      return { executionArn, startDate: seconds(execution.startedAt) };
    },

    async DescribeExecution({ executionArn }) {
      const execution = found(executionArn);
      const { status, input, data, error, cause } = execution;
      return {
        ...summary(execution),
        input,
        inputDetails: { included: true },
        ...(status === 'SUCCEEDED' ? { output: data, outputDetails: { included: true } } : {}),
        ...(error === null ? {} : { error }),
        ...(cause === null ? {} : { cause }),
        redriveStatus: 'NOT_REDRIVABLE',
        redriveStatusReason: `Execution is ${status} and cannot be redriven`,
      };
    },

    async StopExecution({ executionArn, error, cause }) {
      const why = [optionalText(error, 'error', 256), optionalText(cause, 'cause', 32_768)] as const;
      const stopped = await interpreter.abort(found(executionArn).name, ...why);
      return { stopDate: seconds(stopped?.stoppedAt ?? 0) };
    },

    async ListExecutions({ stateMachineArn: arn, statusFilter, maxResults, nextToken }) {
      checkMachine(arn);
      const status = statusFilter === undefined ? null : oneOf(statusFilter, 'statusFilter', filters);
      const size = pageSizeOf(maxResults);
      // A page goes on after the last execution of the page before, not at a number, because executions start and end
      // between two pages.
      const after = unpack(nextToken, (token) => typeof token === 'string');
      const rest = interpreter
        .list()
        .filter((one) => status === null || one.status === status)
        .map((one) => ({ one, place: placeOf(one) }))
        .filter(({ place }) => after === null || place < (after as string))
        .sort((a, b) => (a.place < b.place ? 1 : -1));
      const page = rest.slice(0, size);
      return {
        executions: page.map(({ one }) => summary(one)),
        ...(rest.length > size ? { nextToken: pack(page.at(-1)?.place) } : {}),
      };
    },

    async GetExecutionHistory({ executionArn, maxResults, nextToken, reverseOrder, includeExecutionData }) {
      const { name, events } = found(executionArn);
      const reverse = reverseOrder === true;
      const size = pageSizeOf(maxResults);
      const from = unpack(nextToken, Number.isSafeInteger) ?? (reverse ? events : 1);
      const page = await records.history(name, from as number, size, reverse);
      const next = (from as number) + (reverse ? -size : size);
      return {
        events: page.map((event) => ({
          ...(includeExecutionData === false ? withoutData(event) : event),
          timestamp: seconds(event.timestamp),
        })),
        ...(next >= 1 && next <= events ? { nextToken: pack(next) } : {}),
      };
    },

    async SendTaskSuccess({ taskToken, output }) {
      const token = textOf(taskToken, 'taskToken', 2048);
      const json = jsonOf(output, 'output', 'InvalidOutput', 'Invalid Output');
      if (!/^[A-Za-z0-9+/]{128}$/.test(token)) throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
      const name = await records.executionOfToken(hashOf(token));
      if (!name) throw new ServiceError('TaskDoesNotExist', `Task Does Not Exist: 'Provided task does not exist'`);
      if (!(await interpreter.succeed(name, token, json)))
        throw new ServiceError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
      return {};
    },
  };
}

const filters = [...statuses, 'TIMED_OUT', 'PENDING_REDRIVE'] as const;

/** A key that sorts executions by their start. The name decides between two executions of one instant. */
const placeOf = ({ startedAt, name }: Execution) => `${String(startedAt).padStart(15, '0')} ${name}`;
