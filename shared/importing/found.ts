import type { Outside } from '../cases/outside.ts';
import { type ImportKind, importKinds } from '../contract/file-names.ts';
import type { ImportChange, ImportFound, ImportRecord, ImportRow } from '../contract/imports.ts';
import type { Person } from '../contract/people.ts';
import { effectsOf, fieldsChanged, kindOf } from '../domain/imports/changes.ts';
import { hashOf } from '../ledger/hash.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { keepList } from '../store/file-lists.ts';
import { type Involving, involvedInAll } from './involved.ts';

/** What rows of a file come to. */
export interface Run {
  changes: Change[];
  /** Who works here and is not in a file that has everybody. */
  absent: Person[];
  said: Said;
}

/** A row that changes something. */
export interface Change extends Involving {
  row: number;
  /** The version of the record of which the row was decided. Null: there was none. */
  version: number | null;
  kind: ImportKind;
  shown: ImportChange;
}

type Said = Omit<ImportFound, 'kinds' | 'faults' | 'absent' | 'effects' | 'involved' | 'digest'>;

export const nothing: Said = { unknown: [], rows: 0, unchanged: 0, teams: [], odcs: [], overCap: [] };

/** Writes down what rows come to, and gives its summary. What was written before is replaced. */
export async function keepRun(
  outside: Outside,
  record: Pick<ImportRecord, 'id' | 'at'>,
  { changes, absent, said }: Run,
): Promise<ImportFound> {
  const { table } = outside;
  const rows = changes.map(({ row, id, version, input }): ImportRow => ({ row, id, version, input }));
  // Rows are in the order in which they are carried out. People read them in the order of the file.
  const asInFile = changes.toSorted((one, other) => one.row - other.row);
  const ofKind = (kind: ImportKind) => asInFile.filter((one) => one.kind === kind).map((one) => one.shown);
  await keepList(table, record, 'rows', rows);
  await keepList(
    table,
    record,
    'absent',
    absent.map(({ id, name }) => ({ id, name })),
  );
  for (const kind of importKinds) await keepList(table, record, kind, ofKind(kind));
  const count = (effect: keyof ImportFound['effects']) =>
    changes.filter(({ shown }) => shown.effects.includes(effect)).length;
  return {
    ...said,
    kinds: Object.fromEntries(importKinds.map((kind) => [kind, ofKind(kind).length])) as ImportFound['kinds'],
    faults: 0,
    absent: absent.length,
    effects: { stops: count('stops'), line: count('line'), part: count('part') },
    involved: await involvedInAll(outside, changes),
    digest: hashOf(rows),
  };
}

/** So many people's cases are read at once. */
const atOnce = 25;

/** Rows with what they change, and what that does to open cases. `version`: of the record that the file was checked with. */
export async function changesOf(
  { table }: Outside,
  rows: readonly (Involving & Pick<ImportRow, 'row' | 'version'>)[],
): Promise<Change[]> {
  const shown: Change[] = [];
  for (let at = 0; at < rows.length; at += atOnce)
    shown.push(
      ...(await Promise.all(
        rows.slice(at, at + atOnce).map(async (one): Promise<Change> => {
          const { row, id, before, input } = one;
          const effects = before ? effectsOf(id, before, input, await openCasesOf(table, id)) : [];
          const changes = fieldsChanged(before, input);
          return { ...one, kind: kindOf(before, input), shown: { row, id, name: input.name, changes, effects } };
        }),
      )),
    );
  return shown;
}
