import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { Ladder, PublishedLadder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { seenOf } from '#shared/domain/case/state/contents.ts';

/** Builders of valid commands. A test changes the part it is about. */

/** The same step in every dimension. `but` gives another step for all dimensions of a competency. */
export function ratingsOf(ladder: Ladder, step: number, but: Record<string, number> = {}): Ratings {
  return Object.fromEntries(
    ladder.competencies.flatMap((one) => one.dimensions.map((dimension) => [dimension.id, but[one.id] ?? step])),
  );
}

/** Ratings that meet every criterion of L2 to L3. */
export function readyForL3(ladder: Ladder): Ratings {
  return ratingsOf(ladder, 3, { 'technical-mastery': 4 });
}

export function selfAssessment(ratings: Ratings): PersonCommand {
  return { type: 'submit-self-assessment', ratings, notes: {} };
}

export function review(ratings: Ratings): PersonCommand {
  return { type: 'submit-review', ratings, notes: {}, antiSignals: [], comment: 'Steady work over the year.' };
}

export function attest(attestation: string, answer: 'yes' | 'no' = 'yes'): PersonCommand {
  return { type: 'attest', attestation, answer, note: 'Seen in the last two quarters.', evidence: [] };
}

export type SignOff = CommandOf<'sign-off'>;

/**
 * A decision on the current state of the case. A decline gives a reason for every criterion. A test that needs reasons
 * for exceptions passes them in `more`.
 */
export function signOff(
  state: Case,
  ladder: PublishedLadder,
  decision: SignOff['decision'],
  more: Partial<SignOff> = {},
): SignOff {
  const seen = seenOf(state, ladder);
  const reasons = Object.keys(seen.criteria).map((id) => [id, { reason: 'Not yet.', wouldChange: 'Another year.' }]);
  return {
    type: 'sign-off',
    decision,
    comment: 'Because.',
    seen,
    exceptionReasons: {},
    declineReasons: decision === 'decline' ? Object.fromEntries(reasons) : {},
    returns: null,
    ...more,
  };
}

type Return = NonNullable<SignOff['returns']>;

/** A return to a stage that unlocks the named parts. */
export function returnTo(state: Case, ladder: PublishedLadder, stage: Return['stage'], ...unlocks: string[]): SignOff {
  const reasons = Object.fromEntries(unlocks.map((id) => [id, 'Look at this again.']));
  return signOff(state, ladder, 'return', { returns: { stage, reasons } });
}

/** A waiver that another person must confirm. */
export function waiver(requirement: string): CommandOf<'waive-requirement'> {
  return {
    type: 'waive-requirement',
    requirement,
    reason: 'Nothing of the kind has happened in the module since they took it over.',
    instead: 'The postmortem of the gravest incident that there was.',
  };
}

export function waiverAnswer(
  requirement: string,
  answer: 'confirm' | 'refuse' = 'confirm',
): CommandOf<'answer-waiver'> {
  return {
    type: 'answer-waiver',
    requirement,
    answer,
    reason: 'I have looked at the module and at what happened in it.',
  };
}

type Consensus = CommandOf<'record-consensus'>;

export function consensus(ratings: Ratings, more: Partial<Consensus> = {}): Consensus {
  return { type: 'record-consensus', ratings, reasons: {}, antiSignals: [], comment: '', ...more };
}

type AddEvidence = CommandOf<'add-evidence'>;

let pieces = 0;

/** A piece of evidence with a link of its own: two pieces of a requirement may not have the same. */
export function evidence(requirement: string, kind: string, fields: AddEvidence['fields'] = {}): AddEvidence {
  return {
    type: 'add-evidence',
    requirement,
    kind,
    title: `Evidence for ${requirement}`,
    url: `https://example.com/evidence/${++pieces}`,
    note: '',
    fields,
    shows: [],
    workedOn: null,
    project: '',
    seenBy: '',
  };
}

/** The same piece, with a person who can confirm that their team has adopted it. */
export function adoptedBy(confirmerId: string, piece: AddEvidence): AddEvidence {
  return { ...piece, adoption: { since: '2025-09-01', confirmerId } };
}

/** A complete portfolio for L2 to L3. Its dates are valid from 2 March 2026 on. */
export const portfolioForL3: AddEvidence[] = [
  evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }),
  evidence('module-ownership', 'module-ownership', { module: 'Payments', since: '2025-06-01' }),
  evidence('p1-postmortem', 'postmortem', { module: 'payments', severity: 'P1', occurredOn: '2025-11-03' }),
  evidence('mentoring', 'pr-review-at-scale', { reviewsPerWeek: 12, designLevelPerWeek: 4, weeks: 16 }),
];
