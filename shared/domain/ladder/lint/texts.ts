import type { Ladder } from '../../../contract/ladder.ts';
import type { Dimension } from '../../../contract/ladder-competencies.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { descriptorsOf } from '../descriptors.ts';
import { error } from './finding.ts';

/** Texts that are missing: a sentence for each dimension and step, and the places that answers rest on. */
export function faultsOfTexts(ladder: Ladder): Finding[] {
  return [
    ...ladder.competencies.flatMap((competency) =>
      competency.dimensions.flatMap((dimension) =>
        missingSteps(ladder, dimension).map(({ level, step }) =>
          error(
            'descriptor-missing',
            `competencies.${competency.id}.dimensions.${dimension.id}.${
              level ? `descriptorsAt.${level}` : 'descriptors'
            }.${step}`,
            `${dimension.title} does not say what step ${step} looks like${level ? ` at ${level}` : ''}.`,
            'Write a sentence for it.',
          ),
        ),
      ),
    ),
    ...ladder.faq.flatMap((entry) =>
      entry.restsOn
        .filter((place) => !exists(ladder, place.split('.')))
        .map((place) =>
          error(
            'rests-on-nothing',
            `faq.${entry.id}.restsOn`,
            `The answer rests on ${place}, which is not in this ladder.`,
            'Name a place in this ladder, with field names and ids joined by dots.',
          ),
        ),
    ),
  ];
}

/** Steps without a sentence. If a dimension has sentences by level, each described level needs all of them. */
function missingSteps({ scale, levels }: Ladder, dimension: Dimension): { level: string | null; step: number }[] {
  const byLevel = Object.keys(dimension.descriptorsAt).length > 0;
  const at = byLevel ? levels.filter((level) => level.described).map((level) => level.id) : [null];
  return at.flatMap((level) =>
    scale
      .map((step) => step.value)
      .filter((step) => !descriptorsOf(dimension, level)[String(step)])
      .map((step) => ({ level, step })),
  );
}

/** Whether a place exists in a document. Each segment is a field name, or the id or kind of an entry in a list. */
function exists(value: unknown, [first, ...rest]: string[]): boolean {
  if (first === undefined) return value !== undefined;
  if (Array.isArray(value)) {
    const found = value.find((one) => one === first || (one as { id?: string; kind?: string })?.id === first);
    return exists(found ?? value.find((one) => (one as { kind?: string })?.kind === first), rest);
  }
  return typeof value === 'object' && value !== null && exists((value as Record<string, unknown>)[first], rest);
}
