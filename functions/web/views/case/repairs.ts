import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';

/**
 * For each criterion that is not met, by its id, the smallest changes that would meet it, in words. Computed only from
 * what this viewer already sees: the consensus, its anti-signals, and the answers in the criteria.
 */
export function repairsSeen(view: CaseView, ladder: PublishedLadder): Record<string, string[]> {
  const { consensus, score, criteria } = view;
  if (!consensus || !score || !criteria) return {};
  const answers = criteria
    .flatMap((one) => one.parts)
    .flatMap((part) => (part.kind === 'attested' && part.answer !== null ? [[part.attestation, part.answer]] : []));
  const repairs = repairsFor(ladder, {
    ratings: consensus.ratings,
    transition: view.transition,
    antiSignals: score.competencies.flatMap((one) => one.cappedBy),
    attestations: Object.fromEntries(answers),
  });
  return Object.fromEntries(Object.entries(repairs).map(([id, sets]) => [id, sets.map((one) => one.sentence)]));
}
