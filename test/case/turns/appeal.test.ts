import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { adoptedBy, consensus, evidence, ratingsOf, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';

type Ground = 'procedure' | 'evidence' | 'conflict';
const appeal = (ground: Ground, against: string | null = null): PersonCommand => ({
  type: 'appeal',
  ground,
  statement: 'It was not fair.',
  against,
});
const decide = (
  decision: 'uphold' | 'dismiss',
  reviewers: string[] = [],
  lead: string | null = null,
): PersonCommand => ({
  type: 'decide-appeal',
  decision,
  reason: 'I have read it all.',
  reviewers,
  lead,
});
const holderOf = (scene: Scene, id: string) => scene.state.head.slots.find((slot) => slot.id === id)?.personId;

function declined(transition: string, by: string): Scene {
  const scene = caseAt(transition, ladder, 'sign-off');
  scene.must(by, signOff(scene.state, ladder, 'decline'));
  stepOn(scene);
  return scene;
}

function appealed(transition: string, by: string, ground: Ground = 'procedure', against: string | null = null): Scene {
  const scene = declined(transition, by);
  scene.must(scene.state.head.engineerId, appeal(ground, against));
  stepOn(scene);
  return scene;
}

test('the engineer can appeal once, within thirty days, if they have no other open case', () => {
  const scene = declined('L2-L3', 'omar-odc');
  for (const who of ['tess-lead', 'hugo-hr', 'eli-engineer'])
    expect(scene.act(who, appeal('procedure'))).toBe('forbidden');
  expect(scene.faults('erin-engineer', appeal('conflict'))).toEqual(['against']);
  expect(scene.faults('erin-engineer', appeal('conflict', 'eli-engineer'))).toEqual(['against']);
  expect(scene.faults('erin-engineer', appeal('procedure', 'tess-lead'))).toEqual(['against']);
  scene.facts.openCaseId = 'case_01KJPWD6M0EWHDS874W0X9445G';
  expect(scene.act('erin-engineer', appeal('procedure'))).toBe('open-case-exists');
  scene.facts.openCaseId = null;
  const late = declined('L2-L3', 'omar-odc');
  late.clock.advanceDays(31);
  expect(late.act('erin-engineer', appeal('procedure'))).toBe('not-yet');
  scene.clock.advanceDays(30);
  scene.must('erin-engineer', appeal('procedure'));
  expect(scene.state.head).toMatchObject({ stage: 'appeal', outcome: 'not-promoted', generation: 2 });
});

test('there is no appeal against a promotion', () => {
  expect(caseAt('L2-L3', ladder, 'closed').act('erin-engineer', appeal('procedure'))).toBe('not-yet');
});

test('HR dismisses an appeal with a reason, and the outcome stays', () => {
  const scene = appealed('L2-L3', 'omar-odc');
  for (const who of ['erin-engineer', 'tess-lead', 'omar-odc'])
    expect(scene.act(who, decide('dismiss'))).toBe('forbidden');
  expect(scene.act('erin-engineer', { type: 'withdraw', reason: 'No.' })).toBe('wrong-stage');
  scene.must('hugo-hr', decide('dismiss'));
  stepOn(scene);
  expect(scene.state.head).toMatchObject({
    stage: 'closed',
    outcome: 'not-promoted',
    appeal: { decision: 'dismissed' },
  });
  expect(scene.act('erin-engineer', appeal('procedure'))).toBe('already-done');
});

test('a person of HR who took part in the case cannot decide the appeal', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  scene.must('hugo-hr', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'hedy-hr', reason: 'Away.' });
  scene.must('hedy-hr', signOff(scene.state, ladder, 'decline'));
  stepOn(scene);
  scene.must('erin-engineer', appeal('procedure'));
  stepOn(scene);
  expect(scene.act('hedy-hr', decide('dismiss'))).toBe('forbidden');
});

test('after an upheld appeal, a panel of new people calibrates again, and the signers decide again', () => {
  const scene = appealed('L3-L4', 'hana-head');
  const first = ['tess-lead', 'pia-peer', 'petra-peer', 'omar-odc'];
  for (const [at, who] of first.slice(0, 3).entries()) {
    const panel = ['olga-odc', 'zita-senior', 'zeno-senior'].map((one, place) => (place === at ? who : one));
    const taken = scene.state.head.past.includes(who) || scene.state.head.slots.some((slot) => slot.personId === who);
    expect([who, scene.faults('hugo-hr', decide('uphold', panel, 'hiro-head'))]).toEqual([
      who,
      taken ? [`reviewers.${at}`] : [],
    ]);
  }
  const panel = ['olga-odc', 'zita-senior', 'zeno-senior'];
  expect(scene.faults('hugo-hr', decide('uphold', panel, 'omar-odc'))).toEqual(['lead']);
  expect(scene.faults('hugo-hr', decide('uphold', panel.slice(1), null)).sort()).toContain('reviewers');
  scene.must('hugo-hr', decide('uphold', panel, 'hiro-head'));
  expect(scene.state.head).toMatchObject({ stage: 'calibration', outcome: null, consensus: null, generation: 3 });
  stepOn(scene);
  scene.must('lena-senior', { type: 'accept-panel' });
  expect(scene.act('tess-lead', review(ratingsOf(ladder, 5)))).toBe('forbidden');
  expect(scene.act('omar-odc', consensus(ratingsOf(ladder, 5)))).toBe('forbidden');
  expect(
    scene.faults('hugo-hr', { type: 'reassign', slot: 'calibration.peer-1', to: 'pia-peer', reason: 'x' }),
  ).toEqual(['to']);
  playTo(scene, 'closed');
  expect(scene.state.head.outcome).toBe('promoted');
});

test('an offer that is kept after an upheld appeal can still be given back, and its panel is of others', () => {
  const after = (acts: boolean) => {
    const scene = declined('L3-L4', 'omar-odc');
    scene.change('hedy-hr', { roles: ['hr', 'head-of-department'] });
    scene.must('lena-senior', appeal('procedure'));
    stepOn(scene);
    scene.must('hugo-hr', { type: 'reassign', slot: 'sign-off.head-of-department', to: 'hedy-hr', reason: 'Away.' });
    if (acts) scene.state.head.acts.push({ by: 'hedy-hr', slot: 'sign-off.head-of-department' });
    scene.change('dario-director', { roles: ['hr'] });
    scene.must('dario-director', decide('uphold', ['olga-odc', 'zita-senior', 'zeno-senior'], 'hiro-head'));
    stepOn(scene);
    scene.must('hedy-hr', { type: 'recuse', reason: 'Away.' });
    return scene;
  };
  const scene = after(false);
  expect(scene.decide('hedy-hr', { type: 'cancel', reason: 'Over.' }).ok).toBe(true);
  const toHer = { type: 'reassign', slot: 'calibration.lead', to: 'hedy-hr', reason: 'x' } as const;
  const { rejection } = scene.decide('dario-director', toHer) as { rejection?: { faults?: { reason: string }[] } };
  expect(rejection?.faults?.map((one) => one.reason)).toEqual([
    'they had a part before the appeal, and its panel is of others',
  ]);
  expect(after(true).act('hedy-hr', { type: 'cancel', reason: 'Over.' })).toBe('forbidden');
});

test('the panel of an upheld appeal has somebody from outside the engineer’s team too', () => {
  const scene = appealed('L3-L4', 'hana-head');
  scene.change('zita-senior', { team: 'Harbour' });
  scene.change('zeno-senior', { team: ' harbour' });
  const panel = (second: string) => decide('uphold', ['olga-odc', 'zita-senior', second], 'hiro-head');
  expect(scene.faults('hugo-hr', panel('zeno-senior'))).toEqual(['reviewers.2']);
  expect(scene.decide('hugo-hr', panel('zack-senior')).ok).toBe(true);
});

test('an upheld appeal about evidence returns the case to the portfolio if it comes first, or else to the calibration', () => {
  const before = appealed('L3-L4', 'hana-head', 'evidence');
  before.must('hugo-hr', decide('uphold', ['olga-odc', 'zita-senior', 'zeno-senior'], 'hiro-head'));
  expect(before.state.head.stage).toBe('portfolio');
  stepOn(before);
  before.must('lena-senior', adoptedBy('omid-other', evidence('adopted-system-design', 'system-design')));
  const after = appealed('L2-L3', 'omar-odc', 'evidence');
  after.must('hugo-hr', decide('uphold', ['olga-odc']));
  expect(after.state.head.stage).toBe('calibration');
  playTo(after, 'portfolio');
  for (const scene of [before, after]) {
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  }
});

test('a signer whose conflict was the ground of an appeal is replaced', () => {
  const scene = appealed('L2-L3', 'omar-odc', 'conflict', 'omar-odc');
  scene.must('hugo-hr', decide('uphold', ['olga-odc']));
  expect(holderOf(scene, 'sign-off.odc-lead')).toBe('hana-head');
  expect(scene.state.head.conflicts).toEqual(['omar-odc']);
  playTo(scene, 'closed');
  expect(scene.state.head.outcome).toBe('promoted');
});

test('there is no second appeal if a signer declines after an upheld appeal', () => {
  const scene = appealed('L2-L3', 'omar-odc');
  scene.must('hugo-hr', decide('uphold', ['olga-odc']));
  playTo(scene, 'sign-off');
  scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
  stepOn(scene);
  expect(scene.act('erin-engineer', appeal('procedure'))).toBe('already-done');
});

describe('nobody sits on the panel of an appeal who', () => {
  const until = '2026-04-01T09:00:00.000Z';
  const lend = (slot: string): PersonCommand => ({
    type: 'delegate',
    slots: [slot],
    to: 'olga-odc',
    from: null,
    until,
    reason: 'Away.',
  });
  const end: PersonCommand = { type: 'end-delegation', to: 'olga-odc' };
  const isRefused = (scene: Scene) => {
    playTo(scene, 'sign-off');
    scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    scene.must('erin-engineer', appeal('procedure'));
    stepOn(scene);
    return scene.faults('hugo-hr', decide('uphold', ['olga-odc'])).join() === 'reviewers.0';
  };

  test.each([
    ['while they acted for a signer', false],
    ['also if they do not act any more', true],
  ])('could read the open reviews, %s', (_when, isEnded) => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', lend('sign-off.odc-lead'));
    if (isEnded) scene.must('omar-odc', end);
    expect(isRefused(scene)).toBe(true);
  });

  test('put a question for a reviewer', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('tess-lead', lend('calibration.tech-lead'));
    scene.must('olga-odc', { type: 'ask', question: 'What was hard?' });
    scene.must('tess-lead', end);
    scene.must('erin-engineer', { type: 'answer', question: 'q1', answer: 'The tests.' });
    expect(isRefused(scene)).toBe(true);
  });

  test('but somebody who only could have acted for a reviewer does', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('tess-lead', lend('calibration.tech-lead'));
    scene.must('tess-lead', end);
    expect(isRefused(scene)).toBe(false);
  });
});

test.each([
  ['a review, counts as one of those before it', 'tess-lead', 'calibration.tech-lead', false],
  ['a signature, which stays where it is, is free again', 'omar-odc', 'sign-off.odc-lead', true],
])('after an upheld appeal, whoever of HR acted for somebody in %s', (_what, by, slot, isFree) => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment', {
    holders: { hr: ['hugo-hr', 'hedy-hr', 'helen-hr'], directors: [] },
  });
  scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  const lent = { slots: [slot], to: 'hedy-hr', from: null, until: '2026-04-01T09:00:00.000Z', reason: 'Away.' };
  scene.must(by, { type: 'delegate', ...lent });
  playTo(scene, 'sign-off');
  scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
  stepOn(scene);
  scene.must('erin-engineer', appeal('procedure'));
  stepOn(scene);
  if (!isFree) expect(scene.faults('hugo-hr', decide('uphold', ['hedy-hr']))).toEqual(['reviewers.0']);
  scene.must('hugo-hr', decide('uphold', ['olga-odc']));
  expect(scene.state.head.delegations).toEqual([]);
  expect(scene.act('hedy-hr', { type: 'cancel', reason: 'There are reasons.' })).toBe(isFree ? null : 'forbidden');
});
