import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type ImportInput, ImportResult } from '../contract/imports.ts';
import { importLimits } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { newImportWrites } from '../store/imports.ts';
import { writesOf } from '../store/transaction.ts';

/**
 * Takes a file of people from HR, as CSV or packed with gzip. It is checked afterwards, by a function of its own. Throws
 * `Refusal`.
 */
export async function uploadPeople(
  outside: Outside,
  actor: Person,
  { bytes: sent, ...input }: ImportInput & { bytes: Uint8Array },
  { idempotencyKey, requestId: _request }: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<ImportResult>> {
  const { table, clock, ids } = outside;
  anyHrOnly(actor);
  const bytes = unpacked(sent);
  const packed = gzipSync(bytes);
  if (packed.length > importLimits.packedBytes) throw tooLarge;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const once = {
    actor,
    idempotencyKey,
    request: { people: { ...input, digest } },
    shape: ImportResult,
    what: 'The file',
  };
  return carryOut(outside, once, async ({ actor: now }) => {
    const by = anyHrOnly(now);
    const id = ids.next('imp');
    const at = clock.now().toISOString();
    const record = {
      ...{ id, by: by.id, at, ...input, bytes: bytes.length, digest },
      ...(by.hrUnits ? { units: by.hrUnits } : {}),
      ...{ restOf: null, state: 'checking' as const, found: null, progress: null, rest: null, doneAt: null },
    };
    return { result: { importId: id, at }, writes: newImportWrites(writesOf(table), record, packed) };
  });
}

const tooLarge = new Refusal(
  'invalid-input',
  `The file is too large: unpacked it can have ${importLimits.fileBytes / 1024 / 1024} MB. Send it as several files.`,
);

/** The content of a file, unpacked if it was packed with gzip. Throws `Refusal`. */
function unpacked(sent: Uint8Array): Uint8Array {
  if (sent.length === 0) throw new Refusal('invalid-input', 'The file is empty: choose a file of people.');
  if (!(sent[0] === 0x1f && sent[1] === 0x8b)) return sent;
  try {
    return gunzipSync(sent, { maxOutputLength: importLimits.fileBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge;
    throw new Refusal('invalid-input', 'The file is packed with gzip and cannot be unpacked: pack it again.');
  }
}
