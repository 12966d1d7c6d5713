import { expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { Ladder } from '#shared/contract/ladder.ts';
import { publish } from '#shared/ladders/read.ts';
import {
  adoptedBy,
  attest,
  consensus,
  evidence,
  ratingsOf,
  returnTo,
  review,
  selfAssessment,
  signOff,
} from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

const why = 'There are reasons.';
const amend = (ratings: ReturnType<typeof ratingsOf>): PersonCommand =>
  ({ ...review(ratings), type: 'amend-review', reason: why }) as PersonCommand;
const best = ratingsOf(ladder, 5);
const approve = (scene: Scene) => signOff(scene.state, ladder, 'approve');
const back = (scene: Scene, stage: Parameters<typeof returnTo>[2], ...ids: string[]) =>
  returnTo(scene.state, ladder, stage, ...ids);
const standing = (scene: Scene) => scene.state.head.signOffs.map((one) => [one.by, one.stands]);

test('a return names parts of one stage, each with a reason', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  expect(scene.faults('omar-odc', signOff(scene.state, ladder, 'return'))).toEqual(['returns']);
  expect(scene.faults('omar-odc', back(scene, 'portfolio'))).toEqual(['returns.reasons']);
  expect(scene.faults('omar-odc', back(scene, 'portfolio', 'evidence.e9'))).toEqual(['returns.reasons.evidence.e9']);
  expect(scene.faults('omar-odc', back(scene, 'portfolio', 'rating.debugging'))).toHaveLength(1);
});

test('in a returned portfolio only the named parts can change, and then the case goes on from there', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('tess-lead', approve(scene));
  scene.must('omar-odc', back(scene, 'portfolio', 'evidence.e1'));
  expect(scene.state.head).toMatchObject({ stage: 'portfolio', attempt: 2 });
  stepOn(scene);
  const { type: _type, ...piece } = evidence('adr-or-design-doc', 'adr', { feature: 'Another one' });
  const amended = (id: string) => ({ type: 'amend-evidence' as const, evidence: id, ...piece });
  expect(scene.faults('erin-engineer', amended('e2'))).toEqual(['evidence']);
  expect(scene.faults('erin-engineer', { type: 'remove-evidence', evidence: 'e3' })).toEqual(['evidence']);
  expect(scene.faults('erin-engineer', evidence('mentoring', 'onboarded-junior', { junior: 'Aiko' }))).toEqual([
    'requirement',
  ]);
  scene.must('erin-engineer', amended('e1'));
  expect(Object.values(scene.state.bodies).filter((body) => body.content.id === 'e1')).toHaveLength(2);
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  expect(scene.state.head.stage).toBe('sign-off');
  // The approval no longer stands, because the portfolio has changed.
  expect(standing(scene)).toEqual([['tess-lead', false]]);
  playTo(scene, 'closed');
  expect(scene.state.head.outcome).toBe('promoted');
});

test('an approval stands if a returned portfolio is handed in unchanged', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('tess-lead', approve(scene));
  scene.must('omar-odc', back(scene, 'portfolio', 'evidence.e1'));
  stepOn(scene);
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  stepOn(scene);
  expect(standing(scene)).toEqual([['tess-lead', true]]);
  scene.must('omar-odc', approve(scene));
  expect(scene.state.head.outcome).toBe('promoted');
});

test('in a returned self-assessment only the named ratings can change, and the stages after it are carried over', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', back(scene, 'self-assessment', 'self.debugging'));
  stepOn(scene);
  const [other] = Object.keys(best).filter((id) => id !== 'debugging');
  expect(scene.faults('erin-engineer', selfAssessment({ ...best, [other ?? '']: 3 }))).toEqual([`ratings.${other}`]);
  scene.must('erin-engineer', selfAssessment({ ...best, debugging: 3 }));
  expect(scene.state.head.stage).toBe('sign-off');
  const carried = scene.events.flatMap(({ event }) => (event.type === 'stage-carried-over' ? [event.data.stage] : []));
  expect(carried).toEqual(['calibration', 'portfolio']);
});

test('if the portfolio comes before the calibration, a changed portfolio needs a new consensus', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off');
  scene.must('hana-head', back(scene, 'portfolio', 'requirement.adopted-system-design'));
  stepOn(scene);
  scene.must('lena-senior', adoptedBy('omid-other', evidence('adopted-system-design', 'system-design')));
  scene.must('lena-senior', { type: 'submit-portfolio' });
  expect(scene.state.head).toMatchObject({ stage: 'calibration', consensus: null });
  stepOn(scene);
  scene.must('omar-odc', consensus(best));
  expect(scene.state.head.stage).toBe('sign-off');
});

test('after a return to the calibration, the lead can change only the named ratings', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off');
  scene.must('hana-head', back(scene, 'calibration', 'rating.debugging'));
  stepOn(scene);
  const [other] = Object.keys(best).filter((id) => id !== 'debugging');
  expect(scene.faults('omar-odc', consensus({ ...best, [other ?? '']: 4 }))).toEqual([`ratings.${other}`]);
  scene.must('omar-odc', consensus({ ...best, debugging: 4 }));
  expect(scene.state.head.stage).toBe('sign-off');
});

test('after a return, the lead decides anew only on anti-signals of a competency with a named rating', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off');
  const own = ladder.competencies.find(({ dimensions }) => dimensions.some(({ id }) => id === 'debugging'));
  const other = ladder.competencies.find((one) => one !== own)?.dimensions[0]?.id ?? '';
  const [{ id = '' } = {}, { id: second = '' } = {}] = own?.antiSignals ?? [];
  const settled = (of: string, confirmed: boolean) => ({ id: of, confirmed, example: why, reason: why });
  scene.must('hana-head', back(scene, 'calibration', 'rating.debugging'));
  stepOn(scene);
  // Its rating is named, so an anti-signal can be confirmed that was not before.
  scene.must('omar-odc', consensus(best, { antiSignals: [settled(id, true)] }));
  stepOn(scene);
  scene.must('hana-head', back(scene, 'calibration', `rating.${other}`));
  stepOn(scene);
  const faults = (...antiSignals: ReturnType<typeof settled>[]) =>
    scene.faults('omar-odc', consensus(best, { antiSignals }));
  expect(faults(settled(id, false))).toEqual(['antiSignals.0.confirmed']);
  expect(faults()).toEqual([`antiSignals.${id}`]);
  expect(faults(settled(id, true), settled(second, true))).toEqual(['antiSignals.1.confirmed']);
  scene.must('omar-odc', consensus(best, { antiSignals: [settled(id, true)] }));
});

test('after a return, a single reviewer keeps to anti-signals of a competency without a named rating', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const [first, other] = ladder.competencies;
  const signal = { id: first?.antiSignals[0]?.id ?? '', example: why };
  scene.must('omar-odc', back(scene, 'calibration', `rating.${other?.dimensions[0]?.id}`));
  stepOn(scene);
  const amends = { ...review(best), type: 'amend-review', reason: why, antiSignals: [signal] } as PersonCommand;
  expect(scene.faults('tess-lead', amends)).toEqual(['antiSignals.0.id']);
  scene.must('tess-lead', { ...amends, antiSignals: [] } as PersonCommand);
});

test('a question that a return names is asked again, and the consensus stands', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('omar-odc', back(scene, 'calibration', 'attestation.owns-a-module'));
  stepOn(scene);
  expect(scene.state.head.consensus).not.toBeNull();
  scene.must('tess-lead', attest('owns-a-module', 'no'));
  expect(scene.state.head.stage).toBe('sign-off');
});

test('a reviewer can amend their review until the consensus, and both versions are kept', () => {
  const scene = startScene(threeReviewerLadder);
  playTo(scene, 'calibration');
  const ratings = ratingsOf(threeReviewerLadder, 5);
  expect(scene.act('tess-lead', amend(ratings))).toBe('not-yet');
  scene.must('tess-lead', review(ratings));
  scene.must('tess-lead', amend(ratingsOf(threeReviewerLadder, 4)));
  expect(scene.state.head.sealed).not.toBeNull();
  for (const who of ['omar-odc', 'hana-head']) scene.must(who, review(ratings));
  scene.must('omar-odc', amend(ratings));
  scene.must('dario-director', consensus(ratings));
  expect(scene.act('omar-odc', amend(ratings))).toBe('wrong-stage');
  expect(scene.state.head.reviews).toHaveLength(3);
  expect(Object.values(scene.state.bodies).filter((body) => body.audience === 'review')).toHaveLength(5);
});

test('the quorum opens the seal, and a later review is refused', () => {
  const { hash: _hash, ...document } = structuredClone(threeReviewerLadder);
  for (const stage of document.transitions.flatMap((one) => one.path))
    if (stage.kind === 'calibration') Object.assign(stage, { reveal: 'quorum', quorum: 2 });
  const quorum = publish(Ladder.parse(document));
  const scene = startScene(quorum);
  playTo(scene, 'calibration');
  scene.must('tess-lead', review(ratingsOf(quorum, 5)));
  expect(scene.act('dario-director', consensus(ratingsOf(quorum, 5)))).toBe('not-yet');
  scene.must('omar-odc', review(ratingsOf(quorum, 5)));
  expect(scene.state.head).toMatchObject({ revealed: true, sealed: null });
  expect(scene.act('hana-head', review(ratingsOf(quorum, 5)))).toBe('already-done');
  scene.must('dario-director', consensus(ratingsOf(quorum, 5)));
});
