import type { Ladder } from '../../../contract/ladder.ts';
import type { Condition } from '../../../contract/ladder-criteria.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** The most ways, all alternatives multiplied, in which the criteria of one transition can be met. */
const most = 1000;

/** Transitions with so many alternatives that neither a person nor a check can go through them all. */
export function faultsOfWays({ transitions }: Ladder): Finding[] {
  return transitions.flatMap(({ id, criteria }) =>
    waysTo({ kind: 'all', of: criteria.map((one) => one.requires) }) <= most
      ? []
      : [
          error(
            'too-many-ways',
            `transitions.${id}.criteria`,
            `The criteria of ${id} can be met in more than ${most} ways.`,
            'Ask for fewer alternatives.',
          ),
        ],
  );
}

function waysTo(condition: Condition): number {
  if (condition.kind === 'all') return condition.of.reduce((ways, one) => ways * waysTo(one), 1);
  return condition.kind === 'any' ? condition.of.reduce((ways, one) => ways + waysTo(one), 0) : 1;
}
