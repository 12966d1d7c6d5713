import { handle } from 'hono/aws-lambda';
import { peopleAndMachines } from '../runtime/api/machines.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { logOf } from '../runtime/logger.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createApiAndPages } from './api-and-pages.ts';

const environment = readEnvironment();
const outside = outsideOf(environment);

const log = logOf('hr');

export const handler = handle(
  createApiAndPages(
    {
      outside,
      origin: environment.RUNGS_ORIGIN,
      version: environment.RUNGS_VERSION,
      identify: peopleAndMachines(environment, outside.clock),
      log,
    },
    { outside, environment, log },
  ),
);
