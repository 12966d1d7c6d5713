import { describe, expect, test } from 'vitest';
import { limits } from '#shared/contract/names.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { ratingsOf, review, signOff } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';
import { grounds } from '#test/support/step-commands.ts';

const ask = (question = 'Which part of the design was yours?') => ({ type: 'ask', question }) as const;
const answer = (question = 'q1') => ({ type: 'answer', question, answer: 'All but the storage.' }) as const;

/** A case at the calibration with a panel of three, to which the engineer does not object. */
function calibrating(): Scene {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  const lead = scene.state.head.slots.find((one) => one.part === 'lead')?.personId ?? '';
  scene.must(lead, { type: 'appoint-panel', reviewers: ['zita-senior', 'zeno-senior'] });
  scene.must('lena-senior', { type: 'accept-panel' });
  return scene;
}

describe('a question to the engineer', () => {
  test('is put by anybody with a part in the stage, and answered by the engineer, while the stage goes on', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    expect(scene.act('erin-engineer', ask())).toBe('forbidden');
    expect(scene.act('hugo-hr', ask())).toBe('forbidden');
    scene.must('omar-odc', ask());
    const [owed] = openSteps(scene.state.head, ladder).filter((one) => one.type === 'answer');
    // Monday 2 March and three working days.
    expect(owed).toMatchObject({ personId: 'erin-engineer', dueAt: expect.stringMatching(/^2026-03-05T/) });
    scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
    expect(scene.act('omar-odc', answer())).toBe('forbidden');
    scene.must('erin-engineer', answer());
    expect(see(scene, 'omar-odc').asked).toMatchObject([
      {
        id: 'q1',
        by: 'omar-odc',
        state: 'answered',
        answer: 'All but the storage.',
        signedBefore: ['sign-off.tech-lead'],
      },
    ]);
    expect(scene.act('erin-engineer', answer())).toBe('not-yet');
    expect(scene.state.head.signOffs.every((one) => one.stands)).toBe(true);
  });

  test('is the only one until it is answered or its days are over; silence decides nothing', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', ask());
    expect(scene.act('tess-lead', ask())).toBe('not-yet');
    scene.clock.advanceDays(4);
    expect(see(scene, 'tess-lead').asked).toMatchObject([{ state: 'overdue', answer: null }]);
    scene.must('tess-lead', ask());
    // Only the latest one can be answered.
    expect(scene.faults('erin-engineer', answer('q1'))).toEqual(['question']);
    scene.must('erin-engineer', answer('q2'));
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
  });

  test('can be answered late, and ends with its stage', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('tess-lead', ask());
    scene.clock.advanceDays(5);
    scene.must('erin-engineer', answer());
    scene.must('tess-lead', ask());
    playTo(scene, 'portfolio');
    expect(see(scene, 'erin-engineer').asked.map((one) => one.state)).toEqual(['answered', 'over']);
    expect(scene.act('erin-engineer', answer('q2'))).toBe('wrong-stage');
    const other = caseAt('L2-L3', ladder, 'sign-off');
    other.must('omar-odc', ask());
    for (const who of ['omar-odc', 'tess-lead']) other.must(who, signOff(other.state, ladder, 'approve'));
    stepOn(other);
    expect(other.act('erin-engineer', answer())).toBe('already-decided');
    expect(see(other, 'erin-engineer').asked).toMatchObject([{ state: 'over', answer: null }]);
  });

  test('is answered by the end of the window for signatures, if that comes before three working days', () => {
    const windows = { 'sign-off': { from: '2026-02-01', to: '2026-03-03' } };
    const scene = startOn('L1-L2', ladder, { cycle: cycle({ windows }) });
    playTo(scene, 'sign-off');
    const { dueAt } = openHead(scene.state.head);
    scene.must('omar-odc', ask());
    expect(scene.state.head.asked?.[0]?.dueAt).toBe(dueAt);
    expect(dueAt).toMatch(/^2026-03-03T/);
  });

  test('is answered by the last minute of that window, if it is asked after the due day', () => {
    // The window ends on a Saturday, so the signatures are due on Friday.
    const windows = { 'sign-off': { from: '2026-02-01', to: '2026-03-07' } };
    const scene = startOn('L1-L2', ladder, { cycle: cycle({ windows }) });
    playTo(scene, 'sign-off');
    scene.clock.set('2026-03-07T10:00:00.000Z');
    expect(openHead(scene.state.head).dueAt < scene.now()).toBe(true);
    scene.must('omar-odc', ask());
    expect(scene.state.head.asked?.[0]?.dueAt).toBe('2026-03-07T23:59:00.000Z');
  });

  test('is answered by the end of that window also if the case stood still', () => {
    const windows = { 'sign-off': { from: '2026-02-01', to: '2026-03-10' } };
    const scene = startOn('L1-L2', ladder, { cycle: cycle({ windows }) });
    playTo(scene, 'sign-off');
    const level = scene.people[scene.state.head.engineerId]?.level;
    scene.must('omar-odc', ask());
    scene.change(scene.state.head.engineerId, { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    scene.clock.advanceDays(7);
    scene.change(scene.state.head.engineerId, { level });
    scene.must('hugo-hr', { type: 'decide-stop', decision: 'resume', reason: grounds });
    stepOn(scene);
    expect(scene.state.head.asked?.[0]?.dueAt).toBe(openHead(scene.state.head).dueAt);
    expect(openHead(scene.state.head).dueAt).toMatch(/^2026-03-10T/);
  });

  test('is bounded for each part and for the case', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    for (let at = 1; at <= limits.questionsOfPart; at++) {
      scene.must('omar-odc', ask());
      scene.must('erin-engineer', answer(`q${at}`));
    }
    expect(scene.act('omar-odc', ask())).toBe('already-done');
    scene.must('tess-lead', ask());
    const [first] = scene.state.head.asked ?? [];
    if (!first) throw new Error('There is no question');
    scene.state.head.asked = Array.from({ length: limits.questions }, () => ({ ...first, slot: 'sign-off.other' }));
    expect(scene.act('tess-lead', ask())).toBe('already-done');
  });

  test('waits while the case is stopped, and has the days that were left afterwards', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', ask());
    const before = scene.state.head.asked?.[0]?.dueAt ?? '';
    scene.change('erin-engineer', { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    expect(scene.act('erin-engineer', answer())).toBe('wrong-stage');
    scene.clock.advanceDays(14);
    scene.change('erin-engineer', { level: 'L2' });
    scene.must('hugo-hr', { type: 'decide-stop', decision: 'resume', reason: grounds });
    expect(scene.state.head.asked?.[0]?.dueAt.slice(0, 10)).toBe('2026-03-19');
    expect(before.slice(0, 10)).toBe('2026-03-05');
    scene.must('erin-engineer', answer());
  });
});

describe('under the seal', () => {
  test('a question says neither who asks nor whether their review is in; HR and the asker know', () => {
    const worlds = ['zita-senior', 'zeno-senior'].map((asker) => {
      const scene = calibrating();
      scene.must('zita-senior', review(ratingsOf(ladder, 4)));
      scene.must(asker, ask());
      return scene;
    });
    const [one, other] = worlds as [Scene, Scene];
    const seen = (scene: Scene, who: string) => JSON.stringify(see(scene, who)).replace(/evidence\/\d+/g, 'evidence/n');
    for (const who of ['lena-senior', 'tess-lead', 'omar-odc', 'hana-head'])
      expect([who, seen(one, who)]).toEqual([who, seen(other, who)]);
    expect(see(one, 'lena-senior').asked).toMatchObject([{ by: null, state: 'open' }]);
    expect(see(one, 'hana-head').asked).toEqual([]);
    expect(see(one, 'zita-senior').asked).toMatchObject([{ by: 'zita-senior' }]);
    expect(see(one, 'hugo-hr').asked).toMatchObject([{ by: 'zita-senior' }]);
    one.must('lena-senior', answer());
    for (const who of ['tess-lead', 'zeno-senior']) one.must(who, review(ratingsOf(ladder, 4)));
    expect(see(one, 'lena-senior').asked).toMatchObject([{ by: 'zita-senior', state: 'answered' }]);
  });

  test('whoever waits for their part, or is objected to, asks nothing', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration');
    const lead = scene.state.head.slots.find((one) => one.part === 'lead')?.personId ?? '';
    scene.must(lead, { type: 'appoint-panel', reviewers: ['zita-senior', 'zeno-senior'] });
    expect(scene.act('zita-senior', ask())).toBe('not-yet');
  });
});
