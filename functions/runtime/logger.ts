import { Logger } from '@aws-lambda-powertools/logger';

/** Writes ids and names of decisions, as JSON lines; never words, tokens, sessions or whole events. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** The logger of a function. */
export function logOf(service: string): Log {
  return new Logger({ serviceName: service });
}
