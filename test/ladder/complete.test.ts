import { describe, expect, test } from 'vitest';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { outcomes } from '#shared/contract/names.ts';
import { descriptorsOf, ratedLevelOf } from '#shared/domain/ladder/descriptors.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { appealAgainst } from '#shared/domain/ladder/waiting-times.ts';
import { everyLadder, ladderOf } from '#test/support/ladders.ts';

/** The ladders have everything that the source documents have, and no empty text. The counts were typed by hand. */

const matrix = ladderOf('software-engineer-track');
const ratings = ladderOf('software-engineer-ratings');
const narrative = ladderOf('engineer-narrative');
const list = ladderOf('senior-engineer-competencies');

const byLadder = everyLadder.map((ladder) => [ladder.id, ladder] as const);
const levelOf = (ladder: PublishedLadder, id: string) => ladder.levels.find((level) => level.id === id) as Level;

test('there are four ladders, with these ids', () => {
  expect(everyLadder.map((ladder) => ladder.id)).toEqual([
    'engineer-narrative',
    'senior-engineer-competencies',
    'software-engineer-ratings',
    'software-engineer-track',
  ]);
});

describe('the matrix', () => {
  test('has 41 dimensions and a different sentence in each of their 205 cells', () => {
    const dimensions = dimensionsOf(matrix);
    expect(dimensions).toHaveLength(41);
    const cells = dimensions.flatMap((dimension) => [1, 2, 3, 4, 5].map((step) => dimension.descriptors[String(step)]));
    expect(cells).toHaveLength(205);
    for (const cell of cells) expect(cell?.trim()).toMatch(/^.{4,}\.$/s);
    const sentences = cells.filter((cell) => !/^None/.test(cell ?? ''));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  // Behaviours, outputs and traps of steps 1 to 5, counted in the source.
  test.each<[string, number[], number[], number[]]>([
    ['technical-mastery', [6, 6, 7, 8, 8], [4, 5, 5, 7, 6], [2, 2, 2, 2, 2]],
    ['code-quality-and-engineering-discipline', [4, 5, 5, 5, 4], [2, 3, 4, 4, 3], [2, 2, 2, 2, 1]],
    ['system-design-and-architecture', [3, 4, 5, 5, 5], [1, 2, 3, 3, 4], [1, 2, 2, 2, 2]],
    ['ai-tools-and-modern-engineering', [4, 4, 5, 5, 5], [1, 2, 3, 3, 3], [2, 2, 1, 2, 1]],
    ['problem-solving-and-complexity', [3, 4, 5, 5, 4], [1, 1, 3, 3, 2], [1, 1, 1, 1, 1]],
    ['communication-and-collaboration', [4, 5, 6, 5, 4], [2, 3, 3, 3, 3], [1, 1, 1, 1, 1]],
    ['english-proficiency', [4, 3, 3, 4, 3], [2, 2, 2, 3, 2], [1, 1, 1, 1, 1]],
    ['mentoring-and-technical-leadership', [2, 3, 5, 5, 4], [1, 2, 3, 4, 3], [1, 1, 1, 1, 1]],
  ])('describes every step of %s', (id, behaviours, outputs, traps) => {
    const competency = matrix.competencies.find((one) => one.id === id);
    const guides = [1, 2, 3, 4, 5].map((step) => competency?.guides[String(step)]);
    expect(guides.map((guide) => guide?.behaviours.length)).toEqual(behaviours);
    expect(guides.map((guide) => guide?.outputs.length)).toEqual(outputs);
    expect(guides.map((guide) => guide?.traps.length)).toEqual(traps);
    for (const guide of guides)
      for (const text of [guide?.voice, guide?.summary, guide?.scene]) expect(text).toBeTruthy();
    expect(competency?.summary).toBeTruthy();
  });

  test('has 40 anti-signals, one for each step of each competency', () => {
    const signals = matrix.competencies.flatMap((one) => one.antiSignals);
    expect(signals).toHaveLength(40);
    for (const { antiSignals } of matrix.competencies)
      expect(antiSignals.map((signal) => signal.step)).toEqual([1, 2, 3, 4, 5]);
  });

  test('has a summary for each level and at least four questions with answers', () => {
    for (const level of matrix.levels) expect(level.summary, level.id).toMatch(/\.$/);
    expect(matrix.faq.length).toBeGreaterThanOrEqual(4);
  });

  test('has a summary and reasons only for the two tracks that the source describes', () => {
    expect(matrix.tracks.map(({ id, summary, whenToConsider }) => [id, summary !== '', whenToConsider.length])).toEqual(
      [
        ['tech-lead', false, 0],
        ['principal-engineer', true, 3],
        ['solution-architect', false, 0],
        ['distinguished-engineer', true, 3],
      ],
    );
  });

  test('says how to move between tracks, in four steps', () => {
    expect(matrix.trackChange?.steps.map((step) => step.id)).toEqual([
      'declare-interest',
      'talk',
      'one-cycle-trial',
      'confirm-next-quarter',
    ]);
  });
});

describe('the ratings ladder', () => {
  test('rates six capabilities in three steps', () => {
    expect(ratings.scale.map((step) => step.title)).toEqual([
      'Needs Improvement',
      'Meets Expectations',
      'Exceeds Expectations',
    ]);
    expect(ratings.competencies.map((one) => one.title)).toEqual([
      'Technical Expertise',
      'Project Ownership',
      'Business Impact',
      'Communication & Collaboration',
      'Mentorship & Support',
      'Leadership & Process Improvement',
    ]);
  });

  test('describes L2 and L4, and only names L1 and L3', () => {
    expect(ratings.levels.map((level) => [level.id, level.described])).toEqual([
      ['L1', false],
      ['L2', true],
      ['L3', false],
      ['L4', true],
    ]);
    const cells = dimensionsOf(ratings).flatMap((one) =>
      ['L2', 'L4'].flatMap((id) => Object.values(descriptorsOf(one, id))),
    );
    expect(new Set(cells).size).toBe(36);
  });

  // The sections are: what the level does, what a strong engineer does, and four kinds of advice to managers.
  test.each([
    ['L2', [7, 11, 6, 7, 5, 5]],
    ['L4', [7, 10, 6, 7, 6, 5]],
  ])('has all sections of %s', (id, counts) => {
    const { sections, about } = levelOf(ratings, id);
    expect(about).not.toBe('');
    expect(sections.map((section) => section.items.length)).toEqual(counts);
    expect(sections.map((section) => section.audience)).toEqual([
      'everyone',
      'everyone',
      'managers',
      'managers',
      'managers',
      'managers',
    ]);
  });
});

test('the narrative has seven areas, two anti-patterns of the level, and a scale of its own', () => {
  expect(narrative.competencies.map((one) => one.title)).toEqual([
    'Impact',
    'Ownership',
    'Process',
    'Culture',
    'Communication',
    'Growth',
    'Leadership',
  ]);
  expect(levelOf(narrative, 'L2').antiPatterns).toHaveLength(2);
  expect(narrative.levels.map((level) => [level.id, level.described])).toEqual([
    ['L1', false],
    ['L2', true],
    ['L3', false],
  ]);
  expect(narrative.scale.every((step) => step.origin === 'ours')).toBe(true);
  expect(narrative.notApplicable).toBe('allowed');
});

test('the competency list has seventeen competencies in four areas, two of them without an example', () => {
  const counts = list.areas.map(({ title, id }) => [title, list.competencies.filter((one) => one.area === id).length]);
  expect(counts).toEqual([
    ['Technical', 6],
    ['Communication', 3],
    ['Delivery', 3],
    ['Leadership', 5],
  ]);
  expect(list.competencies.map((one) => one.prompts.length)).toEqual([
    3, 2, 3, 0, 2, 3, 2, 4, 5, 0, 3, 4, 2, 3, 4, 2, 3,
  ]);
});

describe.each(byLadder)('%s', (_, ladder) => {
  test('describes every step of every dimension at every level that people are rated against', () => {
    for (const transition of ladder.transitions)
      for (const dimension of dimensionsOf(ladder)) {
        const said = descriptorsOf(dimension, ratedLevelOf(transition));
        for (const { value } of ladder.scale) expect(said[String(value)], `${dimension.id} ${value}`).toBeTruthy();
      }
  });

  test('answers at least four questions', () => {
    expect(ladder.faq.length).toBeGreaterThanOrEqual(4);
    for (const { question, answer } of ladder.faq)
      expect([question, answer]).toEqual([expect.stringMatching(/\?$/), expect.stringMatching(/\.$/)]);
  });

  test('answers as cases go: what a decline says, against what an appeal is, who is told, and what ends an appeal', () => {
    const answerTo = (id: string) => ladder.faq.find((one) => one.id === id)?.answer;
    expect(answerTo('when-can-i-try-again')).toContain('says on at least one ground why, and what would change it');
    for (const transition of ladder.transitions)
      for (const outcome of outcomes.filter((one) => appealAgainst(transition, one, false) !== null))
        expect(answerTo('can-i-appeal')).toContain(outcome.replaceAll('-', ' '));
    expect(answerTo('what-if-nobody-answers')).toContain('the lead of the calibration is told first, then HR');
    for (const id of ['can-i-appeal', 'what-if-nobody-answers'])
      expect(answerTo(id)).toMatch(/Once you have opened .*, you cannot appeal .*any more\.$/);
  });

  test('has a summary, and one for each level', () => {
    for (const text of [ladder.summary, ...ladder.levels.map((level) => level.summary)]) expect(text).not.toBe('');
  });

  test('fails no criterion of a level for an engineer who is rated at the steps that the level expects', () => {
    for (const transition of ladder.transitions) {
      const level = ratedLevelOf(transition);
      const expected = ladder.competencies.flatMap((one) =>
        one.dimensions.map((dimension) => [dimension.id, one.expected[level] as number] as const),
      );
      for (const track of transition.tracks.length > 0 ? transition.tracks : [undefined]) {
        const result = score(ladder, {
          ratings: Object.fromEntries(expected),
          transition: transition.id,
          ...(track ? { track } : {}),
        });
        expect(result.ok && result.score.criteria.filter((one) => one.verdict === 'fail')).toEqual([]);
      }
    }
  });
});

test.each([
  ['engineer-narrative', ['L1-L2', 'L2-L3']],
  ['senior-engineer-competencies', ['S1-S2']],
  ['software-engineer-ratings', ['L1-L2', 'L2-L3', 'L3-L4']],
])('%s has the default path on every transition, and no bands', (id, transitions) => {
  const ladder = ladderOf(id);
  expect(ladder.transitions.map((one) => one.id)).toEqual(transitions);
  for (const { path, origin } of ladder.transitions) {
    expect(path.map((stage) => stage.kind)).toEqual(['self-assessment', 'portfolio', 'calibration', 'sign-off']);
    expect([origin, ...path.map((stage) => stage.origin)]).toEqual(Array(5).fill('ours'));
  }
  expect(ladder.levels.map((level) => level.band)).toEqual(ladder.levels.map(() => null));
});

describe('the names of tools and of Fortune 500', () => {
  // How often each is named in the source, counted by hand, without the headings.
  test.each<[PublishedLadder, string, number]>([
    [matrix, 'GitHub Copilot or Claude Code', 2],
    [matrix, 'Claude', 4],
    [matrix, 'Cursor', 1],
    [matrix, 'Stack Overflow', 4],
    [matrix, 'Google', 2],
    [matrix, 'Slack', 6],
    [matrix, 'Fortune 500', 3],
    [matrix, 'Git ', 1],
    [list, 'Slack', 2],
    [list, 'Git ', 1],
    [list, 'Google', 1],
    [narrative, 'Jira', 1],
  ])('%#: carry over exactly', (ladder, name, times) => {
    expect([name, JSON.stringify(ladder).split(name).length - 1]).toEqual([name, times]);
  });
});
