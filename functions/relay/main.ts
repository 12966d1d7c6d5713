import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnvironment } from '../runtime/environment.ts';
import { logOf } from '../runtime/logger.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createRelay } from './handler.ts';

const environment = readEnvironment();

export const handler = createRelay({
  outside: outsideOf(environment),
  machine: { client: new SFNClient({}), arn: environment.RUNGS_STATE_MACHINE_ARN },
  log: logOf('relay'),
});
