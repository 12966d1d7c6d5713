import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Rules that no ratings can meet. */
export function faultsOfRules({ competencies }: Ladder): Finding[] {
  return competencies.flatMap(({ id, title, rule, dimensions }) =>
    rule.kind === 'majority' && rule.k > dimensions.length
      ? [
          error(
            'k-above-n',
            `competencies.${id}.rule.k`,
            `${title} requires ${rule.k} of its dimensions, but has only ${dimensions.length}.`,
            `Give ${dimensions.length} or less, or add dimensions.`,
          ),
        ]
      : [],
  );
}
