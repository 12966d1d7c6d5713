import type { Context } from 'hono';
import type { Cursor } from '#shared/contract/cursor.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';

/** The fields of a form. If a field occurs twice, its last value counts. Refuses other content types. */
export async function formOf(c: Context<WebEnv>): Promise<Record<string, string>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new PageError(415, 'This page accepts only its own form.');
  return valuesOf(new URLSearchParams(await c.req.text()));
}

/** A file that was chosen in a form. */
export interface SentFile {
  name: string;
  bytes: Uint8Array;
}

/** The fields of a form that can have a file, and the file in its field `file`. Null: none was chosen. */
export async function fileFormOf(
  c: Context<WebEnv>,
): Promise<{ values: Record<string, string>; file: SentFile | null }> {
  if (!/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? ''))
    return { values: await formOf(c), file: null };
  const form = await c.req.formData().catch(() => {
    throw new PageError(400, 'The form arrived incomplete, so nothing was done. Please send it again.');
  });
  const file = form.get('file');
  // A browser sends a file without a name if none was chosen.
  const isChosen = file instanceof File && (file.size > 0 || file.name !== '');
  return {
    values: valuesOf(form),
    file: isChosen ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : null,
  };
}

/** The texts of a form. Browsers end lines with CR LF. We store and count only LF. */
function valuesOf(fields: Iterable<[string, string | File]>): Record<string, string> {
  const texts = [...fields].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')]] : [],
  );
  return Object.fromEntries(texts);
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
