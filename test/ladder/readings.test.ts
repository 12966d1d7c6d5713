import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { verdictOf } from '#shared/domain/ladder/criteria.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

/**
 * The published rule of the matrix and the stricter prose beside it give different values if a dimension is three or
 * more below the k-th value.
 */

function scored(input: ScoreInput, on: Ladder = ladder) {
  const result = score(on, input);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score;
}

/** Step 4 everywhere, step 5 in Technical Mastery, and the given step for Debugging. */
const debugging = (step: number): Ratings => ({ ...ratingsOf(ladder, 4, { 'technical-mastery': 5 }), debugging: step });
const criterionOf = (step: number) =>
  scored({ ratings: debugging(step), transition: 'L2-L3' }).criteria.find(
    (one) => one.id === 'technical-mastery-at-l4',
  );

describe('if the two readings disagree, a criterion has both verdicts', () => {
  test('pass by the published rule, fail by the stricter reading', () => {
    expect(criterionOf(1)).toEqual({
      id: 'technical-mastery-at-l4',
      title: ladder.transitions[1]?.criteria[1]?.title,
      verdict: 'pass',
      strictVerdict: 'fail',
      parts: [
        { kind: 'competency', competency: 'technical-mastery', value: 4, threshold: 4, margin: 0, verdict: 'pass' },
      ],
      reason:
        'Technical Mastery is 4, and 4 is required: just met. Under the stricter reading of the rules this fails. The published rule counts.',
    });
  });

  test('the verdicts are equal and the reason is silent if the reading makes no difference', () => {
    expect(criterionOf(3)).toMatchObject({ verdict: 'pass', strictVerdict: 'pass' });
    expect(criterionOf(3)?.reason).not.toContain('stricter');
    const all = scored({ ratings: debugging(2), transition: 'L2-L3' }).criteria[0];
    expect(all).toMatchObject({ verdict: 'pass', strictVerdict: 'pass' });
    expect(all?.reason).not.toContain('stricter');
  });

  test('a dimension that is not rated leaves both verdicts unknown', () => {
    const ratings = { ...debugging(1), ...Object.fromEntries(['scope-of-design'].map((id) => [id, 3])) };
    const { tooling: _, ...some } = ratings;
    expect(scored({ ratings: some, transition: 'L2-L3' }).criteria[1]).toMatchObject({
      verdict: 'unknown',
      strictVerdict: 'unknown',
    });
  });

  test('for any ratings, the strict verdict follows from the strict values and is never the better one', () => {
    const step = fc.integer({ min: 1, max: 5 });
    const transition = ladder.transitions.find((one) => one.id === 'L2-L3');
    const ids = Object.keys(ratingsOf(ladder, 1));
    fc.assert(
      fc.property(fc.array(step, { minLength: ids.length, maxLength: ids.length }), (values) => {
        const ratings = Object.fromEntries(ids.map((id, at) => [id, values[at]!]));
        const result = scored({ ratings, transition: 'L2-L3' });
        const strict = result.competencies.map((one) => ({ ...one, value: one.strictValue }));
        for (const one of result.criteria) {
          const requires = transition?.criteria.find((criterion) => criterion.id === one.id)?.requires;
          expect(one.strictVerdict).toBe(verdictOf(requires!, strict, {}));
          expect([one.verdict, one.strictVerdict]).not.toEqual(['fail', 'pass']);
          expect(one.reason.includes('stricter')).toBe(one.verdict !== one.strictVerdict);
        }
      }),
    );
  });
});

describe('a criterion has what it compared as data', () => {
  const parts = (input: ScoreInput, id: string) => scored(input).criteria.find((one) => one.id === id)?.parts;

  test('a criterion on all competencies compares each one, in order', () => {
    const { tooling: _, ...ratings } = ratingsOf(ladder, 3, {
      'english-proficiency': 1,
      'system-design-and-architecture': 5,
    });
    const compared = { kind: 'competency', threshold: 3 };
    expect(parts({ ratings, transition: 'L2-L3' }, 'all-competencies-at-l3')).toEqual([
      { ...compared, competency: 'technical-mastery', value: null, margin: null, verdict: 'unknown' },
      { ...compared, competency: 'code-quality-and-engineering-discipline', value: 3, margin: 0, verdict: 'pass' },
      { ...compared, competency: 'system-design-and-architecture', value: 5, margin: 2, verdict: 'pass' },
      { ...compared, competency: 'ai-tools-and-modern-engineering', value: 3, margin: 0, verdict: 'pass' },
      { ...compared, competency: 'problem-solving-and-complexity', value: 3, margin: 0, verdict: 'pass' },
      { ...compared, competency: 'communication-and-collaboration', value: 3, margin: 0, verdict: 'pass' },
      { ...compared, competency: 'english-proficiency', value: 1, margin: -2, verdict: 'fail' },
      { ...compared, competency: 'mentoring-and-technical-leadership', value: 3, margin: 0, verdict: 'pass' },
    ]);
  });

  test('a question is a part beside the comparisons, with or without an answer', () => {
    const ratings = ratingsOf(ladder, 4);
    const design = {
      kind: 'competency',
      competency: 'system-design-and-architecture',
      value: 4,
      threshold: 3,
      margin: 1,
      verdict: 'pass',
    };
    const asked = { kind: 'attested', attestation: 'mentoring-readiness' };
    const id = 'system-design-and-mentoring-readiness';
    expect(parts({ ratings, transition: 'L2-L3' }, id)).toEqual([
      design,
      { ...asked, answer: null, verdict: 'unknown' },
    ]);
    for (const [answer, verdict] of [
      ['yes', 'pass'],
      ['no', 'fail'],
    ] as const)
      expect(parts({ ratings, transition: 'L2-L3', attestations: { 'mentoring-readiness': answer } }, id)).toEqual([
        design,
        { ...asked, answer, verdict },
      ]);
  });
});
