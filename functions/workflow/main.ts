import { readEnvironment } from '../runtime/environment.ts';
import { outsideOf } from '../runtime/outside.ts';
import { createWorkflow } from './handler.ts';

export const handler = createWorkflow(outsideOf(readEnvironment()));
