import type { Table } from './client.ts';
import { getMany, nameOf } from './items.ts';
import type { Key } from './keys.ts';
import type { Write, writesOf } from './transaction.ts';

/** Files as bytes, in parts, because an item holds 400 KB at most. */

const bytesInPart = 380 * 1024;

/** The writes of the parts of a file. `expires`: when they can be deleted, in epoch seconds. */
export function packedWrites(
  write: ReturnType<typeof writesOf>,
  keyAt: (at: number) => Key,
  packed: Uint8Array,
  expires: number,
): Write[] {
  return Array.from({ length: Math.ceil(packed.length / bytesInPart) }, (_, at) =>
    write.put('other', { bytes: packed.subarray(at * bytesInPart, (at + 1) * bytesInPart), expires, ...keyAt(at) }),
  );
}

/** The content of a file that is stored in so many parts. */
export async function loadPacked(table: Table, keyAt: (at: number) => Key, parts: number): Promise<Uint8Array> {
  const wanted = Array.from({ length: parts }, (_, at) => keyAt(at));
  const found = await getMany(table, wanted);
  return Buffer.concat(wanted.map((key) => found.get(nameOf(key))?.bytes as Uint8Array));
}
