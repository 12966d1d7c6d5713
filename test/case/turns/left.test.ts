import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { ratingsOf, returnTo, review } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';

/** Whoever has left a part, or was only offered one: what the sweep, HR and the lead can do with it then. */

const reason = 'There are reasons.';
const recuse: PersonCommand = { type: 'recuse', reason };
const replaced: PersonCommand = { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to: null };
const object = (slot: string): PersonCommand => ({ type: 'raise-objection', slot, ground: 'other', reason });
const holdersOf = (scene: Scene) => scene.state.head.slots.map((slot) => slot.personId);

describe('the sweep does not give a part back', () => {
  test.each<[string, (scene: Scene) => void]>([
    ['to somebody who stepped back', (scene) => scene.must('tess-lead', recuse)],
    [
      'to somebody who was replaced after an objection',
      (scene) => {
        scene.must('erin-engineer', object('calibration.tech-lead'));
        scene.must('hugo-hr', replaced);
      },
    ],
    [
      'to somebody who was replaced so when their review was in',
      (scene) => {
        scene.must('erin-engineer', object('calibration.tech-lead'));
        playTo(scene, 'sign-off', { leaves: 'answer-objection' });
        scene.must('hugo-hr', replaced);
      },
    ],
  ])('%s', (_what, leaves) => {
    const scene = caseAt('L2-L3', ladder, 'self-assessment');
    leaves(scene);
    const left = holdersOf(scene);
    expect(left[0]).toBe('hana-head');
    scene.must(null, { type: 'resettle' });
    expect(holdersOf(scene)).toEqual(left);
    // Nor if the next holder steps back too.
    scene.must('hana-head', recuse);
    expect(holdersOf(scene)[0]).not.toBe('tess-lead');
  });
});

/** A case whose reviews are open. The engineer had objected to pia-peer, and nobody has answered yet. */
function openedDespiteObjection(): Scene {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  appointDespiteObjection(scene);
  return scene;
}

function appointDespiteObjection(scene: Scene): void {
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('lena-senior', object('calibration.peer-1'));
  scene.clock.advanceDays(4);
  for (const who of ['pia-peer', 'paul-peer', 'tess-lead']) scene.must(who, review(ratingsOf(ladder, 5)));
}

test('a person who had read the other reviews when theirs was taken back does not review again', () => {
  const scene = openedDespiteObjection();
  scene.must('omar-odc', replaced);
  stepOn(scene);
  expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer'] })).toEqual(['reviewers.0']);
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer'] });
  const until = '2026-04-01T09:00:00.000Z';
  const slots = ['calibration.peer-1'];
  const lent: PersonCommand = { type: 'delegate', slots, to: 'pia-peer', from: null, until, reason };
  expect(scene.faults('petra-peer', lent)).toEqual(['to']);
});

const reassign = (slot: string, to: string): PersonCommand => ({ type: 'reassign', slot, to, reason });
const otherLead = reassign('calibration.lead', 'olga-odc');

test.each<[how: string, leaves: (scene: Scene) => void]>([
  [
    'who stepped back',
    (scene) => {
      scene.must('omar-odc', recuse);
      scene.must('hugo-hr', otherLead);
    },
  ],
  [
    'whom HR replaced',
    (scene) => {
      scene.must('hugo-hr', otherLead);
      // Somebody who steps back leaves the signature too; here HR gives it to another person.
      scene.must('hugo-hr', reassign('sign-off.odc-lead', 'hiro-head'));
    },
  ],
])('nor does a lead %s when the reviews were open', (_how, leaves) => {
  const scene = openedDespiteObjection();
  leaves(scene);
  scene.must('olga-odc', replaced);
  stepOn(scene);
  expect(scene.faults('olga-odc', { type: 'appoint-panel', reviewers: ['omar-odc'] })).toEqual(['reviewers.0']);
  expect(scene.faults('olga-odc', { type: 'appoint-panel', reviewers: ['petra-peer'] })).toEqual([]);
});

test('nor does a lead who is named or found by the line in the answer that seals the reviews again', () => {
  const scene = openedDespiteObjection();
  scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'olga-odc', reason });
  scene.must('hugo-hr', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'hiro-head', reason });
  const answer = (to: string | null): PersonCommand => ({ ...replaced, to }) as PersonCommand;
  expect(scene.faults('olga-odc', answer('omar-odc'))).toEqual(['to']);
  expect(scene.faults('olga-odc', answer('petra-peer'))).toEqual([]);
});

test('nor does a signer to whom the line would give the review that is sealed again', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  scene.must('erin-engineer', object('calibration.tech-lead'));
  playTo(scene, 'sign-off', { leaves: 'answer-objection' });
  // The signature goes on to the head of department, who steps back.
  scene.change('omar-odc', { active: false });
  scene.must(null, { type: 'resettle' });
  scene.must('hana-head', recuse);
  scene.must('hugo-hr', replaced);
  expect(scene.state.head.readers).toContain('hana-head');
  expect(holdersOf(scene)[0]).not.toBe('hana-head');
});

test.each([
  ['while it stands', false],
  ['after it has ended', true],
])('nor does a delegate of the lead who could read the open reviews, %s', (_when, isEnded) => {
  const scene = openedDespiteObjection();
  const lent = { slots: ['calibration.lead'], from: null, until: '2026-04-01T09:00:00.000Z' };
  scene.must('omar-odc', { type: 'delegate', to: 'olga-odc', ...lent, reason });
  if (isEnded) scene.must('omar-odc', { type: 'end-delegation', to: 'olga-odc' });
  const answer = (to: string): PersonCommand => ({ ...replaced, to }) as PersonCommand;
  expect(scene.faults('omar-odc', answer('olga-odc'))).toEqual(['to']);
  scene.must('omar-odc', replaced);
  stepOn(scene);
  expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['olga-odc'] })).toEqual(['reviewers.0']);
});

test('nor does a delivery director who could read them in the place of HR', () => {
  const scene = openedDespiteObjection();
  scene.facts.holders = { hr: ['lena-senior', 'tess-lead'], directors: ['dina-director'] };
  scene.must(null, { type: 'resettle' });
  const answer = (to: string): PersonCommand => ({ ...replaced, to }) as PersonCommand;
  expect(scene.faults('omar-odc', answer('dina-director'))).toEqual(['to']);
  scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr'], directors: [] };
  scene.must('omar-odc', replaced);
  stepOn(scene);
  expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['dina-director'] })).toEqual(['reviewers.0']);
});

test('nor does a director who was in the place of HR before the reviews were open, and reads them since', () => {
  const scene = caseAt('L3-L4', ladder, 'self-assessment');
  scene.facts.holders = { hr: ['lena-senior'], directors: ['dina-director'] };
  scene.must(null, { type: 'resettle' });
  scene.must('dina-director', { type: 'extend-deadline', until: '2026-06-30', reason });
  scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr'], directors: [] };
  playTo(scene, 'calibration');
  appointDespiteObjection(scene);
  expect(see(scene, 'dina-director').reviews).toHaveLength(3);
  const answer = (to: string): PersonCommand => ({ ...replaced, to }) as PersonCommand;
  expect(scene.faults('omar-odc', answer('dina-director'))).toEqual(['to']);
});

test('an objection does not take a case away from the engineer to whom it was returned', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  scene.must('erin-engineer', object('calibration.tech-lead'));
  playTo(scene, 'sign-off', { leaves: 'answer-objection' });
  const [piece = ''] = Object.keys(scene.state.head.evidence);
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', `evidence.${piece}`));
  stepOn(scene);
  expect(scene.act('hugo-hr', replaced)).toBe('wrong-stage');
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  stepOn(scene);
  scene.must('hugo-hr', replaced);
  expect(scene.state.head).toMatchObject({ stage: 'calibration', consensus: null });
});

describe('a person of HR who did something under a part and gives it back took part', () => {
  const cancel: PersonCommand = { type: 'cancel', reason };
  const holders = { hr: ['hugo-hr', 'hedy-hr', 'helen-hr'], directors: [] };

  test('as a lead whose delegate appointed the panel', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
    scene.change('hiro-head', { roles: ['head-of-department', 'hr'] });
    scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'hiro-head', reason });
    const lent = { slots: ['calibration.lead'], from: null, until: '2026-04-01T09:00:00.000Z' };
    scene.must('hiro-head', { type: 'delegate', to: 'olga-odc', ...lent, reason });
    scene.must('olga-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
    scene.must('hiro-head', recuse);
    expect([scene.act('hiro-head', cancel), scene.state.head.offered ?? []]).toEqual(['forbidden', []]);
  });

  test('as a lead who appointed the panel', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
    scene.change('hiro-head', { roles: ['head-of-department', 'hr'] });
    scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'hiro-head', reason });
    scene.must('hiro-head', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
    scene.must('hiro-head', recuse);
    expect([scene.act('hiro-head', cancel), scene.state.head.past]).toEqual([
      'forbidden',
      expect.arrayContaining(['hiro-head']),
    ]);
  });

  test('as a reviewer who asked the engineer something, and as somebody who acted for one', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
    const until = '2026-04-01T09:00:00.000Z';
    for (const who of ['petra-peer', 'zoe-senior']) scene.change(who, { roles: ['engineer', 'hr'] });
    scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer', 'paul-peer'] });
    scene.must('lena-senior', { type: 'accept-panel' });
    scene.must('petra-peer', { type: 'ask', question: 'What was hard?' });
    scene.must('petra-peer', recuse);
    expect(scene.act('petra-peer', cancel)).toBe('forbidden');
    scene.must('lena-senior', { type: 'answer', question: 'q1', answer: 'The tests.' });
    scene.must('paul-peer', {
      type: 'delegate',
      slots: ['calibration.peer-2'],
      to: 'zoe-senior',
      from: null,
      until,
      reason,
    });
    scene.must('zoe-senior', { type: 'ask', question: 'What was easy?' });
    scene.must('paul-peer', { type: 'end-delegation', to: 'zoe-senior' });
    expect(scene.act('zoe-senior', cancel)).toBe('forbidden');
  });

  test('as a reviewer for whom somebody else reviewed, once the reviews are open', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
    const slot = 'calibration.tech-lead';
    const until = '2026-04-01T09:00:00.000Z';
    scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
    scene.must('hugo-hr', { type: 'reassign', slot, to: 'hedy-hr', reason });
    scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
    scene.must('lena-senior', { type: 'accept-panel' });
    scene.must('hedy-hr', { type: 'delegate', slots: [slot], to: 'olga-odc', from: null, until, reason });
    for (const who of ['olga-odc', 'pia-peer', 'paul-peer']) scene.must(who, review(ratingsOf(ladder, 5)));
    scene.must('hedy-hr', recuse);
    expect(scene.state.head.reviews.map((one) => one.by)).toContain('olga-odc');
    expect(scene.act('hedy-hr', cancel)).toBe('forbidden');
  });

  test('but not as a reviewer who did nothing', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', { holders });
    scene.change('petra-peer', { roles: ['engineer', 'hr'] });
    scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer', 'paul-peer'] });
    scene.must('petra-peer', recuse);
    expect(scene.decide('petra-peer', cancel).ok).toBe(true);
    expect(openSteps(scene.state.head, ladder).map((one) => one.type)).toContain('appoint-panel');
  });
});
