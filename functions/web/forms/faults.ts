import type * as z from '#shared/contract/zod.ts';
import type { Fault } from '#shared/domain/fault.ts';

/** The message of a form that came back because its values are not complete or not valid. */
export const incompleteForm = 'Something is missing or wrong.';

type Issue = z.core.$ZodIssue;

/** Faults in plain words for people. The contract's own messages are for programs. */
export function faultsOfShape(issues: readonly Issue[], payload: unknown): Fault[] {
  return issues.map((issue) => ({ path: issue.path.join('.'), reason: reasonOf(issue, payload) }));
}

function reasonOf(issue: Issue, payload: unknown): string {
  const [part, name] = issue.path.map(String);
  if (issue.code === 'too_big') {
    const written = valueAt(payload, issue.path);
    if (typeof written === 'string')
      return `keep this to ${issue.maximum} characters; it has ${written.trim().length} now`;
    if (Array.isArray(written)) return `choose ${issue.maximum} at most; there are ${written.length} now`;
  }
  const isDay = issue.code === 'invalid_format' && issue.format === 'date';
  if (isDay || part === 'until' || part === 'from') return 'give a day';
  // Each place has its own words, so that the list of faults tells them apart.
  if (part === 'reviewers' && name !== undefined) return `choose reviewer ${Number(name) + 1}`;
  if (part === 'ratings') return 'choose one of the steps';
  if (part === 'fields' && name) return 'keep this to 300 characters';
  if (part === 'seen')
    return 'we could not read back what you decided on: the page shows it again, please read it once more';
  const last = String(issue.path.at(-1));
  // An answer is a choice or a text. Only the contract of a text can say that it is too short.
  if (last === 'answer' && issue.code === 'too_small') return issue.message;
  const isMissing = ['too_small', 'invalid_value', 'invalid_format'].includes(issue.code);
  return (isMissing ? (missing[last] ?? missing[part ?? '']) : undefined) ?? issue.message;
}

const missing: Record<string, string> = {
  answer: 'choose an answer',
  decision: 'choose what you decide',
  comment: 'write a comment',
  title: 'give it a title',
  instead: 'say what replaces it',
  track: 'choose a track',
  evidence: 'choose at least one piece',
  reviewers: 'choose a person',
  lead: 'choose who leads the calibration',
  to: 'choose a person',
  confirmerId: 'choose a person',
  against: 'choose a person',
  slot: 'choose a part',
  slots: 'choose at least one of your parts',
  ground: 'choose a ground',
  statement: 'write what happened',
  stage: 'choose the stage it goes back to',
  wouldChange: 'say what would change it',
  cycleId: 'choose a cycle',
};

function valueAt(payload: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    payload,
  );
}
