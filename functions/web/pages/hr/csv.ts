import type { Context } from 'hono';
import type { WebEnv } from '../../http/env.ts';

/** An answer that a browser saves as a CSV file. Bytes are packed with gzip, which the browser unpacks. */
export function csv(c: Context<WebEnv>, name: string, content: string | Uint8Array): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  if (typeof content === 'string') return c.body(content);
  c.header('Content-Encoding', 'gzip');
  return c.body(content as Uint8Array<ArrayBuffer>);
}
