import type { Context } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import { FileSent } from '#shared/contract/files.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import { loadNames, type NameOf } from '#shared/records/names.ts';
import type { WebEnv } from '../../http/env.ts';
import type { SentFile } from '../../http/request.ts';

/** What HR's pages of files have in common. */

/** Which part of which list the address asks for. What it does not say is the beginning. */
export function listIn<L extends string>(c: Context<WebEnv>, lists: readonly L[]): { list: L | null; part: number } {
  const part = Math.max(0, Number.parseInt(c.req.query('part') ?? '0', 10) || 0);
  return { list: lists.find((one) => one === c.req.query('list')) ?? null, part };
}

/** The file of a form: its bytes, and the end of its name if that is long. Throws `Refusal`. */
export function chosenIn(file: SentFile | null, what: string): { fileName: string; bytes: Uint8Array } {
  if (!file) throw refused('Choose a file.', `choose a ${what}`);
  if (file.bytes.length === 0) throw refused('This file is empty.', `choose a ${what} with something in it`);
  // The cut can go through a character of two halves.
  const name = FileSent.shape.fileName.safeParse(file.name.slice(-200).replace(/^[\udc00-\udfff]/, ''));
  if (!name.success)
    throw refused('The file was not sent.', 'give the file another name: this one has hidden characters');
  return { fileName: name.data, bytes: file.bytes };
}

const refused = (message: string, reason: string) =>
  new Refusal('invalid-input', message, { faults: [{ path: 'file', reason }] });

/** The names of everybody whom the page of a file names beside its rows, and of those in rows that were not carried out. */
export function namesOn(
  c: Context<WebEnv>,
  { by }: { by: string },
  open: readonly ProposalListing[],
  shown: { list: string; items: readonly object[] } | null,
): Promise<NameOf> {
  const left = shown?.list === 'leftover' ? (shown.items as { id: string }[]).map(({ id }) => id) : [];
  return loadNames(c.get('outside').table, [by, ...open.map((one) => one.by), ...left]);
}
