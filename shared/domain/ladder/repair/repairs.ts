import type { Ladder } from '../../../contract/ladder.ts';
import type { Criterion } from '../../../contract/ladder-criteria.ts';
import type { Change, Repair } from '../../../contract/score.ts';
import { criteriaOf, leavesOf } from '../criteria.ts';
import { dimensionsOf } from '../dimensions.ts';
import { type Rated, rate, type ScoreInput } from '../rate.ts';
import { type Branch, branchesOf } from './branches.ts';
import { valueAt, waysTo } from './raise.ts';
import { joined, noChange, smallest, type Way } from './way.ts';

/**
 * For each failed criterion of the transition, by its id: the three smallest sets of changes (or fewer) that would make
 * it pass. A set is smaller if it has fewer changes; then if its ratings rise by fewer steps in total; then by the
 * order of the ladder. Every change of a set is needed, and no rating in it could be lower. A dimension marked as not
 * applicable is never changed, so a criterion can have no set at all. The input must fit the ladder: check it with
 * `faultsOf` first.
 */
export function repairsFor(ladder: Ladder, input: ScoreInput): Record<string, Repair[]> {
  const transition = ladder.transitions.find((one) => one.id === input.transition);
  if (!transition) return {};
  const rated = rate(ladder, input);
  const failing = new Set(rated.criteria.filter((one) => one.verdict === 'fail').map((one) => one.id));
  return Object.fromEntries(
    criteriaOf(transition, input.track ?? null)
      .filter((one) => failing.has(one.id))
      .map((one) => [one.id, repairsOf(ladder, one, input, rated)]),
  );
}

function repairsOf(ladder: Ladder, criterion: Criterion, input: ScoreInput, { competencies }: Rated): Repair[] {
  const branches = branchesOf(criterion.requires, {
    competencies,
    answers: input.attestations ?? {},
    valueAt(id, threshold) {
      const competency = ladder.competencies.find((one) => one.id === id);
      return competency ? valueAt(ladder, competency, input, threshold) : threshold;
    },
  });
  const ways = smallest(branches.flatMap((branch) => waysOf(ladder, branch, input)));
  return ways.map(({ changes }) => ({ changes, sentence: sentenceOf(ladder, criterion, changes) }));
}

/** The smallest sets that meet a branch. Competencies share no dimension, so the best three of each are enough. */
function waysOf(ladder: Ladder, { targets, questions }: Branch, input: ScoreInput): Way[] {
  let ways = [noChange];
  let start = 0;
  for (const competency of ladder.competencies) {
    const target = targets[competency.id];
    if (target !== undefined) {
      const own = waysTo(ladder, competency, start, input, target);
      ways = smallest(ways.flatMap((before) => own.map((way) => joined(before, way))));
    }
    start += competency.dimensions.length;
  }
  const answers = questions.map((attestation): Change => ({ kind: 'answer', attestation, to: 'yes' }));
  return ways.map((way) => ({ ...way, changes: [...way.changes, ...answers] }));
}

function sentenceOf(ladder: Ladder, criterion: Criterion, changes: readonly Change[]): string {
  const named = changes.map((change) => phraseOf(ladder, criterion, change));
  const last = named.pop();
  return `This would pass with ${named.length > 0 ? `${named.join(', ')} and ` : ''}${last}.`;
}

function phraseOf(ladder: Ladder, criterion: Criterion, change: Change): string {
  switch (change.kind) {
    case 'rating': {
      const dimension = dimensionsOf(ladder).find((one) => one.id === change.dimension);
      return `${dimension?.title} at ${change.to} (${change.from === null ? 'not rated yet' : `now ${change.from}`})`;
    }
    case 'anti-signal': {
      const signal = ladder.competencies.flatMap((one) => one.antiSignals).find((one) => one.id === change.id);
      return `'${signal?.text.replace(/\.$/, '')}' no longer seen`;
    }
    case 'answer': {
      const asked = leavesOf(criterion.requires).find(
        (leaf) => leaf.kind === 'attested' && leaf.id === change.attestation,
      );
      return `a yes to '${asked?.kind === 'attested' ? asked.question : change.attestation}'`;
    }
  }
}
