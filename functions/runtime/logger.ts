import { systemClock } from './outside.ts';

type Level = 'info' | 'warn' | 'error';
type Line = (message: string, fields?: Record<string, unknown>) => void;

/** Writes ids and names of decisions, as JSON lines; never words, tokens, sessions or whole events. */
export type Log = Record<Level, Line>;

/**
 * The logger of a function. A line has the fields by which Lambda knows a level and a time in lines of ours, and the
 * trace of the invocation.
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
