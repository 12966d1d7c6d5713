import type { MoveListName, MoveState } from '#shared/contract/file-names.ts';
import type { MoveFoundView } from '#shared/contract/moves.ts';
import { countOf } from './elements.tsx';

/** A mapping file in words. */

export const moveStateTitles: Record<MoveState, string> = {
  checking: 'Being checked',
  faulty: 'Has faults',
  checked: 'Checked, not in effect',
  applying: 'Coming into effect',
  'in-force': 'In effect',
  ended: 'Ended',
  stopped: 'Stopped',
};

export const moveListTitles: Record<MoveListName, string> = {
  faults: 'Faults',
  leftover: 'Rows that are not in effect',
  holders: 'People with a role',
};

/** What a mapping file does. */
export function mappedSentences({ rows, unchanged, holders }: MoveFoundView, issuer: string): string[] {
  return [
    `${countOf(rows, 'person comes', 'people come')} in by the account of ${issuer} that the file names. Their earlier sign-in ends when they do.`,
    ...(unchanged > 0 ? [`${countOf(unchanged, 'person has', 'people have')} come over already.`] : []),
    ...(holders > 0
      ? [`${countOf(holders, 'person has', 'people have')} a role other than engineer: compare their accounts first.`]
      : []),
  ];
}
