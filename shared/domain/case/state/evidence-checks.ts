import type { EvidenceCheck, Requirement } from '../../../contract/ladder-requirements.ts';
import type { Person } from '../../../contract/people.ts';
import { monthsHavePassed, plusMonths } from '../../calendar/calendar.ts';
import type { Fault } from '../../fault.ts';
import { nameKey } from '../../name-key.ts';
import { type EvidenceBody, kindOf } from './contents.ts';

/** The checks of a ladder, on a piece of evidence. */

/** What the checks of a piece are judged by. */
export interface Surroundings {
  portfolio: readonly Requirement[];
  /** All pieces of the case. */
  evidence: readonly EvidenceBody[];
  /** Ids of the requirements that are waived. */
  waived: ReadonlySet<string>;
  /** The day on which it is judged. */
  today: string;
  /** Whether the portfolio is handed in. Then it was judged on that day, and does not become too old later. */
  isHandedIn: boolean;
}

/** The checks that a piece fails. The reason names the field, because a person reads it below all fields of the piece. */
export function faultsOfChecks(piece: EvidenceBody, around: Surroundings): Fault[] {
  const kind = kindOf(around.portfolio, piece);
  return (kind?.checks ?? []).flatMap((check) => {
    const reason = reasonOfCheck(check, piece, around);
    const title = kind?.fields.find((field) => field.id === check.field)?.title ?? check.field;
    return reason === null ? [] : [{ path: `fields.${check.field}`, reason: `'${title}' ${reason}` }];
  });
}

/** Why a piece fails a check, to be read after the title of the field. Null if it passes. */
function reasonOfCheck(
  check: EvidenceCheck,
  piece: EvidenceBody,
  { portfolio, evidence, waived, today, isHandedIn }: Surroundings,
): string | null {
  const value = piece.fields[check.field];
  const titleOf = (requirement: string) => portfolio.find((one) => one.id === requirement)?.title ?? requirement;
  switch (check.kind) {
    case 'months-up-to-submission':
      return typeof value === 'string' && monthsHavePassed(value, today, check.atLeast)
        ? null
        : `must be at least ${check.atLeast} calendar months before you hand in the portfolio`;
    case 'within-months':
      return isHandedIn || (typeof value === 'string' && plusMonths(value, check.atMost) >= today)
        ? null
        : `must be at most ${check.atMost} calendar months before you hand in the portfolio`;
    case 'at-least':
      return typeof value === 'number' && value >= check.value ? null : `must be at least ${check.value}`;
    case 'equals':
      return fold(value) === fold(check.value) ? null : `must be '${check.value}'`;
    case 'same-as': {
      // If the other requirement is waived, there is nothing to compare with.
      if (waived.has(check.requirement)) return null;
      const others = evidence.filter((one) => one.requirement === check.requirement);
      if (others.some((one) => fold(one.fields[check.otherField]) === fold(value))) return null;
      return `must be the same as in the evidence for '${titleOf(check.requirement)}'`;
    }
    case 'not-before': {
      const others = evidence.filter(
        (one) =>
          one.requirement === check.requirement &&
          fold(one.fields[check.matching]) === fold(piece.fields[check.matching]),
      );
      // Without such a piece there is nothing to compare with. Whether there must be one is for `same-as` to say.
      if (others.length === 0 || others.some((one) => String(one.fields[check.otherField]) <= String(value)))
        return null;
      return `must not be before the day in the evidence for '${titleOf(check.requirement)}'`;
    }
    // Judged when it is written, by the person who writes it: see `namesTheEngineer`.
    case 'not-the-engineer':
      return null;
  }
}

/** Whether a name is the engineer's own: their id, their mail address, or their name with its words in any order. */
export function namesTheEngineer(name: string | number | undefined, engineer: Person): boolean {
  return (
    [engineer.id, engineer.email].some((own) => fold(own) === fold(name)) ||
    wordsOf(engineer.name).join() === wordsOf(name).join()
  );
}

const wordsOf = (name: string | number | undefined) =>
  fold(name)
    .split(/[\s,]+/)
    .sort();

/** Two names are the same if they are so as names of places: upper case, blanks and what nobody sees make no difference. */
const fold = (value: string | number | undefined) => nameKey(String(value ?? ''));
