import { expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import {
  attest,
  evidence,
  portfolioForL3,
  ratingsOf,
  readyForL3,
  review,
  type SignOff,
  selfAssessment,
  signOff,
} from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { withExceptions } from '#test/support/test-ladder.ts';

function toCalibration(on = ladder): Scene {
  const scene = startScene(on);
  stepOn(scene);
  scene.must('erin-engineer', selfAssessment(readyForL3(ladder)));
  stepOn(scene);
  return scene;
}

function toPortfolio(step = 3, on = ladder): Scene {
  const scene = toCalibration(on);
  scene.must('tess-lead', review(ratingsOf(ladder, step, { 'technical-mastery': step + 1 })));
  scene.must('tess-lead', attest('owns-a-module'));
  scene.must('tess-lead', attest('mentoring-readiness'));
  stepOn(scene);
  return scene;
}

function toSignOff(step = 3, on = ladder): Scene {
  const scene = toPortfolio(step, on);
  for (const evidence of portfolioForL3) scene.must('erin-engineer', evidence);
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  stepOn(scene);
  return scene;
}

const decision = (scene: Scene, said: 'approve' | 'decline', exceptionReasons = {}) =>
  signOff(scene.state, ladder, said, { exceptionReasons });

test('a case goes from opened to promoted if everyone does their steps', () => {
  const scene = toSignOff();
  scene.must('omar-odc', decision(scene, 'approve'));
  expect(scene.state.head.outcome).toBeNull();
  scene.must('tess-lead', decision(scene, 'approve'));
  expect(scene.state.head).toMatchObject({ stage: 'closing', outcome: 'promoted' });
  stepOn(scene);
  expect(scene.state.head).toMatchObject({ stage: 'closed', outcome: 'promoted' });
  expect(scene.events.at(-1)?.event.data).toEqual({ outcome: 'promoted', level: 'L3' });
});

test('one decline closes the case at once, and the other signer is told who decided', () => {
  const scene = toSignOff();
  scene.must('tess-lead', decision(scene, 'decline'));
  expect(scene.state.head).toMatchObject({ stage: 'closing', outcome: 'not-promoted' });
  expect(scene.decide('omar-odc', decision(scene, 'approve'))).toMatchObject({
    ok: false,
    rejection: { code: 'already-decided', message: expect.stringContaining('declined') },
  });
});

test('a step in a withdrawn case is refused in words that fit the engineer and everybody else', () => {
  const scene = toSignOff();
  scene.must('erin-engineer', { type: 'withdraw', reason: 'Moving on.' });
  expect(scene.decide('omar-odc', decision(scene, 'approve'))).toMatchObject({
    rejection: { message: 'This case was withdrawn.' },
  });
});

test('calibration waits for the review and both answers, in whatever order they come', () => {
  const scene = toCalibration();
  scene.must('tess-lead', attest('mentoring-readiness'));
  scene.must('tess-lead', review(readyForL3(ladder)));
  expect(scene.state.head.stage).toBe('calibration');
  expect(scene.act('tess-lead', review(readyForL3(ladder)))).toBe('already-done');
  expect(scene.act('tess-lead', attest('mentoring-readiness'))).toBe('already-done');
  scene.must('tess-lead', attest('owns-a-module', 'no'));
  expect(scene.state.head.stage).toBe('portfolio');
  expect(scene.state.head.consensus).toEqual(scene.state.head.reviews[0]?.ref);
});

test('with one reviewer there is no consensus to record', () => {
  const scene = toCalibration();
  const command: PersonCommand = { type: 'record-consensus', ratings: {}, reasons: {}, antiSignals: [], comment: '' };
  for (const who of ['tess-lead', 'omar-odc', 'hugo-hr']) expect(scene.act(who, command)).toBe('forbidden');
});

test('where exceptions are forbidden, nobody approves while a criterion is not met', () => {
  const scene = toSignOff(2);
  const refused = scene.decide('tess-lead', decision(scene, 'approve'));
  const faults = [{ path: 'decision', reason: 'an approval is not possible now' }];
  expect(refused).toMatchObject({ ok: false, rejection: { code: 'not-yet', faults } });
  const said = refused.ok ? '' : refused.rejection.message;
  expect(said).toContain('Step 3 or more in all eight competencies (not met)');
  expect(said).toContain('You can return the case or decline it.');
});

test('a criterion that is not met needs a reason to approve, and a decline says what would change it', () => {
  const scene = toSignOff(2, withExceptions(ladder));
  const refused = scene.decide('tess-lead', decision(scene, 'approve'));
  expect(refused).toMatchObject({ ok: false, rejection: { code: 'invalid-input' } });
  const paths = refused.ok ? [] : (refused.rejection.faults ?? []).map((fault) => fault.path);
  expect(paths).toContain('exceptionReasons.all-competencies-at-l3');
  const reasons = Object.fromEntries(paths.map((path) => [path.split('.')[1] ?? '', 'Outstanding elsewhere.']));
  expect(scene.act('tess-lead', decision(scene, 'approve', reasons))).toBeNull();
  const declined = (declineReasons: SignOff['declineReasons']) =>
    scene.decide('omar-odc', signOff(scene.state, ladder, 'decline', { declineReasons }));
  const words = { reason: 'Not yet.', wouldChange: 'A second module.' };
  expect(declined({})).toMatchObject({ rejection: { faults: [{ path: 'declineReasons' }] } });
  expect(declined({ 'not-a-criterion': words })).toMatchObject({
    rejection: { faults: [{ path: 'declineReasons.not-a-criterion' }] },
  });
  expect(declined({ 'all-competencies-at-l3': words })).toMatchObject({ ok: true });
});

test('a decision is refused if it is not on the current state of the case', () => {
  const scene = toSignOff();
  const command = decision(scene, 'approve');
  for (const seen of [
    { ...command.seen, portfolio: 'another' },
    { ...command.seen, consensus: null },
    { ...command.seen, reviews: [] },
    { ...command.seen, criteria: { ...command.seen.criteria, 'owns-a-module': 'fail' as const } },
    { ...command.seen, criteria: {} },
  ])
    expect(scene.act('tess-lead', { ...command, seen })).toBe('seen-changed');
  expect(scene.act('tess-lead', command)).toBeNull();
});

test('a portfolio needs a module that was owned for six months to the day; five months are not enough', () => {
  const scene = toPortfolio();
  const owned = (since: string) =>
    portfolioForL3.map((one) =>
      one.requirement === 'module-ownership' ? { ...one, fields: { ...one.fields, since } } : one,
    );
  for (const evidence of owned('2025-10-02')) scene.must('erin-engineer', evidence);
  const refused = scene.decide('erin-engineer', { type: 'submit-portfolio' });
  expect(refused).toMatchObject({
    ok: false,
    rejection: { code: 'invalid-input', faults: [{ path: 'evidence.e2.fields.since' }] },
  });
  const { type: _type, ...record } = owned('2025-09-02')[1] as (typeof portfolioForL3)[number];
  scene.must('erin-engineer', { type: 'amend-evidence', evidence: 'e2', ...record });
  expect(scene.act('erin-engineer', { type: 'submit-portfolio' })).toBeNull();
});

test('the postmortem must be of a P1 in the owned module, and mentoring can be proved in one of two ways', () => {
  const scene = toPortfolio();
  const wrong: Record<string, Record<string, string | number>> = {
    'p1-postmortem': { module: 'Search', severity: 'P2', occurredOn: '2025-11-03' },
    mentoring: { reviewsPerWeek: 9, designLevelPerWeek: 2, weeks: 11 },
  };
  for (const evidence of portfolioForL3)
    scene.must('erin-engineer', { ...evidence, fields: wrong[evidence.requirement] ?? evidence.fields });
  const refused = scene.decide('erin-engineer', { type: 'submit-portfolio' });
  const paths = refused.ok ? [] : (refused.rejection.faults ?? []).map((fault) => fault.path);
  expect(paths.sort()).toEqual([
    'evidence.e3.fields.module',
    'evidence.e3.fields.severity',
    'evidence.e4.fields.designLevelPerWeek',
    'evidence.e4.fields.reviewsPerWeek',
    'evidence.e4.fields.weeks',
  ]);
  scene.must('erin-engineer', evidence('mentoring', 'onboarded-junior', { junior: 'Aiko' }));
  const { type: _type, ...postmortem } = portfolioForL3[2] as (typeof portfolioForL3)[number];
  scene.must('erin-engineer', { type: 'amend-evidence', evidence: 'e3', ...postmortem });
  expect(scene.act('erin-engineer', { type: 'submit-portfolio' })).toBeNull();
});

test('an engineer can withdraw at any time before the decision, and nobody else can', () => {
  const withdraw = { type: 'withdraw', reason: 'Moving on.' } as const;
  for (const scene of [startScene(ladder), toCalibration(), toPortfolio(), toSignOff()]) {
    for (const who of ['tess-lead', 'omar-odc', 'hugo-hr', 'eli-engineer'])
      expect(scene.act(who, withdraw)).toBe('forbidden');
    scene.must('erin-engineer', withdraw);
    stepOn(scene);
    expect(scene.state.head).toMatchObject({ stage: 'closed', outcome: 'withdrawn' });
    expect(scene.events.at(-1)?.event.data).toEqual({ outcome: 'withdrawn', level: null });
  }
});

test('while a stage is opening, its commands are refused with stage-opening', () => {
  const scene = startScene(ladder);
  expect(scene.act('erin-engineer', selfAssessment(readyForL3(ladder)))).toBe('stage-opening');
});

test('the engineer or their leads can open a case, at the level where the transition begins', () => {
  const scene = startScene(ladder);
  const open = (who: string, engineerId = 'eli-engineer', transition = 'L2-L3') => {
    const decided = scene.decide(who, {
      type: 'open-case',
      engineerId,
      ladderId: ladder.id,
      transition,
      cycleId: null,
    });
    return decided.ok ? null : decided.rejection.code;
  };
  for (const who of ['eli-engineer', 'tess-lead', 'omar-odc']) expect(open(who)).toBeNull();
  for (const who of ['erin-engineer', 'olga-odc', 'hana-head', 'hugo-hr']) expect(open(who)).toBe('forbidden');
  expect(open('lena-senior', 'lena-senior')).toBe('level-mismatch');
  expect(open('eli-engineer', 'eli-engineer', 'L9-L10')).toBe('invalid-input');
  for (const transition of ['L1-L2', 'L3-L4', 'L4-L5'])
    expect(open('eli-engineer', 'eli-engineer', transition)).toBe('level-mismatch');
});

test('a case cannot be opened on a path that cannot be run', () => {
  const inOrder = structuredClone(ladder);
  for (const stage of inOrder.transitions.flatMap((one) => one.path))
    if (stage.kind === 'sign-off') stage.order = 'as-listed';
  expect(() => startScene(inOrder)).toThrow('transition-not-runnable');
});

test('if there is no tech lead, the next people up the line step in, and none of them calibrates and signs', () => {
  const scene = startScene(ladder, 'omid-other');
  expect(scene.state.head.slots.map((slot) => [slot.id, slot.personId, slot.substitutedBy])).toEqual([
    ['calibration.tech-lead', 'olga-odc', 'odc-lead'],
    ['sign-off.tech-lead', 'hana-head', 'head-of-department'],
    ['sign-off.odc-lead', 'dario-director', 'delivery-director'],
  ]);
});

test('nobody calibrates or signs their own case, even if they are their own lead', () => {
  const people = smallOrganisation.map((one) =>
    one.id === 'erin-engineer'
      ? { ...one, techLeadId: 'erin-engineer', roles: [...one.roles, 'tech-lead' as const] }
      : one,
  );
  const scene = startScene(ladder, 'erin-engineer', people);
  expect(scene.state.head.slots.map((slot) => slot.personId)).not.toContain('erin-engineer');
});

test('a case cannot be opened if nobody in the line can fill a slot', () => {
  const alone = [person('alone', { level: 'L2' }), ...smallOrganisation];
  expect(() => startScene(ladder, 'alone', alone)).toThrow('slot-vacant');
});

test('a lead who has left their role can no longer act', () => {
  const scene = toCalibration();
  const tess = scene.people['tess-lead'];
  if (tess) scene.people['tess-lead'] = { ...tess, roles: ['engineer'] };
  expect(scene.act('tess-lead', review(readyForL3(ladder)))).toBe('forbidden');
});
