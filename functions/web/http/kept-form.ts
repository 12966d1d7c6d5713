import type { Context } from 'hono';
import { ladderLimits } from '#shared/contract/names.ts';
import type { WebEnv } from './env.ts';

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
 * The own fields of a form, each as the HTML of a text area. Null if the form is larger than it can be, as sent or as HTML,
 * or has too many fields: then nothing of it is kept. Anybody can make us do this, so it costs less than `formOf`: the fields
 * of other forms are skipped, and the bytes of the own ones are read once.
 */
export async function keptOf(c: Context<WebEnv>, form: KeptForm): Promise<Record<string, string> | null> {
  const room = Math.min(form.bytes, longest);
  const body = Buffer.from(await c.req.arrayBuffer());
  if (body.length > room) return null;
  const parts = partsOf(c.req.header('content-type') ?? '', body.toString('latin1'));
  if (!parts) return null;
  const html = Buffer.allocUnsafe(room + longestSign);
  const kept: Record<string, string> = {};
  let end = 0;
  for (const part of parts.filter(({ name, value }) => value && form.fields.includes(name.split('.', 1)[0] ?? ''))) {
    const begin = end;
    end = write(html, begin, part);
    if (end > room) return null;
    kept[part.name] = utf8.decode(html.subarray(begin, end));
  }
  return kept;
}

/** A field as it was sent. Each character is a byte. */
interface Part {
  name: string;
  value: string;
  isEncoded: boolean;
}

/** The fields of a form of either encoding. Null: they are too many. */
function partsOf(type: string, body: string): Part[] | null {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)/i.exec(type)?.[1];
  if (!boundary) {
    const parts = body.split('&', mostFields + 1);
    return parts.length > mostFields ? null : parts.map(encoded);
  }
  // Something stands before the first boundary and after the last one: that is no field.
  const parts = body.split(`--${boundary}`, mostFields + 3).slice(1, -1);
  return parts.length > mostFields ? null : withFile(parts.map(uploaded));
}

/** A field of a form without a file, which is encoded as in an address. */
function encoded(part: string): Part {
  const [name = '', value = ''] = part.split('=', 2);
  return { name, value, isEncoded: true };
}

/** A part of a form that can contain a file. */
function uploaded(part: string): Part {
  const end = part.indexOf('\r\n\r\n');
  const name = /; name="([^"]*)"/i.exec(part.slice(0, end))?.[1] ?? '';
  return { name, value: part.slice(end + 4, -2), isEncoded: false };
}

/** The text of a file replaces the field `text`. */
function withFile(parts: Part[]): Part[] {
  const file = parts.find(({ name, value }) => name === 'file' && value);
  return file ? [...parts.filter(({ name }) => name !== 'text'), { ...file, name: 'text' }] : parts;
}

const utf8 = new TextDecoder();
const [plus, percent, and, lessThan] = Buffer.from('+%&<');
const escapes = { and: Buffer.from('&amp;'), lessThan: Buffer.from('&lt;') };
const longestSign = escapes.and.length;

/**
 * Writes a value as the HTML of a text area, where only `&` and `<` do not stand for themselves. Stops soon after the end of
 * the room for it. Returns where it stopped. One loop decodes and escapes: `replaceAll`, and hono's escape, take up to 40 ms
 * for half a megabyte of the sign that they replace.
 */
function write(html: Buffer, begin: number, { value, isEncoded }: Part): number {
  const bytes = Buffer.from(value, 'latin1');
  let end = begin;
  for (let at = 0; at < bytes.length && end + longestSign <= html.length; at++) {
    let byte = bytes[at] as number;
    if (isEncoded && byte === plus) byte = 0x20;
    else if (isEncoded && byte === percent) {
      const high = digitOf(bytes[at + 1]);
      const low = digitOf(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        byte = 16 * high + low;
        at += 2;
      }
    }
    const escaped = byte === and ? escapes.and : byte === lessThan ? escapes.lessThan : null;
    if (!escaped) html[end++] = byte;
    else for (let of = 0; of < escaped.length; of++) html[end++] = escaped[of] as number;
  }
  return end;
}

/** The value of a hexadecimal digit. Negative: it is none. */
function digitOf(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
