import { expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Person } from '#shared/contract/people.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { relationsOf } from '#shared/domain/case/view/visibility.ts';
import { attest, ratingsOf, readyForL3, returnTo, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import type { Scene } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';

const why = 'There are reasons.';
const signer = 'hana-head';
const dismisses = { type: 'answer-objection', answer: 'keep', reason: 'I have heard both.', to: null } as const;
const recuse: PersonCommand = { type: 'recuse', reason: why };
const conflict: PersonCommand = { type: 'declare-conflict', reason: why };
const reassign = (slot: string, to: string): PersonCommand => ({ type: 'reassign', slot, to, reason: why });
const delegate = (to: string, slots: string[], days = 30, from: string | null = null): PersonCommand => ({
  type: 'delegate',
  slots,
  to,
  from,
  until: `2026-${days > 60 ? '08' : '04'}-01T09:00:00.000Z`,
  reason: why,
});
const holderOf = (scene: Scene, id: string) => scene.state.head.slots.find((slot) => slot.id === id)?.personId;
const approve = (scene: Scene) => signOff(scene.state, ladder, 'approve');

test('if a tech lead steps back, the next people up the line take over their slots', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  scene.must('tess-lead', recuse);
  expect(scene.state.head.slots.map((slot) => [slot.id, slot.personId, slot.substitutedBy])).toEqual([
    ['calibration.tech-lead', 'hana-head', 'head-of-department'],
    ['sign-off.tech-lead', 'dario-director', 'delivery-director'],
    ['sign-off.odc-lead', 'omar-odc', null],
  ]);
  expect(scene.act('tess-lead', review(readyForL3(ladder)))).toBe('forbidden');
  expect(scene.state.head.past).toEqual(['tess-lead']);
  scene.must('erin-engineer', { type: 'accept-panel' });
  scene.must('hana-head', review(readyForL3(ladder)));
});

test('a person with a conflict can never come back to the case', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  scene.must('tess-lead', conflict);
  expect(scene.state.head.conflicts).toEqual(['tess-lead']);
  for (const slot of ['calibration.tech-lead', 'sign-off.odc-lead'])
    expect(scene.faults('hugo-hr', reassign(slot, 'tess-lead'))).toEqual(['to']);
  expect(scene.faults('omar-odc', delegate('tess-lead', ['sign-off.odc-lead']))).toEqual(['to']);
});

test('if a reviewer steps back before the seal opens, their review is removed', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('lena-senior', { type: 'accept-panel' });
  scene.must('pia-peer', review(ratingsOf(ladder, 5)));
  scene.must('pia-peer', recuse);
  expect(scene.state.head.reviews).toEqual([]);
  expect(holderOf(scene, 'calibration.peer-1')).toBeNull();
});

test('nobody can step back after they have decided', () => {
  const scene = caseAt('L1-L2', ladder, 'calibration');
  scene.must('tess-lead', review(ratingsOf(ladder, 5)));
  scene.must('tess-lead', attest('ships-features-independently'));
  for (const command of [recuse, conflict]) expect(scene.act('tess-lead', command)).toBe('already-done');
});

test('HR can reassign a slot that is not done to a person of its role or above who has no other slot', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  for (const [to, ok] of [
    ['olga-odc', true],
    ['hiro-head', true],
    ['eli-engineer', false],
    ['tess-lead', false],
    ['erin-engineer', false],
    ['nobody-known', false],
  ] as const)
    expect([to, scene.decide('hugo-hr', reassign('sign-off.odc-lead', to)).ok]).toEqual([to, ok]);
  for (const who of ['erin-engineer', 'tess-lead', 'eli-engineer'])
    expect(scene.act(who, reassign('sign-off.odc-lead', 'olga-odc'))).toBe('forbidden');
  scene.must('hugo-hr', reassign('sign-off.odc-lead', 'olga-odc'));
  playTo(scene, 'sign-off');
  expect(scene.act('omar-odc', approve(scene))).toBe('forbidden');
  scene.must('olga-odc', approve(scene));
  expect(scene.faults('hugo-hr', reassign('sign-off.odc-lead', 'omar-odc'))).toEqual(['slot']);
});

test('nobody gives a part to themselves: neither a lead nor a person of HR who could fill it', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const slot = 'calibration.tech-lead';
  scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  expect(scene.faults('hedy-hr', reassign(slot, 'hedy-hr'))).toEqual(['to']);
  scene.must('hugo-hr', reassign(slot, 'hedy-hr'));
});

test('only HR reassigns a part: neither the ODC lead nor the lead of the calibration does', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  expect(scene.act('omar-odc', reassign('calibration.tech-lead', 'olga-odc'))).toBe('forbidden');
});

test('HR takes a sealed review away with its part, and nobody replaces a review once the seal is open', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  const slot = 'calibration.tech-lead';
  scene.must('tess-lead', review(ratingsOf(ladder, 4)));
  scene.must('hugo-hr', reassign(slot, 'olga-odc'));
  expect(scene.state.head.reviews).toEqual([]);
  const open = caseAt('L2-L3', ladder, 'portfolio');
  expect(open.faults('hugo-hr', reassign(slot, 'olga-odc'))).toEqual(['slot']);
});

test('a person of HR who holds or held a part has no power of HR in the case', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const cancel = { type: 'cancel', reason: why } as const;
  scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
  expect(scene.decide('hedy-hr', cancel).ok).toBe(true);
  scene.must('hugo-hr', reassign('calibration.tech-lead', 'hedy-hr'));
  expect(scene.act('hedy-hr', cancel)).toBe('forbidden');
  expect(relationsOf(scene.state.head, scene.people['hedy-hr'] as Person, scene.people, scene.now())).toEqual([
    'reviewer',
  ]);
  scene.must('hedy-hr', { type: 'recuse', reason: why });
  expect([scene.decide('hedy-hr', cancel).ok, scene.state.head.past]).toEqual([true, ['tess-lead']]);
});

test('a person of HR who is to act for a holder has no power of HR in the case, and answers no objection to that part', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  const slot = 'calibration.tech-lead';
  const cancel = { type: 'cancel', reason: why } as const;
  scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
  scene.must('tess-lead', delegate('hedy-hr', [slot], 30));
  expect(scene.act('hedy-hr', cancel)).toBe('forbidden');
  expect(relationsOf(scene.state.head, scene.people['hedy-hr'] as Person, scene.people, scene.now())).toEqual([
    'reviewer',
  ]);
  scene.must('tess-lead', { type: 'end-delegation', to: 'hedy-hr' });
  expect(scene.decide('hedy-hr', cancel).ok).toBe(true);
});

test('a person of HR who gives a part back is HR again, but never learns whether the engineer objected to them', () => {
  const scenes = [false, true].map((isObjectedTo) => {
    const scene = caseAt('L2-L3', ladder, 'self-assessment');
    const slot = 'calibration.tech-lead';
    scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
    scene.must('hugo-hr', reassign(slot, 'hedy-hr'));
    if (isObjectedTo) scene.must('erin-engineer', { type: 'raise-objection', slot, ground: 'other', reason: why });
    scene.must('hedy-hr', { type: 'recuse', reason: why });
    return scene;
  });
  for (const scene of scenes) {
    expect(scene.decide('hedy-hr', { type: 'cancel', reason: why }).ok).toBe(true);
    // Nor does she answer objections: what she may answer would tell.
    expect(scene.act('hedy-hr', { ...dismisses, objection: 'o1' })).toBe('forbidden');
  }
  const [without, withOne] = scenes.map((scene) => see(scene, 'hedy-hr'));
  expect(withOne).toEqual(without);
  expect(scenes.map((scene) => see(scene, 'hugo-hr').objections.length)).toEqual([0, 1]);
});

test('a delegate can act only from the given time on, and the event names both people', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', delegate('olga-odc', ['sign-off.odc-lead'], 30, '2026-03-10T09:00:00.000Z'));
  expect(scene.act('olga-odc', approve(scene))).toBe('forbidden');
  scene.clock.set('2026-03-10T09:00:00.000Z');
  expect(openSteps(scene.state.head, ladder)).toContainEqual(
    expect.objectContaining({ personId: 'olga-odc', type: 'sign-off', onBehalfOf: 'omar-odc' }),
  );
  scene.must('olga-odc', approve(scene));
  expect(scene.events.at(-1)?.event.actor).toEqual({
    personId: 'olga-odc',
    role: 'odc-lead',
    relation: 'sign-off.odc-lead',
    onBehalfOf: 'omar-odc',
  });
  expect(scene.act('omar-odc', approve(scene))).toBe('already-decided');
});

test('a delegation ends at its end date, or if the holder ends it, steps back or leaves the company', () => {
  const lent = () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', delegate('olga-odc', ['sign-off.odc-lead']));
    return scene;
  };
  const [late, ended, recused, gone] = [lent(), lent(), lent(), lent()];
  late.clock.set('2026-04-01T09:00:00.000Z');
  ended.must('omar-odc', { type: 'end-delegation', to: 'olga-odc' });
  recused.must('omar-odc', recuse);
  gone.change('omar-odc', { active: false });
  for (const scene of [late, ended, recused, gone]) expect(scene.act('olga-odc', approve(scene))).toBe('forbidden');
});

test.each([
  ['the engineer', 'erin-engineer', ['sign-off.odc-lead'], ['to']],
  ['a person with another slot', 'tess-lead', ['sign-off.odc-lead'], ['to']],
  ['a person of lower rank', 'pia-peer', ['sign-off.odc-lead'], ['to']],
  ['anyone by a person who does not hold the slot', 'olga-odc', ['sign-off.tech-lead'], ['slots.0']],
] as const)('nothing is delegated to %s', (_who, to, slots, faults) => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  expect(scene.faults('omar-odc', delegate(to, [...slots]))).toEqual(faults);
});

test('whoever calibrates signs under no other role than the one that the ladder names', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  expect(scene.faults('hugo-hr', reassign('calibration.tech-lead', 'omar-odc'))).toEqual(['to']);
  expect(scene.faults('tess-lead', delegate('omar-odc', ['calibration.tech-lead']))).toEqual(['to']);
  scene.change('tess-lead', { roles: ['tech-lead', 'odc-lead'] });
  expect(scene.faults('hugo-hr', reassign('sign-off.odc-lead', 'tess-lead'))).toEqual(['to']);
  expect(scene.faults('omar-odc', delegate('tess-lead', ['sign-off.odc-lead']))).toEqual(['to']);
  // Somebody who steps in for a role does not have it.
  scene.change('tess-lead', { roles: ['odc-lead'] });
  expect(scene.act('tess-lead', review(readyForL3(ladder)))).toBe('forbidden');
});

test.each<[how: string, field: string, faults: (scene: Scene) => string[]]>([
  [
    'named for the panel',
    'reviewers.0',
    (scene) => scene.faults('omar-odc', { type: 'appoint-panel', reviewers: [signer, 'pia-peer'] }),
  ],
  [
    'named in the place of somebody to whom the engineer objected',
    'to',
    (scene) => {
      scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
      scene.must('lena-senior', { type: 'raise-objection', slot: 'calibration.peer-1', ground: 'other', reason: why });
      return scene.faults('omar-odc', { ...dismisses, objection: 'o1', answer: 'replace', to: signer });
    },
  ],
  ['given the part of a reviewer', 'to', (scene) => scene.faults('hugo-hr', reassign('calibration.tech-lead', signer))],
  ['given the lead', 'to', (scene) => scene.faults('hugo-hr', reassign('calibration.lead', signer))],
  ['let act for a reviewer', 'to', (scene) => scene.faults('tess-lead', delegate(signer, ['calibration.tech-lead']))],
  ['let act for the lead', 'to', (scene) => scene.faults('omar-odc', delegate(signer, ['calibration.lead']))],
])('the final signer of a case is not %s', (_how, field, faults) => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  // They have the level and the roles for every part.
  scene.change(signer, { level: 'L5', roles: ['tech-lead', 'odc-lead', 'head-of-department'] });
  expect(holderOf(scene, 'sign-off.head-of-department')).toBe(signer);
  expect(faults(scene)).toContain(field);
});

test('a delegate who steps back reads that they only act for another person', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', delegate('olga-odc', ['sign-off.odc-lead']));
  const refused = scene.decide('olga-odc', { type: 'recuse', reason: why });
  expect(refused).toMatchObject({ rejection: { message: expect.stringContaining('only act for another person') } });
});

test('one person can act for one signer, but not for two', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', delegate('olga-odc', ['sign-off.odc-lead']));
  expect(scene.faults('tess-lead', delegate('olga-odc', ['sign-off.tech-lead']))).toEqual(['to']);
});

test('a delegation lasts ninety days at most', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  expect(scene.faults('omar-odc', delegate('olga-odc', ['sign-off.odc-lead'], 99))).toEqual(['until']);
});

test('if a signer leaves the company, the next person up the line gets the slot', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.change('omar-odc', { active: false });
  expect(scene.act('omar-odc', approve(scene))).toBe('forbidden');
  scene.must(null, { type: 'resettle' });
  expect(holderOf(scene, 'sign-off.odc-lead')).toBe('hana-head');
  expect(scene.decide(null, { type: 'resettle' })).toMatchObject({ ok: true, events: [] });
  scene.must('hana-head', approve(scene));
});

test('a new manager takes over the slots of stages that have not opened, and the old manager keeps the others', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  scene.change('pia-peer', { roles: ['tech-lead'] });
  scene.change('erin-engineer', { techLeadId: 'pia-peer' });
  scene.must(null, { type: 'resettle' });
  expect([holderOf(scene, 'calibration.tech-lead'), holderOf(scene, 'sign-off.tech-lead')]).toEqual([
    'tess-lead',
    'pia-peer',
  ]);
});

test('a member of a panel who leads the engineer now loses the part, where the ladder asks that others review', () => {
  const scene = caseAt('L4-L5', ladder, 'calibration', {}, { leaves: 'submit-review' });
  scene.must('hana-head', { type: 'appoint-panel', reviewers: ['zoe-senior', 'zack-senior', 'zita-senior'] });
  const { engineerId } = scene.state.head;
  scene.change('zoe-senior', { roles: ['odc-lead'] });
  scene.change(engineerId, { odcLeadId: 'zoe-senior' });
  scene.must(null, { type: 'resettle' });
  const panel = scene.state.head.slots.filter(({ part }) => part === 'reviewer').map((one) => one.personId);
  expect(panel).toEqual([null, 'zack-senior', 'zita-senior']);
});

test('a signature still counts after its signer leaves, and nobody signs again', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', approve(scene));
  scene.change('omar-odc', { active: false });
  expect(scene.decide(null, { type: 'resettle' })).toMatchObject({ ok: true, events: [] });
  scene.must('tess-lead', approve(scene));
  expect(scene.state.head.outcome).toBe('promoted');
});

test('if nobody in the line can fill a slot, HR owes the reassignment', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  for (const id of ['omar-odc', 'hana-head', 'dario-director']) scene.change(id, { active: false });
  scene.must(null, { type: 'resettle' });
  expect(holderOf(scene, 'sign-off.odc-lead')).toBeNull();
  expect(openSteps(scene.state.head, ladder)).toContainEqual(
    expect.objectContaining({ personId: '@hr', type: 'reassign' }),
  );
  scene.must('hugo-hr', reassign('sign-off.odc-lead', 'olga-odc'));
  scene.must('olga-odc', approve(scene));
});

test('if a reviewer leaves after the review but before the attestations, the next person answers them', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  scene.must('tess-lead', review(readyForL3(ladder)));
  scene.change('tess-lead', { active: false });
  scene.must(null, { type: 'resettle' });
  const next = holderOf(scene, 'calibration.tech-lead') ?? '';
  expect(next).toBe('hana-head');
  expect(scene.state.head.reviews.map((one) => one.by)).toEqual(['tess-lead']);
  // Nobody replaces a review that is open.
  const amend = { ...review(ratingsOf(ladder, 5)), type: 'amend-review', reason: why } as PersonCommand;
  expect(scene.act(next, amend)).toBe('already-done');
  for (const id of ['owns-a-module', 'mentoring-readiness']) scene.must(next, attest(id));
  expect(scene.state.head.stage).toBe('portfolio');
});

test('if a reviewer has left before a return to the calibration, another person takes over the slot', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.change('tess-lead', { active: false });
  scene.must(null, { type: 'resettle' });
  scene.must('omar-odc', returnTo(scene.state, ladder, 'calibration', 'rating.debugging'));
  scene.must(null, { type: 'resettle' });
  expect(holderOf(scene, 'calibration.tech-lead')).toBe('dario-director');
  playTo(scene, 'closed');
  expect(scene.state.head.outcome).toBe('promoted');
});
