import { describe, expect, test } from 'vitest';
import { usualAppeal } from '#shared/domain/ladder/waiting-times.ts';
import { ratingsOf, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';

const reason = 'The engineer was on leave.';
const appeal = { type: 'appeal', ground: 'procedure', statement: reason, against: null } as const;
const decide = (decision: 'uphold' | 'dismiss', more = {}) => ({
  type: 'decide-appeal' as const,
  decision,
  reason,
  reviewers: [] as string[],
  lead: null,
  ...more,
});

function cancelled(scene: Scene): Scene {
  scene.must('hugo-hr', { type: 'cancel', reason });
  stepOn(scene);
  return scene;
}

function appealed(scene: Scene, more = {}): Scene {
  scene.must(scene.state.head.engineerId, { ...appeal, ...more });
  stepOn(scene);
  return scene;
}

describe('an appeal against an end that HR or the clock made', () => {
  test('is possible after a case was cancelled, for as long as the ladder says', () => {
    const scene = cancelled(caseAt('L2-L3', ladder, 'portfolio'));
    scene.clock.advanceDays(29);
    expect(scene.decide('erin-engineer', appeal).ok).toBe(true);
    scene.clock.advanceDays(2);
    expect(scene.act('erin-engineer', appeal)).toBe('not-yet');
  });

  test('is possible where the ladder knows no appeal, within our days', () => {
    const scene = cancelled(caseAt('L4-L4', ladder, 'track'));
    scene.clock.advanceDays(usualAppeal.windowDays - 1);
    expect(scene.decide(scene.state.head.engineerId, appeal).ok).toBe(true);
  });

  test('lets a lapsed case go on in the stage where it lapsed', () => {
    const scene = caseAt('L2-L3', ladder, 'portfolio');
    scene.clock.advanceDays(200);
    scene.must(null, { type: 'remind', generation: 1 });
    stepOn(scene);
    expect(scene.state.head.outcome).toBe('lapsed');
    appealed(scene);
    const { slots, generation } = scene.state.head;
    scene.must('hugo-hr', decide('uphold'));
    expect(scene.state.head).toMatchObject({ stage: 'portfolio', outcome: null, slots, generation: generation + 1 });
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  });

  test('lets somebody come back who had left before the end: it is no new panel', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.change('tess-lead', { active: false });
    scene.must(null, { type: 'resettle' });
    scene.change('tess-lead', { active: true });
    appealed(cancelled(scene));
    scene.must('hedy-hr', decide('uphold'));
    stepOn(scene);
    expect(scene.state.head.past).toContain('tess-lead');
    const back = { type: 'reassign', slot: 'calibration.tech-lead', to: 'tess-lead', reason } as const;
    expect(scene.faults('hugo-hr', back)).toEqual([]);
  });

  test('leaves the outcome as it is if HR dismisses it', () => {
    const scene = appealed(cancelled(caseAt('L2-L3', ladder, 'portfolio')));
    scene.must('hedy-hr', decide('dismiss'));
    stepOn(scene);
    expect(scene.state.head).toMatchObject({ stage: 'closed', outcome: 'cancelled' });
    expect(scene.act('erin-engineer', appeal)).toBe('already-done');
  });

  test('is possible each time, and takes no appeal away against the judgement that follows', () => {
    const scene = appealed(cancelled(caseAt('L2-L3', ladder, 'calibration')));
    scene.must('hedy-hr', decide('uphold'));
    stepOn(scene);
    appealed(cancelled(scene));
    scene.people['hank-hr'] = person('hank-hr', { roles: ['hr'] });
    scene.must('hank-hr', decide('uphold'));
    playTo(scene, 'sign-off');
    scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    expect(scene.state.head.outcome).toBe('not-promoted');
    expect(scene.decide('erin-engineer', appeal).ok).toBe(true);
  });

  test('is possible after others have judged anew, and the panel stays one of others', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    appealed(scene);
    scene.must('hugo-hr', decide('uphold', { reviewers: ['olga-odc'] }));
    stepOn(scene);
    appealed(cancelled(scene));
    scene.people['hank-hr'] = person('hank-hr', { roles: ['hr'] });
    scene.must('hank-hr', decide('uphold'));
    stepOn(scene);
    const back = { type: 'reassign', slot: 'calibration.tech-lead', to: 'tess-lead', reason } as const;
    expect(scene.faults('hugo-hr', back)).toEqual(['to']);
    playTo(scene, 'sign-off');
    scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    expect(scene.act('erin-engineer', appeal)).toBe('already-done');
  });

  test('is not decided by the person who cancelled the case', () => {
    const scene = appealed(cancelled(caseAt('L2-L3', ladder, 'portfolio')));
    expect(scene.act('hugo-hr', decide('dismiss'))).toBe('forbidden');
  });

  test('names no new panel', () => {
    const scene = appealed(cancelled(caseAt('L2-L3', ladder, 'portfolio')));
    expect(scene.faults('hedy-hr', decide('uphold', { reviewers: ['olga-odc'] }))).toEqual(['reviewers']);
  });

  test('keeps reviews sealed after the end and when the case goes on: nobody learns that they were written', () => {
    const again = caseAt('L3-L4', ladder, 'calibration');
    const panel = again.state.head.slots.filter((one) => one.role === 'peer-at-target-level');
    if (panel.some((one) => one.personId === null)) {
      const lead = again.state.head.slots.find((one) => one.part === 'lead')?.personId ?? '';
      again.must(lead, { type: 'appoint-panel', reviewers: ['zita-senior', 'zeno-senior'] });
      again.must('lena-senior', { type: 'accept-panel' });
    }
    again.must('tess-lead', review(ratingsOf(ladder, 4)));
    const { from } = again.state.head.sealed ?? {};
    appealed(cancelled(again));
    again.must('hedy-hr', decide('uphold'));
    const { head } = again.state;
    expect(head).toMatchObject({ stage: 'calibration', revealed: false, sealed: { from, own: { 'tess-lead': 1 } } });
    expect(head.reviews.map((one) => one.by)).toEqual(['tess-lead']);
  });

  test('replaces a person who had a conflict of interest', () => {
    const scene = cancelled(caseAt('L2-L3', ladder, 'portfolio'));
    scene.must('erin-engineer', { ...appeal, ground: 'conflict', against: 'omar-odc' });
    stepOn(scene);
    scene.must('hedy-hr', decide('uphold'));
    const { slots, conflicts } = scene.state.head;
    expect(conflicts).toEqual(['omar-odc']);
    expect(slots.map((one) => one.personId)).not.toContain('omar-odc');
  });

  test('replaces them too in what they still owe where the case goes on', () => {
    const scene = cancelled(caseAt('L4-L4', ladder, 'track'));
    scene.must(scene.state.head.engineerId, { ...appeal, ground: 'conflict', against: 'tess-lead' });
    stepOn(scene);
    scene.must('hedy-hr', decide('uphold'));
    expect(scene.state.head.slots.map((one) => one.personId)).not.toContain('tess-lead');
  });
});

describe('an appeal against the end of a case that stopped', () => {
  /** A case that HR ended because the level of its engineer had changed in the meantime. It was an error. */
  function ended(scene: Scene, more = {}): Scene {
    const { level = null } = scene.people['erin-engineer'] ?? {};
    scene.change('erin-engineer', { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    scene.must('hugo-hr', { type: 'decide-stop', decision: 'end', reason: grounds });
    stepOn(scene);
    scene.change('erin-engineer', { level });
    return appealed(scene, more);
  }

  test('lets a case that was overtaken go on where it stood', () => {
    const scene = ended(caseAt('L2-L3', ladder, 'portfolio'));
    scene.must('hedy-hr', decide('uphold'));
    expect(scene.state.head).toMatchObject({ stage: 'portfolio', outcome: null });
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  });

  test('asks another person to sign for a signer who had a conflict of interest', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    while (scene.state.head.stage === 'sign-off') playStep(scene);
    ended(scene, { ground: 'conflict', against: 'omar-odc' });
    scene.must('hedy-hr', decide('uphold'));
    expect(scene.state.head.slots.map((one) => one.personId)).not.toContain('omar-odc');
  });

  test('asks the signers again if the promotion was not carried out', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    while (scene.state.head.stage === 'sign-off') playStep(scene);
    ended(scene);
    scene.must('hedy-hr', decide('uphold'));
    expect(scene.state.head).toMatchObject({ stage: 'sign-off', outcome: null });
    expect(scene.state.head.signOffs.filter((one) => one.stands)).toEqual([]);
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  });
});

test('a case that the engineer withdrew is no end that HR made', () => {
  const scene = startOn('L2-L3', ladder);
  stepOn(scene);
  scene.must('erin-engineer', { type: 'withdraw', reason });
  stepOn(scene);
  expect(scene.act('erin-engineer', appeal)).toBe('not-yet');
});
