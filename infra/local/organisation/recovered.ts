import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Outside } from '#shared/cases/outside.ts';
import { folded } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { type Named, type Recovered, recoverHr } from '#shared/directory/recovery.ts';
import type { SaidOfSignIns } from '#shared/domain/directory/recovery.ts';
import type { PersonField } from '#shared/people-files/columns.ts';
import { readPeopleFile } from '#shared/people-files/people-file.ts';
import { faultsInOrder, knownOf, resolve } from '#shared/people-files/resolve.ts';
import { loadEverybody } from '#shared/store/directory.ts';
import { bytesOf, faulty } from './organisation.ts';

/**
 * Gives people the role of HR and lets them sign in, by the right of whoever may write the table. `who` is a file of people, or
 * ids and mail addresses of people of the directory with commas between them. Throws an error that names every fault; then nothing
 * is written.
 */
export async function recover(
  outside: Outside,
  who: string,
  said: SaidOfSignIns,
): Promise<Extract<Recovered, { ok: true }>> {
  const everybody = await loadEverybody(outside.table);
  const named = isFile(who) ? inFile(who, everybody) : inWords(who, everybody);
  const done = await recoverHr(
    outside,
    named.map(({ at: _at, ...one }) => one),
    said,
  );
  if (done.ok) return done;
  throw faulty(
    isFile(who) ? basename(who) : 'What you named',
    done.faults.map(({ id, fault: { path, reason } }) => {
      const { row, columnOf } = named.find((one) => one.id === id)?.at ?? inNoFile;
      return { row, column: columnOf(path), reason: row === null ? `${id}, ${path}: ${reason}` : reason };
    }),
  );
}

interface Place {
  row: number | null;
  columnOf: (field: string) => string | null;
}
const inNoFile: Place = { row: null, columnOf: () => null };

const isFile = (who: string) => existsSync(who) || /\.csv$/i.test(who);

function inFile(path: string, everybody: readonly Person[]): (Named & { at: Place })[] {
  const read = readPeopleFile(bytesOf(path));
  if (!read.ok) throw faulty(basename(path), read.faults, read.seen.unknown);
  const resolved = resolve(read.file, knownOf(everybody));
  if (resolved.faults.length > 0) throw faulty(basename(path), faultsInOrder(resolved.faults));
  const columnOf = (field: string) => read.file.places[field as PersonField] ?? null;
  return resolved.rows
    .sort((one, other) => one.row - other.row)
    .map(({ id, input, row }) => ({ id, input, isVouched: columnOf('email') !== null, at: { row, columnOf } }));
}

function inWords(who: string, everybody: readonly Person[]): (Named & { at: Place })[] {
  const words = who.split(',').flatMap((one) => one.trim() || []);
  const found = words.map((word) => {
    const person = everybody.find(({ id, email }) => id === word || folded(email) === folded(word));
    return { word, id: person?.id ?? null };
  });
  const unknown = found.filter(({ id }) => id === null).map(({ word }) => word);
  if (found.length === 0 || unknown.length > 0)
    throw new Error(
      found.length === 0
        ? 'Name people by their ids or mail addresses, or a file of people that ends in .csv'
        : `Nobody in the directory has this id or mail address: ${unknown.join(', ')}. Somebody new comes in a file of people that ends in .csv.`,
    );
  const byMail = new Set(found.filter(({ word, id }) => word !== id).map(({ id }) => id));
  return [...new Set(found.flatMap(({ id }) => id ?? []))].map((id) => ({
    id,
    input: null,
    isVouched: byMail.has(id),
    at: inNoFile,
  }));
}
