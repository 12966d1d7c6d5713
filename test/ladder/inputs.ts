import fc from 'fast-check';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Rating } from '#shared/contract/score.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { softwareEngineerTrack as matrix } from '#test/support/ladders.ts';

/** A ladder with an anti-signal for every step of every competency. */
export function withSignals(ladder: Ladder): Ladder {
  const competencies = ladder.competencies.map((one) => ({
    ...one,
    antiSignals: ladder.scale.map(({ value }) => ({
      id: `${one.id}-${value}`,
      step: value,
      text: `An anti-signal of ${one.title} at ${value}.`,
      origin: 'ours' as const,
    })),
  }));
  return { ...ladder, competencies };
}

/** Random ratings, confirmed anti-signals and answers. Some of each are missing. */
export function inputs(ladder: Ladder, transition: string, track?: string): fc.Arbitrary<ScoreInput> {
  const ids = dimensionsOf(ladder).map((one) => one.id);
  const signals = ladder.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id));
  const step: fc.Arbitrary<Rating | undefined> = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...ladder.scale.map((one) => one.value)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: ladder.notApplicable === 'allowed' ? 3 : 0, arbitrary: fc.constant<Rating>('not-applicable') },
  );
  const questions = ladder.transitions
    .flatMap((one) => one.criteria)
    .flatMap((one) =>
      [...JSON.stringify(one.requires).matchAll(/"attested","id":"([^"]+)"/g)].map((found) => found[1]!),
    );
  return fc
    .record({
      values: fc.array(step, { minLength: ids.length, maxLength: ids.length }),
      antiSignals: fc.subarray(signals, { maxLength: Math.min(3, signals.length) }),
      answers: fc.array(fc.constantFrom('yes', 'no', undefined), {
        minLength: questions.length,
        maxLength: questions.length,
      }),
    })
    .map(({ values, antiSignals, answers }) => ({
      ratings: Object.fromEntries(ids.flatMap((id, at) => (values[at] === undefined ? [] : [[id, values[at]]]))),
      antiSignals,
      attestations: Object.fromEntries(questions.flatMap((id, at) => (answers[at] ? [[id, answers[at]]] : []))),
      transition,
      ...(track ? { track } : {}),
    }));
}

export const allowing: Ladder = { ...withSignals(matrix), notApplicable: 'allowed' };
