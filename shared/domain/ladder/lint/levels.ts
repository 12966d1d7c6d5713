import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Levels that no transition reaches, transitions that do not lead up, and levels without expectations. */
export function faultsOfLevels(ladder: Ladder): Finding[] {
  return [
    ...unreachable(ladder),
    ...notUpward(ladder),
    ...withoutExpectation(ladder),
    ...ratedUndescribed(ladder),
    ...reversedRanges(ladder),
  ];
}

function unreachable({ levels, transitions }: Ladder): Finding[] {
  const reached = new Set(levels.slice(0, 1).map((level) => level.id));
  for (let grew = true; grew; ) {
    const next = transitions.filter((one) => reached.has(one.from) && !reached.has(one.to));
    for (const { to } of next) reached.add(to);
    grew = next.length > 0;
  }
  return levels
    .filter((level) => !reached.has(level.id))
    .map((level) =>
      error(
        'level-unreachable',
        `levels.${level.id}`,
        `No transition leads to ${level.id} from the first level.`,
        `Add a transition to ${level.id}, or remove the level.`,
      ),
    );
}

/** Levels are listed from low to high, so a transition must go to a later one. */
function notUpward({ levels, transitions }: Ladder): Finding[] {
  const at = (id: string) => levels.findIndex((level) => level.id === id);
  return transitions
    .filter((one) => at(one.from) >= 0 && at(one.to) >= 0 && at(one.to) <= at(one.from))
    .map((one) =>
      error(
        'transition-not-upward',
        `transitions.${one.id}`,
        `${one.id} goes from ${one.from} to ${one.to}, which is not a later level.`,
        'Swap from and to, or put the levels in order.',
      ),
    );
}

function withoutExpectation({ levels, competencies }: Ladder): Finding[] {
  return competencies.flatMap((competency) =>
    levels
      .filter((level) => level.described && competency.expected[level.id] === undefined)
      .map((level) =>
        error(
          'expected-missing',
          `competencies.${competency.id}.expected.${level.id}`,
          `${competency.title} does not say what ${level.id} expects.`,
          'Add the expected step.',
        ),
      ),
  );
}

/** People can only be rated against a level that the ladder describes. */
function ratedUndescribed({ levels, transitions }: Ladder): Finding[] {
  return transitions.flatMap((transition) => {
    const rated = levels.find((level) => level.id === (transition.ratedAs ?? transition.to));
    return rated && !rated.described
      ? [
          error(
            'rated-undescribed',
            `transitions.${transition.id}.ratedAs`,
            `${transition.id} rates people against ${rated.id}, which the ladder does not describe.`,
            'Name a described level here.',
          ),
        ]
      : [];
  });
}

/** Ranges whose minimum is larger than their maximum. */
function reversedRanges({ levels, transitions }: Ladder): Finding[] {
  return [
    ...levels.flatMap(({ id, seats }) =>
      seats && seats.min > seats.max
        ? [
            error(
              'range-reversed',
              `levels.${id}.seats`,
              `The minimum number of seats of ${id} is larger than the maximum.`,
              'Swap the two numbers.',
            ),
          ]
        : [],
    ),
    ...transitions.flatMap(({ id, typicalMonths }) =>
      typicalMonths && typicalMonths.min > typicalMonths.max
        ? [
            error(
              'range-reversed',
              `transitions.${id}.typicalMonths`,
              `The minimum of the typical months of ${id} is larger than the maximum.`,
              'Swap the two numbers.',
            ),
          ]
        : [],
    ),
  ];
}
