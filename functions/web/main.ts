import { handle } from 'hono/aws-lambda';
import { readEnvironment } from '../runtime/environment.ts';
import { logOf } from '../runtime/logger.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createWeb } from './app.tsx';

const environment = readEnvironment();

export const handler = handle(createWeb({ outside: outsideOf(environment), environment, log: logOf('web') }));
