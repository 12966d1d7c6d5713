import { expect, test } from 'vitest';
import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { limits } from '#shared/contract/names.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { objectionsOf } from '#shared/domain/case/view/participants.ts';
import { relationsOf } from '#shared/domain/case/view/visibility.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { isHrOf } from '#shared/domain/people.ts';
import {
  attest,
  consensus,
  portfolioForL3,
  ratingsOf,
  review,
  selfAssessment,
  signOff,
  waiver,
} from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { appealed, holder, reviewAll, sealed, uphold } from '#test/support/sealed.ts';
import { threeReviewerLadder as three, withExceptions } from '#test/support/test-ladder.ts';

const [erin, lena] = ['erin-engineer', 'lena-senior'];
const until = '2026-05-20T09:00:00.000Z';
const reason = 'x';
const reviewers = ['olga-odc', 'zita-senior', 'zeno-senior'];
function told(s: Scene) {
  const events = s.events.map((one) => one.event);
  const all = noticesOf(events.at(-1) as CaseEvent, s.state.head, s.ladder, events.slice(0, -1));
  return all.map(({ template, to }) => `${template} ${to}`);
}
function seen(s: Scene, who: string) {
  const viewer = s.people[who]!;
  return objectionsOf(s.state, { viewer, relations: relationsOf(s.state.head, viewer, s.people, s.now()) } as never);
}

test('nobody acts for the lead who would read an objection to themselves', () => {
  const s = caseAt('L3-L4', ladder, 'portfolio');
  s.must('omar-odc', { type: 'appoint-panel', reviewers: ['olga-odc', 'petra-peer'] });
  s.must(lena, { type: 'raise-objection', slot: 'calibration.peer-1', ground: 'other', reason: 'SECRET' });
  s.must('omar-odc', {
    type: 'answer-objection',
    objection: 'o1',
    answer: 'replace',
    reason: 'SECRET',
    to: 'zoe-senior',
  });
  const lend: PersonCommand = {
    type: 'delegate',
    slots: ['calibration.lead'],
    to: 'olga-odc',
    from: null,
    until: '2026-03-20T09:00:00.000Z',
    reason,
  };
  expect(s.faults('omar-odc', lend)).toEqual(['to']);
  expect(s.faults('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'olga-odc', reason })).toEqual(['to']);
  expect(seen(s, 'olga-odc')).toEqual([]);
});
test('whoever reviewed leads the calibration as little without an objection as with one, also after they left', () => {
  for (const objects of [true, false]) {
    const s = caseAt('L3-L4', ladder, 'portfolio');
    s.must('omar-odc', { type: 'appoint-panel', reviewers: ['olga-odc', 'petra-peer'] });
    if (objects) s.must(lena, { type: 'raise-objection', slot: 'calibration.peer-1', ground: 'other', reason });
    s.must('olga-odc', { type: 'recuse', reason });
    expect(s.faults('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'olga-odc', reason })).toEqual(['to']);
  }
});
test('nobody reads what HR answered to an objection of the first round as the answer to one of the second', () => {
  const s = caseAt('L3-L4', ladder, 'portfolio');
  s.must(lena, { type: 'raise-objection', slot: 'calibration.lead', ground: 'other', reason: 'SECRET' });
  s.must('hugo-hr', { type: 'answer-objection', objection: 'o1', answer: 'keep', reason: 'SECRET OF HR', to: null });
  playTo(s, 'sign-off');
  s.must('hana-head', signOff(s.state, ladder, 'decline'));
  appealed(s, lena);
  s.must('hedy-hr', uphold(reviewers, 'hiro-head'));
  stepOn(s);
  s.must(lena, { type: 'raise-objection', slot: 'calibration.peer-1', ground: 'other', reason });
  expect(seen(s, 'hiro-head').map((one) => one.answerReason)).toEqual([null]);
});
test('somebody of HR who leaves a part to the line does not get it', () => {
  const s = caseAt('L3-L4', ladder, 'portfolio');
  s.change('dario-director', { roles: ['delivery-director', 'hr'] });
  s.facts.holders = { hr: ['hugo-hr', 'hedy-hr', 'dario-director'], directors: ['dina-director'] };
  s.must(lena, { type: 'raise-objection', slot: 'calibration.lead', ground: 'other', reason });
  s.must('dario-director', { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to: null });
  expect(holder(s, 'calibration.lead')).not.toBe('dario-director');
  stepOn(s);
  s.act(null, { type: 'resettle' });
  expect(holder(s, 'calibration.lead')).not.toBe('dario-director');
});
test('whoever decides an appeal does not get a part by the line', () => {
  const s = caseAt('L3-L4', ladder, 'sign-off');
  s.must('hana-head', signOff(s.state, ladder, 'decline'));
  s.change('dario-director', { roles: ['delivery-director', 'hr'] });
  appealed(s, lena, 'hana-head');
  s.must('dario-director', uphold(reviewers, 'hiro-head'));
  expect(holder(s, 'sign-off.head-of-department')).not.toBe('dario-director');
  stepOn(s);
  s.act(null, { type: 'resettle' });
  expect(holder(s, 'sign-off.head-of-department')).not.toBe('dario-director');
});
test('a review that was open stays under a second seal', () => {
  const s = sealed('calibration.odc-lead');
  reviewAll(s);
  s.must('dario-director', { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to: 'olga-odc' });
  stepOn(s);
  expect(s.act('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'tara-lead', reason })).toBe(
    'invalid-input',
  );
  expect(s.state.head.reviews.map((one) => one.by)).toContain('tess-lead');
});
test('a second objection that is upheld late takes the review of that person too', () => {
  const s = sealed('calibration.odc-lead', 'calibration.tech-lead');
  reviewAll(s);
  for (const objection of ['o1', 'o2']) {
    const to = objection === 'o1' ? 'olga-odc' : 'hiro-head';
    s.must('dario-director', { type: 'answer-objection', objection, answer: 'replace', reason, to });
    stepOn(s);
  }
  expect(s.state.head.reviews.map((one) => one.by)).toEqual(['hana-head']);
  s.clock.advanceDays(4);
  for (const who of ['olga-odc', 'hiro-head']) s.must(who, review(ratingsOf(three, 3)));
  expect(s.state.head.revealed).toBe(true);
});
test('a case that ended before its exception was decided goes back to its signers if one of them had a conflict', () => {
  const on = withExceptions(ladder);
  const s = caseAt('L3-L4', on, 'calibration', {}, { track: 'principal-engineer' });
  s.must('omar-odc', attest('track-evidence', 'no'));
  playTo(s, 'exception');
  s.must('hugo-hr', { type: 'cancel', reason });
  appealed(s, s.state.head.engineerId, 'hana-head');
  s.must('hedy-hr', uphold());
  expect([s.state.head.stage, s.state.head.signOffs.filter((one) => one.stands)]).toEqual(['sign-off', []]);
  expect(holder(s, 'sign-off.head-of-department')).not.toBe('hana-head');
});
test('the review of somebody with a conflict can be replaced, also if the part was vacant first', () => {
  const s = sealed();
  reviewAll(s);
  s.must('tess-lead', { type: 'declare-conflict', reason });
  expect(s.decide('dario-director', consensus(ratingsOf(three, 3))).ok).toBe(true); // although the review still counts
  s.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'olga-odc', reason });
  const { type: _, ...body } = review(ratingsOf(three, 2)) as CommandOf<'submit-review'>;
  const amends = { ...body, type: 'amend-review', reason } as const;
  // The engineer can object to them first.
  expect(s.act('olga-odc', amends)).toBe('not-yet');
  s.clock.advanceDays(4);
  expect(s.act('olga-odc', amends)).toBeNull();
});
const bytes = (s: Scene) =>
  Object.values(s.state.bodies).reduce((n, { content }) => n + JSON.stringify(content).length, 0);
test('the text of a case is bounded while somebody amends a sealed review', () => {
  const s = caseAt('L3-L4', ladder, 'calibration', {}, { leaves: 'submit-review' });
  playStep(s, {});
  s.must(lena, { type: 'accept-panel' });
  const { type: _, ...r } = review(ratingsOf(ladder, 4)) as CommandOf<'submit-review'>;
  const long = { ...r, notes: Object.fromEntries(Object.keys(r.ratings).map((id) => [id, 'x'.repeat(1000)])) };
  s.must('pia-peer', { ...long, type: 'submit-review' });
  while (s.act('pia-peer', { ...long, type: 'amend-review', reason }) === null);
  expect(bytes(s)).toBeLessThan(2 * limits.textBytes);
});
test('the text of a case is bounded while somebody lends a part again and again', () => {
  const s = caseAt('L2-L3', ladder, 'sign-off');
  const lend: PersonCommand = {
    type: 'delegate',
    slots: ['sign-off.odc-lead'],
    to: 'olga-odc',
    from: null,
    until,
    reason: '&'.repeat(4000),
  };
  while (s.act('omar-odc', lend) === null) s.must('omar-odc', { type: 'end-delegation', to: 'olga-odc' });
  expect(5 * bytes(s)).toBeLessThan(2 * limits.textBytes);
});
test.each<[string, PersonCommand]>([
  ['hugo-hr', { type: 'reassign', slot: 'calibration.peer-1', to: 'pia-peer', reason }],
  ['omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer'] }],
])('the record is bounded while a part is given by %s and given back, again and again', (who, give) => {
  const s = caseAt('L3-L4', ladder, 'calibration', {}, { leaves: 'submit-review' });
  playStep(s, {});
  for (let n = 0; n < 500; n++) if (s.act('pia-peer', { type: 'recuse', reason }) || s.act(who, give)) break;
  expect(s.state.head.version).toBeLessThan(limits.events + 20);
});
test('an offer that was given back counts for nothing, also if the holder before had waived something', () => {
  const s = startOn('L2-L3', ladder);
  s.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  playTo(s, 'portfolio');
  for (const piece of portfolioForL3) if (piece.requirement !== 'p1-postmortem') s.must(erin, piece);
  s.must('omar-odc', waiver('p1-postmortem'));
  s.must('hugo-hr', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'hedy-hr', reason });
  s.must('hedy-hr', { type: 'recuse', reason });
  expect(isHrOf(s.state.head, s.people['hedy-hr']!)).toBe(true);
});
test('everybody of a panel is told that their part is gone, also if the next panel is smaller', () => {
  const s = caseAt('L3-L4', ladder, 'calibration', {}, { leaves: 'appoint-panel' });
  playTo(s, 'sign-off', { panel: ['pia-peer', 'petra-peer', 'paul-peer'] });
  s.must('hana-head', signOff(s.state, ladder, 'decline'));
  appealed(s, lena);
  s.must('hugo-hr', uphold(reviewers, 'hiro-head'));
  expect(told(s)).toContain('part-taken paul-peer');
});
test('the end of a delegation is told once', () => {
  const s = caseAt('L2-L3', ladder, 'sign-off');
  s.must('omar-odc', { type: 'delegate', slots: ['sign-off.odc-lead'], to: 'olga-odc', from: null, until, reason });
  s.must('tess-lead', signOff(s.state, ladder, 'decline'));
  appealed(s, erin);
  s.must('hedy-hr', uphold(['hiro-head']));
  expect(told(s)).toContain('delegation-ended olga-odc');
  stepOn(s);
  s.must('omar-odc', { type: 'recuse', reason });
  expect(told(s)).not.toContain('delegation-ended olga-odc');
});
test('an open objection shows in no timer, no reminder and no extended deadline', () => {
  const [without, with_] = [false, true].map((objects) => {
    const s = caseAt('L3-L4', ladder, 'self-assessment');
    if (objects) s.must(lena, { type: 'raise-objection', slot: 'calibration.lead', ground: 'other', reason });
    s.must(lena, selfAssessment(ratingsOf(ladder, 5)));
    stepOn(s);
    s.must('hugo-hr', { type: 'extend-deadline', until: '2026-06-01', reason });
    s.clock.set('2026-06-01T18:00:00.000Z');
    s.act(null, { type: 'remind', generation: s.state.head.generation });
    const steps = openSteps(s.state.head, ladder).map((one) => one.type);
    const timed = ['stage-opened', 'deadline-extended', 'reminder-sent'];
    const events = s.events.map((one) => one.event).filter(({ type }) => timed.includes(type));
    return { steps, events: events.map(({ type, data }) => ({ type, data })), told: told(s) };
  });
  expect(with_?.steps).toContain('answer-objection');
  expect(with_?.events).toEqual(without?.events);
  expect(with_?.events.map(({ type }) => type)).toContain('reminder-sent');
  // Whoever answers is reminded all the same.
  expect(without?.told).toEqual(['reminder lena-senior']);
  expect(with_?.told).toEqual(['reminder lena-senior', 'reminder @hr']);
});
