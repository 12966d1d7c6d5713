import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { whoActs } from '#shared/domain/case/commands/rights.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { relationsOf } from '#shared/domain/case/view/visibility.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { isInvolved } from '#shared/domain/proposals/involved.ts';
import { attest, ratingsOf, review, signOff } from '#test/support/commands.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';
import { shortLadder } from '#test/support/test-ladder.ts';

const reason = 'As agreed.';
const moreTime = { type: 'extend-deadline', until: '2026-07-31', reason } as const;
const dismiss = { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [] as string[], lead: null } as const;
const confirm = { type: 'decide-exception', decision: 'confirm', reason: grounds } as const;
const decisions = {
  appeal: dismiss,
  exception: confirm,
  stopped: { type: 'decide-stop', decision: 'end', reason: grounds },
} as const;
const holders = { hr: ['hugo-hr', 'hedy-hr'], directors: ['dario-director'] };
const stepsAt = ({ state, ladder: on }: Scene) =>
  openSteps(state.head, on).map(({ personId, type, except = [] }) => [personId, type, ...except].join(' '));

/** A declined case with an appeal, in which these people of HR gave more time before. */
function appealed(...acted: string[]): Scene {
  const scene = caseAt('L2-L3', ladder, 'sign-off', { holders });
  for (const [at, who] of acted.entries()) scene.must(who, { ...moreTime, until: `2026-0${7 + at}-31` });
  scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
  stepOn(scene);
  scene.must('erin-engineer', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
  stepOn(scene);
  return scene;
}

/** A case that waits for HR's decision on an exception, in which Hugo gave more time before. */
function excepted(): Scene {
  const scene = caseAt('L1-L2', shortLadder, 'calibration', { holders });
  scene.must('hugo-hr', moreTime);
  scene.must('tess-lead', attest('delivers-alone', 'no'));
  playTo(scene, 'exception');
  return scene;
}

describe('a person of HR who did something in a case', () => {
  test('decides no appeal in it, and stays HR to it', () => {
    const scene = appealed('hugo-hr');
    expect(scene.act('hugo-hr', dismiss)).toBe('forbidden');
    expect(scene.decide('hugo-hr', { ...moreTime, until: '2026-09-30' }).ok).toBe(true);
    expect(stepsAt(scene)).toEqual(['@hr decide-appeal hugo-hr']);
    scene.must('hedy-hr', dismiss);
  });

  test('did so too by a change of the records that a part or a window follows', () => {
    const scene = caseAt('L2-L3', ladder, 'portfolio', { holders });
    scene.facts.changedBy = ['hugo-hr'];
    scene.change('omar-odc', { active: false });
    scene.must(null, { type: 'resettle' });
    expect(scene.state.head.hrActs).toEqual(['hugo-hr']);
  });

  test('confirms no exception in it', () => {
    const scene = excepted();
    expect(scene.act('hugo-hr', confirm)).toBe('forbidden');
    expect(stepsAt(scene)).toEqual(['@hr decide-exception hugo-hr']);
    scene.must('hedy-hr', confirm);
  });

  test('decides no appeal against what they decided on an exception', () => {
    const scene = excepted();
    scene.must('hedy-hr', { ...confirm, decision: 'refuse' });
    stepOn(scene);
    scene.must('omar-odc', signOff(scene.state, shortLadder, 'decline'));
    stepOn(scene);
    scene.must(scene.state.head.engineerId, { type: 'appeal', ground: 'procedure', statement: reason, against: null });
    stepOn(scene);
    for (const who of holders.hr) expect(scene.act(who, dismiss), who).toBe('forbidden');
  });

  test.each([true, false])('decides no appeal in it, also if they did it while the case was stopped: %s', (acts) => {
    const scene = caseAt('L2-L3', ladder, 'sign-off', { holders });
    const before = scene.people['erin-engineer'] as Person;
    scene.change('olga-odc', { roles: ['odc-lead'] });
    scene.change('erin-engineer', { level: 'L4' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    if (acts) scene.must('hugo-hr', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'olga-odc', reason });
    scene.change('erin-engineer', before);
    scene.must('hedy-hr', { type: 'decide-stop', decision: 'resume', reason: grounds });
    scene.must(acts ? 'olga-odc' : 'omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    scene.must('erin-engineer', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
    stepOn(scene);
    expect(scene.act('hedy-hr', dismiss)).toBe('forbidden');
    expect(scene.act('hugo-hr', dismiss)).toBe(acts ? 'forbidden' : null);
  });

  test('is told why', () => {
    const { state, people, now } = appealed('hugo-hr');
    const right = whoActs(state.head, 'decide-appeal', people['hugo-hr'] as never, { ladder, people, now: now() });
    expect(right).toMatchObject({
      rejection: {
        message:
          'You took a step in this case as HR, or changed a record that it rests on, so another person decides this.',
      },
    });
  });

  test('can still decide if all they did was to give more time for the decision', () => {
    const scene = appealed();
    scene.must('hugo-hr', { ...moreTime, until: '2026-09-30' });
    scene.must('hugo-hr', dismiss);
  });
});

describe('a person of HR who did something in a case before they were of HR', () => {
  const opened: Partial<CaseHead> = { openedBy: 'hedy-hr' };
  const saidSo = (answer: 'yes' | 'silence'): Partial<CaseHead> => ({
    adoptions: [
      {
        evidence: 'e1',
        piece: 9,
        turn: 1,
        to: 'hedy-hr',
        askedAt: '2026-03-02T09:00:00.000Z',
        dueAt: null,
        answer,
        nameBy: null,
      },
    ],
  });
  const stages = { appeal: appealed, exception: excepted };

  test.each([
    ['opened it', opened, 'You opened this case'],
    ['said whether their team adopted a piece', saidSo('yes'), 'a question about your team'],
  ])('decides nothing in it, is told why, and a director decides if nobody else is left: %s', (_what, more, why) => {
    for (const [stage, at] of Object.entries(stages)) {
      const scene = at();
      Object.assign(scene.state.head, more);
      const command = decisions[stage as keyof typeof decisions];
      expect(scene.decide('hedy-hr', command)).toMatchObject({
        rejection: { code: 'forbidden', message: expect.stringContaining(why) },
      });
      expect(stepsAt(scene)).toEqual([expect.stringMatching(/^@hr .*hedy-hr/)]);
      scene.facts.holders = { ...holders, hr: ['hedy-hr'] };
      scene.must(null, { type: 'resettle' });
      expect(stepsAt(scene)).toEqual([`dario-director ${command.type}`]);
      scene.must('dario-director', command);
    }
  });

  test('confirms no correction of its outcome', () => {
    const scene = appealed();
    const asked = { id: 'hedy-hr', as: 'second', cases: [] } as const;
    const change = { kind: 'correct-outcome', of: scene.state.head.id } as const;
    const isKept = (more: Partial<CaseHead>) =>
      isInvolved(change, asked, { leads: [], leaves: null, head: { ...scene.state.head, ...more } as CaseHead });
    expect([{}, opened, saidSo('yes')].map(isKept)).toEqual([false, true, true]);
  });

  test('decides if they were only asked, and did not answer', () => {
    const scene = appealed();
    Object.assign(scene.state.head, saidSo('silence'));
    scene.must('hedy-hr', dismiss);
  });
});

test.each(['appeal', 'exception'])('a lead whose decision HR is to judge does not put that off: %s', (stage) => {
  const scene = stage === 'appeal' ? appealed() : excepted();
  const { dueAt } = openHead(scene.state.head);
  expect(scene.decide('omar-odc', { ...moreTime, until: '2026-09-30' })).toMatchObject({
    rejection: { code: 'forbidden', message: expect.stringContaining('only HR moves the due day') },
  });
  expect(openHead(scene.state.head).dueAt).toBe(dueAt);
  scene.must('hedy-hr', { ...moreTime, until: '2026-09-30' });
});

describe('a case in which everybody of HR did something', () => {
  test('is decided by a delivery director without a part, who sees it as HR does', () => {
    const scene = appealed('hugo-hr', 'hedy-hr');
    const director = scene.people['dario-director'];
    const seen = () => relationsOf(scene.state.head, director as never, scene.people, scene.now());
    expect(stepsAt(scene)).toEqual(['dario-director decide-appeal']);
    expect(seen()).toEqual(['hr']);
    for (const who of [...holders.hr, 'hana-head']) expect(scene.act(who, dismiss), who).toBe('forbidden');
    scene.must('dario-director', dismiss);
    expect(scene.events.at(-1)?.event.actor).toMatchObject({ role: 'delivery-director', personId: 'dario-director' });
    stepOn(scene);
    expect(seen()).toEqual(['hr']);
  });

  test('is not seen by a director who confirmed a change of a record that it follows', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration', { holders });
    scene.facts.changedBy = ['hugo-hr', 'dina-director'];
    scene.change('tess-lead', { active: false });
    scene.must(null, { type: 'resettle' });
    expect(scene.state.head.hrActs).toEqual(['hugo-hr', 'dina-director']);
    const director = scene.people['dina-director'] as never;
    expect(relationsOf(scene.state.head, director, scene.people, scene.now())).toEqual([]);
  });

  test('is not decided by a director who got a part in it, or left', () => {
    for (const change of ['left', 'part'] as const) {
      const scene = appealed('hugo-hr', 'hedy-hr');
      if (change === 'left') scene.change('dario-director', { active: false });
      else scene.state.head.past.push('dario-director');
      expect(scene.act('dario-director', dismiss), change).toBe('forbidden');
    }
  });

  test('is not decided by a director who did something in it as HR', () => {
    const both = { hr: [...holders.hr, 'dario-director'], directors: ['dario-director', 'dina-director'] };
    const scene = caseAt('L2-L3', ladder, 'sign-off', { holders: both });
    scene.change('dario-director', { roles: ['hr', 'delivery-director'] });
    for (const [at, who] of both.hr.entries()) scene.must(who, { ...moreTime, until: `2026-0${7 + at}-30` });
    scene.must('omar-odc', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    scene.must('erin-engineer', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
    stepOn(scene);
    expect(stepsAt(scene)).toEqual(['dina-director decide-appeal']);
    expect(scene.act('dario-director', dismiss)).toBe('forbidden');
  });

  test.each(['appeal', 'exception', 'stopped'])('also if nobody of HR is left only after it opened: %s', (stage) => {
    const scene = stage === 'appeal' ? appealed('hugo-hr') : excepted();
    if (stage === 'stopped') {
      scene.change(scene.state.head.engineerId, { level: 'L4' });
      scene.must(null, { type: 'resettle' });
      stepOn(scene);
    }
    scene.must(null, { type: 'resettle' });
    expect(stepsAt(scene)).toEqual([expect.stringMatching(/^@hr /)]);
    scene.facts.holders = { ...holders, hr: ['hugo-hr'] };
    scene.must(null, { type: 'resettle' });
    expect(stepsAt(scene)).toEqual([expect.stringMatching(/^dario-director decide-/)]);
    const events = scene.events.map((one) => one.event);
    const told = noticesOf(events.at(-1) as CaseEvent, scene.state.head, scene.ladder, []);
    expect(told.map(({ to }) => to)).toContain('dario-director');
    // Once is enough.
    const { version } = scene.state.head;
    scene.must(null, { type: 'resettle' });
    expect(scene.state.head.version).toBe(version);
    expect(scene.act('hugo-hr', dismiss)).not.toBeNull();
    scene.must('dario-director', decisions[stage as keyof typeof decisions]);
  });

  test('gives a delivery director the powers of HR in this stage alone', () => {
    const scene = appealed('hugo-hr', 'hedy-hr');
    expect(scene.act('dario-director', { ...moreTime, until: '2026-09-30' })).toBeNull();
    scene.must('dario-director', dismiss);
    stepOn(scene);
    expect(scene.act('dario-director', { type: 'cancel', reason })).toBe('forbidden');
    const before = caseAt('L2-L3', ladder, 'sign-off', { holders });
    expect(before.act('dario-director', moreTime)).toBe('forbidden');
  });
});

test('nobody of HR is offered a part unless two others of HR without one are left', () => {
  const offer = (hr: string[]) => {
    const scene = caseAt('L2-L3', ladder, 'sign-off', { holders: { ...holders, hr } });
    scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
    return scene.faults('hugo-hr', { type: 'reassign', slot: 'sign-off.odc-lead', to: 'hedy-hr', reason });
  };
  expect(offer(['hugo-hr', 'hedy-hr'])).toEqual(['to']);
  expect(offer(['hugo-hr', 'hedy-hr', 'helen-hr'])).toEqual([]);
  // The engineer and people with a part are not left.
  expect(offer(['hugo-hr', 'hedy-hr', 'erin-engineer'])).toEqual(['to']);
  expect(offer(['hugo-hr', 'hedy-hr', 'tess-lead'])).toEqual(['to']);
});

test.each([
  ['is of HR, and so has a part', ['hugo-hr', 'hedy-hr', 'omar-odc'], 'hana-head'],
  ['is not of HR', ['hugo-hr', 'hedy-hr', 'helen-hr'], 'hedy-hr'],
])('the line gives a part to somebody of HR by the same rule, if its holder until then %s', (_who, hr, to) => {
  const scene = caseAt('L2-L3', ladder, 'sign-off', { holders: { ...holders, hr } });
  scene.change('hedy-hr', { roles: ['hr', 'odc-lead'] });
  scene.change('omar-odc', { roles: hr.includes('omar-odc') ? ['hr'] : ['engineer'] });
  scene.change('erin-engineer', { odcLeadId: 'hedy-hr' });
  scene.must(null, { type: 'resettle' });
  expect(scene.state.head.slots.find(({ id }) => id === 'sign-off.odc-lead')?.personId).toBe(to);
});

test('a person of HR who acted for a reviewer is not HR to the case after that reviewer has stepped back', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration', {
    holders: { ...holders, hr: [...holders.hr, 'ada-hr', 'ben-hr'] },
  });
  scene.change('hedy-hr', { roles: ['hr', 'tech-lead'] });
  const until = '2026-04-30T09:00:00.000Z';
  scene.must('tess-lead', {
    type: 'delegate',
    slots: ['calibration.tech-lead'],
    to: 'hedy-hr',
    from: null,
    until,
    reason,
  });
  scene.must('hedy-hr', review(ratingsOf(ladder, 5)));
  scene.must('tess-lead', { type: 'recuse', reason });
  expect(scene.state.head.reviews).toEqual([]);
  expect(scene.act('hedy-hr', { type: 'cancel', reason })).toBe('forbidden');
});
