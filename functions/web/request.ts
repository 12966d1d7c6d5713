import type { Context } from 'hono';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';

/** The fields of a form, the last value of each. Only forms as browsers send them are taken. */
export async function formOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new PageError(415, 'This page takes what its own form sends, and nothing else.');
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
