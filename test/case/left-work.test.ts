import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { objectionsOf } from '#shared/domain/case/view/participants.ts';
import { mayKnowOf, opennessFor, relationsOf } from '#shared/domain/case/view/visibility.ts';
import { attest, consensus, ratingsOf, returnTo, review, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { wideOrganisation } from '#test/support/people.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { appealed, holder, reviewAll, sealed, secondPanel, uphold } from '#test/support/sealed.ts';
import { shortLadder, threeReviewerLadder as three } from '#test/support/test-ladder.ts';

/** What counts of the work of somebody who left their part, or who has a conflict of interest. */

const [erin, lena] = ['erin-engineer', 'lena-senior'];
const reason = 'x';
const until = '2026-05-20T09:00:00.000Z';
const lends = (slot: string, to: string): PersonCommand => ({
  type: 'delegate',
  slots: [slot],
  to,
  from: null,
  until,
  reason,
});
const objects = (slot: string, ground: 'other' | 'conflict' = 'other'): PersonCommand => ({
  type: 'raise-objection',
  slot,
  ground,
  reason: 'SECRET',
});
const replaces = (objection: string, to: string | null = null): PersonCommand => ({
  type: 'answer-objection',
  objection,
  answer: 'replace',
  reason,
  to,
});
const gives = (slot: string, to: string): PersonCommand => ({ type: 'reassign', slot, to, reason });
const cancel: PersonCommand = { type: 'cancel', reason };
const recuse: PersonCommand = { type: 'recuse', reason };
const conflict: PersonCommand = { type: 'declare-conflict', reason };
const good = (step = 3) => review(ratingsOf(three, step));
const agrees = (step = 3) => consensus(ratingsOf(three, step));
const upholdAnew = uphold(secondPanel.slice(0, 3), secondPanel[3]);
const authors = (s: Scene) => s.state.head.reviews.map(({ by }) => by).sort();

/** What somebody knows of reviews and answers, and what they read of objections. */
function knownBy(s: Scene, who: string): string[] {
  const viewer = s.people[who];
  if (!viewer) throw new Error(who);
  const relations = relationsOf(s.state.head, viewer, s.people, s.now());
  const open = opennessFor(s.state.head, relations, who);
  const events = s.events
    .map(({ event }) => event)
    .filter(({ type }) => type === 'review-submitted' || type === 'attested')
    .filter((event) => mayKnowOf(s.state.head, event, open, relations, who));
  const read = objectionsOf(s.state, { viewer, relations } as never);
  return [
    ...events.map(({ type, actor }) => `${type} ${actor.personId}`),
    ...read.map((one) => `objection ${one.reason}`),
  ];
}

/** A case whose consensus is recorded, in sign-off. */
function agreed(...objected: string[]): Scene {
  const s = sealed(...objected);
  reviewAll(s);
  s.must('dario-director', agrees());
  stepOn(s);
  return s;
}

/** A case with a panel, of which all reviews and the consensus are in, and an answer is owed. */
function answerOwed(...objected: string[]): Scene {
  const s = startScene(shortLadder, lena, wideOrganisation, undefined, 'L3-L4');
  playTo(s, 'portfolio');
  for (const slot of objected) s.must(lena, objects(slot));
  playTo(s, 'calibration', { leaves: 'submit-review' });
  s.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'petra-peer'] });
  s.clock.advanceDays(4);
  for (const who of ['pia-peer', 'petra-peer', 'tess-lead']) s.must(who, review(ratingsOf(shortLadder, 5)));
  s.must('omar-odc', consensus(ratingsOf(shortLadder, 5)));
  return s;
}

describe('an appeal about a conflict, after HR has ended the case', () => {
  test('lets others calibrate if an open review was theirs, and shows the engineer nothing of what is sealed', () => {
    const s = sealed('calibration.odc-lead', 'calibration.tech-lead');
    reviewAll(s);
    for (const [objection, to] of [
      ['o1', 'olga-odc'],
      ['o2', 'hiro-head'],
    ] as const) {
      s.must('dario-director', replaces(objection, to));
      stepOn(s);
    }
    s.clock.advanceDays(4);
    s.must('olga-odc', good(2));
    const before = knownBy(s, erin);
    s.must('hugo-hr', cancel);
    appealed(s, erin, 'hana-head');
    expect(s.faults('hedy-hr', uphold())).toEqual(['reviewers', 'lead']);
    expect(s.faults('hedy-hr', uphold(['tara-lead', 'olga-odc', 'henry-head'], 'dora-director'))).toEqual([
      'reviewers.1',
    ]);
    s.must('hedy-hr', upholdAnew);
    stepOn(s);
    expect(s.state.head).toMatchObject({ stage: 'calibration', reviews: [], consensus: null, revealed: false });
    expect(knownBy(s, erin).filter((one) => !before.includes(one))).toEqual([]);
  });

  test('lets the engineer appeal against the judgement that follows', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    const [peer = ''] = authors(s);
    s.must('hugo-hr', cancel);
    appealed(s, lena, peer);
    s.must('hedy-hr', uphold(['olga-odc', 'zita-senior', 'zeno-senior'], 'hiro-head'));
    stepOn(s);
    playTo(s, 'sign-off');
    s.must('hana-head', signOff(s.state, ladder, 'decline'));
    appealed(s, lena);
    expect(s.state.head).toMatchObject({ stage: 'appeal', outcome: 'not-promoted' });
  });

  test('goes on in the stage to which the case was returned, after others have calibrated', () => {
    const s = caseAt('L1-L2', shortLadder, 'sign-off');
    const [piece] = Object.keys(s.state.head.evidence);
    s.must('omar-odc', returnTo(s.state, shortLadder, 'portfolio', `evidence.${piece}`));
    stepOn(s);
    s.must('hugo-hr', cancel);
    appealed(s, 'nia-newcomer', 'tess-lead');
    s.must('hedy-hr', uphold(['olga-odc']));
    stepOn(s);
    s.clock.advanceDays(4);
    expect(s.state.head.stage).toBe('calibration');
    playTo(s, 'portfolio');
    expect(openSteps(s.state.head, shortLadder).map((one) => one.type)).toContain('submit-portfolio');
  });

  test('takes away a sealed review that they wrote for the holder of a part, who reviews then', () => {
    const s = sealed();
    s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc'));
    s.must('olga-odc', good(1));
    s.must('hugo-hr', cancel);
    appealed(s, erin, 'olga-odc');
    s.must('hedy-hr', uphold());
    stepOn(s);
    expect(authors(s)).toEqual([]);
    reviewAll(s);
    expect(authors(s)).toEqual(['hana-head', 'omar-odc', 'tess-lead']);
  });

  test('names whoever had a part or could act for somebody, whether or not they did something under the seal', () => {
    for (const acts of [true, false]) {
      const s = sealed();
      s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc'));
      if (acts) s.must('olga-odc', good(1));
      s.must('hugo-hr', cancel);
      stepOn(s);
      const against = (id: string): PersonCommand => ({
        type: 'appeal',
        ground: 'conflict',
        statement: 'x',
        against: id,
      });
      expect(s.decide(erin, against('olga-odc')).ok).toBe(true);
      expect(s.faults(erin, against('pia-peer'))).toEqual(['against']);
      expect(s.faults(erin, against(erin))).toEqual(['against']);
    }
  });

  test('names a person of HR who ended the case', () => {
    const s = sealed();
    s.must('hugo-hr', cancel);
    appealed(s, erin, 'hugo-hr');
    s.must('hedy-hr', uphold());
    expect(s.state.head).toMatchObject({ stage: 'calibration', conflicts: ['hugo-hr'] });
  });

  test('asks the question again that they answered, where nobody calibrates', () => {
    for (const stage of ['trial', 'sign-off'] as const) {
      const s = caseAt('L4-L4', ladder, stage);
      const [{ by } = { by: '' }] = s.state.head.attestations;
      s.must('hugo-hr', cancel);
      appealed(s, s.state.head.engineerId, by);
      s.must('hedy-hr', uphold());
      stepOn(s);
      expect(s.state.head).toMatchObject({ stage: 'attestation' });
      expect(s.state.head.attestations.map((one) => one.by)).not.toContain(by);
      const owed = openSteps(s.state.head, ladder).filter((one) => one.type === 'attest');
      expect(owed.map((one) => one.personId)).not.toContain(by);
      playTo(s, 'closed');
      expect(s.state.head.outcome).toBe('track-changed');
    }
  });

  test('takes an answer away that another person gave for them', () => {
    const s = caseAt('L1-L2', shortLadder, 'calibration');
    s.must('tess-lead', lends('calibration.tech-lead', 'hiro-head'));
    s.must('hiro-head', attest('delivers-alone'));
    s.must('hiro-head', review(ratingsOf(shortLadder, 5)));
    playTo(s, 'sign-off');
    s.must('hugo-hr', cancel);
    appealed(s, 'nia-newcomer', 'tess-lead');
    s.must('hedy-hr', uphold(['olga-odc']));
    expect(s.state.head.attestations).toEqual([]);
  });

  test('leaves an open review alone that is of somebody else, who had the part before', () => {
    const s = sealed();
    reviewAll(s);
    s.must('tess-lead', recuse);
    s.must('hugo-hr', gives('calibration.tech-lead', 'olga-odc'));
    s.must('hugo-hr', cancel);
    appealed(s, erin, 'olga-odc');
    s.must('hedy-hr', uphold());
    expect(authors(s)).toEqual(['hana-head', 'omar-odc', 'tess-lead']);
    expect(holder(s, 'calibration.tech-lead')).not.toBe('olga-odc');
  });
});

test('a change of track that was approved and not carried out is signed again after an upheld appeal', () => {
  const s = caseAt('L4-L4', ladder, 'sign-off');
  const { engineerId } = s.state.head;
  const level = s.people[engineerId]?.level;
  s.must('omar-odc', signOff(s.state, ladder, 'approve'));
  s.change(engineerId, { level: 'L3' });
  s.must(null, { type: 'close', generation: s.state.head.generation });
  stepOn(s);
  s.must('hugo-hr', {
    type: 'decide-stop',
    decision: 'end',
    reason: 'It was changed by another decision, which stands.',
  });
  stepOn(s);
  s.change(engineerId, { level });
  appealed(s, engineerId);
  s.must('hedy-hr', uphold());
  stepOn(s);
  expect(openSteps(s.state.head, ladder).map((one) => one.type)).toContain('sign-off');
  playTo(s, 'closed');
  expect(s.state.head.outcome).toBe('track-changed');
});

describe('an objection', () => {
  test('stays open if the person leaves and their open review stands, and takes the review away when it is upheld', () => {
    const ways: ((s: Scene) => void)[] = [
      (s) => s.must('omar-odc', recuse),
      (s) => {
        s.change('omar-odc', { active: false });
        s.must(null, { type: 'resettle' });
      },
    ];
    for (const leaves of ways) {
      const s = sealed('calibration.odc-lead');
      reviewAll(s);
      leaves(s);
      expect(s.state.head.objections).toMatchObject([{ about: 'omar-odc', answer: null }]);
      expect(s.act('dario-director', agrees())).toBe('not-yet');
      s.must('dario-director', replaces('o1'));
      expect(authors(s)).toEqual(['hana-head', 'tess-lead']);
      expect(s.state.head).toMatchObject({ stage: 'calibration', revealed: false, conflicts: [] });
      expect(holder(s, 'calibration.odc-lead')).not.toBe('omar-odc');
    }
  });

  test('is about who had the part, also if another person has it when it is upheld', () => {
    const s = sealed('calibration.odc-lead', 'calibration.tech-lead');
    reviewAll(s);
    s.must('dario-director', replaces('o1', 'olga-odc'));
    stepOn(s);
    s.must('tess-lead', recuse);
    s.must('hugo-hr', gives('calibration.tech-lead', 'hiro-head'));
    expect(s.faults('dario-director', replaces('o2', 'tara-lead'))).toEqual(['to']);
    s.must('dario-director', replaces('o2'));
    expect(authors(s)).toEqual(['hana-head']);
    expect(holder(s, 'calibration.tech-lead')).toBe('hiro-head');
    s.clock.advanceDays(4);
    s.must('hiro-head', good());
  });

  test('to whoever came after the author of an open review does not take that review away', () => {
    for (const isSealedAgain of [true, false]) {
      const s = sealed(...(isSealedAgain ? ['calibration.odc-lead'] : []));
      reviewAll(s);
      if (isSealedAgain) {
        s.must('dario-director', replaces('o1', 'olga-odc'));
        stepOn(s);
      }
      s.must('tess-lead', recuse);
      s.must('hugo-hr', gives('calibration.tech-lead', 'hiro-head'));
      s.must(erin, objects('calibration.tech-lead'));
      s.must('dario-director', replaces(isSealedAgain ? 'o2' : 'o1'));
      expect(authors(s)).toContain('tess-lead');
      expect(s.state.head).toMatchObject({ stage: 'calibration', revealed: !isSealedAgain });
    }
  });

  test('to the lead that is upheld after a return does not bind the next lead to what the last one recorded', () => {
    const s = agreed('calibration.lead');
    s.must('omar-odc', returnTo(s.state, three, 'calibration', 'rating.tests'));
    stepOn(s);
    s.must('hugo-hr', replaces('o1', 'dina-director'));
    expect(s.faults('dina-director', agrees(4))).toEqual([]);
  });

  test('is not read by the person it is about, who acts for the lead', () => {
    const s = sealed();
    s.must('dario-director', lends('calibration.lead', 'dina-director'));
    s.must('hugo-hr', gives('calibration.tech-lead', 'dina-director'));
    s.must('omar-odc', good());
    s.must(erin, objects('calibration.tech-lead'));
    expect(knownBy(s, 'dina-director')).toEqual([]);
    s.must('dario-director', replaces('o1', 'hiro-head'));
    expect(knownBy(s, 'dina-director')).toEqual([]);
  });
});

test('a delegate who declares a conflict under the seal takes their review with them, and the holder reviews', () => {
  const s = sealed();
  s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc'));
  s.must('olga-odc', good(1));
  s.must('olga-odc', conflict);
  expect(authors(s)).toEqual([]);
  s.must('omar-odc', good());
});

test('a lead who declares a conflict takes the consensus with them, and one who steps back does not', () => {
  const s = answerOwed();
  s.must('omar-odc', conflict);
  expect(s.state.head.consensus).toBeNull();
  s.must('dario-director', consensus(ratingsOf(shortLadder, 4)));
  const left = answerOwed();
  left.must('omar-odc', recuse);
  expect(left.state.head.consensus).not.toBeNull();
  left.must('hugo-hr', cancel);
  appealed(left, lena, 'omar-odc');
  expect(left.faults('hedy-hr', uphold())).toEqual(['reviewers', 'lead']);
});

test('whoever amends a sealed review of a part, it is amended a few times at most', () => {
  const s = sealed();
  s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc'));
  s.must('omar-odc', good());
  const amends = { ...good(), type: 'amend-review', reason } as PersonCommand;
  const results = Array.from({ length: limits.amendments + 1 }, (_, at) =>
    s.act(at % 2 ? 'omar-odc' : 'olga-odc', amends),
  );
  expect(results).toEqual([...Array(limits.amendments).fill(null), 'already-done']);
});

test('somebody of HR does not get a part by a detour: from whom they gave it to, or by a record that they changed', () => {
  const asHr = (s: Scene) => {
    s.change('dario-director', { roles: ['delivery-director', 'hr'] });
    s.facts.holders = { hr: ['hugo-hr', 'hedy-hr', 'dario-director'], directors: ['dina-director'] };
  };
  const s = caseAt('L3-L4', ladder, 'calibration');
  asHr(s);
  s.must('dario-director', gives('sign-off.head-of-department', 'hiro-head'));
  s.must('hiro-head', recuse);
  expect(holder(s, 'sign-off.head-of-department')).not.toBe('dario-director');
  const t = caseAt('L3-L4', ladder, 'calibration');
  asHr(t);
  t.change('hana-head', { active: false });
  t.facts.changedBy = ['dario-director', 'hugo-hr'];
  t.must(null, { type: 'resettle' });
  expect(holder(t, 'sign-off.head-of-department')).not.toBe('dario-director');
  delete t.facts.changedBy;
  t.must(null, { type: 'resettle' });
  expect(holder(t, 'sign-off.head-of-department')).not.toBe('dario-director');
});

describe('an appeal that lets others calibrate', () => {
  test('does not bind them to what a return of the calibration asked for', () => {
    const s = agreed();
    s.must('omar-odc', returnTo(s.state, three, 'calibration', 'rating.tests'));
    stepOn(s);
    s.must('hugo-hr', cancel);
    appealed(s, erin, 'hana-head');
    s.must('hedy-hr', upholdAnew);
    expect(s.state.head.returned).toBeNull();
  });

  test('against a judgement does not ask again for what a return before an earlier end asked for', () => {
    const s = caseAt('L3-L4', ladder, 'sign-off');
    const [piece] = Object.keys(s.state.head.evidence);
    s.must('omar-odc', returnTo(s.state, ladder, 'portfolio', `evidence.${piece}`));
    stepOn(s);
    s.must('hugo-hr', cancel);
    appealed(s, lena);
    s.must('hedy-hr', uphold());
    playTo(s, 'sign-off');
    s.must('hana-head', signOff(s.state, ladder, 'decline'));
    appealed(s, lena);
    s.change('zack-senior', { roles: ['hr'] });
    s.must('zack-senior', uphold(['olga-odc', 'zita-senior', 'zeno-senior'], 'hiro-head'));
    expect(s.state.head.returned).toBeNull();
  });
});

test('nobody decides the appeal that says they had a conflict, also if they did nothing', () => {
  const s = sealed();
  s.change('zack-senior', { roles: ['hr'] });
  s.facts.holders = { hr: ['hugo-hr', 'hedy-hr', 'zack-senior'], directors: [] };
  s.must('omar-odc', lends('calibration.odc-lead', 'dina-director'));
  s.must('omar-odc', { type: 'end-delegation', to: 'dina-director' });
  s.change('dina-director', { roles: ['hr'] });
  s.must('hugo-hr', cancel);
  appealed(s, erin, 'dina-director');
  expect(s.act('dina-director', uphold())).toBe('forbidden');
  s.must('zack-senior', uphold());
});

test('a lead who declares a conflict takes their answers with them too', () => {
  const s = caseAt('L3-L4', ladder, 'calibration', {}, { track: 'principal-engineer' });
  s.must('omar-odc', attest('track-evidence'));
  while (s.state.head.consensus === null) playStep(s);
  expect(s.state.head.stage).toBe('calibration');
  s.must('omar-odc', conflict);
  expect(s.state.head.attestations.map((one) => one.by)).not.toContain('omar-odc');
});

test('whoever declares a conflict after the stage that asked them leaves their answer, because nobody could ask again', () => {
  const s = caseAt('L4-L4', ladder, 'sign-off');
  const before = s.state.head.attestations;
  expect(before.map((one) => one.by)).toContain('omar-odc');
  s.must('omar-odc', conflict);
  expect(s.state.head.attestations).toEqual(before);
});

describe('what somebody did for another person', () => {
  const lent = () => {
    const s = sealed('calibration.odc-lead');
    s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc'));
    s.must('olga-odc', good());
    for (const who of ['tess-lead', 'hana-head']) s.must(who, good());
    return s;
  };

  test('goes with an objection to that person, also after they stepped back', () => {
    const s = lent();
    s.must('omar-odc', recuse);
    s.must('dario-director', replaces('o1'));
    expect(authors(s)).toEqual(['hana-head', 'tess-lead']);
  });

  test('does not keep an objection open to whoever came after them', () => {
    const s = lent();
    s.must('omar-odc', recuse);
    s.must('dario-director', { type: 'answer-objection', objection: 'o1', answer: 'keep', reason, to: null });
    s.must('hugo-hr', gives('calibration.odc-lead', 'hiro-head'));
    s.must(erin, objects('calibration.odc-lead'));
    s.must('hiro-head', recuse);
    expect(s.state.head.objections.map((one) => one.answer)).toEqual(['keep', 'replace']);
  });
});

test('a new lead keeps the part if an objection to the lead before them is upheld', () => {
  const s = answerOwed('calibration.lead');
  s.must('omar-odc', recuse);
  const next = holder(s, 'calibration.lead');
  s.must('hugo-hr', replaces('o1'));
  stepOn(s);
  expect(holder(s, 'calibration.lead')).toBe(next);
  expect(s.state.head).toMatchObject({ stage: 'calibration', consensus: null });
});
