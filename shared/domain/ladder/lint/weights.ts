import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Weights whose sum is not `totalWeight`. Weights have at most two decimals, so hundredths add up exactly. */
export function faultsOfWeights({ competencies, totalWeight }: Ladder): Finding[] {
  const sum = competencies.reduce((hundredths, one) => hundredths + Math.round(one.weight * 100), 0) / 100;
  if (sum === totalWeight) return [];
  return [
    error(
      'total-weight',
      'totalWeight',
      `The weights of the competencies add up to ${sum}, but the total says ${totalWeight}.`,
      `Correct the weights, or write ${sum} here.`,
    ),
  ];
}
