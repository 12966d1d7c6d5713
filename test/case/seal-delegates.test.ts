import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { hasOpenPart } from '#shared/domain/directory/involvement.ts';
import { attest, ratingsOf, review } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { missingPieces } from '#test/support/step-commands.ts';

/** Whether somebody has reviewed for another, whose delegation was ended since, is told by nothing that others see. */

const reason = 'There are reasons.';

/** A case under the seal, in which `who` could act for a reviewer, and did or did not. */
function lentUnderSeal(scene: Scene, who: string, hasReviewed: boolean): Scene {
  const until = '2026-04-01T09:00:00.000Z';
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('lena-senior', { type: 'accept-panel' });
  scene.must('pia-peer', { type: 'delegate', slots: ['calibration.peer-1'], to: who, from: null, until, reason });
  if (hasReviewed) scene.must(who, review(ratingsOf(ladder, 5)));
  scene.must('pia-peer', { type: 'end-delegation', to: who });
  return scene;
}

/** A case in the calibration, in which the engineer is asked for another person who can confirm a piece of evidence. */
function askedForAnother(): Scene {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  const context = { state: scene.state, ladder, people: Object.values(scene.people), now: scene.now() };
  for (const one of missingPieces(context)) {
    const adoption = one.adoption && { ...one.adoption, confirmerId: 'omid-other' };
    scene.must('lena-senior', adoption ? { ...one, adoption } : one);
  }
  scene.must('lena-senior', { type: 'submit-portfolio' });
  scene.must('omid-other', { type: 'confirm-evidence', evidence: 'e1', answer: 'not-mine' });
  const isThere = () => scene.state.head.stage === 'calibration';
  for (stepOn(scene); !isThere(); stepOn(scene)) playStep(scene, { leaves: 'name-confirmer' });
  return scene;
}

describe.each([
  ['has reviewed', true],
  ['has not', false],
])('somebody who could act for a reviewer, and %s,', (_how, hasReviewed) => {
  test('is passed by when a part goes up the line', () => {
    const scene = lentUnderSeal(caseAt('L3-L4', ladder, 'calibration'), 'dario-director', hasReviewed);
    scene.must('hana-head', { type: 'recuse', reason });
    expect(scene.state.head.slots.find((slot) => slot.id === 'sign-off.head-of-department')?.personId).toBeNull();
  });

  test('is not one whom the engineer can name to confirm a piece of evidence', () => {
    const scene = lentUnderSeal(askedForAnother(), 'petra-peer', hasReviewed);
    const name = (confirmerId: string): PersonCommand => ({ type: 'name-confirmer', evidence: 'e1', confirmerId });
    expect(scene.faults('lena-senior', name('petra-peer'))).toEqual(['confirmerId']);
  });

  test('does not count for who of HR is left when a part is offered', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration', {
      holders: { hr: ['hugo-hr', 'hedy-hr', 'helen-hr', 'petra-peer'], directors: [] },
    });
    scene.change('petra-peer', { roles: ['engineer', 'hr'] });
    lentUnderSeal(scene, 'petra-peer', hasReviewed);
    scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
    const offer: PersonCommand = { type: 'reassign', slot: 'sign-off.odc-lead', to: 'hedy-hr', reason };
    expect(scene.decide('hugo-hr', offer).ok).toBe(true);
    scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr', 'petra-peer'], directors: [] };
    expect(scene.faults('hugo-hr', offer)).toEqual(['to']);
  });

  test('is involved in a change of a record on which the case rests', () => {
    const scene = lentUnderSeal(caseAt('L3-L4', ladder, 'calibration'), 'petra-peer', hasReviewed);
    scene.must('pia-peer', { type: 'recuse', reason });
    expect(hasOpenPart(scene.state.head, 'petra-peer')).toBe(true);
  });
});

test('somebody whose acting for another ended before the reviews were sealed has a part under the seal too', () => {
  const scene = caseAt('L3-L4', ladder, 'self-assessment', {
    holders: { hr: ['hugo-hr', 'hedy-hr', 'helen-hr'], directors: ['dina-director'] },
  });
  scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  const until = '2026-04-01T09:00:00.000Z';
  const lent = { slots: ['calibration.lead'], to: 'hedy-hr', from: null, until, reason };

  scene.must('omar-odc', { type: 'delegate', ...lent });
  scene.must('hedy-hr', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('omar-odc', { type: 'end-delegation', to: 'hedy-hr' });
  playTo(scene, 'calibration');
  scene.facts.holders = { hr: ['hedy-hr'], directors: ['dina-director'] };
  scene.must(null, { type: 'resettle' });
  expect(openHead(scene.state.head).directors).toEqual(['dina-director']);
});

test.each([
  ['with an answer', true],
  ['without one', false],
])('whoever left a part under the seal, %s under it, is passed by when another goes up the line', (_how, answers) => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const holderOf = (id: string) => scene.state.head.slots.find((slot) => slot.id === id)?.personId;
  scene.must('tess-lead', { type: 'recuse', reason });
  expect(holderOf('calibration.tech-lead')).toBe('hana-head');
  scene.clock.advanceDays(4);
  if (answers) scene.must('hana-head', attest('owns-a-module'));
  scene.must('hana-head', { type: 'recuse', reason });
  scene.must('omar-odc', { type: 'recuse', reason });
  expect(holderOf('sign-off.odc-lead')).toBeNull();
});

test('nobody loses a part that they hold because they left another one under the seal', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'olga-odc', reason });
  expect(scene.state.head.past).toEqual(['omar-odc']);
  scene.must(null, { type: 'resettle' });
  expect(scene.state.head.slots.find((slot) => slot.id === 'sign-off.odc-lead')?.personId).toBe('omar-odc');
});
