import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnvironment } from '../runtime/environment.ts';
import { logOf } from '../runtime/logger.ts';
import { mailBySes } from '../runtime/mail.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createRelay } from './handler.ts';

const environment = readEnvironment();
const { RUNGS_MAIL_FROM: from } = environment;

export const handler = createRelay({
  outside: outsideOf(environment),
  machine: { client: new SFNClient({}), arn: environment.RUNGS_STATE_MACHINE_ARN },
  log: logOf('relay'),
  origin: environment.RUNGS_ORIGIN,
  mail: from ? mailBySes(new SESv2Client({}), from) : null,
  deskAddress: environment.RUNGS_HR_MAIL,
});
