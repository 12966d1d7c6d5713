import { Hono } from 'hono';
import type { Outside } from '#shared/cases/outside.ts';
import type { Environment } from '../runtime/environment.ts';
import type { Log } from '../runtime/logger.ts';

export interface WebDeps {
  outside: Outside;
  environment: Environment;
  log: Log;
}

export function createWeb(_deps: WebDeps): Hono {
  return new Hono();
}
