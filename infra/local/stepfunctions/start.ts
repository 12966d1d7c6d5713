import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClock } from '../clock.ts';
import { actionsOf, ServiceError } from './actions.ts';
import { Interpreter, type Invoke } from './interpreter.ts';
import { type Execution, type HistoryEvent, openRecords } from './records.ts';

export interface StepFunctionsOptions {
  /** Where DynamoDB answers; executions are kept there, in `table`. */
  endpoint: string;
  table: string;
  definition: unknown;
  stateMachineArn: string;
  clock: LocalClock;
  invoke: Invoke;
  onError?: (error: unknown) => void;
}

export interface StepFunctions {
  endpoint: string;
  /** Resolves when nothing runs and nothing is due. */
  settled(): Promise<void>;
  /** The execution of that name with its history, to count what it cost. */
  inspect(name: string): Promise<{ execution: Execution; events: HistoryEvent[] } | null>;
  stop(): Promise<void>;
}

/**
 * A Step Functions endpoint for one state machine, on a free loopback port: the wire protocol of the service (AWS JSON
 * 1.0), so that the SDK needs nothing but the address.
 */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const { endpoint, table, stateMachineArn, onError = (error) => console.error(error) } = options;
  const records = await openRecords(endpoint, table);
  const interpreter = await Interpreter.start({ ...options, records, onError });
  const actions = actionsOf(interpreter, records, stateMachineArn);
  const server = createServer((req, res) => {
    answer(actions, req, res).catch((error: unknown) => {
      onError(error);
      send(res, 500, { __type: 'InternalFailure', message: 'The endpoint failed.' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settled: () => interpreter.settled(),
    async inspect(name) {
      const execution = interpreter.find(name);
      return execution ? { execution, events: await records.history(name, 1, 25_000, false) } : null;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await interpreter.stop();
      records.close();
    },
  };
}

async function answer(actions: ReturnType<typeof actionsOf>, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const [service, name = ''] = String(req.headers['x-amz-target'] ?? '').split('.');
  const action = service === 'AWSStepFunctions' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) return send(res, 400, { __type: 'UnknownOperationException', message: `Unknown operation ${name}` });
  try {
    const input: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    send(res, 200, await action(input as Record<string, unknown>));
  } catch (error) {
    if (error instanceof SyntaxError) return send(res, 400, { __type: 'SerializationException', message: 'not JSON' });
    if (!(error instanceof ServiceError)) throw error;
    send(res, 400, { __type: error.name, message: error.message });
  }
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() });
  res.end(JSON.stringify(body));
}
