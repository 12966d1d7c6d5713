import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, expect, test } from 'vitest';
import openApi from '#functions/api/openapi/openapi.json' with { type: 'json' };
import { apiAt } from '#infra/local/client/client.ts';
import {
  assessThemselves,
  beginJourney,
  calibrate,
  closed,
  handInPortfolio,
  sign,
} from '#infra/local/client/journey.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { buildFunctions } from '#infra/local/functions.ts';
import type { HttpFunction } from '#infra/local/http.ts';
import { type Stack, startStack } from '#infra/local/stack.ts';
import { buildBundles, handlerOf } from '#test/support/bundles.ts';
import { lookAfter, publishNext } from '#test/support/hr-journey.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'rungs-bundled-'));
const built = await buildBundles();
let stack: Stack | undefined;
afterAll(async () => {
  await stack?.stop();
  built.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

type Task = (payload: unknown, context: { awsRequestId: string }) => Promise<unknown>;

/** The deployed bundles. They take every address from environment variables, and load at their first call, as on Lambda. */
const fromBundles: typeof buildFunctions = (options) => {
  const { environment, access, sfn, ses, wrote } = options;
  Object.assign(process.env, {
    ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)])),
    AWS_ENDPOINT_URL_DYNAMODB: access.endpoint,
    AWS_ENDPOINT_URL_SESV2: ses.endpoint,
    AWS_REGION: access.region,
    AWS_ACCESS_KEY_ID: access.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.credentials.secretAccessKey,
  });
  const { bundles } = built;
  const context = () => ({ awsRequestId: randomUUID() });
  const withStepFunctions = async () => {
    const { protocol, hostname, port } = (await sfn().config.endpoint?.()) ?? {};
    process.env.AWS_ENDPOINT_URL_SFN = `${protocol}//${hostname}:${port}`;
  };
  return {
    ...buildFunctions(options),
    api: (event, more) => handlerOf<HttpFunction>(bundles.api)(event, more).finally(wrote),
    hr: (event, more) => handlerOf<HttpFunction>(bundles.hr)(event, more).finally(wrote),
    web: (event, more) => handlerOf<HttpFunction>(bundles.web)(event, more).finally(wrote),
    workflow: (payload) => handlerOf<Task>(bundles.workflow)(payload, context()).finally(wrote),
    async relay(event: DynamoDBStreamEvent) {
      await withStepFunctions();
      return handlerOf<(event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>>(bundles.relay)(event);
    },
    async sweep(event) {
      await withStepFunctions();
      return handlerOf<(event: unknown) => Promise<{ looked: number; failed: number }>>(bundles.sweep)(event);
    },
  };
};

test('on the deployed bundles a case runs from opening to promotion, and a ladder is published', async () => {
  stack = await startStack({ port: 0, dataDir, build: fromBundles });
  const { url } = stack;
  const send = apiAt(url);
  const tokenOf = async (who: string) => (await tokenFor(url, who)).token;
  const { personId: engineer } = await tokenFor(url, 'engineer');
  const journey = await beginJourney({ send, tokenOf, today: new Date(), engineer });
  await assessThemselves(journey);
  await calibrate(journey);
  await handInPortfolio(journey);
  await sign(journey, journey.cast.techLead, 'approve', 'Yes.');
  await sign(journey, journey.cast.odcLead, 'approve', 'Yes.');
  expect((await closed(journey)).outcome).toBe('promoted');
  await stack.settled();
  expect(await (await fetch(`${url}/local/mailbox`)).text()).toContain(
    'Congratulations: you are promoted from L2 to L3.',
  );
  expect(await stack.sweep()).toMatchObject({ failed: 0 });
  const today = stack.clock.now().toISOString().slice(0, 10);
  const { ladder, findings } = await publishNext(url, today);
  expect([ladder.version, findings.filter((one) => one.severity === 'error')]).toEqual([2, []]);
  expect(await lookAfter(url)).toMatchObject(Array(5).fill({ verified: true }));
  const page = await fetch(`${url}/people`, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fpeople']);
  expect((await send('GET', '/api/openapi.json')).body).toEqual(openApi);
});

test('no bundle contains code of the local stack; only relay and sweep can call Step Functions, and only relay can send mail', () => {
  for (const [name, { inputs }] of Object.entries(built.bundles)) {
    expect(inputs.filter((file) => /infra\/local|oidc-provider|@dynoxide/.test(file))).toEqual([]);
    const readsYaml = inputs.some((file) => file.includes('node_modules/yaml/'));
    expect([name, readsYaml]).toEqual([name, name === 'hr']);
    const callsStepFunctions = inputs.some((file) => file.includes('@aws-sdk/client-sfn'));
    expect([name, callsStepFunctions]).toEqual([name, name === 'relay' || name === 'sweep']);
    const sendsMail = inputs.some((file) => file.includes('@aws-sdk/client-sesv2'));
    expect([name, sendsMail]).toEqual([name, name === 'relay']);
  }
});
