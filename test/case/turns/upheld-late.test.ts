import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { replay } from '#shared/domain/case/evolve.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { attest, ratingsOf, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';

/** An objection that is answered only when the person has already done their part. */

const leaves = 'answer-objection' as const;
const good = review(ratingsOf(ladder, 5));
const replaced = (to: string | null = null): PersonCommand => ({
  type: 'answer-objection',
  objection: 'o1',
  answer: 'replace',
  reason: 'I have heard both.',
  to,
});
const object = (slot: string): PersonCommand => ({
  type: 'raise-objection',
  slot,
  ground: 'other',
  reason: 'We argue.',
});

/** A case whose only reviewer the engineer has objected to. Nobody answers, and the case goes on. */
function objectedTo(stage: Parameters<typeof playTo>[1], slot = 'calibration.tech-lead', transition = 'L2-L3'): Scene {
  const scene = caseAt(transition, ladder, 'self-assessment');
  scene.must(scene.state.head.engineerId, object(slot));
  playTo(scene, stage, { leaves });
  return scene;
}

/** A panel of which one person is objected to. All reviews are in, and they are open. */
function panelWithReviews(): Scene {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('lena-senior', object('calibration.peer-1'));
  scene.clock.advanceDays(4);
  for (const who of ['pia-peer', 'paul-peer', 'tess-lead']) scene.must(who, good);
  expect(scene.state.head.revealed).toBe(true);
  return scene;
}

const stepsOf = (scene: Scene) => openSteps(scene.state.head, ladder).map((one) => `${one.personId} ${one.type}`);

describe('an objection that is upheld after the review is open', () => {
  test('discards the review, and another person reviews under a new seal', () => {
    const scene = panelWithReviews();
    scene.must('omar-odc', replaced('petra-peer'));
    expect(scene.state.head).toMatchObject({
      stage: 'calibration',
      status: 'opening',
      attempt: 2,
      revealed: false,
      discarded: [{ slot: 'calibration.peer-1', by: 'pia-peer' }],
    });
    stepOn(scene);
    expect(stepsOf(scene).filter((one) => one.endsWith('submit-review'))).toEqual(['petra-peer submit-review']);
    expect(scene.state.head.sealed).not.toBeNull();
    scene.clock.advanceDays(4);
    scene.must('petra-peer', good);
    expect(scene.state.head.revealed).toBe(true);
    expect(stepsOf(scene)).toContain('omar-odc record-consensus');
  });

  test('gives the part to nobody of HR, who could read the reviews', () => {
    const scene = panelWithReviews();
    scene.change('petra-peer', { roles: ['engineer', 'hr'] });
    scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr', 'petra-peer'], directors: [] };
    expect(scene.faults('omar-odc', replaced('petra-peer'))).toEqual(['to']);
    // Nor later, when the part is given on.
    scene.must('omar-odc', replaced());
    stepOn(scene);
    expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer'] })).toEqual(['reviewers.0']);
    // Nor when they are of HR no more: they could read them before.
    scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr'], directors: [] };
    scene.change('petra-peer', { roles: ['engineer'] });
    expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer'] })).toEqual(['reviewers.0']);
    // Whoever was of HR before the case began could not.
    Object.assign(scene.people['petra-peer'] ?? {}, { hrUntil: '2020-01-01T09:00:00.000Z' });
    expect(scene.faults('omar-odc', { type: 'appoint-panel', reviewers: ['petra-peer'] })).toEqual([]);
  });

  test('takes the consensus of the only reviewer back, and the signatures that rest on it', () => {
    const scene = objectedTo('sign-off');
    scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
    scene.must('hugo-hr', replaced());
    const { head } = scene.state;
    expect(head).toMatchObject({ stage: 'calibration', status: 'opening', attempt: 2, consensus: null, reviews: [] });
    expect(head.signOffs.map((one) => one.stands)).toEqual([false]);
    expect(head.attestations).toEqual([]);
    playTo(scene, 'closed');
    expect(scene.state.head.outcome).toBe('promoted');
    expect(scene.state.head.reviews.map((one) => one.by)).not.toContain('tess-lead');
  });

  test('takes the consensus of a lead back, and keeps the reviews', () => {
    const scene = objectedTo('sign-off', 'calibration.lead', 'L3-L4');
    const { reviews } = scene.state.head;
    scene.must('hugo-hr', replaced());
    stepOn(scene);
    expect(scene.state.head).toMatchObject({
      stage: 'calibration',
      attempt: 2,
      consensus: null,
      revealed: true,
      reviews,
    });
    // The head of department takes part already, so the one above them leads.
    expect(stepsOf(scene)).toContain('dario-director record-consensus');
  });

  test('says to the engineer that the case goes back', () => {
    const scene = panelWithReviews();
    scene.must('omar-odc', replaced('petra-peer'));
    const events = scene.events.map((one) => one.event);
    const about = [events.at(-1) as CaseEvent, scene.state.head, ladder, events.slice(0, -1)] as const;
    const own = noticesOf(...about).find(({ template }) => template === 'objection-answered');
    expect(own).toMatchObject({ to: 'lena-senior', data: { stage: 'calibration', people: ['petra-peer'] } });
    expect(own && textOf(own as never, (id) => id, 'UTC').sentences.join(' ')).toContain(
      'goes back to an earlier stage: Calibration',
    );
  });

  test('is what the record comes to when it is read again', () => {
    const scene = objectedTo('sign-off');
    scene.must('hugo-hr', replaced());
    const events = scene.events.map((one) => one.event);
    expect(replay(events, scene.state.bodies)).toEqual(scene.state);
  });
});

describe('the engineer can object to whoever comes from the line to review', () => {
  const windowOf = (scene: Scene) =>
    scene.state.head.slots.find((slot) => slot.id === 'calibration.tech-lead')?.openFrom;
  const objectAgain = object('calibration.tech-lead');

  test('after an objection that was upheld late, and until their review begins', () => {
    const scene = objectedTo('sign-off');
    scene.must('hugo-hr', replaced());
    stepOn(scene);
    const next = scene.state.head.slots.find((slot) => slot.id === 'calibration.tech-lead')?.personId ?? '';
    expect(scene.act(next, good)).toBe('not-yet');
    scene.must('erin-engineer', objectAgain);
    scene.must('hugo-hr', { ...replaced(), objection: 'o2' } as PersonCommand);
    expect(scene.state.head.slots.map((slot) => slot.personId)).not.toContain(next);
  });

  test('after the reviewer stepped back in the calibration, for three days or until they accept', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('tess-lead', { type: 'recuse', reason: 'I am away.' });
    const told = noticesOf(scene.events.at(-1)?.event as CaseEvent, scene.state.head, ladder, []);
    expect(told).toContainEqual(expect.objectContaining({ to: 'erin-engineer', template: 'panel-appointed' }));
    const until = windowOf(scene) ?? '';
    expect(until > scene.now()).toBe(true);
    expect(scene.decide('erin-engineer', objectAgain).ok).toBe(true);
    scene.must('erin-engineer', { type: 'accept-panel' });
    expect(scene.act('erin-engineer', objectAgain)).toBe('not-yet');
  });

  test('before the calibration as to the first one, until it comes', () => {
    const scene = caseAt('L2-L3', ladder, 'self-assessment');
    scene.must('tess-lead', { type: 'recuse', reason: 'I am away.' });
    expect(windowOf(scene)).toBeUndefined();
    scene.clock.advanceDays(5);
    scene.must('erin-engineer', objectAgain);
  });

  test('also to the first one, while the case is stopped before the calibration', () => {
    const scene = caseAt('L2-L3', ladder, 'self-assessment');
    scene.change('erin-engineer', { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    scene.must('erin-engineer', objectAgain);
  });
});

test('an objection that is upheld under the seal discards what the person answered, and the case stays where it is', () => {
  const scene = objectedTo('calibration');
  const asked = openSteps(scene.state.head, ladder).find((one) => one.type === 'attest');
  scene.must('tess-lead', attest(asked?.attestation ?? ''));
  scene.must('hugo-hr', replaced());
  expect(scene.state.head).toMatchObject({ stage: 'calibration', status: 'open', attempt: 1, attestations: [] });
  expect(openSteps(scene.state.head, ladder).filter((one) => one.type === 'attest').length).toBeGreaterThan(0);
});

test('an objection that is dismissed late changes nothing', () => {
  const scene = objectedTo('sign-off');
  const { consensus, attempt, reviews } = scene.state.head;
  scene.must('hugo-hr', { ...replaced(), answer: 'keep' } as PersonCommand);
  expect(scene.state.head).toMatchObject({ stage: 'sign-off', status: 'open', consensus, attempt, reviews });
});

test('an objection is not upheld late while the case is stopped, or between two stages', () => {
  const scene = objectedTo('sign-off');
  scene.change('erin-engineer', { level: 'L4' });
  scene.must(null, { type: 'resettle' });
  expect(scene.state.head.stage).toBe('stopped');
  expect(scene.act('hugo-hr', replaced())).toBe('wrong-stage');
  const moving = objectedTo('calibration');
  for (const { attestation } of openSteps(moving.state.head, ladder).filter((one) => one.type === 'attest'))
    moving.must('tess-lead', attest(attestation ?? ''));
  moving.must('tess-lead', good);
  expect(moving.state.head).toMatchObject({ status: 'opening' });
  expect(moving.act('hugo-hr', replaced())).toBe('stage-opening');
});

test('an objection that nobody answered until the case was decided stays in the record, and nobody answers it any more', () => {
  const scene = objectedTo('sign-off');
  scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
  playTo(scene, 'closed', { leaves });
  scene.must('erin-engineer', { type: 'appeal', ground: 'conflict', statement: 'I said so.', against: 'tess-lead' });
  stepOn(scene);
  expect(scene.state.head.objections).toMatchObject([{ answer: null }]);
  expect(stepsOf(scene)).toEqual(['@hr decide-appeal']);
  expect(scene.act('hugo-hr', replaced())).toBe('not-yet');
});
