import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Rules that no ratings could ever meet. */
export function faultsOfRules({ competencies }: Ladder): Finding[] {
  return competencies.flatMap(({ id, title, rule, dimensions }) =>
    rule.kind === 'majority' && rule.k > dimensions.length
      ? [
          error(
            'k-above-n',
            `competencies.${id}.rule.k`,
            `${title} asks for ${rule.k} of its dimensions and has ${dimensions.length}.`,
            `Give ${dimensions.length} or less, or add dimensions.`,
          ),
        ]
      : [],
  );
}
