import type { Log } from '#functions/runtime/logger.ts';

/** Warnings and errors of the functions, as lines on standard error. The other levels are for production. */
export function quietLog(): Log {
  const write = (level: string) => (message: unknown, more?: unknown) =>
    console.error(`${level}: ${String(message)} ${JSON.stringify(more ?? {})}`);
  return { info: () => {}, warn: write('warning'), error: write('error') } as unknown as Log;
}
