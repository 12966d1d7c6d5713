import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Refusal } from '../cases/refusal.ts';
import { fileLimits } from '../contract/file-names.ts';

/** The content of a file as it was sent, as CSV or packed with gzip: packed, and its size and digest. Throws `Refusal`. */
export function contentSent(sent: Uint8Array): { packed: Uint8Array; bytes: number; digest: string } {
  const bytes = unpacked(sent);
  const packed = gzipSync(bytes);
  if (packed.length > fileLimits.packedBytes) throw tooLarge;
  return { packed, bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') };
}

const tooLarge = new Refusal(
  'invalid-input',
  `The file is too large: unpacked it can have ${fileLimits.fileBytes / 1024 / 1024} MB. Send it as several files.`,
);

/** The content of a file, unpacked if it was packed with gzip. Throws `Refusal`. */
function unpacked(sent: Uint8Array): Uint8Array {
  if (sent.length === 0) throw new Refusal('invalid-input', 'The file is empty: choose a file.');
  if (!(sent[0] === 0x1f && sent[1] === 0x8b)) return sent;
  try {
    return gunzipSync(sent, { maxOutputLength: fileLimits.fileBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge;
    throw new Refusal('invalid-input', 'The file is packed with gzip and cannot be unpacked: pack it again.');
  }
}
