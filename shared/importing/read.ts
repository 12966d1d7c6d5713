import { endOf, mostLooked, type Page, pageAmong, placeIn } from '../cases/cursor.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { PageQuery } from '../contract/cursor.ts';
import { fileLimits, type ImportListName, importLists } from '../contract/file-names.ts';
import type { FileFault } from '../contract/files.ts';
import { ImportId } from '../contract/import-id.ts';
import type { ImportRecord, ImportView, SentFile } from '../contract/imports.ts';
import { machineNamed } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { isDirector, isHrFor, isHrForAll } from '../domain/people.ts';
import { mayConfirm } from '../domain/proposals/decide.ts';
import { anyHrOnly, hrOrDirectorOnly } from '../records/hr-only.ts';
import { type NameOf, namesOf } from '../records/names.ts';
import { loadPeople } from '../store/directory.ts';
import { loadParts, partsOf } from '../store/file-lists.ts';
import { listImports, loadImport, loadImports } from '../store/imports.ts';
import { openProposalsFor } from '../store/proposals.ts';
import { foundView } from './found-view.ts';
import { type AskedList, type ListPart, partOf, shownOf } from './lists.ts';

/** A cursor of the list: the file after which it goes on. */
const AfterImport = z.strictObject({ id: ImportId });

/**
 * The files of people that HR may read, the newest first, and the names of those who sent them. Throws `Refusal`.
 */
export async function readImports(
  { table }: Outside,
  viewer: Person,
  { limit, cursor }: PageQuery,
): Promise<Page<ImportView> & { nameOf: NameOf }> {
  anyHrOnly(viewer);
  const count = isHrForAll(viewer) ? limit + 1 : mostLooked;
  const senders = new Map<string, Person>();
  const placeOf = ({ id }: { id: string }) => ({ id });
  const page = await pageAmong({
    limit,
    from: placeIn(AfterImport, cursor),
    look: async (from) => {
      const { listed, isEnd } = await listImports(table, count, from?.id);
      const [imports, people] = await Promise.all([
        loadImports(
          table,
          listed.map((one) => one.id),
        ),
        loadPeople(
          table,
          listed.map((one) => one.by),
        ),
      ]);
      for (const person of Object.values(people)) senders.set(person.id, person);
      const shown = imports.filter((one) => isHrFor(viewer, one.units ?? null));
      return { shown, end: endOf(listed, isEnd, placeOf) };
    },
    placeOf,
  });
  return { items: page.items.map(viewOf), next: page.next, nameOf: namesOf(senders.values()) };
}

/** A file of people, for HR, and for a delivery director whose step it is to confirm it. Throws `Refusal`. */
export async function readImport({ table }: Outside, viewer: Person, id: string): Promise<ImportView> {
  hrOrDirectorOnly(viewer);
  const [record, open] = await Promise.all([
    loadImport(table, id),
    isDirector(viewer) ? openProposalsFor(table, id) : [],
  ]);
  const mayRead =
    isHrFor(viewer, record?.units ?? null) || open.some((one) => one.kind === 'import' && mayConfirm(one, viewer));
  if (!record || !mayRead) throw noSuchFile();
  return viewOf(record);
}

const viewOf = ({ tries: _tries, ...record }: ImportRecord): ImportView => ({
  ...record,
  found: foundView(record.found),
});

/** What a machine reads of a file that it has sent. That of another sender is not there for it. Throws `Refusal`. */
export async function readSentFile(outside: Outside, machine: string, id: string): Promise<SentFile> {
  const { at, fileName, state, found } = await loadSent(outside, machine, id);
  return { id, at, fileName, state, faults: found?.faults ?? null };
}

/**
 * A part of the faults of a file that the machine has sent, and which part comes next. Null: it is the last one. Throws
 * `Refusal`.
 */
export async function readSentFaults(
  outside: Outside,
  machine: string,
  { id, part }: { id: string; part: number },
): Promise<{ items: FileFault[]; next: number | null }> {
  const [record, found] = await Promise.all([
    loadSent(outside, machine, id),
    loadParts(outside.table, id, ['faults'], part),
  ]);
  const { items, next } = partOf('faults', part, found, partsIn(record, 'faults'));
  return { items, next };
}

async function loadSent({ table }: Outside, machine: string, id: string): Promise<ImportRecord> {
  const record = await loadImport(table, id);
  // The rows that HR set apart are a file that the machine has not sent.
  if (record?.by !== machineNamed(machine) || record.restOf !== null) throw noSuchFile();
  return record;
}

const noSuchFile = () => new Refusal('not-found', 'There is no such file of people. Files are kept for 90 days.');

/** A file with a part of one of its lists. Throws `Refusal`. */
export async function readImportWith(
  outside: Outside,
  viewer: Person,
  { id, ...asked }: AskedList<ImportListName> & { id: string },
): Promise<{ record: ImportView; shown: ListPart<ImportListName> | null }> {
  const [record, found] = await Promise.all([
    readImport(outside, viewer, id),
    loadParts(outside.table, id, asked.list ? [asked.list] : importLists, asked.part),
  ]);
  return { record, shown: shownOf(asked, importLists, found, (list) => partsIn(record, list)) };
}

function partsIn({ found, progress }: Pick<ImportView, 'found' | 'progress'>, list: ImportListName): number {
  if (list === 'leftover') return progress && progress.refused + progress.apart > 0 ? progress.next : 0;
  if (!found) return 0;
  if (list === 'faults') return partsOf(Math.min(found.faults, fileLimits.faults));
  return partsOf(list === 'absent' ? found.absent : found.kinds[list]);
}
