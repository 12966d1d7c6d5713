import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { CompetencyScore, Ratings, Score } from '#shared/contract/score.ts';
import { askedAntiSignals } from '#shared/domain/ladder/anti-signals.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder, ladderOf } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

function scored(input: ScoreInput, on: Ladder = ladder): Score {
  const result = score(on, input);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score;
}

function competency(input: ScoreInput, id: string, on: Ladder = ladder): CompetencyScore {
  const found = scored(input, on).competencies.find((one) => one.id === id);
  if (!found) throw new Error(`No competency ${id}`);
  return found;
}

/** Step 3 everywhere, and the given steps for the dimensions of Technical Mastery, in their order. */
function mastery(...values: number[]) {
  const dimensions = ladder.competencies[0]!.dimensions;
  return { ...ratingsOf(ladder, 3), ...Object.fromEntries(dimensions.map((one, at) => [one.id, values[at]!])) };
}

describe('a competency explains its value', () => {
  test('if the lowest dimension is near enough to the k-th', () => {
    expect(competency({ ratings: mastery(4, 5, 3, 4, 4, 3) }, 'technical-mastery')).toEqual({
      id: 'technical-mastery',
      title: 'Technical Mastery',
      value: 4,
      strictValue: 4,
      weight: 2,
      rule: { kind: 'majority', k: 4, floor: 1, origin: 'source' },
      values: [5, 4, 4, 4, 3, 3],
      k: 4,
      kth: 4,
      lowest: 3,
      margin: 0,
      missing: [],
      notApplicable: [],
      cappedBy: [],
      explanation:
        'Technical Mastery is 4: the sorted values are 5, 4, 4, 4, 3, 3, and number 4 of 6 is 4. The lowest, 3, is not more than 1 below it.',
    });
  });

  test('if a low dimension makes the value one lower', () => {
    expect(competency({ ratings: mastery(4, 4, 4, 4, 4, 2) }, 'technical-mastery')).toMatchObject({
      value: 3,
      strictValue: 3,
      kth: 4,
      lowest: 2,
      margin: -1,
      explanation:
        'Technical Mastery is 3: the sorted values are 4, 4, 4, 4, 4, 2, and number 4 of 6 is 4. The lowest, 2, is more than 1 below it, so the value is one lower: 3.',
    });
  });

  test('with both values, if the stricter reading would give less', () => {
    expect(competency({ ratings: mastery(5, 5, 5, 5, 5, 1) }, 'technical-mastery')).toMatchObject({
      value: 4,
      strictValue: 2,
      kth: 5,
      lowest: 1,
      margin: -3,
      explanation:
        'Technical Mastery is 4: the sorted values are 5, 5, 5, 5, 5, 1, and number 4 of 6 is 5. The lowest, 1, is more than 1 below it, so the value is one lower: 4. The stricter reading allows no dimension more than 1 below the value, which would give 2. The published rule counts.',
    });
  });

  test('the margin is the distance of the lowest from the point where the value gets one lower, for any values', () => {
    const step = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.tuple(step, step, step, step, step, step), (values) => {
        const { value, kth, lowest, margin } = competency({ ratings: mastery(...values) }, 'technical-mastery');
        const sorted = [...values].sort((a, b) => b - a);
        expect([kth, lowest]).toEqual([sorted[3], sorted[5]]);
        expect(margin).toBe(lowest! - (kth! - 1));
        expect(value).toBe(margin! < 0 ? kth! - 1 : kth);
      }),
    );
  });
});

describe('a competency with the rule that every dimension counts explains its value', () => {
  const on = ladderOf('software-engineer-ratings');
  const two = {
    ...on,
    competencies: on.competencies.map((one, at) =>
      at === 0
        ? { ...one, dimensions: [...one.dimensions, { ...one.dimensions[0]!, id: 'second', title: 'Second' }] }
        : one,
    ),
  };
  const first = on.competencies[0]!;

  test('by its rating, if it has one dimension', () => {
    expect(competency({ ratings: ratingsOf(on, 2) }, first.id, on)).toMatchObject({
      value: 2,
      strictValue: 2,
      k: 1,
      margin: 0,
      explanation: `${first.title} is 2: that is what it was rated.`,
    });
  });

  test('by the lowest, if it has more', () => {
    expect(competency({ ratings: { ...ratingsOf(on, 3), second: 2 } }, first.id, two)).toMatchObject({
      value: 2,
      strictValue: 2,
      values: [3, 2],
      k: 2,
      kth: 2,
      lowest: 2,
      margin: 0,
      explanation: `${first.title} is 2: every dimension is at 2 or more. The sorted values are 3, 2.`,
    });
  });

  test('by the rest, if one dimension does not apply', () => {
    const allowed: Ladder = { ...two, notApplicable: 'allowed' };
    expect(competency({ ratings: { ...ratingsOf(on, 3), second: 'not-applicable' } }, first.id, allowed)).toMatchObject(
      {
        value: 3,
        k: 1,
        explanation: `${first.title} is 3: that is what it was rated. Marked as not applicable: Second.`,
      },
    );
  });
});

describe('a dimension that is not rated yet', () => {
  const { tooling: _, ...ratings } = ratingsOf(ladder, 4);
  const result = scored({ ratings, transition: 'L2-L3', attestations: { 'owns-a-module': 'yes' } });

  test('leaves its competency without a value, and the explanation names the dimension', () => {
    expect(result.competencies[0]).toMatchObject({
      value: null,
      strictValue: null,
      values: [4, 4, 4, 4, 4],
      kth: null,
      lowest: null,
      margin: null,
      missing: ['tooling'],
      explanation: 'Technical Mastery has no value yet. Still to rate: Tooling.',
    });
    expect(result.competencies.slice(1).map((one) => one.value)).toEqual([4, 4, 4, 4, 4, 4, 4]);
  });

  test('leaves the overall without a value and a band', () => {
    expect(result.overall).toEqual({
      value: null,
      band: null,
      leftOut: [],
      thresholds: null,
      explanation: 'No overall yet: Technical Mastery has no value.',
    });
  });

  test('makes the criteria that need it unknown, and no others', () => {
    expect(result.criteria.map((one) => [one.id, one.verdict])).toEqual([
      ['all-competencies-at-l3', 'unknown'],
      ['technical-mastery-at-l4', 'unknown'],
      ['system-design-and-mentoring-readiness', 'unknown'],
      ['owns-a-module', 'pass'],
    ]);
  });

  test('takes the value away only from its own competency and from the overall, whichever dimension it is', () => {
    const complete = scored({ ratings: ratingsOf(ladder, 3) });
    const ids = Object.keys(ratingsOf(ladder, 3));
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), (absent) => {
        const some = Object.fromEntries(Object.entries(ratingsOf(ladder, 3)).filter(([id]) => !absent.includes(id)));
        const partial = scored({ ratings: some, transition: 'L2-L3' });
        expect(partial.overall.value).toBeNull();
        expect(partial.criteria[0]?.verdict).toBe('unknown');
        partial.competencies.forEach((one, at) => {
          if (one.missing.length > 0) expect(one.value).toBeNull();
          else expect(one).toEqual(complete.competencies[at]);
        });
        expect(partial.competencies.flatMap((one) => one.missing).sort()).toEqual([...absent].sort());
      }),
    );
  });
});

describe('a confirmed anti-signal', () => {
  const on = threeReviewerLadder;
  const craft = (step: number, antiSignals: string[]) =>
    competency({ ratings: ratingsOf(on, step), antiSignals }, 'craft', on);

  test('of step 3 caps its competency at 2, and the explanation says so', () => {
    expect(craft(4, ['craft-3'])).toMatchObject({
      value: 2,
      strictValue: 2,
      cappedBy: ['craft-3'],
      explanation:
        'craft is 2: the sorted values are 4, 4, 4, and number 2 of 3 is 4. The lowest, 4, is not more than 1 below it. A confirmed anti-signal holds it at 2.',
    });
  });

  test('of the lowest step decides, if several are confirmed', () => {
    expect(craft(4, ['craft-3', 'craft-2'])).toMatchObject({ value: 1, cappedBy: ['craft-2', 'craft-3'] });
  });

  test('of a step above the value does not count', () => {
    expect(craft(2, ['craft-3'])).toMatchObject({ value: 2, cappedBy: [] });
  });

  test('of the first step caps its competency at the first step', () => {
    const first = {
      ...on,
      competencies: on.competencies.map((one) => ({
        ...one,
        antiSignals: [{ id: `${one.id}-1`, step: 1, text: 'an anti-signal of step 1', origin: 'ours' as const }],
      })),
    };
    expect(competency({ ratings: ratingsOf(on, 3), antiSignals: ['craft-1'] }, 'craft', first).value).toBe(1);
  });

  test('leaves other competencies as they are', () => {
    expect(competency({ ratings: ratingsOf(on, 4), antiSignals: ['craft-3'] }, 'design', on).value).toBe(4);
  });

  test('never raises a value and caps it one below the step of the signal, for any ratings', () => {
    const ids = on.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id));
    const step = fc.integer({ min: 1, max: 5 });
    const ratings = fc
      .tuple(step, step, step, step, step, step)
      .map((values) => Object.fromEntries(Object.keys(ratingsOf(on, 1)).map((id, at) => [id, values[at]!])));
    fc.assert(
      fc.property(ratings, fc.subarray(ids), (some, antiSignals) => {
        const free = scored({ ratings: some }, on).competencies;
        const capped = scored({ ratings: some, antiSignals }, on).competencies;
        capped.forEach((one, at) => {
          const value = free[at]!.value!;
          const signals = on.competencies[at]!.antiSignals.filter(
            (signal) => antiSignals.includes(signal.id) && signal.step <= value,
          );
          const caps = signals.map((signal) => Math.max(signal.step - 1, 1));
          expect(one.value).toBe(Math.min(value, ...caps));
          expect(one.cappedBy).toEqual(signals.map((signal) => signal.id));
        });
      }),
    );
  });

  test('is asked about only if its step is at or below the value, and not while there is no value', () => {
    const asked = (values: Record<string, number | null>) =>
      askedAntiSignals(on, values).map((one) => `${one.competency}: ${one.id}`);
    expect(asked({ craft: 2, design: 5 })).toEqual(['craft: craft-2', 'design: design-2', 'design: design-3']);
    expect(asked({ craft: 1, design: null })).toEqual([]);
  });
});

describe('a score request gets a fault with its path for', () => {
  const ratings = ratingsOf(ladder, 3);
  const faults = (input: Partial<ScoreInput>) => score(ladder, { ratings, ...input });

  test.each<[string, Partial<ScoreInput>, string, string]>([
    ['an unknown dimension', { ratings: { juggling: 3 } }, 'ratings.juggling', 'the ladder has no such dimension'],
    [
      'a value above the scale',
      { ratings: { tooling: 6 } },
      'ratings.tooling',
      '6 is not on the scale; give one of 1, 2, 3, 4, 5',
    ],
    [
      'a value below the scale',
      { ratings: { tooling: 0 } },
      'ratings.tooling',
      '0 is not on the scale; give one of 1, 2, 3, 4, 5',
    ],
    [
      'a value between steps',
      { ratings: { tooling: 2.5 } },
      'ratings.tooling',
      '2.5 is not on the scale; give one of 1, 2, 3, 4, 5',
    ],
    ['an unknown transition', { transition: 'L1-L3' }, 'transition', 'give one of L1-L2, L2-L3, L3-L4, L4-L5'],
    [
      'a track of another transition',
      { transition: 'L3-L4', track: 'solution-architect' },
      'track',
      'give one of tech-lead, principal-engineer',
    ],
    [
      'a track on a transition without tracks',
      { transition: 'L2-L3', track: 'tech-lead' },
      'track',
      'L2-L3 has no tracks',
    ],
    ['a track without a transition', { track: 'tech-lead' }, 'track', 'a track goes with a transition: name one'],
    [
      'not applicable, on a ladder that does not allow it',
      { ratings: { tooling: 'not-applicable' } },
      'ratings.tooling',
      'on this ladder every dimension applies; give one of 1, 2, 3, 4, 5',
    ],
    ['an unknown anti-signal', { antiSignals: ['hums'] }, 'antiSignals.0', 'the ladder has no such anti-signal'],
  ])('%s', (_, input, path, reason) => {
    expect(faults(input)).toEqual({ ok: false, faults: [{ path, reason }] });
  });

  test('each of several things at once', () => {
    const result = faults({ ratings: { juggling: 3, tooling: 9 }, transition: 'L9-L9', antiSignals: ['hums'] });
    expect(result.ok ? [] : result.faults.map((fault) => fault.path)).toEqual([
      'ratings.juggling',
      'ratings.tooling',
      'transition',
      'antiSignals.0',
    ]);
  });
});

test('without a transition there are no criteria', () => {
  expect(scored({ ratings: ratingsOf(ladder, 3) }).criteria).toEqual([]);
});

test('a ladder whose levels have no bands has no overall score', () => {
  const bare = { ...ladder, levels: ladder.levels.map((level) => ({ ...level, band: null })) };
  expect(scored({ ratings: ratingsOf(ladder, 3) }, bare).overall).toEqual({
    value: null,
    band: null,
    leftOut: [],
    thresholds: null,
    explanation: 'This ladder has no overall score.',
  });
});

describe('the profile of a track', () => {
  const ratings = (low: Record<string, number>): Ratings =>
    Object.fromEntries(
      ladder.competencies.flatMap(({ id, dimensions }) => dimensions.map((one) => [one.id, low[id] ?? 5] as const)),
    );
  const findings = (low: Record<string, number>, track?: string) => {
    const result = score(ladder, { ratings: ratings(low), transition: 'L3-L4', ...(track ? { track } : {}) });
    return result.ok ? result.score.findings : null;
  };

  test('a value below a relaxed or strong step is a finding, and decides nothing', () => {
    expect(
      findings({ 'communication-and-collaboration': 2, 'problem-solving-and-complexity': 3 }, 'principal-engineer'),
    ).toEqual([
      {
        competency: 'problem-solving-and-complexity',
        value: 3,
        least: 4,
        sentence:
          'Problem Solving & Complexity is 3, below 4, which is strong for Principal Engineer. The profile of a track is advice: only the criteria decide.',
      },
      {
        competency: 'communication-and-collaboration',
        value: 2,
        least: 3,
        sentence:
          'Communication & Collaboration is 2, below 3, which is enough for Principal Engineer in internal communication. The profile of a track is advice: only the criteria decide.',
      },
    ]);
    const low = score(ladder, {
      ratings: ratings({ 'communication-and-collaboration': 2 }),
      transition: 'L3-L4',
      track: 'principal-engineer',
    });
    const profile = low.ok ? low.score.criteria.find((one) => one.id === 'principal-engineer-profile') : null;
    // Its ratings are met; only the answer of the tech lead is missing.
    expect(profile?.parts.filter((part) => part.verdict === 'fail')).toEqual([]);
  });

  test('has no findings at its own steps, on a track without a profile, and without a track', () => {
    expect(
      findings({ 'communication-and-collaboration': 3, 'problem-solving-and-complexity': 4 }, 'principal-engineer'),
    ).toEqual([]);
    expect(findings({ 'communication-and-collaboration': 1 }, 'tech-lead')).toEqual([]);
    expect(findings({ 'communication-and-collaboration': 1 })).toEqual([]);
  });
});
