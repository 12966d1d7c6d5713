import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalClock } from '../runtime/clock.ts';
import { actionsOf } from './actions.ts';
import { type Execution, type HistoryEvent, maxEvents } from './execution.ts';
import { Interpreter, type Invoke } from './interpreter.ts';
import { openRecords } from './records.ts';
import { settledWithin } from './settle.ts';
import { ServiceError } from './wire.ts';

export interface StepFunctionsOptions {
  /** The address of DynamoDB, where executions are stored in `table`. */
  endpoint: string;
  table: string;
  definition: unknown;
  stateMachineArn: string;
  clock: LocalClock;
  invoke: Invoke;
  /** Called with the event of EventBridge when an execution has failed or was stopped. */
  onFailed?: (event: unknown) => Promise<unknown>;
  /** By default a free port. */
  port?: number;
  onError?: (error: unknown) => void;
}

export interface StepFunctions {
  endpoint: string;
  /** Resolves when nothing runs and nothing is due. */
  settled(): Promise<void>;
  /** The execution with a name and its history, so that tests can count the events. */
  inspect(name: string): Promise<{ execution: Execution; events: HistoryEvent[] } | null>;
  stop(): Promise<void>;
}

/** The limit of AWS for a whole request. */
const maxRequestBytes = 1024 * 1024;
/** How long `stop` waits for requests that are not answered yet. */
const shutMs = 2000;

/**
 * A Step Functions endpoint for one state machine, on the loopback interface. It speaks the protocol of AWS (AWS JSON
 * 1.0), so the SDK only needs its address. Throws if the definition has a part that is not implemented.
 */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const { endpoint, table, stateMachineArn, onError = (error) => console.error(error) } = options;
  const records = await openRecords(endpoint, table);
  const stops: (() => Promise<void>)[] = [async () => records.close()];
  try {
    const interpreter = await Interpreter.start({ ...options, records, onError });
    stops.unshift(() => interpreter.stop());
    const server = createServer();
    const answers = answerWith(server, actionsOf(interpreter, records, stateMachineArn), onError);
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    stops.unshift(() => shut(server, answers));
    return {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      settled: () => interpreter.settled(),
      async inspect(name) {
        const execution = interpreter.find(name);
        return execution ? { execution, events: await records.history(name, 1, maxEvents, false) } : null;
      },
      stop: () => stopAll(stops),
    };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops) await stop();
}

/** Answers requests with the actions. Gives the set of answers that are not finished. */
function answerWith(server: Server, actions: Actions, onError: (error: unknown) => void): Set<Promise<void>> {
  const answers = new Set<Promise<void>>();
  server.on('request', (req, res) => {
    const work = answer(actions, req, res)
      .catch((error: unknown) => {
        // The caller has closed the connection, or the server is stopping.
        if (res.destroyed) return;
        onError(error);
        send(res, 500, { __type: 'InternalFailure', message: 'The endpoint failed.' });
      })
      .finally(() => answers.delete(work));
    answers.add(work);
  });
  return answers;
}

async function shut(server: Server, answers: Set<Promise<void>>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await settledWithin(answers, shutMs);
  server.closeAllConnections();
  await closed;
}

type Actions = ReturnType<typeof actionsOf>;

async function answer(actions: Actions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await bodyOf(req);
  if (body === null) return send(res, 413, { __type: 'RequestEntityTooLargeException', message: 'Request too large' });
  const [service, name = ''] = String(req.headers['x-amz-target'] ?? '').split('.');
  const action = service === 'AWSStepFunctions' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) return send(res, 400, { __type: 'UnknownOperationException', message: `Unknown operation ${name}` });
  try {
    send(res, 200, await action(inputOf(body)));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    send(res, 400, { __type: error.name, message: error.message });
  }
}

async function bodyOf(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Reads to the end even if the body is too large, so that the caller gets an answer and not a broken connection.
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxRequestBytes) chunks.push(chunk);
  }
  return bytes > maxRequestBytes ? null : Buffer.concat(chunks).toString('utf8');
}

function inputOf(body: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body || '{}');
    if (input !== null && typeof input === 'object' && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new ServiceError('SerializationException', 'The request is not a JSON object');
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() });
  res.end(JSON.stringify(body));
}
