import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { opennessFor, versionFor } from '#shared/domain/case/view/visibility.ts';
import { ratingsOf, review } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import type { Scene } from '#test/support/scene.ts';

const appoint = (...reviewers: string[]): PersonCommand => ({ type: 'appoint-panel', reviewers });
const object = (slot: string, ground: 'conflict' | 'other' = 'other'): PersonCommand => ({
  type: 'raise-objection',
  slot,
  ground,
  reason: 'We have argued for a year.',
});
const answer = (said: 'keep' | 'replace', to: string | null = null, objection = 'o1'): PersonCommand => ({
  type: 'answer-objection',
  objection,
  answer: said,
  reason: 'I have heard both.',
  to,
});
const good = review(ratingsOf(ladder, 5));
const holderOf = (scene: Scene, id: string) => scene.state.head.slots.find((slot) => slot.id === id)?.personId;
const atCalibration = () => caseAt('L3-L4', ladder, 'calibration');

function withPanel(): Scene {
  const scene = atCalibration();
  scene.must('omar-odc', appoint('pia-peer', 'paul-peer'));
  return scene;
}

test('the calibration lead appoints the panel, and nobody else does', () => {
  const scene = atCalibration();
  for (const who of ['lena-senior', 'tess-lead', 'hana-head', 'hugo-hr', 'pia-peer'])
    expect(scene.act(who, appoint('pia-peer', 'paul-peer'))).toBe('forbidden');
  scene.must('omar-odc', appoint('pia-peer', 'paul-peer'));
  expect(scene.act('omar-odc', appoint('pia-peer', 'paul-peer'))).toBe('already-done');
});

test.each([
  ['too few people', ['pia-peer'], ['reviewers']],
  ['the engineer', ['lena-senior', 'pia-peer'], ['reviewers.0']],
  ['the same person twice', ['pia-peer', 'pia-peer'], ['reviewers.1']],
  ['the lead, who has another part', ['omar-odc', 'pia-peer'], ['reviewers.0']],
  ['the tech lead, who reviews already', ['pia-peer', 'tess-lead'], ['reviewers.1']],
  ['a person below the target level', ['erin-engineer', 'pia-peer'], ['reviewers.0']],
  ['a person who is not in the directory', ['no-body', 'pia-peer'], ['reviewers.0', 'reviewers']],
  ['more than nine', Array.from({ length: 10 }, () => 'pia-peer'), ['reviewers']],
] as const)('a panel is refused if it names %s', (_who, named, paths) => {
  const scene = atCalibration();
  const faults = scene.faults('omar-odc', appoint(...named));
  for (const path of paths) if (path !== 'reviewers' || named.length !== 2) expect(faults).toContain(path);
  expect(faults).not.toEqual([]);
});

test('at least one panel member is from outside the engineer’s team', () => {
  const scene = atCalibration();
  // Case and blanks make no other team of it.
  scene.change('pia-peer', { team: 'HARBOUR ' });
  scene.change('paul-peer', { team: 'Harbour' });
  expect(scene.faults('omar-odc', appoint('pia-peer', 'paul-peer'))).toEqual(['reviewers.1']);
  scene.must('omar-odc', appoint('pia-peer', 'zoe-senior'));
});

describe('of a panel with one member from outside the engineer’s team, that one is followed by nobody of the team', () => {
  const ofTheTeam = () => {
    const scene = atCalibration();
    for (const who of ['pia-peer', 'paul-peer']) scene.change(who, { team: 'Harbour' });
    scene.must('omar-odc', appoint('pia-peer', 'zoe-senior'));
    return scene;
  };
  const gives = (slot: string, to: string): PersonCommand => ({ type: 'reassign', slot, to, reason: 'They are away.' });

  test('if HR gives the part away', () => {
    const scene = ofTheTeam();
    expect(scene.faults('hugo-hr', gives('calibration.peer-2', 'paul-peer'))).toEqual(['to']);
    // The part of the other one can go to anybody.
    expect(scene.decide('hugo-hr', gives('calibration.peer-1', 'paul-peer')).ok).toBe(true);
    scene.must('hugo-hr', gives('calibration.peer-2', 'petra-peer'));
  });

  test('if the lead answers an objection', () => {
    const scene = ofTheTeam();
    scene.must('lena-senior', object('calibration.peer-2'));
    expect(scene.faults('omar-odc', answer('replace', 'paul-peer'))).toEqual(['to']);
    scene.must('omar-odc', answer('replace', 'petra-peer'));
  });

  test('if they let somebody act for them', () => {
    const scene = ofTheTeam();
    const lend = (to: string): PersonCommand => ({
      type: 'delegate',
      slots: ['calibration.peer-2'],
      to,
      from: null,
      until: '2026-04-01T09:00:00.000Z',
      reason: 'I am away.',
    });
    expect(scene.faults('zoe-senior', lend('paul-peer'))).toEqual(['to']);
    scene.must('zoe-senior', lend('petra-peer'));
  });

  test('and a place that is still free counts as one for somebody from outside', () => {
    const scene = ofTheTeam();
    scene.must('zoe-senior', { type: 'recuse', reason: 'I do not know the work.' });
    expect(scene.decide('hugo-hr', gives('calibration.peer-1', 'paul-peer')).ok).toBe(true);
    expect(scene.faults('omar-odc', appoint('paul-peer'))).toEqual(['reviewers.0']);
  });

  test('and the teams of the others are as they were read', () => {
    const scene = ofTheTeam();
    const decision = scene.decide('hugo-hr', gives('calibration.peer-2', 'petra-peer'));
    expect(decision.ok && decision.guards.map((one) => one.personId)).toEqual(
      expect.arrayContaining(['lena-senior', 'petra-peer', 'pia-peer']),
    );
  });
});

test('a lead can name more reviewers than there are places, and the seal waits for all of them', () => {
  const scene = atCalibration();
  scene.must('omar-odc', appoint('pia-peer', 'paul-peer', 'petra-peer'));
  scene.must('lena-senior', { type: 'accept-panel' });
  for (const who of ['tess-lead', 'pia-peer', 'paul-peer']) scene.must(who, good);
  expect(scene.state.head.revealed).toBe(false);
  scene.must('petra-peer', good);
  expect(scene.state.head.revealed).toBe(true);
});

test('the record names the role under which somebody acted: a head on a panel is a reviewer of it', () => {
  const scene = atCalibration();
  scene.must('omar-odc', appoint('hiro-head', 'pia-peer'));
  scene.must('lena-senior', { type: 'accept-panel' });
  for (const who of ['hiro-head', 'pia-peer', 'tess-lead']) scene.must(who, good);
  const reviews = scene.events.filter(({ event }) => event.type === 'review-submitted').map(({ event }) => event.actor);
  expect(reviews.map((actor) => [actor.personId, actor.role])).toEqual([
    ['hiro-head', 'peer-at-target-level'],
    ['pia-peer', 'peer-at-target-level'],
    ['tess-lead', 'tech-lead'],
  ]);
});

test('the engineer has three days to object, and the panel can review only after that', () => {
  const scene = withPanel();
  scene.must('tess-lead', good);
  expect(scene.act('pia-peer', good)).toBe('not-yet');
  scene.clock.advanceDays(3);
  expect(scene.act('lena-senior', object('calibration.peer-1'))).toBe('not-yet');
  scene.must('pia-peer', good);
});

test('if the engineer accepts the panel, it can review at once', () => {
  const scene = withPanel();
  scene.must('lena-senior', { type: 'accept-panel' });
  expect(scene.act('lena-senior', { type: 'accept-panel' })).toBe('not-yet');
  scene.must('pia-peer', good);
});

test('the engineer can object to a reviewer from their line only before the calibration opens', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  expect(scene.faults('erin-engineer', object('sign-off.odc-lead'))).toEqual(['slot']);
  scene.must('erin-engineer', object('calibration.tech-lead'));
  const later = caseAt('L2-L3', ladder, 'calibration');
  expect(later.act('erin-engineer', object('calibration.tech-lead'))).toBe('not-yet');
});

test('the engineer can object twenty times in a round, also to somebody who was kept, and then reads what is left', () => {
  const scene = withPanel();
  for (let at = 1; at <= limits.objections; at++) {
    scene.must('lena-senior', object(`calibration.peer-${1 + (at % 2)}`));
    scene.must('omar-odc', answer('keep', null, `o${at}`));
  }
  expect(scene.decide('lena-senior', object('calibration.peer-1'))).toMatchObject({
    rejection: { code: 'already-done', message: expect.stringContaining('You can also appeal') },
  });
  // Whoever may not know of them sees as many events as before, and the head counts them in two numbers.
  const { head } = scene.state;
  expect(head.counts?.objections.map(({ by, times }) => [by, times])).toEqual([
    ['lena-senior', 20],
    ['omar-odc', 20],
  ]);
  const relations = ['reviewer'] as const;
  const pia = versionFor(head, opennessFor(head, relations, 'pia-peer'), relations, 'pia-peer');
  expect(pia).toBe(withPanel().state.head.version);
  scene.must('lena-senior', { type: 'accept-panel' });
});

test('the lead answers an objection, and until then the reviewer goes on as everybody does', () => {
  const scene = withPanel();
  scene.must('lena-senior', object('calibration.peer-1'));
  expect(scene.faults('lena-senior', object('calibration.peer-1'))).toEqual(['slot']);
  expect(scene.act('lena-senior', { type: 'accept-panel' })).toBe('not-yet');
  expect(openSteps(scene.state.head, ladder)).toContainEqual(
    expect.objectContaining({ personId: 'omar-odc', type: 'answer-objection' }),
  );
  scene.clock.advanceDays(4);
  // A refusal would tell the reviewer of the objection.
  for (const who of ['pia-peer', 'paul-peer', 'tess-lead']) scene.must(who, good);
  for (const who of ['lena-senior', 'pia-peer', 'tess-lead']) expect(scene.act(who, answer('keep'))).toBe('forbidden');
  const consensus: PersonCommand = {
    type: 'record-consensus',
    ratings: ratingsOf(ladder, 5),
    reasons: {},
    antiSignals: [],
    comment: 'We agree.',
  };
  expect(scene.act('omar-odc', consensus)).toBe('not-yet');
  scene.must('omar-odc', answer('keep'));
  expect(scene.act('omar-odc', answer('keep'))).toBe('not-yet');
  scene.must('omar-odc', consensus);
});

test('the lead names a replacement for a reviewer, and the engineer has three days to object to that person', () => {
  const scene = withPanel();
  scene.must('lena-senior', object('calibration.peer-1', 'conflict'));
  expect(scene.faults('omar-odc', answer('replace', 'paul-peer'))).toEqual(['to']);
  expect(scene.faults('omar-odc', answer('replace', 'pia-peer'))).toEqual(['to']);
  scene.clock.advanceDays(2);
  scene.must('omar-odc', answer('replace', 'petra-peer'));
  expect(holderOf(scene, 'calibration.peer-1')).toBe('petra-peer');
  expect(scene.state.head.conflicts).toEqual(['pia-peer']);
  scene.clock.advanceDays(2);
  scene.must('paul-peer', good);
  expect(scene.act('petra-peer', good)).toBe('not-yet');
  scene.must('lena-senior', object('calibration.peer-1'));
  expect(scene.act('omar-odc', answer('replace', 'pia-peer', 'o2'))).toBe('invalid-input');
});

test('if the lead names no replacement after an objection, they owe a new appointment', () => {
  const scene = withPanel();
  scene.must('lena-senior', object('calibration.peer-2'));
  scene.must('omar-odc', answer('replace'));
  expect(holderOf(scene, 'calibration.peer-2')).toBeNull();
  expect(openSteps(scene.state.head, ladder)).toContainEqual(
    expect.objectContaining({ personId: 'omar-odc', type: 'appoint-panel' }),
  );
  scene.must('omar-odc', appoint('petra-peer'));
});

test('HR answers an objection to the only reviewer of a path, and the next person up the line steps in', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  scene.must('erin-engineer', object('calibration.tech-lead', 'conflict'));
  expect(openSteps(scene.state.head, ladder)).toContainEqual(
    expect.objectContaining({ personId: '@hr', type: 'answer-objection' }),
  );
  expect(scene.act('tess-lead', answer('keep'))).toBe('forbidden');
  scene.must('hugo-hr', answer('replace'));
  expect(holderOf(scene, 'calibration.tech-lead')).not.toBe('tess-lead');
  expect(scene.state.head.conflicts).toEqual(['tess-lead']);
});

test('if the ladder excludes the engineer’s own leads from reviewing, they cannot be on the panel', () => {
  const scene = caseAt('L4-L5', ladder, 'calibration');
  expect(scene.faults('hana-head', appoint('omar-odc', 'zoe-senior', 'zack-senior'))).toEqual(['reviewers.0']);
  scene.must('hana-head', appoint('olga-odc', 'zoe-senior', 'zack-senior'));
});
