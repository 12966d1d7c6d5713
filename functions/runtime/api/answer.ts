import type { Context } from 'hono';

/**
 * Sets the headers of the answer to a command: the version that it left behind, and whether the same request was carried
 * out before. Without a version there is no ETag.
 */
export function setHeaders(
  c: Pick<Context, 'header'>,
  { replayed, version = null }: { replayed: boolean; version?: number | null },
): void {
  if (replayed) c.header('Idempotent-Replayed', 'true');
  if (version !== null) c.header('ETag', `"${version}"`);
}
