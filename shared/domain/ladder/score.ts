import type { Ladder } from '../../contract/ladder.ts';
import type { Score } from '../../contract/score.ts';
import type { Fault } from '../fault.ts';
import { explain } from './explain.ts';
import { faultsOf } from './faults.ts';
import { findingsOf } from './profile.ts';
import { rate, type ScoreInput } from './rate.ts';

export type ScoreResult = { ok: true; score: Score } | { ok: false; faults: Fault[] };

/**
 * Scores ratings on a ladder: each competency by its rule, the weighted overall with its band, and the criteria of the
 * transition if one is given. Each has its reasons as data and as a sentence. While a dimension is not rated, its
 * competency, the overall and everything computed from them have no value. If the input names something that the ladder
 * does not have, the result is a list of faults, each with its path.
 */
export function score(ladder: Ladder, input: ScoreInput): ScoreResult {
  const faults = faultsOf(ladder, input);
  if (faults.length > 0) return { ok: false, faults };
  const transition = ladder.transitions.find((one) => one.id === input.transition);
  const rated = rate(ladder, input);
  const findings = findingsOf(ladder, input.track ?? null, rated.competencies);
  return { ok: true, score: { ...explain(ladder, transition, rated), findings } };
}
