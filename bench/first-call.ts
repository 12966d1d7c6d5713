import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { keys } from '#shared/store/keys.ts';
import { startWorld } from '#test/support/world.ts';
import { startIssuer } from './issuer.ts';
import { environment } from './module-start.ts';
import { median } from './print.ts';

const processes = 25;
const run = promisify(execFile);

/** A script that loads a bundle, calls its handler once, and prints how many milliseconds both took. Fails if the call fails. */
const script = `const [file, event] = process.argv.slice(1);
const begun = performance.now();
const { handler } = require(file);
handler(JSON.parse(event), { awsRequestId: 'bench' }).then((answer) => {
  const took = performance.now() - begun;
  if (answer?.statusCode >= 400) throw new Error(answer.body);
  process.stdout.write(String(took));
  process.exit(0);
});`;

/** The files of the bundles to measure. */
export interface Bundles {
  bare: string;
  signIn: string;
  api: string;
  workflow: string;
}

/**
 * Median milliseconds from the load of a bundle to the answer of its first call. The bundles take turns, each time in a
 * fresh process, to share the noise. All of them read the same table on the same engine.
 */
export async function firstCalls(files: Bundles) {
  const world = await startWorld();
  const issuer = await startIssuer();
  try {
    // The bundles use the clock of the machine.
    world.clock.set(new Date().toISOString());
    const { table } = world.outside;
    const engineer = 'erin-engineer';
    await bindSignIns(world.outside, issuer.url, [{ subject: 'erin', personId: engineer }]);
    const caseId = await world.open(engineer);
    await world.step(caseId);
    const env = {
      ...environment,
      AWS_ENDPOINT_URL_DYNAMODB: world.endpoint,
      RUNGS_TABLE: table.name,
      RUNGS_ISSUER: issuer.url,
      BENCH_KEY: JSON.stringify(keys.head(caseId)),
    };
    const token = await issuer.tokenFor('erin', environment.RUNGS_AUDIENCE);
    const task = { caseId, generation: 1 };
    const routes = ['self-assessment'];
    const opening = { stage: 'self-assessment', token: 'bench', retryCount: 0, wakeAfterSeconds: 3600 };
    const calls = {
      bare: [files.bare, () => keys.head(caseId)],
      signIn: [files.signIn, () => get('/api/me', token)],
      me: [files.api, () => get('/api/me', token)],
      case: [files.api, () => get(`/api/cases/${caseId}`, token)],
      look: [files.workflow, () => ({ task: 'look', ...task, routes })],
      // Each call is a newer wait, so the task stores its token and checks for due timers.
      open: [files.workflow, () => ({ task: 'open-stage', ...task, ...opening, enteredAt: new Date().toISOString() })],
    } satisfies Record<string, [file: string, event: () => object]>;
    const names = Object.keys(calls) as (keyof typeof calls)[];
    const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
      keyof typeof calls,
      number[]
    >;
    for (let at = 0; at < processes; at++)
      for (const name of names) {
        const [file, event] = calls[name];
        const { stdout } = await run(process.execPath, ['-e', script, file, JSON.stringify(event())], { env });
        taken[name].push(Number(stdout));
      }
    return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<keyof typeof calls, number>;
  } finally {
    issuer.stop();
    await world.stop();
  }
}

/** A request in the form in which the HTTP API of AWS passes it to a function. */
function get(path: string, token: string): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { authorization: `Bearer ${token}`, host: 'rungs.example.com' },
    requestContext: { http: { method: 'GET', path }, domainName: 'rungs.example.com', stage: '$default' },
    isBase64Encoded: false,
  };
}
