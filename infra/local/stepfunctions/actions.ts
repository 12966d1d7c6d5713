import type { Interpreter } from './interpreter.ts';
import { hashToken } from './interpreter.ts';
import type { Execution, Records } from './records.ts';

/** An error as AWS answers it: a name that the SDK makes a class of, and a message. */
export class ServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const maxBytes = 262_144;
type Input = Record<string, unknown>;
type Action = (input: Input) => Promise<unknown>;

/** The actions of the service, by their names on the wire. */
export function actionsOf(interpreter: Interpreter, records: Records, stateMachineArn: string): Record<string, Action> {
  const seconds = (milliseconds: number) => milliseconds / 1000;

  const found = (executionArn: unknown): Execution => {
    const arn = text(executionArn, 'executionArn');
    const prefix = interpreter.executionArn('');
    const execution = arn.startsWith(prefix) ? interpreter.find(arn.slice(prefix.length)) : undefined;
    if (!execution) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  const summary = (execution: Execution) => ({
    executionArn: interpreter.executionArn(execution.name),
    stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startedAt),
    ...(execution.stoppedAt === null ? {} : { stopDate: seconds(execution.stoppedAt) }),
  });

  return {
    async StartExecution({ stateMachineArn: arn, name = crypto.randomUUID(), input = '{}' }) {
      if (arn !== stateMachineArn)
        throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
      const called = text(name, 'name');
      if (!/^[A-Za-z0-9_-]{1,80}$/.test(called)) throw new ServiceError('InvalidName', `Invalid Name: '${called}'`);
      const json = jsonText(input, 'InvalidExecutionInput', 'Invalid State Machine Execution Input');
      const existing = interpreter.find(called);
      if (existing && (existing.status !== 'RUNNING' || existing.input !== json))
        throw new ServiceError(
          'ExecutionAlreadyExists',
          `Execution Already Exists: '${interpreter.executionArn(called)}'`,
        );
      const execution = existing ?? (await interpreter.start(called, json));
      return { executionArn: interpreter.executionArn(called), startDate: seconds(execution.startedAt) };
    },

    async DescribeExecution({ executionArn }) {
      const execution = found(executionArn);
      const { input, output, error, cause } = execution;
      return {
        ...summary(execution),
        input,
        inputDetails: { included: true },
        ...(output === null ? {} : { output, outputDetails: { included: true } }),
        ...(error === null ? {} : { error }),
        ...(cause === null ? {} : { cause }),
        redriveCount: 0,
        redriveStatus: 'NOT_REDRIVABLE',
      };
    },

    async StopExecution({ executionArn, error, cause }) {
      const { name } = found(executionArn);
      await interpreter.abort(name, error ? text(error, 'error') : null, cause ? text(cause, 'cause') : null);
      return { stopDate: seconds(interpreter.find(name)?.stoppedAt ?? 0) };
    },

    async ListExecutions({ stateMachineArn: arn, statusFilter, maxResults, nextToken }) {
      if (arn !== stateMachineArn)
        throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
      const all = interpreter.list().filter((one) => statusFilter === undefined || one.status === statusFilter);
      const from = pageFrom(nextToken);
      const size = pageSize(maxResults, 100);
      return {
        executions: all.slice(from, from + size).map(summary),
        ...(from + size < all.length ? { nextToken: pageToken(from + size) } : {}),
      };
    },

    async GetExecutionHistory({
      executionArn,
      maxResults,
      nextToken,
      reverseOrder = false,
      includeExecutionData = true,
    }) {
      const { name, events } = found(executionArn);
      const reverse = reverseOrder === true;
      const from = nextToken === undefined ? (reverse ? events : 1) : pageFrom(nextToken);
      const size = pageSize(maxResults, 100);
      const page = await records.history(name, from, size, reverse);
      const next = reverse ? from - size : from + size;
      return {
        events: page.map((event) => ({
          ...(includeExecutionData === false ? withoutData(event) : event),
          timestamp: seconds(event.timestamp),
        })),
        ...((reverse ? next >= 1 : next <= events) && { nextToken: pageToken(next) }),
      };
    },

    async SendTaskSuccess({ taskToken, output }) {
      const token = text(taskToken, 'taskToken');
      const json = jsonText(output, 'InvalidOutput', 'Invalid Output');
      if (!/^[A-Za-z0-9+/=]{128}$/.test(token))
        throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
      const name = await records.executionOfToken(hashToken(token));
      if (!name) throw new ServiceError('TaskDoesNotExist', `Task Does Not Exist: 'Provided task does not exist'`);
      if (!(await interpreter.succeed(name, token, json)))
        throw new ServiceError('TaskTimedOut', `Task Timed Out: 'Provided task does not exist anymore'`);
      return {};
    },
  };
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

function jsonText(value: unknown, error: string, label: string): string {
  const json = text(value, 'input');
  if (Buffer.byteLength(json) > maxBytes) throw new ServiceError(error, `${label}: it exceeds ${maxBytes} bytes`);
  try {
    JSON.parse(json);
  } catch {
    throw new ServiceError(error, `${label}: it is not JSON`);
  }
  return json;
}

function pageSize(value: unknown, normal: number): number {
  if (value === undefined || value === 0) return normal;
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) <= 1000) return value as number;
  throw new ServiceError('ValidationException', `Value '${value}' at 'maxResults' is not between 0 and 1000`);
}

const pageToken = (from: number) => Buffer.from(JSON.stringify({ from })).toString('base64');

function pageFrom(value: unknown): number {
  if (value === undefined) return 0;
  try {
    return Number(JSON.parse(Buffer.from(String(value), 'base64').toString('utf8')).from);
  } catch {
    throw new ServiceError('InvalidToken', `Invalid Token: 'Invalid token'`);
  }
}

/** A history event without what went in and came out. */
function withoutData(event: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (value === null || typeof value !== 'object') return [name, value];
      const { input, output, parameters, cause, ...rest } = value as Record<string, unknown>;
      return [name, rest];
    }),
  );
}
