import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/** Levels nobody can get to, transitions that lead nowhere, and levels that do not say what they expect. */
export function faultsOfLevels(ladder: Ladder): Finding[] {
  return [
    ...unreachable(ladder),
    ...downward(ladder),
    ...unexpected(ladder),
    ...undescribed(ladder),
    ...numbers(ladder),
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
        `Add a transition to ${level.id}, or take the level out.`,
      ),
    );
}

/** Levels stand in order, so a transition goes to a later one. */
function downward({ levels, transitions }: Ladder): Finding[] {
  const at = (id: string) => levels.findIndex((level) => level.id === id);
  return transitions
    .filter((one) => at(one.from) >= 0 && at(one.to) >= 0 && at(one.to) <= at(one.from))
    .map((one) =>
      error(
        'transition-not-upward',
        `transitions.${one.id}`,
        `${one.id} goes from ${one.from} to ${one.to}, which is not a later level.`,
        'Exchange from and to, or put the levels in order.',
      ),
    );
}

function unexpected({ levels, competencies }: Ladder): Finding[] {
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

/** People are rated against a level that somebody has described. */
function undescribed({ levels, transitions }: Ladder): Finding[] {
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

/** Two numbers of which the first is the larger. */
function numbers({ levels, transitions }: Ladder): Finding[] {
  return [
    ...levels.flatMap(({ id, seats }) =>
      seats && seats.min > seats.max
        ? [
            error(
              'range-reversed',
              `levels.${id}.seats`,
              `${id} has more seats at least than at most.`,
              'Exchange them.',
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
              `The typical months of ${id} begin after they end.`,
              'Exchange them.',
            ),
          ]
        : [],
    ),
  ];
}
