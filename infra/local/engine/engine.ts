import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { findEngine } from './engines.ts';

/** A running DynamoDB: where it answers, and how to end it. */
export interface Engine {
  endpoint: string;
  /** Ends the engine if this process started it. Resolves when it has ended. */
  stop(): Promise<void>;
}

// The engine must not outlive this process, even if this process is killed. The shell holds the other end of a pipe
// from this process and ends the engine when the pipe closes. The engine has its own process group, so that Ctrl-C does
// not end it before this process is done.
const leashed =
  'exec 3<&0; "$0" "$@" 3<&- & engine=$!; (cat <&3 >/dev/null; kill "$engine" 2>/dev/null) & wait "$engine"';

/** A port of the loopback interface that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Throws, and says what to do, if there is no engine for this platform and no other DynamoDB was given. */
export function checkEngine(): void {
  if (!process.env.RUNGS_DYNAMODB_ENDPOINT) findEngine();
}

/**
 * Starts a DynamoDB engine on a free port.
 * `file` is the SQLite file that keeps the data. Without it everything is in memory.
 * If `RUNGS_DYNAMODB_ENDPOINT` is set, nothing is started and that DynamoDB is used.
 * Throws if there is no engine for the platform, and says what to do. Also throws if the engine does not start.
 */
export async function startEngine(file?: string): Promise<Engine> {
  const given = process.env.RUNGS_DYNAMODB_ENDPOINT;
  if (given) {
    if (!(await isReachable(given))) throw new Error(`No DynamoDB answers at RUNGS_DYNAMODB_ENDPOINT, ${given}`);
    return { endpoint: given, stop: async () => {} };
  }
  const program = findEngine();
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = spawn('sh', ['-c', leashed, program.command, ...program.args(port, file)], {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(child, endpoint)) return { endpoint, stop: () => end(child) };
    await end(child);
    // Another process can take the port after the check and before the start. Then try another port.
    if (attempt === 3) throw new Error(`The DynamoDB engine ${program.command} did not start: ${said.trim()}`);
  }
}

/** Dynoxide starts in a few milliseconds. Java on shared cores takes about ten seconds. */
const patienceMs = 60_000;

async function answers(child: ChildProcess, endpoint: string): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until && child.exitCode === null) {
    if (await isAnswering(endpoint)) return child.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}

/** Whether the endpoint answers within a second. It does not use `fetch`, because that takes 0.1 s to load. */
function isAnswering(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(endpoint, { method: 'POST', timeout: 1000 }, (answer) => {
      answer.resume();
      resolve(true);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

/** Whether something listens at the address of an endpoint. */
function isReachable(endpoint: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port || (protocol === 'https:' ? 443 : 80)), timeout: 5000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}
