import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { mapSignIns } from '#shared/store/directory.ts';
import { currentDefinition } from '../workflow/synthesize.ts';
import { type LocalClock, localClock } from './clock.ts';
import { createControl } from './control.ts';
import { startEngine } from './engine.ts';
import { checkFormat } from './format.ts';
import { buildFunctions } from './functions.ts';
import { serveByFunction } from './http.ts';
import { createIssuer } from './identity/issuer.ts';
import { takeFolder } from './lock.ts';
import { mailPath, openMailbox } from './mailbox.ts';
import { Meter } from './meter.ts';
import { localNames } from './names.ts';
import { readOrganisation, signInOf } from './organisation/organisation.ts';
import { startPump } from './pump.ts';
import { fill as fillWithSample, isFilled } from './sample/fill.ts';
import { startStepFunctions } from './stepfunctions/start.ts';
import { createTable, localAccess, remakeTable } from './table.ts';

export interface StackOptions {
  /** 0 takes a free port. */
  port: number;
  dataDir: string;
  /** Real time by default; tests may hold it still. */
  clock?: LocalClock;
  onError?: (error: unknown) => void;
  /** Fills an empty table before any request is answered. By default with the sample. */
  fill?: typeof fillWithSample;
  /** How the functions come about; from their sources by default. A test runs the bundles that ship. */
  build?: typeof buildFunctions;
}

export interface Stack {
  url: string;
  clock: LocalClock;
  /** Where the engine and Step Functions answer, and by what names, for tests that reach below the API. */
  inner: { dynamodb: string; table: string; stepFunctions: string; stateMachineArn: string };
  /** Looks at every open case and mends what has drifted. */
  sweep(): Promise<unknown>;
  /** Resolves when everything that was written has been acted on. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const table = 'rungs';
const stateMachineArn = `arn:aws:states:${localNames.region}:${localNames.account}:stateMachine:rungs-cases`;
const clientId = 'rungs-web';
const audience = 'urn:rungs:api';
/**
 * Clients send their next request on an open connection. With Node's 5 seconds, a busy machine could close one at the
 * moment when a client sends on it, and the client gets an error.
 */
const keepAliveMs = 75_000;
/** As the schedule in AWS has it. */
const sweepMs = 5 * 60 * 1000;

/** Brings the whole system up in this process: engine, functions, state machine, stream, sign-in, pages and API. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, onError = (error) => console.error(error), fill = fillWithSample } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const within = (name: string) => join(dataDir, name);
  const letGo = takeFolder(within('lock'));
  checkFormat(dataDir);
  const clock = options.clock ?? localClock(within('clock'));
  const [engine, definition] = await Promise.all([
    startEngine(within('rungs.db')),
    currentDefinition(localNames, within('cache')),
  ]);
  const isNew = await createTable(engine.endpoint, table);
  const stops: (() => Promise<void>)[] = [engine.stop, async () => letGo()];
  try {
    // It listens before anything can answer, because its port is part of every address: requests wait until then.
    const waiting: Parameters<RequestListener>[] = [];
    let answer: RequestListener = (...request) => waiting.push(request);
    const server = createServer({ keepAliveTimeout: keepAliveMs }, (req, res) => answer(req, res));
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
    // It ends after the pump, which hands in mail here.
    stops.unshift(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuerUrl = `${url}/oidc`;
    const people = readOrganisation();

    const meter = new Meter();
    let wakePump = () => {};
    const built = (options.build ?? buildFunctions)({
      environment: {
        RUNGS_TABLE: table,
        RUNGS_ORIGIN: url,
        RUNGS_ISSUER: issuerUrl,
        RUNGS_AUDIENCE: audience,
        RUNGS_CLIENT_ID: clientId,
        RUNGS_STATE_MACHINE_ARN: stateMachineArn,
        RUNGS_INTRANET_HOSTS: ['wiki.intranet'],
        RUNGS_MAIL_FROM: 'rungs@rungs.invalid',
        RUNGS_HR_MAIL: 'hr@rungs.invalid',
        RUNGS_VERSION: '0.1.0',
      },
      access: localAccess(engine.endpoint),
      sfn: () => stepFunctionsClient,
      ses: localAccess(`${url}${mailPath}`),
      clock,
      meter,
      wrote: () => wakePump(),
    });

    const { outside } = built;
    const isFirst = isNew || !(await isFilled(outside));
    if (isFirst) {
      // An earlier start ended before its sample was complete. It has answered no request, so its data can go.
      if (!isNew) await remakeTable(engine.endpoint, table);
      await fill(outside, people, issuerUrl);
    } else await mapSignIns(outside.table, issuerUrl, people.map(signInOf));

    const stepFunctions = await startStepFunctions({
      endpoint: engine.endpoint,
      table: `${table}-executions`,
      definition,
      stateMachineArn,
      clock,
      invoke: (_arn, payload) => built.workflow(payload),
      onError,
    });
    const stepFunctionsClient = new SFNClient(localAccess(stepFunctions.endpoint));
    stops.unshift(async () => {
      await stepFunctions.stop();
      stepFunctionsClient.destroy();
    });

    const pump = await startPump({
      endpoint: engine.endpoint,
      table,
      file: within('stream.json'),
      call: built.relay,
      onError,
    });
    wakePump = pump.wake;
    stops.unshift(pump.stop);
    const timer = setInterval(() => built.sweep().catch(onError), sweepMs);
    stops.unshift(async () => clearInterval(timer));

    const issuer = await createIssuer({
      issuer: issuerUrl,
      clientId,
      redirectUri: `${url}/sign-in/callback`,
      audience,
      people,
      clock,
      keyFile: within('signing-key.json'),
    });
    const mailbox = openMailbox(within('mails.jsonl'), clock);
    const control = createControl({ issuer, people, clock, built, stepFunctions, sweep: () => built.sweep(), settled });
    answer = (req, res) => {
      const path = (req.url ?? '/').split('?')[0] ?? '/';
      if (path.startsWith('/oidc/')) return issuer.handle(req, res);
      if (mailbox.handle(req, res)) return;
      if (path.startsWith('/local/')) return control(req, res);
      serveByFunction(functionAt(path), req, res).catch((error: unknown) => {
        onError(error);
        res.writeHead(502).end();
      });
    };
    // As the routes of the HTTP API in AWS.
    const functionAt = (path: string) => {
      if (path.startsWith('/api/hr/') || path.startsWith('/hr/')) return built.hr;
      return path === '/api' || path.startsWith('/api/') ? built.api : built.web;
    };
    for (const request of waiting) answer(...request);
    async function settled(): Promise<void> {
      await pump.drained();
      await stepFunctions.settled();
      await pump.drained();
      await stepFunctions.settled();
    }

    // After a first start there is nothing to repair: the stream holds everything.
    if (!isFirst) await built.sweep();
    return {
      url,
      clock,
      inner: { dynamodb: engine.endpoint, table, stepFunctions: stepFunctions.endpoint, stateMachineArn },
      sweep: () => built.sweep(),
      settled,
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
