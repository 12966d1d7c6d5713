import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { descriptorsOf, ownStepOf } from '#shared/domain/ladder/descriptors.ts';

/** One line of a comparison: the texts at the two levels. */
interface ComparedText {
  title: string;
  from: string[];
  to: string[];
}

/** What two levels expect in one competency. */
export interface ComparedCompetency {
  competency: Competency;
  /** The steps that the two levels expect. */
  from: number;
  to: number;
  /** The texts that differ between the two levels. */
  texts: ComparedText[];
}

/**
 * Two levels of a ladder side by side, by competency: the steps they expect, and the texts that describe the levels
 * themselves. The largest rise comes first, then competencies with the same step but different texts, then those without
 * a change. A competency is left out if one of the levels expects no step in it.
 */
export function comparisonOf({ competencies }: PublishedLadder, from: Level, to: Level): ComparedCompetency[] {
  const compared = competencies.flatMap((competency) => {
    const [before, after] = [competency.expected[from.id], competency.expected[to.id]];
    if (before === undefined || after === undefined) return [];
    return [{ competency, from: before, to: after, texts: textsOf(competency, from, to) }];
  });
  const rank = (one: ComparedCompetency) => [one.to - one.from, one.texts.length > 0 ? 1 : 0] as const;
  return compared.sort((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1]);
}

function textsOf(competency: Competency, from: Level, to: Level): ComparedText[] {
  const [before, after] = [ownStepOf(from, competency) ?? 0, ownStepOf(to, competency) ?? 0];
  const [was, is] = [competency.guides[before], competency.guides[after]];
  const guide = [
    { title: 'In short', from: [was?.summary ?? ''], to: [is?.summary ?? ''] },
    { title: 'How it shows', from: was?.behaviours ?? [], to: is?.behaviours ?? [] },
    { title: 'Results', from: was?.outputs ?? [], to: is?.outputs ?? [] },
  ];
  const rated = competency.dimensions.map((dimension) => ({
    title: dimension.title,
    from: [descriptorsOf(dimension, from.id)[before] ?? ''],
    to: [descriptorsOf(dimension, to.id)[after] ?? ''],
  }));
  return [...guide, ...rated]
    .map((one) => ({ ...one, from: one.from.filter(Boolean), to: one.to.filter(Boolean) }))
    .filter((one) => one.from.join('\n') !== one.to.join('\n'));
}
