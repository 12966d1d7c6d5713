import type { Context } from 'hono';
import { ladderLimits } from '#shared/contract/names.ts';
import type { WebEnv } from './env.ts';
import { documentFormOf } from './request.ts';

/** What comes back of a form that was sent without a session. */
export interface KeptForm {
  /** The names of its fields. A name also stands for all that begin with it and a dot. */
  fields: readonly string[];
  /** The bytes of a form at most. A larger one is not kept. */
  bytes: number;
}

/** The form that is sent to an address. Null: none is, or nothing is written in it. */
export type FormAt = (path: string) => KeptForm | null;

/** No form is longer, as it is sent. */
const longest = ladderLimits.uploadBytes;
/** No form has more fields. */
const mostFields = 500;

/**
 * The own fields of a form. Null if it is too large for its form: then none is read. Reading and decoding it takes less time
 * than `formOf`, because anybody can make us do it.
 */
export async function keptOf(c: Context<WebEnv>, form: KeptForm): Promise<Record<string, string> | null> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > Math.min(form.bytes, longest)) return null;
  const isOwn = (name: string) => form.fields.includes(name.split('.', 1)[0] ?? '');
  if (/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? ''))
    return Object.fromEntries(Object.entries(await documentFormOf(c)).filter(([name]) => isOwn(name)));
  const parts = (await c.req.text()).split('&', mostFields + 1);
  if (parts.length > mostFields) return null;
  const fields = parts.map((part) => part.split('=', 2).map(decoded));
  return Object.fromEntries(fields.flatMap(([name, value]) => (name && value && isOwn(name) ? [[name, value]] : [])));
}

/** A name or a value of a form. Undefined if it is not encoded as browsers do it. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}
