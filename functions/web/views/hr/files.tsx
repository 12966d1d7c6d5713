import type { Child, FC } from 'hono/jsx';
import { fileLimits } from '#shared/contract/file-names.ts';
import type { FileFault, FileLeftover } from '#shared/contract/files.ts';
import { machineIn } from '#shared/contract/names.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { NameOf } from '#shared/records/names.ts';
import { Field, type Filled, Labelled } from '../fields.tsx';
import { andList, sentence } from '../words.ts';

/** What HR's pages of files have in common. */

interface FileFieldProps {
  hint: string;
  filled: Filled;
  /** The endings and media types that a browser offers. */
  accept: string;
  required?: boolean;
}

/** The field for a file. A file that was chosen cannot come back after a refusal: it is chosen anew. */
export const FileField: FC<FileFieldProps> = ({ hint, filled, accept, required = false }) => (
  <Labelled
    name="file"
    label="File"
    hint={hint}
    filled={filled}
    control={(attributes) => <input {...attributes} type="file" accept={accept} required={required} />}
  />
);

/** The field for a file of rows. `columns`: what its row of headings has. */
export const RowsField: FC<{ columns: string; filled: Filled }> = ({ columns, filled }) => (
  <FileField
    hint={`CSV with ${columns}, separated by commas, semicolons or tabs, ${fileLimits.uploadBytes / 1024 / 1024} MB at most. A larger one can be packed with gzip first.`}
    filled={filled}
    accept=".csv,.tsv,.txt,.gz,text/csv"
    required
  />
);

/** Who has proposed what, and where it is decided. `to`: what is proposed, in words. */
export const Proposed: FC<{ open: ProposalListing[]; nameOf: NameOf; to: (one: ProposalListing) => string }> = ({
  open,
  nameOf,
  to,
}) => (
  <>
    {open.map((one) => (
      <p>
        {nameOf(one.by)} proposes {to(one)}.{' '}
        <a href={`/hr/proposals/${one.id}`}>
          {machineIn(one.by) === null ? 'A second person decides here' : 'One person of HR decides here'}
        </a>
        .
      </p>
    ))}
  </>
);

interface ProposeProps {
  /** The address of the file’s page. */
  path: string;
  version: number;
  button: string;
  isSecond?: boolean;
  filled: Filled;
  idempotencyKey: string;
  children?: Child;
}

/** The form that proposes something of a file to a second person. */
export const ProposeForm: FC<ProposeProps> = ({
  path,
  version,
  button,
  isSecond = false,
  filled,
  idempotencyKey,
  children,
}) => (
  <form method="post" action={path}>
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="version" value={String(version)} />
    {children}
    <Field name="reason" label="Why, for the second person" kind="long" filled={filled} required />
    <button type="submit" {...(isSecond ? { class: 'button second' } : {})}>
      {button}
    </button>
  </form>
);

interface ListsProps<L extends string> {
  path: string;
  lists: readonly L[];
  titles: Record<L, string>;
  /** How many rows each list has. */
  counts: Record<L, number>;
  /** The list that is shown. */
  shown: L | undefined;
}

/** Links to the lists of a file that have something in them. One list needs no link. */
export const Lists = <L extends string>({ path, lists, titles, counts, shown }: ListsProps<L>) => {
  const filledLists = lists.filter((list) => counts[list] > 0);
  if (filledLists.length < 2) return null;
  return (
    <nav class="choose" aria-label="Lists of this file">
      {filledLists.map((list) => (
        <a href={`${path}?list=${list}`} {...(shown === list ? { 'aria-current': 'page' as const } : {})}>
          {titles[list]} ({counts[list]})
        </a>
      ))}
    </nav>
  );
};

interface ListProps {
  path: string;
  title: string;
  shown: { list: string; next: number | null };
  part: number;
  /** The rows of this part. */
  items: Child[];
}

/** One part of a list of a file. */
export const List: FC<ListProps> = ({ path, title, shown: { list, next }, part, items }) => (
  <>
    <h2>{title}</h2>
    <ul class="long">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
    <p class="choose">
      {part > 0 && <a href={`${path}?list=${list}&part=${part - 1}`}>Earlier rows</a>}
      {next !== null && <a href={`${path}?list=${list}&part=${next}`}>More rows</a>}
    </p>
  </>
);

/** So many rows of one fault are named. */
const rowsNamed = 10;

/** Faults, and where they are in the file. A fault that many rows have is said once, with its rows. */
export function faultItems(faults: readonly FileFault[]): Child[] {
  const groups = new Map<string, Pick<FileFault, 'column' | 'reason'> & { rows: number[] }>();
  for (const { row, column, reason } of faults) {
    const name = JSON.stringify([row === null, column, reason]);
    const group = groups.get(name) ?? { column, reason, rows: [] };
    if (row !== null) group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ column, reason, rows }) => (
    <>
      <strong>{[rowWords(rows), ...(column === null ? [] : [`column ${column}`])].join(', ')}</strong>:{' '}
      {sentence(reason)}
    </>
  ));
}

function rowWords(rows: readonly number[]): string {
  if (rows.length < 2) return rows.length === 0 ? 'The file' : `Row ${rows[0]}`;
  const named = rows.slice(0, rowsNamed).map(String);
  const more = rows.length - named.length;
  return `Rows ${andList(more > 0 ? [...named, `${more} more`] : named)}`;
}

/** A row that was not carried out, and why. */
export const leftoverItem = ({ row, id, reason }: FileLeftover, nameOf: NameOf): Child => (
  <>
    Row {row}, <a href={`/hr/people/${id}`}>{nameOf(id)}</a>: {reason}
  </>
);
