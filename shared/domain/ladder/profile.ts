import type { Ladder } from '../../contract/ladder.ts';

/**
 * The target profile: the step expected of each competency at a level, by competency id; where a track asks for more or
 * is content with less, that. Null where the ladder expects no step.
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
