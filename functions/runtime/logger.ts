import { systemClock } from './outside.ts';

type Level = 'info' | 'warn' | 'error';
type Line = (message: string, fields?: Record<string, unknown>) => void;

/** Writes JSON lines with ids and names of decisions. Never log people's words, tokens, sessions or whole events. */
export type Log = Record<Level, Line>;

/**
 * The logger of a function. Each line has the fields from which Lambda reads level and time, and the trace id of the
 * invocation.
 */
export function logOf(service: string, write: (line: string) => unknown = (line) => process.stdout.write(line)): Log {
  const at =
    (level: Level): Line =>
    (message, fields = {}) => {
      const [, trace] = /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '') ?? [];
      const timestamp = systemClock.now().toISOString();
      const line = { level: level.toUpperCase(), message, timestamp, service, xray_trace_id: trace, ...fields };
      write(`${JSON.stringify(line)}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** The name of an error, for the log. Its message could contain people's words. */
export function nameOfError(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
