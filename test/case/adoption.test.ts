import { describe, expect, test } from 'vitest';
import type { Adoption, CaseHead } from '#shared/contract/case.ts';
import type { Command, CommandOf } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { groundsOf } from '#shared/domain/case/progress/grounds.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { positionOf } from '#shared/domain/case/progress/position.ts';
import { confirmedOf, latestAdoptions, openAdoptions } from '#shared/domain/case/state/adoption.ts';
import { bodyAt, type EvidenceBody, type PortfolioBody, seenOf } from '#shared/domain/case/state/contents.ts';
import { requirementsOf } from '#shared/domain/case/state/evidence.ts';
import type { Rejection } from '#shared/domain/case/state/types.ts';
import { attest, evidence, returnTo, signOff } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { uphold } from '#test/support/sealed.ts';
import { see } from '#test/support/see.ts';
import { grounds, missingPieces } from '#test/support/step-commands.ts';
import { withExceptions } from '#test/support/test-ladder.ts';

const engineer = 'lena-senior';
const asked = 'omid-other';

/** The engineer's portfolio, with a design that the team of `confirmer` has adopted. It is not handed in. */
function withDesign(confirmerId = asked): Scene {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  for (const piece of pieces(scene, confirmerId)) scene.must(engineer, piece);
  return scene;
}

function pieces(scene: Scene, confirmerId: string): CommandOf<'add-evidence'>[] {
  const context = { state: scene.state, ladder, people: Object.values(scene.people), now: scene.now() };
  return missingPieces(context).map((one) =>
    one.adoption ? { ...one, adoption: { ...one.adoption, confirmerId } } : one,
  );
}

function handedIn(confirmerId = asked): Scene {
  const scene = withDesign(confirmerId);
  scene.must(engineer, { type: 'submit-portfolio' });
  return scene;
}

/** Why a command is refused. Throws if it is not. */
function refused(scene: Scene, who: string, command: Command): Rejection {
  const decision = scene.decide(who, command);
  if (decision.ok) throw new Error(`${command.type} is not refused`);
  return decision.rejection;
}

const says = (evidenceId: string, answer: 'yes' | 'no' | 'not-mine') =>
  ({ type: 'confirm-evidence', evidence: evidenceId, answer }) as const;
const remind = (scene: Scene, at: string) => {
  scene.clock.set(at);
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
};
const latest = (scene: Scene) => scene.state.head.adoptions.filter((one) => one.evidence === 'e1').at(-1);

describe('whom an engineer can name', () => {
  test.each([
    ['a person of their own team', 'erin-engineer', /another team/],
    ['themselves', engineer, /another team/],
    ['a person of HR', 'hugo-hr', /HR/],
    ['nobody of the directory', 'nobody-here', /directory/],
  ])('not %s', (_who, confirmerId, why) => {
    const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
    scene.change('hugo-hr', { team: 'Desk' });
    const [piece] = pieces(scene, confirmerId).filter((one) => one.adoption);
    const refusal = refused(scene, engineer, piece as CommandOf<'add-evidence'>);
    expect(refusal.faults).toEqual([{ path: 'adoption.confirmerId', reason: expect.stringMatching(why) }]);
  });

  test('not a person whose team is their own, written in another way', () => {
    const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
    const [piece] = pieces(scene, asked).filter((one) => one.adoption);
    scene.change(asked, { team: ` ${scene.people[engineer]?.team.toUpperCase()} ` });
    const refusal = refused(scene, engineer, piece as CommandOf<'add-evidence'>);
    expect(refusal.faults?.[0]?.reason).toMatch(/another team/);
  });

  test('not a lead of their own, and nobody with a part in the case, whatever their team is', () => {
    const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
    for (const id of ['dario-director', 'hana-head']) {
      scene.change(id, { team: 'Island' });
      const [piece] = pieces(scene, id).filter((one) => one.adoption);
      expect(refused(scene, engineer, piece as CommandOf<'add-evidence'>).code).toBe('invalid-input');
    }
  });

  test.each<[string, Partial<CaseHead>]>([
    ['had a part and left it or was replaced in it', { past: [asked] }],
    ['has a conflict of interest', { conflicts: [asked] }],
    [
      'acts for somebody with a part',
      { delegations: [{ slots: ['sign-off.odc-lead'], by: 'omar-odc', to: asked, from: '', until: '' }] },
    ],
  ])('nobody who %s', (_who, parts) => {
    const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
    const [piece] = pieces(scene, asked).filter((one) => one.adoption);
    Object.assign(scene.state.head, parts);
    const refusal = refused(scene, engineer, piece as CommandOf<'add-evidence'>);
    expect(refusal.faults?.[0]?.reason).toMatch(/no part in this case/);
  });

  test('a design without a person who can confirm it is refused, and so is a person for work that nobody adopts', () => {
    const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'tech-lead' });
    const bare = evidence('adopted-system-design', 'system-design');
    expect(refused(scene, engineer, bare).faults?.[0]?.path).toBe('adoption.confirmerId');
    const panel = {
      ...evidence('hiring-panel', 'hiring-panel'),
      adoption: { since: '2025-01-01', confirmerId: asked },
    };
    expect(refused(scene, engineer, panel).faults?.[0]?.path).toBe('adoption');
  });

  test('a person who has left their team since is named anew before the portfolio can be handed in', () => {
    const scene = withDesign();
    scene.change(asked, { team: 'Shore' });
    expect(refused(scene, engineer, { type: 'submit-portfolio' }).faults?.[0]?.path).toBe(
      'evidence.e1.adoption.confirmerId',
    );
  });
});

test('a portfolio holds so many adopted pieces and no more, and each of them can still be changed', () => {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  const [piece] = pieces(scene, asked).filter((one) => one.adoption);
  if (!piece) throw new Error('no piece is adopted');
  const numbered = (at: number) => ({ ...piece, url: `${piece.url}/${at}` });
  for (let at = 1; at <= limits.adopted; at++) scene.must(engineer, numbered(at));
  expect(refused(scene, engineer, numbered(limits.adopted + 1)).faults).toEqual([
    { path: 'adoption', reason: expect.stringContaining(`at most ${limits.adopted} pieces`) },
  ]);
  scene.must(engineer, { ...numbered(9), type: 'amend-evidence', evidence: 'e1' });
  scene.must(engineer, { type: 'remove-evidence', evidence: 'e1' });
  scene.must(engineer, numbered(limits.adopted + 1));
});

test('nobody is asked before the portfolio is handed in, and then each person is asked once', () => {
  const scene = withDesign();
  expect(openAdoptions(scene.state.head)).toEqual([]);
  scene.must(engineer, { type: 'submit-portfolio' });
  expect(openAdoptions(scene.state.head).map(({ to, evidence: id }) => [to, id])).toEqual([
    [asked, 'e1'],
    [asked, 'e2'],
  ]);
  // Monday 2 March and ten working days.
  expect(latest(scene)?.dueAt).toBe('2026-03-16T18:00:00.000Z');
});

test('people are asked in the order of the pieces, in whatever order a table gives them back', () => {
  const { head } = handedIn().state;
  const first = latestAdoptions(head)[0] as Adoption;
  const adoptions = ['e8', 'e9'].map((evidenceId, at) => ({ ...first, evidence: evidenceId, piece: at + 1 }));
  const given = { ...head, adoptions, evidence: { e9: 2, e8: 1 } };
  expect(latestAdoptions(given).map((one) => one.evidence)).toEqual(['e8', 'e9']);
});

test('whoever is asked gets no part in the case', () => {
  const scene = handedIn('pia-peer');
  playTo(scene, 'calibration');
  const refusal = refused(scene, 'omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  expect(refusal.faults?.[0]?.reason).toContain('asked whether their team');
});

test('nobody else answers, and the person who is asked does nothing else', () => {
  const scene = handedIn();
  expect(refused(scene, 'pia-peer', says('e1', 'yes')).code).toBe('forbidden');
  expect(refused(scene, engineer, says('e1', 'yes')).code).toBe('forbidden');
  expect(refused(scene, asked, { type: 'withdraw', reason: 'No.' }).code).toBe('forbidden');
});

test('the same answer a second time is refused, and another answer is taken', () => {
  const scene = handedIn();
  scene.must(asked, says('e1', 'yes'));
  expect(refused(scene, asked, says('e1', 'yes'))).toMatchObject({
    code: 'already-done',
    message: 'You have said so already.',
  });
  scene.must(asked, says('e1', 'no'));
});

test('an answer is changed three times at most, so that nobody fills the record of a case', () => {
  const scene = handedIn();
  for (const answer of ['yes', 'no', 'yes', 'no'] as const) scene.must(asked, says('e1', answer));
  expect(refused(scene, asked, says('e1', 'yes')).message).toContain('3 times');
  expect(latest(scene)).toMatchObject({ answer: 'no', changes: limits.changedAnswers });
});

test('signers cannot approve until the team has confirmed, and the answer is part of what they sign', () => {
  const scene = handedIn();
  scene.must(asked, says('e2', 'yes'));
  const before = seenOf(scene.state, ladder).portfolio;
  const unmet = () => requirementsOf(scene.state, { ladder, now: scene.now() }).filter((one) => !one.met);
  expect(unmet().map((one) => one.requirement.id)).toEqual(['adopted-system-design']);
  scene.must(asked, says('e1', 'yes'));
  expect(unmet()).toEqual([]);
  expect(seenOf(scene.state, ladder).portfolio).not.toBe(before);
});

test('a later no takes back what was signed, and only a return or a decline remains', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  scene.must('omar-odc', signOff(scene.state, ladder, 'approve'));
  expect(scene.state.head.signOffs.map((one) => one.stands)).toEqual([true]);
  scene.must(asked, says('e1', 'no'));
  expect(scene.state.head.signOffs.map((one) => one.stands)).toEqual([false]);
  const refusal = refused(scene, 'omar-odc', signOff(scene.state, ladder, 'approve'));
  expect(refusal).toMatchObject({ code: 'not-yet', message: expect.stringContaining('system design') });
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'));
  playStage(scene);
  // The piece must be another one: nobody takes the same work once more.
  expect(refused(scene, engineer, { type: 'submit-portfolio' }).faults?.[0]?.path).toBe('evidence.e1.adoption');
});

describe('an answer while HR is to decide on an exception', () => {
  const on = withExceptions(ladder);
  const decide = (decision: 'confirm' | 'refuse') => ({ type: 'decide-exception' as const, decision, reason: grounds });
  const excepted = (): Scene => {
    const scene = caseAt('L3-L4', on, 'calibration', {}, { track: 'principal-engineer' });
    scene.must('omar-odc', attest('track-evidence', 'no'));
    playTo(scene, 'exception');
    return scene;
  };

  test('sends the case back to its signers, because what they approved is another thing', () => {
    const scene = excepted();
    const { attempt } = scene.state.head;
    scene.must(asked, says('e1', 'no'));
    expect(scene.state.head).toMatchObject({ stage: 'sign-off', status: 'opening', attempt: attempt + 1 });
    expect(scene.state.head.signOffs.every((one) => !one.stands)).toBe(true);
    expect(scene.act('hugo-hr', decide('confirm'))).toBe('wrong-stage');
    playStage(scene);
    const refusal = refused(scene, 'omar-odc', signOff(scene.state, on, 'approve'));
    expect(refusal.message).toContain('You can return the case or decline it.');
  });

  test('is no refusal of HR: the signers can approve again, and HR confirms', () => {
    const scene = excepted();
    scene.must(asked, says('e1', 'no'));
    scene.must(asked, says('e1', 'yes'));
    playTo(scene, 'exception');
    expect(scene.state.head).not.toHaveProperty('exception');
    scene.must('hugo-hr', decide('confirm'));
    expect(scene.state.head.outcome).toBe('promoted-with-exception');
  });

  test.each(['resume', 'appeal'])('also while the case is stopped, once it goes on: %s', (how) => {
    const scene = excepted();
    scene.change(engineer, { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    scene.must(asked, says('e1', 'no'));
    expect(scene.state.head.stage).toBe('stopped');
    const stop = (decision: 'resume' | 'end') => ({ type: 'decide-stop' as const, decision, reason: grounds });
    if (how === 'appeal') {
      scene.must('hugo-hr', stop('end'));
      stepOn(scene);
      scene.change(engineer, { level: 'L3' });
      scene.must(engineer, { type: 'appeal', ground: 'procedure', statement: 'It was right.', against: null });
      stepOn(scene);
      scene.must('hedy-hr', uphold());
    } else {
      scene.change(engineer, { level: 'L3' });
      scene.must('hugo-hr', stop('resume'));
    }
    expect(scene.state.head).toMatchObject({ stage: 'sign-off', status: 'opening' });
    stepOn(scene);
    expect(openSteps(scene.state.head, on).map((one) => one.type)).toContain('sign-off');
  });

  test('does not stop HR from confirming what stands', () => {
    const scene = excepted();
    scene.must('hugo-hr', decide('confirm'));
    expect(scene.state.head.outcome).toBe('promoted-with-exception');
  });

  test('which an older record kept with HR, is not confirmed by it', () => {
    const scene = excepted();
    const signOffs = scene.state.head.signOffs.map((one) => ({ ...one, stands: false }));
    Object.assign(scene.state.head, { signOffs });
    expect(refused(scene, 'hugo-hr', decide('confirm')).message).toContain('a signer can return the case');
    scene.must('hugo-hr', decide('refuse'));
  });
});

test('a decline names no requirement that another person can still confirm', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  scene.must(asked, says('e1', 'not-mine'));
  expect(confirmedOf(scene.state.head, 'e1')).toBe('waiting');
  expect(see(scene, 'omar-odc').grounds?.filter((one) => !one.met)).toEqual([]);
});

test('no answer changes once the outcome is decided', () => {
  const scene = handedIn();
  playTo(scene, 'closed');
  expect(scene.state.head.outcome).toBe('promoted');
  expect(openAdoptions(scene.state.head)).toEqual([]);
  expect(scene.act(asked, says('e1', 'no'))).toBe('forbidden');
});

test('a decline names a requirement that its team has denied, and none that can still be confirmed', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  const words = { reason: 'Nobody has adopted it.', wouldChange: 'A design that another team uses.' };
  const declines = () =>
    signOff(scene.state, ladder, 'decline', { declineReasons: { 'adopted-system-design': words } });
  const grounds = () => see(scene, 'omar-odc').grounds?.filter((one) => !one.met);
  expect(grounds()).toEqual([]);
  expect(refused(scene, 'omar-odc', declines()).faults).toMatchObject([
    { path: 'declineReasons.adopted-system-design', reason: expect.stringContaining('no ground') },
  ]);
  scene.must(asked, says('e1', 'no'));
  expect(grounds()).toMatchObject([{ id: 'adopted-system-design' }]);
  scene.must('omar-odc', declines());
  expect(scene.state.head.outcome).toBe('not-promoted');
});

test('at the last attempt nobody is told to return the case', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  scene.must(asked, says('e1', 'no'));
  const said = () => refused(scene, 'omar-odc', signOff(scene.state, ladder, 'approve')).message;
  expect(said()).toContain('You can return the case or decline it.');
  expect(see(scene, 'omar-odc').unlockable).not.toEqual([]);
  scene.state.head.attempt = limits.attempts;
  expect(said()).toContain('You can decline it.');
  expect(see(scene, 'omar-odc').unlockable).toEqual([]);
});

test('an answer while the engineer changes the portfolio hands in nothing that they have not handed in', () => {
  const scene = handedIn();
  scene.must(asked, says('e2', 'yes'));
  scene.must(asked, says('e1', 'yes'));
  playTo(scene, 'sign-off');
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e2'));
  playStage(scene);
  const submitted = bodyAt<PortfolioBody>(scene.state, scene.state.head.portfolio?.seq ?? 0);
  const adoption = { since: '2025-01-01', confirmerId: asked };
  const amended = { ...evidence('adopted-rfc', 'rfc'), adoption };
  scene.must(engineer, { ...amended, type: 'amend-evidence', evidence: 'e2' });
  scene.must(asked, says('e1', 'no'));
  const answered = bodyAt<PortfolioBody>(scene.state, scene.state.head.portfolio?.seq ?? 0);
  expect(answered?.evidence).toEqual(submitted?.evidence);
  scene.must(asked, says('e1', 'yes'));
  scene.must(engineer, { type: 'submit-portfolio' });
  const last = scene.events.findLast(({ event }) => event.type === 'portfolio-submitted');
  expect(last?.event.data).not.toHaveProperty('unchanged');
});

test('somebody who was silent and has left the team can still say that they cannot say', () => {
  const scene = handedIn();
  playStage(scene);
  remind(scene, latest(scene)?.dueAt ?? '');
  expect(latest(scene)?.answer).toBe('silence');
  scene.change(asked, { team: 'Shore' });
  expect(scene.act(asked, says('e1', 'yes'))).toBe('invalid-input');
  expect(scene.act(asked, says('e1', 'not-mine'))).toBeNull();
});

test('carrying over counts the adopted pieces that are there', () => {
  const before = withDesign().state;
  const last = { caseId: before.head.id, outcome: 'withdrawn', closedAt: '2025-09-03T09:00:00.000Z' } as const;
  const wishes = { track: 'principal-engineer' };
  const scene = caseAt('L3-L4', ladder, 'portfolio', { last, previous: before }, wishes);
  const adopted = before.head.adoptions.map((one) => one.evidence);
  expect(adopted).toHaveLength(2);
  const [piece] = pieces(scene, asked).filter((one) => one.adoption);
  for (const at of [1, 2]) scene.must(engineer, { ...piece, url: `${piece?.url}/${at}` } as CommandOf<'add-evidence'>);
  expect(scene.faults(engineer, { type: 'carry-evidence', evidence: adopted })).toEqual(['evidence.1']);
});

test('somebody who has left the team can only say that they cannot say', () => {
  const scene = handedIn();
  scene.change(asked, { team: 'Shore' });
  expect(refused(scene, asked, says('e1', 'yes')).faults).toEqual([
    { path: 'answer', reason: 'you cannot answer for this team any more: say that you cannot say' },
  ]);
  scene.must(asked, says('e1', 'not-mine'));
});

test('whoever has left the team does not bring a lead of another team into it', () => {
  const scene = handedIn();
  playStage(scene);
  scene.must(asked, says('e1', 'not-mine'));
  scene.change(asked, { team: 'Shore', techLeadId: 'toby-lead' });
  remind(scene, latest(scene)?.nameBy ?? '');
  expect(latest(scene)).toMatchObject({ turn: 3, to: null });
});

test('what nobody could confirm is no ground of a decline', () => {
  const scene = withNobodyToConfirm();
  playTo(scene, 'sign-off');
  const requirement = 'adopted-system-design';
  expect(
    requirementsOf(scene.state, { ladder, now: scene.now() }).find((one) => one.requirement.id === requirement)?.met,
  ).toBe(false);
  expect(groundsOf(scene.state, { ladder, now: scene.now() }).map(({ id }) => id)).not.toContain(requirement);
});

test('a requirement that would not be met with what nobody could confirm either is a ground', () => {
  const scene = withNobodyToConfirm();
  const requirement = 'adopted-system-design';
  const asking = (count: number) => {
    const transitions = ladder.transitions.map((one) => ({
      ...one,
      portfolio: one.portfolio.map((asked) => (asked.id === requirement ? { ...asked, count } : asked)),
    }));
    return groundsOf(scene.state, { ladder: { ...ladder, transitions }, now: scene.now() }).map(({ id }) => id);
  };
  expect(asking(1)).not.toContain(requirement);
  expect(asking(2)).toContain(requirement);
});

test('somebody who was silent and then cannot say gives the engineer no more time to name another person', () => {
  const scene = handedIn();
  playStage(scene);
  remind(scene, latest(scene)?.dueAt ?? '');
  const { nameBy } = latest(scene) ?? {};
  scene.clock.advanceDays(2);
  scene.must(asked, says('e1', 'not-mine'));
  expect(latest(scene)).toMatchObject({ answer: 'not-mine', nameBy });
});

test('whoever decides reads that a team said no to a piece, also after the engineer has taken it out', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  scene.must(asked, says('e1', 'no'));
  const title = bodyAt<EvidenceBody>(scene.state, scene.state.head.evidence.e1 ?? 0)?.title;
  const denied = () => see(scene, 'omar-odc').requirements?.find((one) => one.id === 'adopted-system-design')?.denied;
  // As long as the piece is there, the answer is beside it.
  expect(denied()).toEqual([]);
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'));
  playStage(scene);
  scene.must(engineer, { type: 'remove-evidence', evidence: 'e1' });
  scene.change('nia-newcomer', { team: 'Island' });
  const [again] = pieces(scene, 'nia-newcomer').filter((one) => one.requirement === 'adopted-system-design');
  if (again) scene.must(engineer, { ...again, url: 'https://example.com/another-design' });
  scene.must(engineer, { type: 'submit-portfolio' });
  expect(denied()).toEqual([{ title, team: 'Island', by: asked }]);
});

test('a no also stays in sight if the piece is made into one that needs no team', () => {
  const scene = handedIn();
  playTo(scene, 'sign-off');
  scene.must(asked, says('e1', 'no'));
  const { head } = scene.state;
  const body = bodyAt<EvidenceBody>(scene.state, head.evidence.e1 ?? 0);
  const { adoption: _, ...changed } = { ...body, requirement: 'another' } as EvidenceBody;
  const seq = head.version + 1;
  Object.assign(head, { evidence: { ...head.evidence, e1: seq } });
  const before = scene.state.bodies[head.portfolio?.seq ?? 0];
  if (before) Object.assign(scene.state.bodies, { [seq]: { ...before, seq, content: changed } });
  const requirement = see(scene, 'omar-odc').requirements?.find((one) => one.id === 'adopted-system-design');
  expect(requirement?.denied).toMatchObject([{ title: body?.title, by: asked }]);
});

test('nobody is reminded of another name with the day of the stage', () => {
  const scene = handedIn();
  playStage(scene);
  scene.must(asked, says('e1', 'not-mine'));
  expect(openSteps(scene.state.head, ladder).map((one) => one.personId)).toContain(engineer);
  remind(scene, openHead(scene.state.head).timers.find(({ kind }) => kind === 'due')?.at ?? '');
  const reminder = scene.events.findLast(({ event }) => event.type === 'reminder-sent')?.event;
  expect(reminder?.data).toMatchObject({ to: expect.not.arrayContaining([engineer]) });
});

test('a lead of the adopting team who leads the engineer or has a part is passed over for the next one', () => {
  const scene = handedIn();
  playStage(scene);
  scene.must(asked, says('e1', 'not-mine'));
  scene.change('olga-odc', { team: 'Island' });
  const line = { techLeadId: 'toby-lead', odcLeadId: 'omar-odc', headOfDepartmentId: 'hana-head' };
  scene.change(asked, { ...line, deliveryDirectorId: 'olga-odc' });
  remind(scene, latest(scene)?.nameBy ?? '');
  expect(latest(scene)).toMatchObject({ turn: 3, to: 'olga-odc' });
});

test('if the first person cannot say, the engineer names another of that team, and then a lead of the team is asked', () => {
  const scene = handedIn();
  scene.must(asked, says('e1', 'not-mine'));
  expect(openSteps(scene.state.head, ladder).filter((one) => one.type === 'name-confirmer')).toEqual([]);
  playTo(scene, 'calibration');
  const owed = openSteps(scene.state.head, ladder).filter((one) => one.type === 'name-confirmer');
  expect(owed.map((one) => [one.personId, one.key])).toEqual([[engineer, 'name-confirmer.e1']]);
  const name = (confirmerId: string) => ({ type: 'name-confirmer' as const, evidence: 'e1', confirmerId });
  expect(refused(scene, engineer, name(asked)).faults?.[0]?.reason).toContain('asked already');
  expect(refused(scene, engineer, name('zoe-senior')).faults?.[0]?.reason).toContain('Island');
  scene.must(engineer, name('pia-peer'));
  scene.must('pia-peer', says('e1', 'not-mine'));
  scene.change('pia-peer', { odcLeadId: 'olga-odc' });
  scene.change('olga-odc', { team: 'Island' });
  expect(positionOf(scene.state.head, ladder, scene.now()).wakeAfterSeconds).toBe(60);
  remind(scene, scene.now());
  expect(latest(scene)).toMatchObject({ turn: 3, to: 'olga-odc', dueAt: null });
  scene.must('olga-odc', says('e1', 'yes'));
  expect(confirmedOf(scene.state.head, 'e1')).toBe('yes');
});

test('if the lead who is asked last leaves, the next one is asked, and then the record says that nobody is left', () => {
  const scene = handedIn();
  scene.must(asked, says('e1', 'not-mine'));
  playTo(scene, 'calibration');
  scene.must(engineer, { type: 'name-confirmer', evidence: 'e1', confirmerId: 'pia-peer' });
  scene.must('pia-peer', says('e1', 'not-mine'));
  for (const id of ['olga-odc', 'nia-newcomer']) scene.change(id, { team: 'Island' });
  scene.change('pia-peer', { techLeadId: 'nia-newcomer' });
  remind(scene, scene.now());
  const leads: string[] = [];
  for (let to = latest(scene)?.to; to; to = latest(scene)?.to) {
    leads.push(to);
    expect(latest(scene)).toMatchObject({ turn: 3, answer: null });
    // As long as they are there, nobody else is asked.
    const { version } = scene.state.head;
    remind(scene, scene.now());
    expect(scene.state.head.version).toBe(version);
    scene.change(to, { active: false });
    remind(scene, scene.now());
    expect(scene.state.head.adoptions.findLast((one) => one.to === to)?.answer).toBe('silence');
  }
  expect(leads).toEqual(expect.arrayContaining(['olga-odc', 'nia-newcomer']));
  expect(confirmedOf(scene.state.head, 'e1')).toBe('nobody');
});

test('the answer of the lead who is asked last is not taken for one of a lead who left', () => {
  const scene = handedIn();
  scene.must(asked, says('e1', 'not-mine'));
  playTo(scene, 'calibration');
  for (const id of ['olga-odc', 'nia-newcomer']) scene.change(id, { team: 'Island' });
  scene.change(asked, { techLeadId: 'nia-newcomer', odcLeadId: 'olga-odc' });
  remind(scene, latest(scene)?.nameBy ?? '');
  expect(latest(scene)?.to).toBe('nia-newcomer');
  scene.change('nia-newcomer', { active: false });
  remind(scene, scene.now());
  scene.must('olga-odc', says('e1', 'yes'));
  expect(confirmedOf(scene.state.head, 'e1')).toBe('yes');
  expect(scene.state.head.adoptions.find((one) => one.to === 'nia-newcomer')?.answer).toBe('silence');
});

test('a lead who was asked about the piece before is passed over for the next one', () => {
  const scene = handedIn();
  scene.must(asked, says('e1', 'not-mine'));
  playTo(scene, 'calibration');
  scene.must(engineer, { type: 'name-confirmer', evidence: 'e1', confirmerId: 'pia-peer' });
  scene.must('pia-peer', says('e1', 'not-mine'));
  scene.change('olga-odc', { team: 'Island' });
  scene.change('pia-peer', { techLeadId: asked, odcLeadId: 'olga-odc' });
  remind(scene, scene.now());
  expect(latest(scene)).toMatchObject({ turn: 3, to: 'olga-odc' });
});

test('silence is no answer: the state machine wakes in time, and asks further, once each', () => {
  const scene = handedIn();
  scene.change('olga-odc', { team: 'Island' });
  playStage(scene);
  const due = latest(scene)?.dueAt ?? '';
  const wakes = positionOf(scene.state.head, ladder, scene.now()).wakeAfterSeconds;
  expect(Date.parse(scene.now()) + wakes * 1000).toBeLessThanOrEqual(Date.parse(due) + 1000);
  remind(scene, due);
  expect(latest(scene)).toMatchObject({ turn: 1, answer: 'silence' });
  const { nameBy } = latest(scene) ?? {};
  expect(confirmedOf(scene.state.head, 'e1')).toBe('waiting');
  remind(scene, nameBy ?? '');
  expect(latest(scene)).toMatchObject({ turn: 3, to: 'olga-odc' });
  const { version } = scene.state.head;
  remind(scene, scene.now());
  expect(scene.state.head.version).toBe(version);
});

test('if the team has no lead who could be asked, the record says so, and the requirement is not met', () => {
  const scene = withNobodyToConfirm();
  expect(confirmedOf(scene.state.head, 'e1')).toBe('nobody');
  const { version } = scene.state.head;
  remind(scene, scene.now());
  expect(scene.state.head.version).toBe(version);
});

test('a piece that nobody could confirm is not asked about again when the portfolio is handed in once more', () => {
  const scene = withNobodyToConfirm();
  playTo(scene, 'sign-off');
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'));
  playStage(scene);
  const [again] = pieces(scene, asked).filter((one) => one.requirement === 'adopted-system-design');
  if (again) scene.must(engineer, { ...again, url: 'https://example.com/another-design' });
  const count = scene.state.head.adoptions.length;
  scene.must(engineer, { type: 'submit-portfolio' });
  const added = scene.state.head.adoptions.slice(count);
  expect(scene.state.head.adoptions.filter((one) => one.to === '')).toEqual([]);
  expect(added.map((one) => one.evidence)).not.toContain('e1');
});

test('an answer counts no more once the person belongs to the case or to the engineer', () => {
  const scene = handedIn();
  scene.change(engineer, { deliveryDirectorId: asked });
  expect(refused(scene, asked, says('e1', 'yes')).faults?.[0]?.path).toBe('answer');
  scene.must(asked, says('e1', 'not-mine'));
});

/** A declined case with an appeal that HR is to decide. The first person could not say, and the second was asked or not. */
function appealed(second: 'asked' | 'not named'): Scene {
  const scene = handedIn();
  scene.must(asked, says('e1', 'not-mine'));
  playTo(scene, 'sign-off');
  scene.change('nia-newcomer', { team: 'Island' });
  if (second === 'asked') scene.must(engineer, name);
  scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
  playTo(scene, 'closed');
  scene.must(engineer, { type: 'appeal', ground: 'procedure', statement: 'It was skipped.', against: null });
  playStage(scene);
  return scene;
}

const name = { type: 'name-confirmer', evidence: 'e1', confirmerId: 'nia-newcomer' } as const;

describe('while HR decides an appeal', () => {
  test.each(['asked', 'not named'] as const)('nobody is asked further, and the case sleeps: %s', (second) => {
    const scene = appealed(second);
    const { adoptions } = scene.state.head;
    const day = latest(scene)?.nameBy ?? latest(scene)?.dueAt ?? '';
    remind(scene, day);
    expect(scene.state.head.adoptions).toEqual(adoptions);
    expect(positionOf(scene.state.head, ladder, scene.now()).wakeAfterSeconds).toBeGreaterThan(3600);
  });

  test('the engineer owes no other name and names nobody, because nobody could answer', () => {
    const scene = appealed('not named');
    expect(openSteps(scene.state.head, ladder).map((one) => one.type)).toEqual(['decide-appeal']);
    expect(refused(scene, engineer, name).message).toContain('Nobody asks you for another name');
  });

  test('it is asked further once the appeal is upheld', () => {
    const scene = appealed('asked');
    remind(scene, latest(scene)?.dueAt ?? '');
    playStep(scene);
    playStage(scene);
    expect(scene.state.head.outcome).toBeNull();
    expect(openAdoptions(scene.state.head).map(({ to }) => to)).toContain('nia-newcomer');
    // The days in which nobody was asked come after the appeal.
    expect(positionOf(scene.state.head, ladder, scene.now()).wakeAfterSeconds).toBeGreaterThan(24 * 3600);
    remind(scene, latest(scene)?.dueAt ?? '');
    expect(latest(scene)?.turn).toBe(3);
  });
});

/** A portfolio with a piece that nobody could confirm: the first person said so, and their team has no lead to ask. */
function withNobodyToConfirm(): Scene {
  const scene = handedIn('zoe-senior');
  scene.must('zoe-senior', says('e1', 'not-mine'));
  playStage(scene);
  remind(scene, latest(scene)?.nameBy ?? '');
  expect(latest(scene)).toMatchObject({ turn: 3, to: null });
  return scene;
}

/** Opens the stage that the case is moving to. */
function playStage(scene: Scene): void {
  scene.must(null, {
    type: 'open-stage',
    generation: scene.state.head.generation,
    stage: scene.state.head.stage as 'calibration',
  });
}
