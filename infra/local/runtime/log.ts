import type { Log } from '#functions/runtime/logger.ts';

/** Prints warnings and errors of the functions as lines on standard error. It ignores the other levels. */
export function quietLog(): Log {
  const write = (level: string) => (message: unknown, more?: unknown) =>
    console.error(`${level}: ${String(message)} ${JSON.stringify(more ?? {})}`);
  return { info: () => {}, warn: write('warning'), error: write('error') } as unknown as Log;
}
