import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '#shared/contract/ladder-criteria.ts';
import type { CompetencyScore, CriterionResult, Verdict } from '#shared/contract/score.ts';
import { type Answers, judge } from '#shared/domain/ladder/criteria.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf, readyForL3 } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

function criteria(input: ScoreInput): Record<string, CriterionResult> {
  const result = score(ladder, input);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return Object.fromEntries(result.score.criteria.map((one) => [one.id, one]));
}

const verdicts = (input: ScoreInput) => Object.values(criteria(input)).map((one) => one.verdict);
const yes: Answers = { 'mentoring-readiness': 'yes', 'owns-a-module': 'yes' };

describe('from L2 to L3', () => {
  test('every criterion passes for an engineer who meets them all', () => {
    const ratings = readyForL3(ladder);
    expect(verdicts({ ratings, transition: 'L2-L3', attestations: yes })).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test('a question without an answer leaves its criterion unknown, and a no fails it', () => {
    const ratings = readyForL3(ladder);
    expect(verdicts({ ratings, transition: 'L2-L3' })).toEqual(['pass', 'pass', 'unknown', 'unknown']);
    expect(verdicts({ ratings, transition: 'L2-L3', attestations: { ...yes, 'owns-a-module': 'no' } })).toEqual([
      'pass',
      'pass',
      'pass',
      'fail',
    ]);
  });

  test('a value that is too low fails the criterion, even if its question has no answer yet', () => {
    const ratings = ratingsOf(ladder, 3, { 'system-design-and-architecture': 2 });
    expect(criteria({ ratings, transition: 'L2-L3' })['system-design-and-mentoring-readiness']).toMatchObject({
      verdict: 'fail',
      reason: 'System Design & Architecture is 2, and 3 is required: 1 too low.',
    });
  });

  test('each reason names value, threshold and margin', () => {
    const ratings = ratingsOf(ladder, 3, { 'technical-mastery': 5, 'english-proficiency': 1 });
    const judged = criteria({ ratings, transition: 'L2-L3', attestations: { 'owns-a-module': 'no' } });
    expect(Object.values(judged).map((one) => one.reason)).toEqual([
      '3 is required in all 8 competencies. Below it: English Proficiency (1, 2 too low).',
      'Technical Mastery is 5, and 4 is required: 1 more than needed.',
      'Nobody has answered yet: Has this engineer shown that they are ready to mentor?',
      'Does this engineer own a module of the codebase? Answered: no.',
    ]);
  });

  test('the reason of a criterion on all competencies says how far the lowest value is above the threshold', () => {
    const judged = (step: number) => criteria({ ratings: ratingsOf(ladder, step), transition: 'L2-L3' });
    expect(judged(3)['all-competencies-at-l3']?.reason).toBe(
      'All 8 competencies are at 3 or more. The lowest is 3: just met.',
    );
    expect(judged(5)['all-competencies-at-l3']?.reason).toBe(
      'All 8 competencies are at 3 or more. The lowest is 5: 2 more than needed.',
    );
  });

  test('one competency that is too low fails the criterion on all, even if another has no value yet', () => {
    const { tooling: _, ...ratings } = ratingsOf(ladder, 3, { 'english-proficiency': 2 });
    expect(criteria({ ratings, transition: 'L2-L3' })['all-competencies-at-l3']?.verdict).toBe('fail');
  });

  test('the reason names the competency that has no value yet', () => {
    const { tooling: _, ...ratings } = readyForL3(ladder);
    const judged = criteria({ ratings, transition: 'L2-L3' });
    expect(judged['all-competencies-at-l3']?.reason).toBe(
      '3 is required in all 8 competencies. No value yet: Technical Mastery.',
    );
    expect(judged['technical-mastery-at-l4']?.reason).toBe('Technical Mastery has no value yet.');
  });
});

describe('from L3 to L4', () => {
  const attestations: Answers = { 'people-leadership': 'yes', 'technical-leadership': 'yes', 'track-evidence': 'yes' };
  const onTrack = (track: string, ratings: ScoreInput['ratings']) =>
    verdicts({ ratings, transition: 'L3-L4', track, attestations });

  test('a tech lead needs step 4 everywhere, and step 5 in mastery or in design', () => {
    expect(onTrack('tech-lead', ratingsOf(ladder, 4))).toEqual(['fail', 'pass']);
    expect(onTrack('tech-lead', ratingsOf(ladder, 4, { 'technical-mastery': 5 }))).toEqual(['pass', 'pass']);
    expect(onTrack('tech-lead', ratingsOf(ladder, 4, { 'system-design-and-architecture': 5 }))).toEqual([
      'pass',
      'pass',
    ]);
    expect(onTrack('tech-lead', ratingsOf(ladder, 4, { 'technical-mastery': 5, 'english-proficiency': 3 }))).toEqual([
      'fail',
      'pass',
    ]);
  });

  test('a principal engineer needs mastery and design, and step 3 is enough in the rest', () => {
    const ratings = ratingsOf(ladder, 3, { 'technical-mastery': 5, 'system-design-and-architecture': 4 });
    expect(onTrack('principal-engineer', ratings)).toEqual(['pass', 'pass']);
    expect(onTrack('tech-lead', ratings)).toEqual(['fail', 'pass']);
  });

  test('without a track, only the criteria of every track are judged', () => {
    expect(Object.keys(criteria({ ratings: {}, transition: 'L3-L4' }))).toEqual(['track-evidence']);
  });
});

test('from L4 to L5, influence and need must be attested, even with the highest ratings', () => {
  const ratings = ratingsOf(ladder, 5);
  expect(verdicts({ ratings, transition: 'L4-L5' })).toEqual(['pass', 'unknown', 'unknown']);
  const attestations: Answers = { 'technical-influence': 'yes', 'justified-need': 'yes' };
  expect(verdicts({ ratings, transition: 'L4-L5', attestations })).toEqual(['pass', 'pass', 'pass']);
});

test.each<[string, Record<string, number>, number, Verdict[]]>([
  [
    'step 3 in mastery and quality passes',
    { 'technical-mastery': 3, 'code-quality-and-engineering-discipline': 3 },
    2,
    ['pass', 'pass', 'unknown'],
  ],
  ['step 3 in mastery alone fails', { 'technical-mastery': 3 }, 2, ['pass', 'fail', 'unknown']],
  ['step 1 somewhere fails', { 'english-proficiency': 1 }, 3, ['fail', 'pass', 'unknown']],
])('from L1 to L2, %s', (_, but, step, expected) => {
  expect(verdicts({ ratings: ratingsOf(ladder, step, but), transition: 'L1-L2' })).toEqual(expected);
});

/** A question with the id p, f or u. By `answers`, it passes, fails or is unknown. */
const question = (id: string): Condition => ({ kind: 'attested', id, by: 'tech-lead', question: `${id}?` });
const answers: Answers = { p: 'yes', f: 'no' };
const verdict = (requires: Condition, scores: CompetencyScore[] = []) =>
  judge({ id: 'one', title: 'One', track: null, requires, origin: 'ours' }, scores, answers).verdict;

describe('conditions joined by and / or', () => {
  test.each<[string, Verdict, Verdict]>([
    ['pp', 'pass', 'pass'],
    ['pf', 'fail', 'pass'],
    ['fp', 'fail', 'pass'],
    ['pu', 'unknown', 'pass'],
    ['up', 'unknown', 'pass'],
    ['ff', 'fail', 'fail'],
    ['fu', 'fail', 'unknown'],
    ['uf', 'fail', 'unknown'],
    ['uu', 'unknown', 'unknown'],
  ])('%s: all of them is %s, any of them is %s', (letters, all, any) => {
    const of = [...letters].map(question);
    expect(verdict({ kind: 'all', of })).toBe(all);
    expect(verdict({ kind: 'any', of })).toBe(any);
  });

  test('an unknown part never decides: a verdict stays the same whatever the missing answer is', () => {
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('p', 'f', 'u').map(question),
        fc.record({
          kind: fc.constantFrom('all', 'any'),
          of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
        }) as fc.Arbitrary<Condition>,
      ),
    }));
    const answered = (requires: Condition, answer: 'yes' | 'no') =>
      judge({ id: 'one', title: 'One', track: null, requires, origin: 'ours' }, [], { ...answers, u: answer }).verdict;
    fc.assert(
      fc.property(condition, (requires) => {
        const before = verdict(requires);
        const after = [answered(requires, 'yes'), answered(requires, 'no')];
        expect(after).not.toContain('unknown');
        if (before !== 'unknown') expect(after).toEqual([before, before]);
      }),
    );
  });
});
