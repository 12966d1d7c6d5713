import { expect } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Change, Ratings, Repair, Verdict } from '#shared/contract/score.ts';
import { rate, type ScoreInput } from '#shared/domain/ladder/rate.ts';

/** The input after the changes. */
export function changed(input: ScoreInput, changes: readonly Change[]): ScoreInput {
  const ratings: Ratings = { ...input.ratings };
  const attestations = { ...input.attestations };
  const gone = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'rating') {
      expect(change.from).toBe(input.ratings[change.dimension] ?? null);
      ratings[change.dimension] = change.to;
    } else if (change.kind === 'answer') attestations[change.attestation] = change.to;
    else gone.add(change.id);
  }
  return { ...input, ratings, attestations, antiSignals: (input.antiSignals ?? []).filter((id) => !gone.has(id)) };
}

export function verdictOn(ladder: Ladder, input: ScoreInput, criterion: string): Verdict | undefined {
  return rate(ladder, input).criteria.find((one) => one.id === criterion)?.verdict;
}

export const stepsOf = ({ changes }: Pick<Repair, 'changes'>) =>
  changes.reduce((sum, one) => sum + (one.kind === 'rating' ? one.to - (one.from ?? 0) : 0), 0);
export const sizeOf = (repair: Pick<Repair, 'changes'>) => [repair.changes.length, stepsOf(repair)];
