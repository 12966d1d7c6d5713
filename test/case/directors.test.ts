import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Cycle } from '#shared/contract/cycles.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseStage } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { relationsOf } from '#shared/domain/case/view/visibility.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { ratingsOf, review, waiver, waiverAnswer } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder, lenient } from '#test/support/ladders.ts';
import { caseAt, peersFor, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';

const reason = 'As agreed with the department.';
const directors = ['dario-director', 'dina-director'];
const present = { hr: ['hugo-hr', 'hedy-hr'], directors };
/** Everybody of HR has a part in the case: one is its engineer, one holds a part. */
const gone = ({ engineerId, slots }: CaseHead) => ({
  hr: [engineerId, ...slots.flatMap(({ part, personId }) => (part === 'signer' && personId ? personId : []))],
  directors,
});

const owed = ({ state, ladder: on }: Scene, type: PersonCommand['type']) =>
  openSteps(state.head, on).flatMap((one) => (one.type === type ? [one.personId] : []));
const look = (scene: Scene) => scene.must(null, { type: 'resettle' });

/** A case at a stage that opened when HR was still there, or when it was gone. */
function caseWith(
  isGone: boolean,
  transition: string,
  stage: CaseStage,
  { on = ladder, ...facts }: { on?: PublishedLadder; cycle?: Cycle } = {},
): Scene {
  const scene = startOn(transition, on, { holders: present, ...facts });
  if (isGone) scene.facts.holders = gone(scene.state.head);
  playTo(scene, stage);
  return scene;
}

/** Signatures whose window ends while they are open. */
function afterTheWindow(isGone: boolean): Scene {
  const windows = { 'sign-off': { from: '2026-02-01', to: '2026-04-30' } };
  const scene = caseWith(isGone, 'L1-L2', 'sign-off', { cycle: cycle({ windows }) });
  scene.clock.set(openHead(scene.state.head).timers.find(({ kind }) => kind === 'window')?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  return scene;
}

/** A waiver before the calibration, when signers read no evidence. */
function waived(isGone: boolean): Scene {
  const scene = caseWith(isGone, 'L3-L4', 'portfolio', { on: lenient });
  scene.must('omar-odc', waiver('adopted-system-design'));
  return scene;
}

/** An objection to the only reviewer of a path, which HR answers. */
function objected(isGone: boolean): Scene {
  const scene = caseWith(isGone, 'L2-L3', 'self-assessment');
  scene.must('erin-engineer', {
    type: 'raise-objection',
    slot: 'calibration.tech-lead',
    ground: 'other',
    reason: 'We have argued for a year.',
  });
  return scene;
}

/** A part that nobody in the line can take. */
function vacant(isGone: boolean): Scene {
  const scene = caseWith(isGone, 'L2-L3', 'sign-off');
  for (const id of ['omar-odc', 'hana-head']) scene.change(id, { active: false });
  scene.change('erin-engineer', { deliveryDirectorId: null });
  look(scene);
  return scene;
}

const steps: [PersonCommand['type'], (isGone: boolean) => Scene, PersonCommand][] = [
  ['waive-window', afterTheWindow, { type: 'waive-window', answer: 'waive', cycleId: null, reason }],
  ['answer-waiver', waived, waiverAnswer('adopted-system-design')],
  [
    'answer-objection',
    objected,
    { type: 'answer-objection', objection: 'o1', answer: 'keep', to: null, reason: grounds },
  ],
  ['reassign', vacant, { type: 'reassign', slot: 'sign-off.odc-lead', to: 'olga-odc', reason }],
];

test('a director who answers a waiver in the place of HR gets no part by it', () => {
  const scene = waived(true);
  scene.must('dario-director', waiverAnswer('adopted-system-design'));
  const relations = relationsOf(scene.state.head, scene.people['dario-director'] as Person, scene.people, scene.now());
  expect(relations).toEqual(['hr']);
});

describe.each(steps)('%s', (type, sceneWith, command) => {
  test('is a step of delivery directors if everybody of HR has a part in the case', () => {
    const scene = sceneWith(true);
    expect(owed(scene, type)).toEqual(directors);
    scene.must('dario-director', command);
    const { actor } = scene.events.findLast(({ event }) => event.actor.personId === 'dario-director')?.event ?? {};
    expect(actor).toMatchObject({ role: 'delivery-director', relation: 'delivery-director' });
  });

  test('is not one while somebody of HR is left', () => {
    const scene = sceneWith(false);
    expect(owed(scene, type)).toEqual(['@hr']);
    expect(scene.act('dario-director', command)).toBe('forbidden');
  });

  test('goes to them if the last of HR leaves while the stage is open, and its due day stays', () => {
    const scene = sceneWith(false);
    const { dueAt, attempt } = openHead(scene.state.head);
    scene.facts.holders = gone(scene.state.head);
    look(scene);
    expect(owed(scene, type)).toEqual(directors);
    expect(openHead(scene.state.head)).toMatchObject({ dueAt, attempt });
    const told = noticesOf(scene.events.at(-1)?.event as CaseEvent, scene.state.head, scene.ladder);
    expect(told.map(({ to, template }) => [to, template])).toEqual(directors.map((id) => [id, 'step-open']));
    scene.must('dario-director', command);
  });
});

describe('the steps of HR', () => {
  test('go to other directors if those who have them got a part or left, and back to HR if none is left', () => {
    const scene = afterTheWindow(true);
    const { version } = scene.state.head;
    look(scene);
    expect(scene.state.head.version).toBe(version);
    scene.facts.holders = { ...gone(scene.state.head), directors: ['dina-director'] };
    look(scene);
    expect(scene.state.head.version).toBe(version);
    scene.facts.holders = { ...gone(scene.state.head), directors: ['delia-director'] };
    look(scene);
    expect(owed(scene, 'waive-window')).toEqual(['delia-director']);
    scene.facts.holders = { hr: present.hr, directors: [] };
    look(scene);
    expect(owed(scene, 'waive-window')).toEqual(['@hr']);
  });

  test('are not for a director who got a part in the case since they were named', () => {
    const scene = afterTheWindow(true);
    scene.state.head.past.push('dario-director');
    expect(owed(scene, 'waive-window')).toEqual(['dina-director']);
    const waive = { type: 'waive-window', answer: 'waive', cycleId: null, reason } as const;
    expect(scene.act('dario-director', waive)).toBe('forbidden');
    expect(scene.decide('dina-director', waive).ok).toBe(true);
    // Nobody is left: the desk of HR sees that somebody is needed.
    scene.state.head.past.push('dina-director');
    expect(owed(scene, 'waive-window')).toEqual(['@hr']);
  });

  test('are not told to a director who was offered a part, if they are about an objection', () => {
    const scene = caseAt('L3-L4', ladder, 'self-assessment', { holders: present });
    scene.facts.holders = { ...present, hr: [scene.state.head.engineerId] };
    look(scene);
    expect(openHead(scene.state.head).directors).toEqual(directors);
    scene.must('dario-director', { type: 'reassign', slot: 'calibration.lead', to: 'dina-director', reason });
    scene.must('dina-director', { type: 'recuse', reason });
    scene.must('lena-senior', { type: 'raise-objection', slot: 'calibration.lead', ground: 'other', reason });
    expect(owed(scene, 'answer-objection')).not.toContain('dina-director');
    const told = noticesOf(scene.events.at(-1)?.event as CaseEvent, scene.state.head, scene.ladder);
    expect(told.map(({ to }) => to)).not.toContain('dina-director');
  });

  test('go to directors if the last of HR was offered a part: they answer no objection, which may come', () => {
    const scene = caseAt('L3-L4', ladder, 'self-assessment', {
      holders: { ...present, hr: [...present.hr, 'helen-hr'] },
    });
    scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
    scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'hedy-hr', reason });
    scene.must('hedy-hr', { type: 'recuse', reason });
    scene.facts.holders = { ...present, hr: ['hedy-hr'] };
    look(scene);
    expect(openHead(scene.state.head).directors).toEqual(directors);
    // The person is of HR again, and can act.
    scene.must('hedy-hr', { type: 'cancel', reason });
  });

  test('are not about a stopped case, if a director did something there in the place of HR', () => {
    const scene = caseWith(true, 'L2-L3', 'sign-off');
    scene.change('erin-engineer', { level: 'L4' });
    look(scene);
    stepOn(scene);
    const end = { type: 'decide-stop', decision: 'end', reason: grounds } as const;
    scene.must('dario-director', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'olga-odc', reason });
    expect(scene.act('dario-director', end)).toBe('forbidden');
    scene.must('dina-director', end);
  });

  test.each([true, false])(
    'are not for a director who gave a part back under the seal, reviewed or not: %s',
    (reviews) => {
      const holders = { ...present, directors: ['dario-director'] };
      const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
      scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'dario-director', reason });
      scene.must('omar-odc', { type: 'appoint-panel', reviewers: peersFor(scene).slice(0, 2) });
      scene.must(scene.state.head.engineerId, { type: 'accept-panel' });
      if (reviews) scene.must('dario-director', review(ratingsOf(ladder, 4)));
      scene.must('dario-director', { type: 'recuse', reason });
      scene.must('hedy-hr', { type: 'cancel', reason });
      stepOn(scene);
      scene.must(scene.state.head.engineerId, {
        type: 'appeal',
        ground: 'procedure',
        statement: reason,
        against: null,
      });
      stepOn(scene);
      look(scene);
      expect(openHead(scene.state.head).directors ?? []).toEqual([]);
      for (const id of ['hugo-hr', 'hedy-hr', 'dario-director'])
        expect(
          scene.act(id, { type: 'decide-appeal', decision: 'dismiss', reason: grounds, reviewers: [], lead: null }),
        ).toBe('forbidden');
      scene.change('dina-director', { roles: ['hr'] });
      expect(owed(scene, 'decide-appeal')).toEqual(['@hr']);
      scene.must('dina-director', {
        type: 'decide-appeal',
        decision: 'dismiss',
        reason: grounds,
        reviewers: [],
        lead: null,
      });
    },
  );

  test('stay with HR if somebody of HR only did something in the case', () => {
    const scene = vacant(false);
    scene.must('hugo-hr', { type: 'extend-deadline', until: '2026-06-30', reason });
    scene.facts.holders = { ...present, hr: ['hugo-hr'] };
    look(scene);
    expect(owed(scene, 'reassign')).toEqual(['@hr']);
  });

  test.each([
    ['has reviewed', true],
    ['has not', false],
  ])('go to directors while reviews are sealed, if the last of HR could act for a reviewer and %s', (_how, reviews) => {
    const scene = caseAt('L3-L4', ladder, 'calibration', {
      holders: { ...present, hr: [...present.hr, 'ada-hr', 'ben-hr'] },
    });
    scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
    const lent = { slots: ['calibration.tech-lead'], from: null, until: '2026-04-30T09:00:00.000Z' };
    scene.must('tess-lead', { type: 'delegate', to: 'hedy-hr', ...lent, reason });
    if (reviews) scene.must('hedy-hr', review(ratingsOf(ladder, 5)));
    scene.must('tess-lead', { type: 'end-delegation', to: 'hedy-hr' });
    scene.facts.holders = { ...present, hr: ['hedy-hr'] };
    look(scene);
    expect(openHead(scene.state.head).directors).toEqual(directors);
  });
});
