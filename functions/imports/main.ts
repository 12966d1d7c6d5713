import { readEnvironment } from '../runtime/environment.ts';
import { logOf } from '../runtime/logger.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createImports } from './handler.ts';

const outside = outsideOf(readEnvironment());

export const handler = createImports({ outside, log: logOf('imports') });
