import type { Context } from 'hono';
import type { Cursor } from '#shared/contract/cursor.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';

/** The fields of a form. If a field occurs twice, its last value counts. Refuses other content types. */
export async function formOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new PageError(415, 'This page accepts only its own form.');
  const fields = [...new URLSearchParams(await c.req.text())];
  // Browsers end lines with CR LF. We store and count only LF.
  return Object.fromEntries(fields.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/**
 * The fields of a form that can contain a file. The text of a file replaces the field `text`. Bytes of the file that are
 * not UTF-8 become U+FFFD.
 */
export async function documentFormOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) return formOf(c);
  const form = await multipartOf(c);
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === 'string') values[name] = value.replaceAll('\r\n', '\n');
    else if (value.size > 0) values[name] = await value.text();
  const { file, ...others } = values;
  return file === undefined ? others : { ...others, text: file };
}

/** The fields of a form with a file, and the bytes and the name of the file. Null: none was chosen. */
export async function fileFormOf(
  c: Context<WebEnv>,
): Promise<{ values: Record<string, string>; file: { name: string; bytes: Uint8Array } | null }> {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? ''))
    return { values: await formOf(c), file: null };
  const form = await multipartOf(c);
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return { values, file: null };
  return { values, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

async function multipartOf(c: Context<WebEnv>): Promise<FormData> {
  return c.req.formData().catch(() => {
    throw new PageError(400, 'The form arrived incomplete, so nothing was done. Please send it again.');
  });
}

/** A fresh idempotency key for a form, so that a form sent twice is carried out once. */
export function newKey(c: Context<WebEnv>): string {
  return Buffer.from(c.get('outside').random.bytes(18)).toString('base64url');
}

/** The ids of a form's request to a use case. */
export function metaOf(
  c: Context<WebEnv>,
  values: Record<string, string>,
): { idempotencyKey: string; requestId: string } {
  return { idempotencyKey: keyOf(values), requestId: c.get('requestId') };
}

/** The idempotency key of a form. */
function keyOf(values: Record<string, string>): string {
  if (values.key && /^[\x21-\x7e]{1,200}$/.test(values.key)) return values.key;
  throw new PageError(400, 'This form has lost its number. Open its page again and send it from there.');
}

/** The id of a case in the address. A malformed id gets the same 404 as an unknown one. */
export function caseIdOf(c: Context<WebEnv, '/:id'>): string {
  const { data } = CaseId.safeParse(c.req.param('id'));
  if (data) return data;
  throw new PageError(404, 'There is no such case.');
}

/** Where a list goes on. Undefined: it begins. */
export function cursorIn(c: Context<WebEnv>): Cursor | undefined {
  return c.req.query('cursor') || undefined;
}
