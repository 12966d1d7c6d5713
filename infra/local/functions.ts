import { randomUUID } from 'node:crypto';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { handle } from 'hono/aws-lambda';
import { createApi } from '#functions/api/app.ts';
import { createApiAndPages } from '#functions/hr/api-and-pages.ts';
import { createImports } from '#functions/imports/handler.ts';
import { createRelay } from '#functions/relay/handler.ts';
import { bearerOf } from '#functions/runtime/api/identify.ts';
import { peopleAndMachines } from '#functions/runtime/api/machines.ts';
import type { Environment } from '#functions/runtime/environment.ts';
import { mailBySes } from '#functions/runtime/mail.ts';
import { outsideOf } from '#functions/runtime/outside.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createWeb } from '#functions/web/app.tsx';
import { createWorkflow } from '#functions/workflow/handler.ts';
import type { localAccess } from './engine/table.ts';
import { afterWrites } from './engine/writes.ts';
import type { HttpFunction } from './http.ts';
import { type Meter, noUsage, type Usage } from './meter.ts';
import type { LocalClock } from './runtime/clock.ts';
import { quietLog } from './runtime/log.ts';

interface Options {
  environment: Environment;
  access: ReturnType<typeof localAccess>;
  sfn: () => SFNClient;
  /** Where and with which credentials mail is sent. */
  ses: ReturnType<typeof localAccess>;
  clock: LocalClock;
  meter: Meter;
  /** Called after each write to the table. */
  wrote: () => void;
}

/** The functions of the local stack: the same code as in AWS, with local endpoints and the local clock. */
export type Functions = ReturnType<typeof buildFunctions>;

const caseInText = /case_[0-9A-HJKMNP-TV-Z]{26}/;

export function buildFunctions({ environment, access, sfn, ses, clock, meter, wrote }: Options) {
  const outside = outsideOf(environment, clock, access);
  meter.watch(outside.table.client);
  afterWrites(outside.table.client, wrote);
  const log = quietLog();
  const machine = {
    get client() {
      return sfn();
    },
    arn: environment.RUNGS_STATE_MACHINE_ARN,
  };
  const identify = bearerOf(environment.RUNGS_ISSUER, environment.RUNGS_AUDIENCE, clock);
  const origin = environment.RUNGS_ORIGIN;
  const forApi = { outside, origin, version: environment.RUNGS_VERSION, identify, log };
  const api = handle(createApi(forApi));
  const forHr = { ...forApi, identify: peopleAndMachines(environment, clock) };
  const hr = handle(createApiAndPages(forHr, { outside, environment, log }));
  const web = handle(createWeb({ outside, environment, log }));
  const workflow = createWorkflow(outside);
  const { RUNGS_MAIL_FROM: from, RUNGS_HR_MAIL: deskAddress } = environment;
  const send = from ? mailBySes(new SESv2Client(ses), from) : null;
  const mail: typeof send =
    send &&
    ((letter) => {
      meter.mailed();
      return send(letter);
    });
  const relay = createRelay({ outside, machine, log, origin, mail, deskAddress });
  const sweep = createSweep({ outside, machine, log });
  const imports = createImports({ outside, log });

  /** What each case has used since this process started. */
  const used = new Map<string, Usage>();
  async function metered<T>(caseId: string | undefined, http: boolean, work: () => Promise<T>): Promise<T> {
    const { result, usage } = await meter.measure(work);
    const found = caseId ?? caseInText.exec(JSON.stringify(result) ?? '')?.[0];
    if (!found) return result;
    const sum = used.get(found) ?? noUsage();
    used.set(found, {
      requests: sum.requests + (http ? 1 : 0),
      invocations: sum.invocations + usage.invocations,
      readUnits: sum.readUnits + usage.readUnits,
      writeUnits: sum.writeUnits + usage.writeUnits,
      mails: sum.mails + usage.mails,
      seconds: sum.seconds + usage.seconds,
    });
    return result;
  }
  const http =
    (call: HttpFunction): HttpFunction =>
    (event, context) =>
      metered(caseInText.exec(event.rawPath)?.[0], true, () => call(event, context));

  return {
    outside,
    used,
    api: http(api as unknown as HttpFunction),
    hr: http(hr as unknown as HttpFunction),
    web: http(web as unknown as HttpFunction),
    workflow: (payload: unknown) =>
      metered((payload as { caseId?: string }).caseId, false, () => workflow(payload, { awsRequestId: randomUUID() })),
    relay: (event: DynamoDBStreamEvent) =>
      metered(caseInText.exec(JSON.stringify(event.Records[0] ?? ''))?.[0], false, () => relay(event)),
    sweep,
    imports,
  };
}
