import type { Ladder } from '../../../contract/ladder.ts';
import type { Condition } from '../../../contract/ladder-criteria.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { criteriaOf } from '../criteria.ts';
import { bandOf, weightedMean } from '../overall.ts';
import { error, warning } from './finding.ts';

type Profile = Record<string, number>;

/** Profiles whose overall lies outside the band of their level. */
export function faultsOfProfiles(ladder: Ladder): Finding[] {
  if (ladder.levels.some((level) => level.band === null)) return [];
  return [...faultsOfLevels(ladder), ...ladder.transitions.flatMap((one) => faultsOfTransition(ladder, one))];
}

/** The overall of what a level expects must lie in the band of that level. */
function faultsOfLevels(ladder: Ladder): Finding[] {
  return ladder.levels.flatMap(({ id }) => {
    const profile = expectedAt(ladder, id);
    if (Object.keys(profile).length < ladder.competencies.length) return [];
    const overall = overallOf(ladder, profile);
    return bandOf(ladder.levels, overall) === id
      ? []
      : [
          error(
            'profile-outside-band',
            `levels.${id}.band`,
            `The steps that ${id} expects give an overall of ${overall.toFixed(1)}, outside the band of ${id}.`,
            'Move the band, or change the expected steps or the weights.',
          ),
        ];
  });
}

/**
 * Takes an engineer who just meets the criteria and has the steps of the level below everywhere else. Their overall
 * should lie in the band of the target level. This is only a warning, because the criteria decide and not the bands.
 */
function faultsOfTransition(ladder: Ladder, transition: Transition): Finding[] {
  const seen = new Set<string>();
  const tracks = transition.tracks.length > 0 ? transition.tracks : [null];
  return tracks.flatMap((track) =>
    leastProfiles(ladder, transition, track).flatMap((profile) => {
      const overall = overallOf(ladder, profile);
      const band = bandOf(ladder.levels, overall);
      const name = JSON.stringify(profile);
      if (band === transition.to || seen.has(name)) return [];
      seen.add(name);
      const on = track && criteriaOf(transition, track).some((one) => one.track === track) ? ` as ${track}` : '';
      return [
        warning(
          'least-profile-outside-band',
          `transitions.${transition.id}`,
          `An engineer who just meets the criteria of ${transition.id}${on} can score ${overall.toFixed(1)}, in the band of ${band ?? 'no level'}.`,
          `Ask for more, move the band of ${transition.to}, or leave it as it is: the criteria decide.`,
        ),
      ];
    }),
  );
}

/** The lowest values that meet all criteria, one profile for each combination of alternatives. */
function leastProfiles(ladder: Ladder, transition: Transition, track: string | null): Profile[] {
  const all: Condition = { kind: 'all', of: criteriaOf(transition, track).map((one) => one.requires) };
  const from = expectedAt(ladder, transition.from);
  return waysOf(all, ladder)
    .map((way) => larger(from, way))
    .filter((profile) => Object.keys(profile).length === ladder.competencies.length);
}

function waysOf(condition: Condition, ladder: Ladder): Profile[] {
  switch (condition.kind) {
    case 'all':
      return condition.of.reduce<Profile[]>(
        (ways, one) => ways.flatMap((way) => waysOf(one, ladder).map((other) => larger(way, other))),
        [{}],
      );
    case 'any':
      return condition.of.flatMap((one) => waysOf(one, ladder));
    case 'every-competency':
      return [Object.fromEntries(ladder.competencies.map(({ id }) => [id, condition.atLeast]))];
    case 'competency':
      return [{ [condition.competency]: condition.atLeast }];
    case 'attested':
      return [{}];
  }
}

function larger(one: Profile, other: Profile): Profile {
  const ids = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(ids.map((id) => [id, Math.max(one[id] ?? 0, other[id] ?? 0)]));
}

function expectedAt(ladder: Ladder, level: string): Profile {
  return Object.fromEntries(
    ladder.competencies.flatMap(({ id, expected }) => (expected[level] === undefined ? [] : [[id, expected[level]]])),
  );
}

function overallOf({ competencies }: Ladder, profile: Profile): number {
  return weightedMean(competencies.map(({ id, weight }) => ({ value: profile[id] ?? 0, weight })));
}
