import { describe, expect, test } from 'vitest';
import { Ladder } from '#shared/contract/ladder.ts';
import { compare } from '#shared/domain/ladder/compare/compare.ts';
import { everyLadder, softwareEngineerTrack } from '#test/support/ladders.ts';

const before = Ladder.strip().parse(softwareEngineerTrack);
type Draft = typeof before;

const at = <T extends { id: string }>(list: T[], id: string): T => list.find((one) => one.id === id) as T;
const competency = (ladder: Draft) => at(ladder.competencies, 'system-design-and-architecture');
const transition = (ladder: Draft) => at(ladder.transitions, 'L2-L3');

/** What is done to the ladder, and everything that is told of it. */
const changes: [what: string, change: (ladder: Draft) => unknown, told: string[]][] = [
  ['nothing', () => {}, []],
  ['the version alone', (l) => (l.version = 2), []],
  [
    'a step in a criterion',
    (l) => {
      const criterion = at(transition(l).criteria, 'technical-mastery-at-l4');
      criterion.requires = { kind: 'competency', competency: 'technical-mastery', atLeast: 5 };
    },
    ['rule: L2 to L3 now needs 5 in Technical Mastery, was 4.'],
  ],
  [
    'a step in every competency',
    (l) => {
      at(transition(l).criteria, 'all-competencies-at-l3').requires = { kind: 'every-competency', atLeast: 4 };
    },
    ['rule: L2 to L3 now needs 4 in every competency, was 3.'],
  ],
  [
    'one step among others',
    (l) => {
      const criterion = at(transition(l).criteria, 'system-design-and-mentoring-readiness');
      if (criterion.requires.kind === 'all')
        criterion.requires.of[0] = { kind: 'competency', competency: 'system-design-and-architecture', atLeast: 4 };
    },
    ['rule: L2 to L3 now needs 4 in System Design, was 3.'],
  ],
  [
    'a criterion that goes',
    (l) => {
      transition(l).criteria = transition(l).criteria.filter((one) => one.id !== 'technical-mastery-at-l4');
    },
    ['rule: The criterion ‘Step 4 or more in Technical Mastery’ of L2 to L3 is gone.'],
  ],
  [
    'a weight',
    (l) => (competency(l).weight = 2),
    ['rule: System Design & Architecture now has the weight 2, was 1.5.'],
  ],
  [
    'an expected step',
    (l) => (competency(l).expected.L3 = 4),
    ['rule: L3 now expects 4 in System Design & Architecture, was 3.'],
  ],
  [
    'a rule',
    (l) => (competency(l).rule = { kind: 'majority', k: 4, floor: 1, origin: 'ours' }),
    [
      'rule: System Design & Architecture now takes 4 of 5 dimensions, one step off if the lowest is more than 1 below, was 3 of 5 dimensions, one step off if the lowest is more than 1 below.',
    ],
  ],
  [
    'a band',
    (l) => (at(l.levels, 'L3').band = { min: 2.8, max: 3.5 }),
    ['rule: The band of L3 now goes from 2.8 to 3.5, was 2.8 to 3.6.'],
  ],
  [
    'how many pieces are asked for',
    (l) => (at(at(l.transitions, 'L1-L2').portfolio, 'merged-prs').count = 3),
    ['rule: L1 to L2 now asks for 3 of ‘Five merged pull requests of real scope’, was 5.'],
  ],
  [
    'a requirement that comes, told once',
    (l) => transition(l).portfolio.push({ ...at(transition(l).portfolio, 'mentoring'), id: 'talk', title: 'A talk' }),
    ['rule: ‘A talk’ for L2 to L3 is new.'],
  ],
  [
    'the days of a stage',
    (l) => Object.assign(transition(l).path[0] ?? {}, { dueDays: 21 }),
    [
      'rule: Self-assessment for L2 to L3 now is due after 21 days, reminders on day 7 and 12, was due after 14 days, reminders on day 7 and 12.',
    ],
  ],
  [
    'a sentence',
    (l) => (at(competency(l).dimensions, 'pattern-selection').descriptors['3'] = 'Something else.'),
    ['text: System Design & Architecture, Pattern selection, descriptors, 3 is worded anew.'],
  ],
];

describe('a new version tells', () => {
  test.each(changes)('%s', (_, change, told) => {
    const after = structuredClone(before);
    change(after);
    const said = compare(before, after).map((one) => `${one.kind}: ${one.sentence}`);
    expect(said).toEqual(told);
  });

  test('a ladder that was not there before', () => {
    expect(compare(null, before)).toEqual([
      { kind: 'rule', place: 'id', sentence: 'Software Engineer Track is a new ladder.' },
    ]);
  });

  test('every change there is, between any two ladders, and back', () => {
    for (const one of everyLadder)
      for (const other of everyLadder) {
        const there = compare(one, other);
        if (one === other) expect(there).toEqual([]);
        else expect(there.filter((change) => change.kind === 'rule').length).toBeGreaterThan(10);
        for (const { sentence } of there) expect(sentence).toMatch(/^[A-Z‘].*\.$/s);
      }
  });
});
