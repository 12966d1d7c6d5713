import type { Ladder } from '../../contract/ladder.ts';

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
