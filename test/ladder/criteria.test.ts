import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '#shared/contract/ladder.ts';
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
  test('everything passes for an engineer who meets it all', () => {
    const ratings = readyForL3(ladder);
    expect(verdicts({ ratings, transition: 'L2-L3', attestations: yes })).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test('what was not attested is unknown, and a no fails it', () => {
    const ratings = readyForL3(ladder);
    expect(verdicts({ ratings, transition: 'L2-L3' })).toEqual(['pass', 'pass', 'unknown', 'unknown']);
    expect(verdicts({ ratings, transition: 'L2-L3', attestations: { ...yes, 'owns-a-module': 'no' } })).toEqual([
      'pass',
      'pass',
      'pass',
      'fail',
    ]);
  });

  test('a failing value decides, although nobody has answered the question beside it', () => {
    const ratings = ratingsOf(ladder, 3, { 'system-design-and-architecture': 2 });
    expect(criteria({ ratings, transition: 'L2-L3' })['system-design-and-mentoring-readiness']).toMatchObject({
      verdict: 'fail',
      reason: 'System Design & Architecture is 2; 3 is asked for, so 1 short.',
    });
  });

  test('each reason names value, threshold and margin', () => {
    const ratings = ratingsOf(ladder, 3, { 'technical-mastery': 5, 'english-proficiency': 1 });
    const judged = criteria({ ratings, transition: 'L2-L3', attestations: { 'owns-a-module': 'no' } });
    expect(Object.values(judged).map((one) => one.reason)).toEqual([
      '3 is asked for in all 8; below it: English Proficiency (1, 2 short).',
      'Technical Mastery is 5; 4 is asked for, so 1 to spare.',
      'Nobody has answered yet: Has this engineer shown that they are ready to mentor?',
      'Does this engineer own a module of the codebase? Answered: no.',
    ]);
  });

  test('a criterion on all competencies tells how far the lowest is above it', () => {
    const judged = (step: number) => criteria({ ratings: ratingsOf(ladder, step), transition: 'L2-L3' });
    expect(judged(3)['all-competencies-at-l3']?.reason).toBe(
      'All 8 competencies are at 3 or more; the lowest is 3, so just met.',
    );
    expect(judged(5)['all-competencies-at-l3']?.reason).toBe(
      'All 8 competencies are at 3 or more; the lowest is 5, so 2 to spare.',
    );
  });

  test('a competency below fails the criterion on all, although another has no value yet', () => {
    const { tooling: _, ...ratings } = ratingsOf(ladder, 3, { 'english-proficiency': 2 });
    expect(criteria({ ratings, transition: 'L2-L3' })['all-competencies-at-l3']?.verdict).toBe('fail');
  });

  test('what has no value yet is named', () => {
    const { tooling: _, ...ratings } = readyForL3(ladder);
    const judged = criteria({ ratings, transition: 'L2-L3' });
    expect(judged['all-competencies-at-l3']?.reason).toBe('3 is asked for in all 8; no value yet: Technical Mastery.');
    expect(judged['technical-mastery-at-l4']?.reason).toBe('Technical Mastery has no value yet.');
  });
});

describe('from L3 to L4', () => {
  const attestations: Answers = { 'people-leadership': 'yes', 'technical-leadership': 'yes', 'track-evidence': 'yes' };
  const onTrack = (track: string, ratings: ScoreInput['ratings']) =>
    verdicts({ ratings, transition: 'L3-L4', track, attestations });

  test('a tech lead needs step 5 in one of mastery and design, and step 4 everywhere', () => {
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

  test('a principal engineer needs mastery and design, and no more of the rest than they have', () => {
    const ratings = ratingsOf(ladder, 3, { 'technical-mastery': 5, 'system-design-and-architecture': 4 });
    expect(onTrack('principal-engineer', ratings)).toEqual(['pass', 'pass']);
    expect(onTrack('tech-lead', ratings)).toEqual(['fail', 'pass']);
  });

  test('without a track only what every track asks for is judged', () => {
    expect(Object.keys(criteria({ ratings: {}, transition: 'L3-L4' }))).toEqual(['track-evidence']);
  });
});

test('L4 to L5 waits for influence and need to be attested, whatever the ratings', () => {
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

/** A condition of questions whose answers are told by the first letter of their ids: p, f or u. */
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

  test('an unknown part never decides: whichever way it turns out, a verdict that was given stands', () => {
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
    const turned = (requires: Condition, answer: 'yes' | 'no') =>
      judge({ id: 'one', title: 'One', track: null, requires, origin: 'ours' }, [], { ...answers, u: answer }).verdict;
    fc.assert(
      fc.property(condition, (requires) => {
        const before = verdict(requires);
        const ends = [turned(requires, 'yes'), turned(requires, 'no')];
        expect(ends).not.toContain('unknown');
        if (before !== 'unknown') expect(ends).toEqual([before, before]);
      }),
    );
  });
});
