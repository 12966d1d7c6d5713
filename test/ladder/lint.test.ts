import { describe, expect, test } from 'vitest';
import { Ladder } from '#shared/contract/ladder.ts';
import type { PathStage } from '#shared/contract/ladder-paths.ts';
import * as z from '#shared/contract/zod.ts';
import { lint } from '#shared/domain/ladder/lint/lint.ts';
import { everyLadder, softwareEngineerTrack } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

/** A copy of the matrix, into which each test puts one fault. The matrix has a part of every kind. */
type Draft = ReturnType<typeof draft>;
const draft = () => z.object(Ladder.shape).parse(structuredClone(softwareEngineerTrack));

const at = <T extends { id: string }>(list: T[], id: string): T => {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const competency = (ladder: Draft, id = 'technical-mastery') => at(ladder.competencies, id);
const transition = (ladder: Draft, id = 'L2-L3') => at(ladder.transitions, id);
type Kind = PathStage['kind'];
const of = <K extends Kind>(path: PathStage[] = [], kind: K) =>
  path.find((one) => one.kind === kind) as Extract<PathStage, { kind: K }>;
const stage = <K extends Kind>(ladder: Draft, kind: K, id?: string) => of(transition(ladder, id).path, kind);
const change = <K extends Kind>(ladder: Draft, kind: K) => of(ladder.trackChange?.path, kind);
const peers = (min: number) => ({ role: 'peer-at-target-level' as const, min, fromOutsideTeam: 0 });
const owner = (ladder: Draft) => at(at(transition(ladder).portfolio, 'module-ownership').oneOf, 'module-ownership');

/** Each row makes one fault in a good ladder, and names the finding that must report it. */
const bad: [what: string, spoil: (ladder: Draft) => void, code: string, place: string][] = [
  ['weights that miss the total', (l) => (l.totalWeight = 12), 'total-weight', 'totalWeight'],
  [
    'more dimensions asked for than there are',
    (l) => (competency(l).rule = { kind: 'majority', k: 7, floor: 1, origin: 'ours' }),
    'k-above-n',
    'competencies.technical-mastery.rule.k',
  ],
  [
    'too many alternatives to go through',
    (l) => {
      const choice = (id: string) => ({ kind: 'competency' as const, competency: id, atLeast: 3 });
      const any = { kind: 'any' as const, of: l.competencies.slice(0, 4).map((one) => choice(one.id)) };
      const of = Array.from({ length: 30 }, () => any);
      at(transition(l).criteria, transition(l).criteria[0]?.id ?? '').requires = { kind: 'all', of };
    },
    'too-many-ways',
    'transitions.L2-L3.criteria',
  ],
  [
    'bands that overlap',
    (l) => (at(l.levels, 'L3').band = { min: 2.7, max: 3.6 }),
    'band-overlap',
    'levels.L3.band.min',
  ],
  [
    'bands that leave a gap',
    (l) => (at(l.levels, 'L3').band = { min: 2.9, max: 3.6 }),
    'band-gap',
    'levels.L3.band.min',
  ],
  [
    'bands that begin above the lowest step',
    (l) => (at(l.levels, 'L1').band = { min: 1.1, max: 1.8 }),
    'band-gap',
    'levels.L1.band.min',
  ],
  [
    'bands that end below the highest step',
    (l) => (at(l.levels, 'L5').band = { min: 4.5, max: 4.9 }),
    'band-gap',
    'levels.L5.band.max',
  ],
  [
    'a band with two decimals',
    (l) => (at(l.levels, 'L5').band = { min: 4.45, max: 5 }),
    'band-decimals',
    'levels.L5.band',
  ],
  [
    'a band that ends before it begins',
    (l) => (at(l.levels, 'L5').band = { min: 4.5, max: 4.4 }),
    'band-reversed',
    'levels.L5.band',
  ],
  ['a level without a band among others', (l) => (at(l.levels, 'L5').band = null), 'band-missing', 'levels.L5.band'],
  [
    'a level whose own profile lies outside its band',
    (l) => (competency(l).expected.L3 = 1),
    'profile-outside-band',
    'levels.L3.band',
  ],
  [
    'a level that no transition leads to',
    (l) => (l.transitions = l.transitions.filter((one) => one.id !== 'L3-L4' && one.id !== 'L4-L5')),
    'level-unreachable',
    'levels.L4',
  ],
  [
    'a transition that leads down',
    (l) => Object.assign(transition(l, 'L1-L2'), { from: 'L2', to: 'L1' }),
    'transition-not-upward',
    'transitions.L1-L2',
  ],
  [
    'a transition to a level that does not exist',
    (l) => (transition(l, 'L4-L5').to = 'L6'),
    'unknown-level',
    'transitions.L4-L5.to',
  ],
  ['a hire bar that is not a level', (l) => (l.hireBar = 'L9'), 'unknown-level', 'hireBar'],
  [
    'an expected step for a level that does not exist',
    (l) => (competency(l).expected.L6 = 5),
    'unknown-level',
    'competencies.technical-mastery.expected.L6',
  ],
  [
    'an expected step that is not on the scale',
    (l) => (competency(l).expected.L5 = 6),
    'unknown-step',
    'competencies.technical-mastery.expected.L5',
  ],
  [
    'a level without an expected step',
    (l) => delete competency(l).expected.L4,
    'expected-missing',
    'competencies.technical-mastery.expected.L4',
  ],
  [
    'a criterion on a competency that does not exist',
    (l) =>
      (at(transition(l).criteria, 'technical-mastery-at-l4').requires = {
        kind: 'competency',
        competency: 'charm',
        atLeast: 3,
      }),
    'unknown-competency',
    'transitions.L2-L3.criteria.technical-mastery-at-l4.requires',
  ],
  [
    'a criterion on a step that is not on the scale',
    (l) => (at(transition(l).criteria, 'all-competencies-at-l3').requires = { kind: 'every-competency', atLeast: 8 }),
    'unknown-step',
    'transitions.L2-L3.criteria.all-competencies-at-l3.requires',
  ],
  [
    'a question to a role that takes no part',
    (l) =>
      (at(transition(l).criteria, 'owns-a-module').requires = {
        kind: 'attested',
        id: 'owns-a-module',
        by: 'delivery-director',
        question: 'Is it so?',
      }),
    'question-nobody-answers',
    'transitions.L2-L3.criteria.owns-a-module.requires',
  ],
  [
    'a path without a calibration',
    (l) => {
      const one = transition(l, 'L1-L2');
      one.path = one.path.filter((each) => each.kind !== 'calibration');
      one.criteria = one.criteria.filter((each) => each.id !== 'ships-features-independently');
    },
    'stage-missing',
    'transitions.L1-L2.path',
  ],
  [
    'a path without a sign-off',
    (l) => (transition(l).path = transition(l).path.filter((one) => one.kind !== 'sign-off')),
    'stage-missing',
    'transitions.L2-L3.path',
  ],
  [
    'a stage that comes twice',
    (l) => transition(l).path.unshift(stage(l, 'self-assessment')),
    'stage-twice',
    'transitions.L2-L3.path',
  ],
  [
    'a path that goes on after the sign-off',
    (l) => transition(l).path.reverse(),
    'sign-off-not-last',
    'transitions.L2-L3.path',
  ],
  [
    'a reminder on the due day of a stage',
    (l) => (stage(l, 'portfolio').remindDays = [15, 30]),
    'reminder-after-due',
    'transitions.L2-L3.path.portfolio.remindDays',
  ],
  [
    'a signer who can never sign: the engineer',
    (l) => (stage(l, 'sign-off').signers = ['tech-lead', 'engineer']),
    'role-nobody-holds',
    'transitions.L2-L3.path.sign-off.signers.1',
  ],
  [
    'a signer who can never sign: HR, which is in no line',
    (l) => (stage(l, 'sign-off').signers = ['hr', 'odc-lead']),
    'role-nobody-holds',
    'transitions.L2-L3.path.sign-off.signers.0',
  ],
  [
    'a signer that is named twice',
    (l) => (stage(l, 'sign-off').signers = ['odc-lead', 'odc-lead']),
    'signer-twice',
    'transitions.L2-L3.path.sign-off.signers',
  ],
  [
    'several reviewers without a lead',
    (l) => (stage(l, 'calibration', 'L4-L5').lead = null),
    'reviewers-without-lead',
    'transitions.L4-L5.path.calibration.lead',
  ],
  [
    'a lead although there is only one reviewer',
    (l) => (stage(l, 'calibration').lead = 'odc-lead'),
    'lead-without-panel',
    'transitions.L2-L3.path.calibration.lead',
  ],
  [
    'more reviewers from outside than reviewers',
    (l) => Object.assign(stage(l, 'calibration', 'L3-L4').reviewers[1] ?? {}, { fromOutsideTeam: 3 }),
    'outside-above-min',
    'transitions.L3-L4.path.calibration.reviewers.1.fromOutsideTeam',
  ],
  [
    'a path without a portfolio, so that its requirements are never checked',
    (l) => (transition(l).path = transition(l).path.filter((one) => one.kind !== 'portfolio')),
    'stage-missing',
    'transitions.L2-L3.path',
  ],
  ['a path without a self-assessment', (l) => transition(l).path.shift(), 'stage-missing', 'transitions.L2-L3.path'],
  [
    'talks that belong to a change of track',
    (l) => transition(l).path.unshift(change(l, 'attestation')),
    'stage-of-track-change',
    'transitions.L2-L3.path.attestation',
  ],
  [
    'a trial that belongs to a change of track',
    (l) => transition(l).path.unshift(change(l, 'trial')),
    'stage-of-track-change',
    'transitions.L2-L3.path.trial',
  ],
  [
    'a track stage without tracks',
    (l) => transition(l).path.unshift(stage(l, 'track', 'L3-L4')),
    'track-stage-without-tracks',
    'transitions.L2-L3.path.track',
  ],
  [
    'tracks without a track stage',
    (l) => transition(l, 'L4-L5').path.shift(),
    'tracks-never-chosen',
    'transitions.L4-L5.tracks',
  ],
  [
    'a reminder on the due day of the answer to an appeal',
    (l) => Object.assign(transition(l).appeal ?? {}, { remindDays: [14] }),
    'reminder-after-due',
    'transitions.L2-L3.appeal.remindDays',
  ],
  [
    'a quorum without a number',
    (l) => (stage(l, 'calibration', 'L3-L4').reveal = 'quorum'),
    'quorum-missing',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'a quorum although the reviews open with the last one',
    (l) => (stage(l, 'calibration', 'L3-L4').quorum = 2),
    'quorum-never-asked',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'a quorum above the number of reviewers',
    (l) => Object.assign(stage(l, 'calibration', 'L3-L4'), { reveal: 'quorum', quorum: 4 }),
    'quorum-above-reviewers',
    'transitions.L3-L4.path.calibration.quorum',
  ],
  [
    'one peer as reviewer, and no lead to name the peer',
    (l) => Object.assign(stage(l, 'calibration', 'L4-L5'), { reviewers: [peers(1)], lead: null }),
    'reviewers-without-lead',
    'transitions.L4-L5.path.calibration.lead',
  ],
  [
    'a supervisor as reviewer although supervisors do not review',
    (l) => (stage(l, 'calibration', 'L3-L4').supervisors = 'do-not-review'),
    'supervisor-reviews',
    'transitions.L3-L4.path.calibration.reviewers.0.role',
  ],
  [
    'a lead who must sign but is not allowed to',
    (l) => (stage(l, 'sign-off', 'L3-L4').calibratorMaySign = false),
    'calibrator-may-not-sign',
    'transitions.L3-L4.path.sign-off.calibratorMaySign',
  ],
  [
    'a reviewer who must sign but is not allowed to',
    (l) => (stage(l, 'sign-off').calibratorMaySign = false),
    'calibrator-may-not-sign',
    'transitions.L2-L3.path.sign-off.calibratorMaySign',
  ],
  ['a track change without a trial', (l) => l.trackChange?.path.splice(2, 1), 'track-change-path', 'trackChange.path'],
  [
    'a track change with two talk stages',
    (l) => l.trackChange?.path.push(change(l, 'attestation')),
    'track-change-path',
    'trackChange.path',
  ],
  ['a track change in another order', (l) => l.trackChange?.path.reverse(), 'track-change-path', 'trackChange.path'],
  [
    'a trial that lapses before it can be confirmed',
    (l) => (change(l, 'trial').dueDays = 185),
    'trial-due-too-early',
    'trackChange.path.trial.dueDays',
  ],
  [
    'a reminder on the due day of a stage of a track change',
    (l) => (change(l, 'track').remindDays = [14]),
    'reminder-after-due',
    'trackChange.path.track.remindDays',
  ],
  [
    'a talk with a role that is in no line',
    (l) => Object.assign(change(l, 'attestation').asked[0] ?? {}, { by: 'hr' }),
    'role-nobody-holds',
    'trackChange.path.attestation.asked.talk-with-tech-lead.by',
  ],
  [
    'a track change that the engineer signs',
    (l) => (change(l, 'sign-off').signers = ['engineer']),
    'role-nobody-holds',
    'trackChange.path.sign-off.signers.0',
  ],
  [
    'an id that two talks share',
    (l) => Object.assign(change(l, 'attestation').asked[0] ?? {}, { id: 'talk-with-odc-lead' }),
    'id-twice',
    'trackChange.path.attestation.talk-with-odc-lead',
  ],
  [
    'a requirement of a track that the transition does not offer',
    (l) => (at(transition(l).portfolio, 'mentoring').track = 'tech-lead'),
    'requirement-never-checked',
    'transitions.L2-L3.portfolio.mentoring.track',
  ],
  [
    'a criterion of a track that the transition does not offer',
    (l) => (at(transition(l).criteria, 'owns-a-module').track = 'tech-lead'),
    'criterion-never-checked',
    'transitions.L2-L3.criteria.owns-a-module.track',
  ],
  [
    'a track of another level',
    (l) => transition(l, 'L3-L4').tracks.push('solution-architect'),
    'track-of-other-level',
    'transitions.L3-L4.tracks.solution-architect',
  ],
  [
    'a track that does not exist',
    (l) => transition(l, 'L3-L4').tracks.push('wizard'),
    'unknown-track',
    'transitions.L3-L4.tracks.wizard',
  ],
  [
    'a track that is strong in a competency that does not exist',
    (l) => (at(l.tracks, 'principal-engineer').strong = { charm: 5 }),
    'unknown-competency',
    'tracks.principal-engineer.strong.charm',
  ],
  [
    'a check of a field that the evidence does not have',
    (l) => (owner(l).fields = []),
    'check-without-field',
    'transitions.L2-L3.portfolio.module-ownership.module-ownership',
  ],
  [
    'a check that reads a text field as a day',
    (l) => (owner(l).fields = owner(l).fields.map((field) => ({ ...field, kind: 'text' }))),
    'check-of-other-kind',
    'transitions.L2-L3.portfolio.module-ownership.module-ownership',
  ],
  [
    'a missing descriptor',
    (l) => delete at(competency(l).dimensions, 'debugging').descriptors['3'],
    'descriptor-missing',
    'competencies.technical-mastery.dimensions.debugging.descriptors.3',
  ],
  [
    'an answer that rests on a place that does not exist',
    (l) => Object.assign(l.faq[0] ?? {}, { restsOn: ['transitions.L7-L8'] }),
    'rests-on-nothing',
    'faq.',
  ],
  [
    'an id that two dimensions share',
    (l) => competency(l).dimensions.push(at(competency(l).dimensions, 'debugging')),
    'id-twice',
    'competencies.debugging',
  ],
  ['an id that two levels share', (l) => l.levels.push(at(l.levels, 'L5')), 'id-twice', 'levels.L5'],
  ['a scale that skips a step', (l) => Object.assign(l.scale[4] ?? {}, { value: 6 }), 'scale-order', 'scale'],
  [
    'an anti-signal of a step that is not on the scale',
    (l) => Object.assign(competency(l).antiSignals[0] ?? {}, { step: 7 }),
    'unknown-step',
    'competencies.technical-mastery.antiSignals.',
  ],
  [
    'a minimum of seats above the maximum',
    (l) => (at(l.levels, 'L5').seats = { min: 3, max: 2, origin: 'ours' }),
    'range-reversed',
    'levels.L5.seats',
  ],
  [
    'a minimum of typical months above the maximum',
    (l) => (transition(l).typicalMonths = { min: 24, max: 18, origin: 'ours' }),
    'range-reversed',
    'transitions.L2-L3.typicalMonths',
  ],
  [
    'an area that does not exist',
    (l) => (competency(l).area = 'craft'),
    'unknown-area',
    'competencies.technical-mastery.area',
  ],
  [
    'people rated against a level that the ladder does not describe',
    (l) => Object.assign(at(l.levels, 'L3'), { described: false }),
    'rated-undescribed',
    'transitions.L2-L3.ratedAs',
  ],
];

test('there are at least thirty bad ladders', () => {
  expect(bad.length).toBeGreaterThanOrEqual(30);
});

describe('the check finds', () => {
  test.each(bad)('%s', (_, spoil, code, place) => {
    const ladder = draft();
    spoil(ladder);
    const errors = lint(ladder).filter((finding) => finding.severity === 'error');
    const found = errors.find((finding) => finding.code === code && finding.place.startsWith(place));
    expect(found, JSON.stringify(errors.slice(0, 3))).toBeDefined();
    expect(found?.message).toMatch(/\.$/);
    expect(found?.mend).toMatch(/\.$/);
  });
});

describe('our own ladders', () => {
  test.each(everyLadder.map((ladder) => [ladder.id, ladder] as const))('%s has no error', (_, ladder) => {
    expect(lint(ladder).filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('only the matrix has warnings: on two transitions, just meeting the criteria scores below the target band', () => {
    const warnings = everyLadder.flatMap((ladder) =>
      lint(ladder).map(({ place, message }) => [ladder.id, place, message]),
    );
    expect(warnings).toEqual([
      [
        'software-engineer-track',
        'transitions.L3-L4',
        'An engineer who just meets the criteria of L3-L4 as principal-engineer can score 3.5, in the band of L3.',
      ],
      [
        'software-engineer-track',
        'transitions.L4-L5',
        'An engineer who just meets the criteria of L4-L5 can score 4.3, in the band of L4.',
      ],
    ]);
  });

  test('the ladder that other tests use has no fault but missing descriptors', () => {
    const codes = new Set(lint(threeReviewerLadder).map((finding) => finding.code));
    expect([...codes]).toEqual(['descriptor-missing']);
  });
});
