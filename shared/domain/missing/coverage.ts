import type { Ladder } from '../../contract/ladder.ts';
import type { DimensionCoverage, Missing } from '../../contract/missing.ts';
import type { Ratings } from '../../contract/score.ts';

/** The part of a piece of evidence that this list needs. */
export interface Piece {
  id: string;
  title: string;
  requirement: string;
  kind: string;
  /** Ids of the dimensions it shows. */
  shows: readonly string[];
  workedOn: string | null;
  project: string;
  seenBy: string;
}

/** The evidence for each dimension that applies, grouped by competency, in the order of the ladder. */
export function coverageOf(ladder: Ladder, ratings: Ratings, evidence: readonly Piece[]): Missing['coverage'] {
  return ladder.competencies.map((competency) => {
    const dimensions = competency.dimensions
      .filter(({ id }) => ratings[id] !== 'not-applicable')
      .map(({ id, title }): DimensionCoverage => {
        const pieces = evidence.filter((piece) => piece.shows.includes(id));
        const days = pieces.flatMap((piece) => piece.workedOn ?? []).sort();
        return {
          id,
          title,
          evidence: pieces.map((piece) => piece.id),
          newest: days.at(-1) ?? null,
          corroborated: pieces.some((piece) => piece.seenBy !== ''),
          projects: projectsOf(pieces),
        };
      });
    return {
      competency: competency.id,
      title: competency.title,
      dimensions,
      covered: dimensions.filter((one) => one.evidence.length > 0).length,
      of: dimensions.length,
    };
  });
}

/** The projects that pieces name, each once. Upper and lower case count as the same name. */
export function projectsOf(pieces: readonly Piece[]): string[] {
  const named = pieces.map((piece) => piece.project.trim()).filter((project) => project !== '');
  const byName = new Map<string, string>();
  for (const project of named) {
    const name = project.toLocaleLowerCase('en');
    if (!byName.has(name)) byName.set(name, project);
  }
  return [...byName.values()];
}
