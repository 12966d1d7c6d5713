import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Outside } from '#shared/cases/outside.ts';
import { functionAt } from '#shared/contract/paths.ts';
import { currentDefinition } from '../workflow/synthesize.ts';
import { claim } from './claim.ts';
import { createControl } from './control.ts';
import { type Engine, startEngine } from './engine/engine.ts';
import { startPump } from './engine/pump.ts';
import { createTable, localAccess, remakeTable } from './engine/table.ts';
import { buildFunctions } from './functions.ts';
import { serveByFunction } from './http.ts';
import { followIssuer, signInOf } from './identity/bind.ts';
import { directoryOf, everybodyIn } from './identity/directory.ts';
import { createIssuer } from './identity/issuer.ts';
import { mailPath, openMailbox } from './mailbox.ts';
import { Meter } from './meter.ts';
import { localNames } from './names.ts';
import { plantSeed } from './plant.ts';
import { type LocalClock, localClock } from './runtime/clock.ts';
import { keepFile } from './runtime/files.ts';
import { databaseFile, ownFolder } from './runtime/format.ts';
import { fill as fillWithSample, isFilled } from './sample/fill.ts';
import { startStepFunctions } from './stepfunctions/start.ts';

export interface StackOptions {
  /** 0 takes a free port. */
  port: number;
  dataDir: string;
  /** Real time by default; tests may hold it still. */
  clock?: LocalClock;
  onError?: (error: unknown) => void;
  /** Called before each part of the start, with its title. */
  onPart?: (part: string) => void;
  /** A prepared folder: see `prepareSeed`. A data folder without a database begins with a copy of it. */
  seed?: string;
  /** Fills an empty table before any request is answered. By default with the sample. */
  fill?: typeof fillWithSample;
  /**
   * Puts an organisation of the caller into the table, in place of the sample, and changes nothing that is there. The data
   * folder stays one of its own: later starts make no sample in it.
   */
  setUp?: ((outside: Outside) => Promise<unknown>) | undefined;
  /** Builds the functions, by default from their sources. One test uses the bundles that are deployed. */
  build?: typeof buildFunctions;
}

export interface Stack {
  url: string;
  clock: LocalClock;
  /** Addresses and names of the engine and of Step Functions, for tests that bypass the API. */
  inner: { dynamodb: string; table: string; stepFunctions: string; stateMachineArn: string };
  /** Looks at every open case and its execution now, and repairs what differs. */
  sweep(): Promise<unknown>;
  /** Resolves when everything that was written is processed. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const table = 'rungs';
const stateMachineArn = `arn:aws:states:${localNames.region}:${localNames.account}:stateMachine:rungs-cases`;
const clientId = 'rungs-web';
/** The machines of the laptop. Their secret keeps nobody out: whoever reaches the issuer can pick any person there. */
const hrSystem = { clientId: 'hr-system', clientSecret: 'local', scope: 'directory' };
const identitySystem = { clientId: 'identity-system', clientSecret: 'local', scope: 'scim' };
const audience = 'urn:rungs:api';
/** The same interval as the schedule in AWS, in milliseconds. */
const sweepMs = 5 * 60 * 1000;

/** Starts the whole system in this process: engine, functions, state machine, stream, sign-in, pages and API. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, onError = (error) => console.error(error), onPart = () => {}, fill = fillWithSample } = options;
  const within = (name: string) => join(dataDir, name);
  const stops: (() => Promise<void>)[] = [];
  try {
    const { front, letGo } = await claim(options.port, dataDir);
    let engine: Engine | undefined;
    // The front closes after the pump, because the pump sends mail to it. It closes before the engine, because its
    // requests read the engine.
    stops.push(
      front.close,
      async () => engine?.stop(),
      async () => letGo(),
    );
    const { url } = front;
    const issuerUrl = `${url}/oidc`;
    const clock = options.clock ?? localClock(within('clock'));
    const isOwn = ownFolder(dataDir, options.setUp !== undefined);
    if (options.seed && !isOwn) plantSeed(options.seed, dataDir);
    onPart('Starting the database');
    engine = await startEngine(within(databaseFile));
    const { endpoint } = engine;
    const isNew = await createTable(endpoint, table);

    const meter = new Meter();
    let wakePumps = () => {};
    const built = (options.build ?? buildFunctions)({
      environment: {
        RUNGS_TABLE: table,
        RUNGS_ORIGIN: url,
        RUNGS_ISSUER: issuerUrl,
        RUNGS_AUDIENCE: audience,
        RUNGS_CLIENT_ID: clientId,
        RUNGS_SIGN_IN_CLAIM: 'email',
        RUNGS_SIGN_IN_KEY: 'mail',
        RUNGS_SIGN_IN_SCOPE: 'openid email',
        RUNGS_MACHINE_SCOPE: hrSystem.scope,
        RUNGS_SCIM_SCOPE: identitySystem.scope,
        RUNGS_STATE_MACHINE_ARN: stateMachineArn,
        RUNGS_INTRANET_HOSTS: ['wiki.intranet'],
        RUNGS_TIME_ZONE: 'UTC',
        RUNGS_MAIL_FROM: 'rungs@rungs.invalid',
        RUNGS_HR_MAIL: 'hr@rungs.invalid',
        RUNGS_VERSION: '0.1.0',
      },
      access: localAccess(endpoint),
      sfn: () => stepFunctionsClient,
      ses: localAccess(`${url}${mailPath}`),
      clock,
      meter,
      wrote: () => wakePumps(),
    });
    const { outside } = built;
    const isFirst = isNew || !(isOwn || (await isFilled(outside)));
    if (isOwn) await options.setUp?.(outside);
    else if (isFirst) {
      onPart('Making the sample organisation and its cases');
      // An earlier start ended before its sample was complete. It has answered no request, so its data can go.
      if (!isNew) await remakeTable(endpoint, table);
      await fill(outside);
    }
    if (!isFirst && isOtherIssuer(within('issuer'), issuerUrl))
      for await (const people of everybodyIn(outside.table))
        await followIssuer(outside, issuerUrl, people.map(signInOf));
    keepFile(within('issuer'), issuerUrl);

    onPart('Starting the state machine');
    const definition = await currentDefinition(localNames, within('cache'));
    const stepFunctions = await startStepFunctions({
      endpoint,
      table: `${table}-executions`,
      definition,
      stateMachineArn,
      clock,
      invoke: (_arn, payload) => built.workflow(payload),
      onFailed: built.sweep,
      onError,
    });
    const stepFunctionsClient = new SFNClient(localAccess(stepFunctions.endpoint));
    stops.unshift(async () => {
      await stepFunctions.stop();
      stepFunctionsClient.destroy();
    });

    // As in AWS, each of the two reads the stream by itself, so that no case waits for a file of people.
    const pumps = await Promise.all([
      startPump({ endpoint, table, file: within('stream.json'), call: built.relay, onError }),
      startPump({ endpoint, table, file: within('stream-imports.json'), call: built.imports, onError }),
    ]);
    wakePumps = () => {
      for (const pump of pumps) pump.wake();
    };
    stops.unshift(...pumps.map((pump) => pump.stop));
    const drained = async () => {
      // A piece of work on a file brings the next one.
      await pumps[1].drained();
      await pumps[0].drained();
    };
    let lastSweep: Promise<unknown> = Promise.resolve();
    /** Begins a run when the last one has ended, because a run that begins ends the one that goes on. */
    const sweep = (event?: { everyCase: true }) => {
      lastSweep = lastSweep.catch(() => {}).then(() => built.sweep(event));
      return lastSweep;
    };
    // Whoever asks for a sweep wants all cases to be looked at now.
    const sweepAll = () => sweep({ everyCase: true });
    const timer = setInterval(() => sweep().catch(onError), sweepMs);
    stops.unshift(async () => clearInterval(timer));

    const issuer = await createIssuer({
      issuer: issuerUrl,
      clientId,
      machines: [hrSystem, identitySystem],
      redirectUri: `${url}/sign-in/callback`,
      audience,
      directory: directoryOf(outside, !isOwn),
      clock,
      keyFile: within('signing-key.json'),
    });
    const mailbox = openMailbox(within('mails.jsonl'), clock);
    const control = createControl({ issuer, clock, built, stepFunctions, sweep: sweepAll, settled });
    front.answerWith((req, res) => {
      const path = (req.url ?? '/').split('?')[0] ?? '/';
      if (path.startsWith('/oidc/')) return issuer.handle(req, res);
      if (mailbox.handle(req, res)) return;
      if (path.startsWith('/local/')) return control(req, res);
      serveByFunction(built[functionAt(path)], req, res).catch((error: unknown) => {
        onError(error);
        res.writeHead(502).end();
      });
    });
    // The sweep repairs what an interrupted stack has left. Requests need not wait for it. After a first start there is
    // nothing to repair, because the stream holds everything.
    const sweeping = isFirst ? Promise.resolve() : sweepAll().catch(onError);
    stops.unshift(async () => {
      await sweeping;
    });
    async function settled(): Promise<void> {
      await sweeping;
      await drained();
      await stepFunctions.settled();
      await drained();
      await stepFunctions.settled();
    }

    return {
      url,
      clock,
      inner: { dynamodb: endpoint, table, stepFunctions: stepFunctions.endpoint, stateMachineArn },
      sweep: sweepAll,
      settled,
      stop: () => stopAll(stops),
    };
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

/** Whether the issuer was at another address when the data folder was last used. */
function isOtherIssuer(file: string, issuer: string): boolean {
  return !existsSync(file) || readFileSync(file, 'utf8') !== issuer;
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops) await stop();
}
