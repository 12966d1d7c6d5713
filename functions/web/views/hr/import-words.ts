import type { ImportKind, ImportState } from '#shared/contract/file-names.ts';
import type { CaseEffect, ImportChange, ImportFoundView } from '#shared/contract/imports.ts';
import type { Leave } from '#shared/contract/people.ts';
import { leaveText } from '#shared/domain/calendar/leave.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { columns, type PersonField } from '#shared/people-files/columns.ts';
import { andList } from '../words.ts';
import { countOf } from './elements.tsx';

/** A file of people in words. */

export const stateTitles: Record<ImportState, string> = {
  checking: 'Being checked',
  faulty: 'Has faults',
  checked: 'Checked, not carried out',
  applying: 'Being carried out',
  done: 'Carried out',
  stopped: 'Stopped',
};

export const kindTitles: Record<ImportKind, string> = {
  added: 'New people',
  returned: 'People who come back',
  left: 'People who leave',
  moved: 'People who change their team or ODC',
  changed: 'Other changes',
};

const kindSentences: Record<ImportKind, (count: number) => string> = {
  added: (count) => `${countOf(count, 'person is', 'people are')} added.`,
  returned: (count) => `${countOf(count, 'person works', 'people work')} here again.`,
  left: (count) => `${countOf(count, 'person leaves', 'people leave')}.`,
  moved: (count) => `${countOf(count, 'person changes their', 'people change their')} team or ODC.`,
  changed: (count) => `${countOf(count, 'other record changes', 'other records change')}.`,
};

const effectSentences: Record<CaseEffect, (count: number) => string> = {
  stops: (count) => `${countOf(count, 'open case stops', 'open cases stop')}: HR says in each how it goes on.`,
  line: (count) => `${countOf(count, 'open case gets', 'open cases get')} another reporting line.`,
  part: (count) =>
    `${countOf(count, 'person loses', 'people lose')} parts in open cases of others; the parts go on to the next person.`,
};

export const effectWords: Record<CaseEffect, string> = {
  stops: 'their open case stops',
  line: 'their open case gets another line',
  part: 'their parts in cases of others go on to the next person',
};

/** What a file would change, and what one should look at. */
export function foundSentences(found: ImportFoundView): string[] {
  const { kinds, unchanged, effects, teams, odcs, overCap, absent } = found;
  const counted = <K extends string>(counts: Record<K, number>, words: Record<K, (count: number) => string>) =>
    (Object.keys(words) as K[]).flatMap((key) => (counts[key] > 0 ? [words[key](counts[key])] : []));
  return [
    ...counted(kinds, kindSentences),
    ...(unchanged > 0 ? [`${countOf(unchanged, 'row says', 'rows say')} what the directory says.`] : []),
    ...counted(effects, effectSentences),
    ...(teams.length > 0 ? [`New teams: ${teams.join(', ')}.`] : []),
    ...(odcs.length > 0 ? [`New ODCs: ${odcs.join(', ')}.`] : []),
    ...overCap.map(
      ({ ladder, level, people, seats }) =>
        `${level} of ${ladder} has ${countOf(seats, 'seat')}, and ${people} people would be there. They are taken as they are; nobody is promoted there until a seat is free.`,
    ),
    ...(absent > 0
      ? [
          `${countOf(absent, 'person who works here is', 'people who work here are')} not in the file. They stay as they are.`,
        ]
      : []),
    ...readSentences(found),
  ];
}

/** How a file was read, also one with faults. */
export function readSentences({ encoding, unknown }: Pick<ImportFoundView, 'encoding' | 'unknown'>): string[] {
  return [
    ...(encoding && encoding !== 'UTF-8' ? [`The file was read as ${encoding}: look at names with accents.`] : []),
    ...(unknown.length > 0 ? [`These columns were not read: ${unknown.join(', ')}.`] : []),
  ];
}

/** What a row changes, or what it says of somebody new. */
export function changeSentences({ changes }: ImportChange, isNew: boolean): string[] {
  return changes.map(({ field, from, to }) => {
    const title = columns[field as PersonField]?.title ?? field;
    return `${title}: ${valueWords(field, to)}${isNew ? '' : `, was ${valueWords(field, from)}`}`;
  });
}

function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value) && value.length === 0) return 'nothing';
  if (field === 'leave') return leaveText(value as Leave[], '; ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return andList(value.map((role) => roleTitles[role as keyof typeof roleTitles] ?? String(role)));
  return String(value);
}
