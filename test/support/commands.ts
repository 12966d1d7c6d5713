import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';

/** Commands that are right in themselves; a test changes the part it is about. */

/** The same step in every dimension, but for those of the competencies named. */
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

type AddEvidence = Extract<PersonCommand, { type: 'add-evidence' }>;

export function evidence(requirement: string, kind: string, fields: AddEvidence['fields'] = {}): AddEvidence {
  return {
    type: 'add-evidence',
    requirement,
    kind,
    title: `Evidence for ${requirement}`,
    url: 'https://example.com/evidence',
    note: '',
    fields,
    shows: [],
    workedOn: null,
    project: '',
    seenBy: '',
  };
}

/** A whole portfolio for L2 to L3, right on 2 March 2026 and later. */
export const portfolioForL3: AddEvidence[] = [
  evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }),
  evidence('module-ownership', 'module-ownership', { module: 'Payments', since: '2025-06-01' }),
  evidence('p1-postmortem', 'postmortem', { module: 'payments', severity: 'P1', occurredOn: '2025-11-03' }),
  evidence('mentoring', 'pr-review-at-scale', { reviewsPerWeek: 12, designLevelPerWeek: 4, weeks: 16 }),
];
