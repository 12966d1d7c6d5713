import { decode as decode1252 } from 'windows-1252';

/** The text of a file, and how it was encoded; or what is wrong with the file, and the mend. */
export type Decoded = { ok: true; text: string; encoding: Encoding } | { ok: false; reason: string };

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

/** Files that people send in place of a CSV, by their first bytes. */
const otherFormats: [start: number[], reason: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'this is a workbook or an archive: open it, and save the sheet as CSV (UTF-8)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'this is an old workbook: open it, and save the sheet as CSV (UTF-8)'],
  [[0x25, 0x50, 0x44, 0x46], 'this is a PDF: send the table as CSV (UTF-8)'],
  [[0x1f, 0x8b], 'this is a compressed file: unpack it first'],
];

const unknown = 'this is text in an encoding that is not known here: save the file as CSV (UTF-8)';
const notText = 'this is not text: save the table as CSV (UTF-8)';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16 = {
  le: new TextDecoder('utf-16le', { fatal: true }),
  be: new TextDecoder('utf-16be', { fatal: true }),
};

/**
 * Reads the bytes of a text file: UTF-8 or UTF-16, with or without a byte order mark, else Windows-1252, as spreadsheets in
 * western Europe still save it. The mark is not part of the text. Bytes that Windows-1252 does not define are refused.
 */
export function decode(bytes: Uint8Array): Decoded {
  const other = otherFormats.find(([start]) => startsWith(bytes, start));
  if (other) return { ok: false, reason: other[1] };
  const order = byteOrderOf(bytes);
  if (order) return decodedBy(utf16[order], bytes, 'UTF-16') ?? { ok: false, reason: cutOff };
  if (bytes.includes(0)) return { ok: false, reason: notText };
  return decodedBy(utf8, bytes, 'UTF-8') ?? as1252(bytes);
}

const lineEnd = 0x0a;
const cutOff = 'this is UTF-16 with a broken character, as if the file were cut off: save it again as CSV (UTF-8)';

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** At most so many bytes at the start show the byte order of UTF-16 without a mark. */
const looked = 2000;

/**
 * The byte order of UTF-16: by its mark, or because in the first line, which has the headings, every second byte of a western
 * letter is 0. Letters of other scripts can have a 0 in the other place. Null: it is not UTF-16.
 */
function byteOrderOf(bytes: Uint8Array): 'le' | 'be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'be';
  const zeros = [0, 0];
  const end = bytes.indexOf(lineEnd);
  const start = bytes.subarray(0, end < 0 ? looked : Math.min(end, looked));
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = start.length / 6;
  if (odd > many && even < odd / 4) return 'le';
  return even > many && odd < even / 4 ? 'be' : null;
}

function decodedBy(decoder: TextDecoder, bytes: Uint8Array, encoding: Encoding): Decoded | null {
  try {
    return { ok: true, text: decoder.decode(bytes), encoding };
  } catch {
    return null;
  }
}

function as1252(bytes: Uint8Array): Decoded {
  // Node's own decoder takes Windows-1252 for Latin-1 (nodejs/node#56542).
  const text = decode1252(bytes);
  // The decoder gives a control character for each of the five bytes that Windows-1252 does not define.
  return /[\u0080-\u009f]/.test(text) ? { ok: false, reason: unknown } : { ok: true, text, encoding: 'Windows-1252' };
}
