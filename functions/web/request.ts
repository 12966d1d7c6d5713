import type { Context } from 'hono';
import { CaseId } from '#shared/contract/workflow.ts';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';

/** The fields of a form, the last value of each. Only forms as browsers send them are taken. */
export async function formOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new PageError(415, 'This page takes what its own form sends, and nothing else.');
  const fields = [...new URLSearchParams(await c.req.text())];
  // Browsers end the lines of a text with two characters; it is kept, and counted, with one.
  return Object.fromEntries(fields.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/**
 * The fields of a form that may carry a document: as one that browsers send without a file, or with one. The text of a
 * file takes the place of the field `text`; what is not UTF-8 in it reads U+FFFD.
 */
export async function documentFormOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) return formOf(c);
  const form = await c.req.formData().catch(() => {
    throw new PageError(400, 'What was sent came incomplete, so nothing was done. Please send it again.');
  });
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === 'string') values[name] = value.replaceAll('\r\n', '\n');
    else if (value.size > 0) values[name] = await value.text();
  const { file, ...others } = values;
  return file === undefined ? others : { ...others, text: file };
}

/** A fresh number for a form, so that sending it twice does it once. */
export function newKey(c: Context<WebEnv>): string {
  return Buffer.from(c.get('outside').random.bytes(18)).toString('base64url');
}

/** The number that a form carries. */
export function keyOf(values: Record<string, string>): string {
  if (values.key && /^[\x21-\x7e]{1,200}$/.test(values.key)) return values.key;
  throw new PageError(400, 'This form has lost the number it was given. Open its page again and send it from there.');
}

/** The case that an address names. What cannot be one is not looked for: a key too long would fail. */
export function caseIdOf(c: Context<WebEnv, '/:id'>): string {
  const { data } = CaseId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such case.');
}
