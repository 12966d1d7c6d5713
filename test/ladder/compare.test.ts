import { describe, expect, test } from 'vitest';
import { Ladder } from '#shared/contract/ladder.ts';
import type { PathStage } from '#shared/contract/ladder-paths.ts';
import * as z from '#shared/contract/zod.ts';
import { compare } from '#shared/domain/ladder/compare/compare.ts';
import { everyLadder, softwareEngineerTrack } from '#test/support/ladders.ts';

const before = z.object(Ladder.shape).parse(softwareEngineerTrack);
type Draft = typeof before;

const at = <T extends { id: string }>(list: T[], id: string): T => list.find((one) => one.id === id) as T;
const competency = (ladder: Draft) => at(ladder.competencies, 'system-design-and-architecture');
const transition = (ladder: Draft) => at(ladder.transitions, 'L2-L3');
const stage = <K extends PathStage['kind']>(path: PathStage[], kind: K) =>
  path.find((one) => one.kind === kind) as Extract<PathStage, { kind: K }>;

/** A change of the ladder, and every sentence that is reported about it. */
const changes: [what: string, change: (ladder: Draft) => unknown, reported: string[]][] = [
  ['nothing', () => {}, []],
  ['only the version number', (l) => (l.version = 2), []],
  [
    'the step that a level is named after',
    (l) => (at(l.levels, 'L3').step = 4),
    ['rule: L3 now is described by step 4, was step 3.'],
  ],
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
    'a step in one part of a criterion',
    (l) => {
      const criterion = at(transition(l).criteria, 'system-design-and-mentoring-readiness');
      if (criterion.requires.kind === 'all')
        criterion.requires.of[0] = { kind: 'competency', competency: 'system-design-and-architecture', atLeast: 4 };
    },
    ['rule: L2 to L3 now needs 4 in System Design, was 3.'],
  ],
  [
    'a removed criterion',
    (l) => {
      transition(l).criteria = transition(l).criteria.filter((one) => one.id !== 'technical-mastery-at-l4');
    },
    ['rule: The criterion ‘Step 4 or more in Technical Mastery’ of L2 to L3 is removed.'],
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
      'rule: System Design & Architecture now takes 4 of 5 dimensions, one step lower if the lowest is more than 1 below, was 3 of 5 dimensions, one step lower if the lowest is more than 1 below.',
    ],
  ],
  [
    'a band',
    (l) => (at(l.levels, 'L3').band = { min: 2.8, max: 3.5 }),
    ['rule: The band of L3 now goes from 2.8 to 3.5, was 2.8 to 3.6.'],
  ],
  [
    'the number of required pieces of evidence',
    (l) => (at(at(l.transitions, 'L1-L2').portfolio, 'merged-prs').count = 3),
    ['rule: L1 to L2 now asks for 3 of ‘Five merged pull requests of real scope’, was 5.'],
  ],
  [
    'a new requirement, in one sentence',
    (l) => transition(l).portfolio.push({ ...at(transition(l).portfolio, 'mentoring'), id: 'talk', title: 'A talk' }),
    ['rule: ‘A talk’ for L2 to L3 is new.'],
  ],
  [
    'the days of a stage',
    (l) => Object.assign(transition(l).path[0] ?? {}, { dueDays: 21 }),
    [
      'rule: Self-assessment for L2 to L3 now is due after 21 days, reminders on day 7 and 12, 14 days of grace, was due after 14 days, reminders on day 7 and 12, 14 days of grace.',
    ],
  ],
  [
    'the days of grace',
    (l) => (stage(transition(l).path, 'sign-off').graceDays = 0),
    [
      'rule: Sign-off for L2 to L3 now is signed by the tech lead and the ODC lead in any order, the tech lead can calibrate and sign, due after 10 days, reminders on day 5 and 8, was signed by the tech lead and the ODC lead in any order, the tech lead can calibrate and sign, due after 10 days, reminders on day 5 and 8, 5 days of grace.',
    ],
  ],
  [
    'when the reviews open, and who is allowed to review',
    (l) =>
      Object.assign(stage(at(l.transitions, 'L3-L4').path, 'calibration'), {
        reviewers: [{ role: 'peer-at-target-level', min: 3, fromOutsideTeam: 1 }],
        reveal: 'quorum',
        quorum: 2,
        supervisors: 'do-not-review',
      }),
    [
      'rule: Calibration for L3 to L4 now is reviewed by 3 peers at or above the target level (1 from outside the team), led by the ODC lead, opened with 2 reviews, not reviewed by the engineer’s own tech lead and ODC lead, due after 21 days, reminders on day 10 and 17, 5 days of grace, was reviewed by 1 tech lead and 2 peers at or above the target level (1 from outside the team), led by the ODC lead, opened with the last review, due after 21 days, reminders on day 10 and 17, 5 days of grace.',
    ],
  ],
  [
    'the wait before the next case',
    (l) => (transition(l).coolDown = { months: 3, origin: 'ours' }),
    ['rule: After ‘not promoted’, the next case on L2 to L3 now waits 3 months, was 6.'],
  ],
  [
    'a removed wait',
    (l) => (transition(l).coolDown = null),
    ['rule: After ‘not promoted’, the next case on L2 to L3 no longer waits 6 months.'],
  ],
  [
    'how long an appeal can be made, and when its answer is due',
    (l) => Object.assign(transition(l).appeal ?? {}, { windowDays: 45, dueDays: 21 }),
    [
      'rule: An appeal on L2 to L3 now can be made for 45 days after the end, was 30.',
      'rule: The answer to an appeal on L2 to L3 now is due after 21 days, reminders on day 7 and 12, 5 days of grace, was due after 14 days, reminders on day 7 and 12, 5 days of grace.',
    ],
  ],
  [
    'a removed appeal, in one sentence',
    (l) => (transition(l).appeal = null),
    ['rule: An appeal on L2 to L3 is removed.'],
  ],
  [
    'how often an engineer can move between tracks',
    (l) => Object.assign(l.trackChange ?? {}, { onceInMonths: 24 }),
    ['rule: An engineer now can move between tracks once in 24 months, was 18.'],
  ],
  [
    'the length of a trial and a removed talk',
    (l) => {
      const path = l.trackChange?.path ?? [];
      stage(path, 'trial').months = 4;
      stage(path, 'attestation').asked.pop();
    },
    [
      'rule: Attestation for a track change now is the tech lead asked ‘Have you talked with this engineer about moving to the other track?’, due after 14 days, reminders on day 7 and 12, 5 days of grace, was the tech lead asked ‘Have you talked with this engineer about moving to the other track?’ and the ODC lead asked ‘Have you talked with this engineer about moving to the other track?’, due after 14 days, reminders on day 7 and 12, 5 days of grace.',
      'rule: Trial for a track change now is a trial of 4 months, due after 200 days, reminders on day 100 and 190, 14 days of grace, was a trial of 3 months, due after 200 days, reminders on day 100 and 190, 14 days of grace.',
    ],
  ],
  [
    'a removed stage of a track change',
    (l) => l.trackChange?.path.pop(),
    [
      'rule: The path of a track change now is track, attestation, trial, was track, attestation, trial, sign-off.',
      'rule: Sign-off for a track change no longer is signed by the ODC lead in any order, the ODC lead can calibrate and sign, due after 10 days, reminders on day 5 and 8, 5 days of grace.',
    ],
  ],
  [
    'removed track changes, in one sentence',
    (l) => (l.trackChange = null),
    ['rule: Moving between tracks is removed.'],
  ],
  [
    'a sentence',
    (l) => (at(competency(l).dimensions, 'pattern-selection').descriptors['3'] = 'Something else.'),
    ['text: System Design & Architecture, Pattern selection, descriptors, 3 is reworded.'],
  ],
];

describe('the comparison of two versions reports', () => {
  test.each(changes)('%s', (_, change, reported) => {
    const after = structuredClone(before);
    change(after);
    expect(compare(before, after).map((one) => `${one.kind}: ${one.sentence}`)).toEqual(reported);
  });

  test('that a ladder is new, if there was no version before', () => {
    expect(compare(null, before)).toEqual([
      { kind: 'rule', place: 'id', sentence: 'Software Engineer Track is a new ladder.' },
    ]);
  });

  test('whole sentences for any two ladders, and nothing for a ladder and itself', () => {
    for (const one of everyLadder)
      for (const other of everyLadder) {
        const reported = compare(one, other);
        if (one === other) expect(reported).toEqual([]);
        else expect(reported.filter((change) => change.kind === 'rule').length).toBeGreaterThan(10);
        for (const { sentence } of reported) expect(sentence).toMatch(/^[A-Z‘].*\.$/s);
      }
  });
});
