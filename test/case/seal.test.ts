import { expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { mayKnowOf, opennessFor } from '#shared/domain/case/view/visibility.ts';
import { consensus, evidence, ratingsOf, review, selfAssessment, signOff } from '#test/support/commands.ts';
import { person } from '#test/support/people.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';

const reviewers = ['tess-lead', 'omar-odc', 'hana-head'];

function toCalibration(): Scene {
  const scene = startScene(ladder);
  stepOn(scene);
  scene.must('erin-engineer', selfAssessment(ratingsOf(ladder, 5)));
  stepOn(scene);
  scene.must('erin-engineer', evidence('design-doc', 'design-doc'));
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  stepOn(scene);
  return scene;
}

const agreed = (more: Parameters<typeof consensus>[1] = {}) => consensus(ratingsOf(ladder, 3), more);

const naming = (id: string) =>
  ({ ...review(ratingsOf(ladder, 3)), antiSignals: [{ id, example: 'In May it was seen.' }] }) as PersonCommand;

test('a reviewer cannot see the ratings of others or of the engineer before sending their own', () => {
  const scene = toCalibration();
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  const omar = see(scene, 'omar-odc');
  expect([omar.reviews, omar.selfAssessment, omar.submitted, omar.score]).toEqual([null, null, null, null]);
  const tess = see(scene, 'tess-lead');
  expect(tess.selfAssessment?.ratings).toEqual(ratingsOf(ladder, 5));
  expect([tess.reviews, tess.submitted]).toEqual([null, null]);
  expect(tess.ownReview?.ratings).toEqual(ratingsOf(ladder, 3));
});

test('while others review, the view of everyone except the lead and HR stays the same', () => {
  const scene = toCalibration();
  const watching = ['omar-odc', 'erin-engineer'];
  const before = watching.map((who) => see(scene, who));
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  scene.clock.advanceDays(1);
  scene.must('hana-head', review(ratingsOf(ladder, 4)));
  expect(watching.map((who) => see(scene, who))).toEqual(before);
});

test.each(['tara-lead', 'constructor'])('under the seal, the own review of %s counts in what they see', (who) => {
  const scene = toCalibration();
  scene.people[who] = person(who, { level: 'L4', roles: ['tech-lead'] });
  const slot = scene.state.head.slots.find((one) => one.personId === 'tess-lead')?.id ?? '';
  scene.must('hugo-hr', { type: 'reassign', slot, to: who, reason: 'She is away.' });
  scene.clock.advanceDays(4);
  const { version } = see(scene, who);
  expect(version).toBe(scene.state.head.version);
  scene.must(who, review(ratingsOf(ladder, 3)));
  expect(see(scene, who).version).toBe(version + 1);
});

test('the lead and HR see who has reviewed, but not the reviews', () => {
  const scene = toCalibration();
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  for (const who of ['dario-director', 'hugo-hr']) {
    const view = see(scene, who);
    expect(view.submitted).toEqual(['tess-lead']);
    expect([view.reviews, view.consensus, view.score, view.selfAssessment]).toEqual([null, null, null, null]);
  }
});

test('that a review was discarded under the seal is said to those who read the reviews, and only then', () => {
  const scene = toCalibration();
  const slot = scene.state.head.slots.find((one) => one.personId === 'tess-lead')?.id ?? '';
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  scene.must('hugo-hr', { type: 'reassign', slot, to: 'olga-odc', reason: 'Somebody closer to the work.' });
  const everybody = ['tess-lead', 'omar-odc', 'dario-director', 'hugo-hr', 'erin-engineer'];
  for (const who of everybody.slice(1)) expect(see(scene, who).discarded).toBeNull();
  scene.clock.advanceDays(4);
  for (const who of ['omar-odc', 'hana-head', 'olga-odc']) scene.must(who, review(ratingsOf(ladder, 3)));
  const discarded = [{ slot, by: 'tess-lead' }];
  for (const who of ['omar-odc', 'olga-odc', 'dario-director', 'hugo-hr'])
    expect([who, see(scene, who).discarded]).toEqual([who, discarded]);
  expect(see(scene, 'erin-engineer').discarded).toBeNull();
  scene.must('dario-director', agreed());
  stepOn(scene);
  for (const { personId } of scene.state.head.slots.filter((one) => one.part === 'signer'))
    expect(see(scene, personId ?? '').discarded).toEqual(discarded);
});

test('only the author of a review sees its anti-signals until the seal opens', () => {
  const scene = toCalibration();
  const everybody = [...reviewers, 'dario-director', 'hugo-hr', 'erin-engineer'];
  const told = () => everybody.filter((who) => JSON.stringify(see(scene, who)).includes('In May it was seen.'));
  scene.must('tess-lead', naming('craft-3'));
  scene.must('omar-odc', naming('design-2'));
  // Each author sees their own text.
  const knows = (who: string, id: string) => JSON.stringify(see(scene, who).ownReview).includes(id);
  expect(told()).toEqual(['tess-lead', 'omar-odc']);
  expect([knows('tess-lead', 'craft-3'), knows('tess-lead', 'design-2')]).toEqual([true, false]);
  expect([knows('omar-odc', 'craft-3'), knows('omar-odc', 'design-2')]).toEqual([false, true]);
  expect([see(scene, 'tess-lead').reviews, see(scene, 'omar-odc').reviews]).toEqual([null, null]);
  scene.must('hana-head', review(ratingsOf(ladder, 3)));
  expect(told()).toEqual(everybody.filter((who) => who !== 'erin-engineer'));
  expect(see(scene, 'dario-director').reviews?.map((one) => one.antiSignals)).toEqual([
    [{ id: 'craft-3', example: 'In May it was seen.', settled: null, reason: '' }],
    [{ id: 'design-2', example: 'In May it was seen.', settled: null, reason: '' }],
    [],
  ]);
});

test('the seal opens with the last review, for everyone except the engineer', () => {
  const scene = toCalibration();
  for (const who of reviewers) scene.must(who, review(ratingsOf(ladder, 3)));
  for (const who of [...reviewers, 'dario-director', 'hugo-hr']) expect(see(scene, who).reviews).toHaveLength(3);
  expect(see(scene, 'erin-engineer').reviews).toBeNull();
});

test('only the lead records the consensus, after the last review, and gives a reason if reviews differ by two', () => {
  const scene = toCalibration();
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  scene.must('omar-odc', review({ ...ratingsOf(ladder, 3), tests: 5 }));
  expect(scene.act('dario-director', agreed())).toBe('not-yet');
  scene.must('hana-head', review({ ...ratingsOf(ladder, 3), tools: 4 }));
  for (const who of [...reviewers, 'hugo-hr', 'erin-engineer']) expect(scene.act(who, agreed())).toBe('forbidden');
  expect(scene.decide('dario-director', agreed())).toMatchObject({
    rejection: { code: 'invalid-input', faults: [{ path: 'reasons.tests' }] },
  });
  scene.must('dario-director', agreed({ reasons: { tests: 'The suite was shared work.' } }));
  expect(scene.state.head.stage).toBe('sign-off');
});

test('an anti-signal that a reviewer named is confirmed with an example or dropped, and caps its competency', () => {
  const scene = toCalibration();
  const named = {
    ...review(ratingsOf(ladder, 3)),
    antiSignals: [{ id: 'craft-3', example: 'In May.' }],
  } as PersonCommand;
  scene.must('tess-lead', named);
  for (const who of ['omar-odc', 'hana-head']) scene.must(who, review(ratingsOf(ladder, 3)));
  expect(scene.decide('dario-director', agreed())).toMatchObject({
    rejection: { code: 'invalid-input', faults: [{ path: 'antiSignals.craft-3' }] },
  });
  const confirmed = { antiSignals: [{ id: 'craft-3', confirmed: true, example: '', reason: '' }] };
  expect(scene.act('dario-director', agreed(confirmed))).toBe('invalid-input');
  scene.must(
    'dario-director',
    agreed({ antiSignals: [{ id: 'craft-3', confirmed: true, example: 'In May.', reason: '' }] }),
  );
  stepOn(scene);
  const view = see(scene, 'tess-lead');
  expect(view.score?.competencies.map((one) => one.value)).toEqual([2, 3]);
  expect(view.criteria?.[0]?.verdict).toBe('fail');
  const approve = signOff(scene.state, ladder, 'approve', { exceptionReasons: { 'all-at-3': 'Still.' } });
  expect(scene.act('tess-lead', approve)).toBe('not-yet');
});

test('an anti-signal that was named and dropped is shown as dropped, with the reason, wherever it was named', () => {
  const scene = toCalibration();
  const antiSignals = [{ id: 'craft-3', example: 'In May.' }];
  scene.must('tess-lead', { ...review(ratingsOf(ladder, 3)), antiSignals } as PersonCommand);
  for (const who of ['omar-odc', 'hana-head']) scene.must(who, review(ratingsOf(ladder, 3)));
  const named = { id: 'craft-3', example: 'In May.', settled: null, reason: '' };
  expect(see(scene, 'hugo-hr').reviews?.[0]?.antiSignals).toEqual([named]);

  const dropped = (reason: string) =>
    agreed({ antiSignals: [{ id: 'craft-3', confirmed: false, example: '', reason }] });
  expect(scene.decide('dario-director', dropped(''))).toMatchObject({
    rejection: { code: 'invalid-input', faults: [{ path: 'antiSignals.0.reason' }] },
  });
  scene.must('dario-director', dropped('It was before the period.'));
  stepOn(scene);
  const settled = { ...named, settled: 'dropped', reason: 'It was before the period.' };
  for (const who of [...reviewers, 'dario-director', 'hugo-hr'])
    expect(see(scene, who).reviews?.[0]?.antiSignals).toEqual([settled]);
  expect(see(scene, 'tess-lead').ownReview?.antiSignals).toEqual([settled]);
  expect(see(scene, 'hugo-hr').score?.competencies.map((one) => one.value)).toEqual([3, 3]);
});

test('an anti-signal that was dropped before reasons were asked for is shown as dropped', () => {
  const scene = toCalibration();
  const antiSignals = [{ id: 'craft-3', example: 'In May.' }];
  scene.must('tess-lead', { ...review(ratingsOf(ladder, 3)), antiSignals } as PersonCommand);
  for (const who of ['omar-odc', 'hana-head']) scene.must(who, review(ratingsOf(ladder, 3)));
  const dropped = { id: 'craft-3', confirmed: false, example: '' };
  scene.must('dario-director', agreed({ antiSignals: [{ ...dropped, reason: 'Long ago.' }] }));
  const body = Object.values(scene.state.bodies).find((one) => one.type === 'consensus-recorded');
  if (body) body.content.antiSignals = [dropped];
  expect(see(scene, 'hugo-hr').reviews?.[0]?.antiSignals).toEqual([
    { id: 'craft-3', example: 'In May.', settled: 'dropped', reason: '' },
  ]);
});

test('a review cannot name an anti-signal of a step above its ratings', () => {
  const scene = toCalibration();
  const command = {
    ...review(ratingsOf(ladder, 2)),
    antiSignals: [{ id: 'craft-3', example: 'Once.' }],
  } as PersonCommand;
  expect(scene.decide('tess-lead', command)).toMatchObject({ rejection: { faults: [{ path: 'antiSignals.0.id' }] } });
});

test('with the outcome, the engineer sees the consensus beside their own ratings, and never a single review', () => {
  const scene = toCalibration();
  for (const who of reviewers) scene.must(who, review(ratingsOf(ladder, 3)));
  scene.must('dario-director', agreed());
  stepOn(scene);
  expect(see(scene, 'erin-engineer').consensus).toBeNull();
  for (const who of ['tess-lead', 'omar-odc']) scene.must(who, signOff(scene.state, ladder, 'approve'));
  const view = see(scene, 'erin-engineer');
  expect(view.consensus?.ratings).toEqual(ratingsOf(ladder, 3));
  expect([view.reviews, view.selfAssessment?.label]).toEqual([null, 'Your own view, beside the consensus.']);
});

test('the reviews of a withdrawn case stay sealed forever', () => {
  const scene = toCalibration();
  scene.must('tess-lead', review(ratingsOf(ladder, 3)));
  scene.must('erin-engineer', { type: 'withdraw', reason: 'Moving on.' });
  stepOn(scene);
  for (const who of ['omar-odc', 'dario-director', 'hugo-hr', 'erin-engineer'])
    expect(see(scene, who).reviews).toBeNull();
});

test('when a case ends early, nobody but the lead and HR learns whether a review had been written', () => {
  const [without, written] = [toCalibration(), toCalibration()];
  written.must('tess-lead', review(ratingsOf(ladder, 3)));
  for (const scene of [without, written]) {
    scene.must('erin-engineer', { type: 'withdraw', reason: 'Moving on.' });
    stepOn(scene);
  }
  // The links of evidence are numbered through all tests.
  const seen = (scene: Scene, who: string) => JSON.stringify(see(scene, who)).replace(/evidence\/\d+/g, 'evidence/n');
  for (const who of ['omar-odc', 'hana-head', 'erin-engineer']) expect(seen(written, who)).toBe(seen(without, who));
  expect(see(written, 'hugo-hr').submitted).toEqual(['tess-lead']);
});

test('those who only watch a case learn of no reminder: it says who is late, or that HR is to answer something', () => {
  const scene = toCalibration();
  scene.clock.advanceDays(8);
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  const sent = scene.events.map(({ event }) => event).find((event) => event.type === 'reminder-sent');
  if (!sent) throw new Error('Nobody was reminded');
  const head = { ...scene.state.head, sealed: null };
  const knows = (relation: 'watcher' | 'signer') =>
    mayKnowOf(head, sent, opennessFor(head, [relation], 'nobody'), [relation], 'nobody');
  expect([knows('watcher'), knows('signer')]).toEqual([false, true]);
});
