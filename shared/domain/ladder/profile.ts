import type { Ladder } from '../../contract/ladder.ts';
import type { CompetencyScore, ScoreFinding } from '../../contract/score.ts';

/**
 * The target profile: the step that a level expects of each competency, by competency id. A track can expect more or
 * less than its level. Null: the ladder expects no step.
 */
export function profileOf(
  { competencies, tracks }: Pick<Ladder, 'competencies' | 'tracks'>,
  level: string,
  track: string | null,
): Record<string, number | null> {
  const { strong = {}, relaxed = {} } = tracks.find((one) => one.id === track) ?? {};
  return Object.fromEntries(
    competencies.map(({ id, expected }) => [id, strong[id] ?? relaxed[id] ?? expected[level] ?? null]),
  );
}

/** What the steps of a track are for. */
export const profileIsAdvice = 'The profile of a track is advice: only the criteria decide.';

/** The values below a step that the track of a case expects, or holds to be enough. No verdict rests on them. */
export function findingsOf(
  { tracks }: Pick<Ladder, 'tracks'>,
  track: string | null,
  competencies: readonly Pick<CompetencyScore, 'id' | 'title' | 'value'>[],
): ScoreFinding[] {
  const found = tracks.find((one) => one.id === track);
  if (!found) return [];
  const { title: name, strong, relaxed, relaxedFor = {} } = found;
  return competencies.flatMap(({ id, title, value }) => {
    const least = strong[id] ?? relaxed[id];
    if (least === undefined || value === null || value >= least) return [];
    const whose =
      strong[id] === undefined
        ? `which is enough for ${name}${relaxedFor[id] ? ` in ${relaxedFor[id]}` : ''}`
        : `which is strong for ${name}`;
    return [
      { competency: id, value, least, sentence: `${title} is ${value}, below ${least}, ${whose}. ${profileIsAdvice}` },
    ];
  });
}
