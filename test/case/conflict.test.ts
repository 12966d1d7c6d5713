import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { attest, consensus, ratingsOf, returnTo, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { appealed, holder, uphold } from '#test/support/sealed.ts';
import { see } from '#test/support/see.ts';
import { withExceptions } from '#test/support/test-ladder.ts';

/** What a conflict of interest takes away of what somebody did. */

const reason = 'The engineer is a relative of mine.';
const conflict: PersonCommand = { type: 'declare-conflict', reason };
const cancel: PersonCommand = { type: 'cancel', reason };
const lends = (slot: string, to: string): PersonCommand => ({
  type: 'delegate',
  slots: [slot],
  to,
  from: null,
  until: '2026-05-20T09:00:00.000Z',
  reason,
});
const standing = (s: Scene) => s.state.head.signOffs.filter((one) => one.stands).map((one) => one.by);
const signersAsked = (s: Scene) =>
  openSteps(s.state.head, s.ladder).flatMap(({ type, personId }) => (type === 'sign-off' ? personId : []));

describe('a signature does not stand while the outcome is open', () => {
  test('of a delegate: the holder signs again', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    s.must('hana-head', lends('sign-off.head-of-department', 'hiro-head'));
    s.must('hiro-head', signOff(s.state, ladder, 'approve'));
    s.must('hiro-head', conflict);
    expect(standing(s)).toEqual([]);
    expect(signersAsked(s)).toContain('hana-head');
    for (const who of ['omar-odc', 'hana-head']) s.must(who, signOff(s.state, ladder, 'approve'));
    expect(s.state.head.outcome).toBe('promoted');
  });

  test('of a holder: another person gets the part and signs', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    s.must('hana-head', signOff(s.state, ladder, 'approve'));
    s.must('hana-head', conflict);
    expect(standing(s)).toEqual([]);
    const next = holder(s, 'sign-off.head-of-department');
    expect(next).not.toBe('hana-head');
    s.must('omar-odc', signOff(s.state, ladder, 'approve'));
    expect(s.state.head.outcome).toBeNull();
    expect(signersAsked(s)).toEqual([next]);
  });

  test('nor of a holder for whom a delegate signed', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    s.must('hana-head', lends('sign-off.head-of-department', 'hiro-head'));
    s.must('hiro-head', signOff(s.state, ladder, 'approve'));
    s.must('hana-head', conflict);
    expect(standing(s)).toEqual([]);
    expect(holder(s, 'sign-off.head-of-department')).not.toBe('hana-head');
  });

  test('also if it is declared while HR decides an appeal against an end', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    s.must('hana-head', lends('sign-off.head-of-department', 'hiro-head'));
    s.must('hiro-head', signOff(s.state, ladder, 'approve'));
    s.must('hugo-hr', cancel);
    appealed(s, 'lena-senior');
    s.must('hiro-head', conflict);
    s.must('hedy-hr', uphold());
    stepOn(s);
    s.must('omar-odc', signOff(s.state, ladder, 'approve'));
    expect(s.state.head.outcome).toBeNull();
    expect(signersAsked(s)).toEqual(['hana-head']);
  });

  test('also of a signer of whom the engineer rightly said so', () => {
    const s = caseAt('L3-L4', ladder, 'portfolio');
    s.must('lena-senior', { type: 'raise-objection', slot: 'calibration.lead', ground: 'conflict', reason });
    playTo(s, 'sign-off', { leaves: 'answer-objection' });
    s.must('omar-odc', signOff(s.state, ladder, 'approve'));
    s.must('hugo-hr', { type: 'answer-objection', objection: 'o1', answer: 'replace', to: null, reason });
    expect(standing(s)).toEqual([]);
    expect(holder(s, 'sign-off.odc-lead')).not.toBe('omar-odc');
  });

  test('and HR decides on no exception to it', () => {
    const s = caseAt('L3-L4', withExceptions(ladder), 'calibration', {}, { track: 'principal-engineer' });
    s.must('omar-odc', attest('track-evidence', 'no'));
    playTo(s, 'exception');
    s.must('hana-head', conflict);
    expect(s.state.head).toMatchObject({ stage: 'sign-off', status: 'opening', outcome: null });
    expect(standing(s)).toEqual(['omar-odc']);
  });
});

describe('an answer does not count', () => {
  test('that a delegate gave under the seal of a case that HR ended, once an appeal about it is upheld', () => {
    const s = caseAt('L2-L3', ladder, 'calibration');
    s.must('tess-lead', lends('calibration.tech-lead', 'olga-odc'));
    s.must('olga-odc', attest('owns-a-module'));
    s.must('hugo-hr', cancel);
    appealed(s, 'erin-engineer', 'olga-odc');
    s.must('hedy-hr', uphold());
    expect(s.state.head.attestations).toEqual([]);
  });

  test('nor of somebody who declares the conflict while HR decides the appeal', () => {
    const s = caseAt('L2-L3', ladder, 'calibration');
    s.must('tess-lead', lends('calibration.tech-lead', 'olga-odc'));
    s.must('olga-odc', attest('owns-a-module'));
    s.must('hugo-hr', cancel);
    appealed(s, 'erin-engineer');
    s.must('olga-odc', conflict);
    expect(s.state.head.attestations).toEqual([]);
  });
});

describe('nobody has to keep after a return', () => {
  test.each([
    ['a single review', 'L2-L3'],
    ['a review beside others', 'L3-L4'],
  ])('to %s whose author has a conflict', (_what, transition) => {
    const s = caseAt(transition, ladder, 'sign-off');
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    s.must('omar-odc', returnTo(s.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(s);
    s.must('tess-lead', conflict);
    const next = holder(s, 'calibration.tech-lead') ?? '';
    s.clock.advanceDays(4);
    const other = { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason } as PersonCommand;
    expect(s.faults(next, other)).toEqual([]);
  });

  test('but to their own review, as ever', () => {
    const s = caseAt('L2-L3', ladder, 'sign-off');
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    s.must('omar-odc', returnTo(s.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(s);
    const other = { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason } as PersonCommand;
    expect(s.faults('tess-lead', other)).not.toEqual([]);
  });

  test('to a single review whose author had a conflict before the return', () => {
    const s = caseAt('L2-L3', ladder, 'sign-off');
    s.must('tess-lead', conflict);
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    s.must('omar-odc', returnTo(s.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(s);
    s.act(null, { type: 'resettle' });
    const next = holder(s, 'calibration.tech-lead') ?? '';
    expect(next).not.toBe('tess-lead');
    s.clock.advanceDays(4);
    const other = { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason } as PersonCommand;
    expect(s.faults(next, other)).toEqual([]);
  });

  test('to the consensus of a lead who had a conflict before the return', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    s.must('omar-odc', conflict);
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    s.must('hana-head', returnTo(s.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(s);
    s.act(null, { type: 'resettle' });
    const next = holder(s, 'calibration.lead') ?? '';
    expect(next).not.toBe('omar-odc');
    expect(s.faults(next, consensus(ratingsOf(ladder, 4)))).toEqual([]);
  });

  test('to a consensus that a delegate with a conflict recorded for the lead', () => {
    const s = caseAt('L3-L4', ladder, 'calibration');
    s.must('omar-odc', lends('calibration.lead', 'olga-odc'));
    while (!openSteps(s.state.head, ladder).some((one) => one.type === 'record-consensus')) playStep(s);
    s.must('olga-odc', consensus(ratingsOf(ladder, 5)));
    stepOn(s);
    playTo(s, 'sign-off');
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    s.must('hana-head', returnTo(s.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(s);
    s.must('olga-odc', conflict);
    expect(s.faults('omar-odc', consensus(ratingsOf(ladder, 4)))).toEqual([]);
  });
});

test('a question that a delegate answered names the delegate, and not the holder of the part', () => {
  const s = caseAt('L2-L3', ladder, 'calibration');
  s.must('tess-lead', lends('calibration.tech-lead', 'olga-odc'));
  s.must('olga-odc', attest('owns-a-module'));
  const [question] = see(s, 'hugo-hr').questions.filter((one) => one.id === 'owns-a-module');
  expect(question).toMatchObject({ by: 'olga-odc', given: true });
});

test('an objection to somebody of whom nothing stands any more needs no answer', () => {
  const s = caseAt('L3-L4', ladder, 'calibration');
  for (let turn = 0; turn < 10 && !s.state.head.revealed; turn++) {
    const [owed] = openSteps(s.state.head, ladder).filter((one) =>
      ['submit-review', 'appoint-panel'].includes(one.type),
    );
    if (owed?.type === 'submit-review') {
      s.clock.advanceDays(4);
      s.must(owed.personId, review(ratingsOf(ladder, 4)));
    } else playStep(s);
  }
  s.must('tess-lead', conflict);
  const next = holder(s, 'calibration.tech-lead') ?? '';
  s.must('lena-senior', { type: 'raise-objection', slot: 'calibration.tech-lead', ground: 'other', reason });
  const asked = openSteps(s.state.head, ladder).find((one) => one.personId === next && one.type === 'attest');
  s.must(next, attest(asked?.attestation ?? ''));
  s.must(next, conflict);
  expect(s.state.head.objections.map((one) => one.answer)).toEqual(['replace']);
});
