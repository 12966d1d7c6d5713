import { describe, expect, test } from 'vitest';
import { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { addDays } from '#shared/domain/calendar/calendar.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { groundsOf } from '#shared/domain/case/progress/grounds.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { stageRules } from '#shared/domain/case/progress/timers.ts';
import { bodyAt, type PortfolioBody } from '#shared/domain/case/state/contents.ts';
import { requirementsOf } from '#shared/domain/case/state/evidence.ts';
import { isOwnWaiver, waiverSlotOf } from '#shared/domain/case/state/waivers.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { closed } from '#test/notices/rows/events.ts';
import { toldBy } from '#test/notices/told-by.ts';
import { portfolioForL3, returnTo, signOff, waiver, waiverAnswer } from '#test/support/commands.ts';
import { closedWith, openHead } from '#test/support/head-of-case.ts';
import { everyLadder, softwareEngineerTrack as ladder, lenient } from '#test/support/ladders.ts';
import { playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';

const p1 = 'p1-postmortem';
const submit = { type: 'submit-portfolio' } as const;

/** A portfolio from L2 to L3 that lacks the postmortem alone. */
function withoutPostmortem(transition = 'L2-L3', on = ladder): Scene {
  const scene = startOn(transition, on);
  playTo(scene, 'portfolio');
  if (transition === 'L2-L3')
    for (const piece of portfolioForL3) if (piece.requirement !== p1) scene.must('erin-engineer', piece);
  return scene;
}

test('the ladders let one requirement be waived, and say when', () => {
  const waivable = everyLadder.flatMap(({ id, transitions }) =>
    transitions.flatMap((one) =>
      one.portfolio.flatMap((asked) =>
        asked.waivable ? [`${id} ${one.id} ${asked.id} ${asked.waivable.origin}`] : [],
      ),
    ),
  );
  expect(waivable).toEqual(['software-engineer-track L2-L3 p1-postmortem ours']);
});

test('a requirement that the ladder does not let be waived stays', () => {
  const scene = withoutPostmortem();
  expect(scene.faults('omar-odc', waiver('mentoring'))).toEqual(['requirement']);
  expect(withoutPostmortem('L3-L4').act('omar-odc', waiver('adopted-system-design'))).toBe('forbidden');
});

test.each([
  ['.', false],
  ['x'.repeat(39), false],
  [`${'x'.repeat(39)}${' '.repeat(20)}\u200b`, false],
  ['x'.repeat(40), true],
])('a waiver, what replaces it and the answer to it have forty characters that can be seen: %j', (reason, isFine) => {
  expect(PersonCommand.safeParse({ ...waiver(p1), reason }).success).toBe(isFine);
  expect(PersonCommand.safeParse({ ...waiver(p1), instead: reason }).success).toBe(isFine);
  expect(PersonCommand.safeParse({ ...waiverAnswer(p1), reason }).success).toBe(isFine);
});

test('until another person confirms it, a waived requirement counts as unmet', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  const isMet = () =>
    requirementsOf(scene.state, { ladder, now: scene.now() }).find((one) => one.requirement.id === p1)?.met;
  expect(isMet()).toBe(false);
  expect(scene.faults('erin-engineer', submit)).toEqual([`requirements.${p1}`]);
  scene.must('tess-lead', waiverAnswer(p1));
  expect(isMet()).toBe(true);
  expect(scene.act('erin-engineer', submit)).toBeNull();
});

test.each([
  ['erin-engineer', 'forbidden'],
  ['omar-odc', 'forbidden'],
  ['eli-engineer', 'forbidden'],
  ['tess-lead', null],
  ['hugo-hr', null],
])('%s answers a waiver of the ODC lead: %s', (who, code) => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  expect(scene.act(who, waiverAnswer(p1))).toBe(code);
  if (code === null) expect(scene.act(who, waiverAnswer(p1))).toBe('not-yet');
});

const lent = {
  type: 'delegate' as const,
  to: 'olga-odc',
  slots: ['sign-off.odc-lead'],
  from: null,
  until: '2026-04-30T09:00:00.000Z',
  reason: 'I am away until then.',
};

test('nobody confirms a waiver of the part that they hold or act for', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', lent);
  scene.must('olga-odc', waiver(p1));
  expect(scene.act('omar-odc', waiverAnswer(p1))).toBe('forbidden');
  const other = withoutPostmortem();
  other.must('omar-odc', waiver(p1));
  other.must('omar-odc', lent);
  expect(other.act('olga-odc', waiverAnswer(p1))).toBe('forbidden');
});

test('before the calibration signers read no evidence, so only HR answers', () => {
  const scene = withoutPostmortem('L3-L4', lenient);
  scene.must('omar-odc', waiver('adopted-system-design'));
  expect(scene.act('hana-head', waiverAnswer('adopted-system-design'))).toBe('forbidden');
  expect(scene.act('hugo-hr', waiverAnswer('adopted-system-design'))).toBeNull();
});

test('whoever decides on a waiver, and on a case with one, reads who refused one before, and why', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  const { reason } = waiverAnswer(p1, 'refuse');
  scene.must('tess-lead', waiverAnswer(p1, 'refuse'));
  scene.must('omar-odc', waiver(p1));
  const refused = (who: string) => see(scene, who).requirements?.find(({ id }) => id === p1)?.refused;
  for (const who of ['hugo-hr', 'erin-engineer']) expect(refused(who)).toEqual([{ by: 'tess-lead', reason }]);
  scene.must('hugo-hr', waiverAnswer(p1));
  scene.must('erin-engineer', submit);
  playTo(scene, 'sign-off');
  expect(refused('omar-odc')).toEqual([{ by: 'tess-lead', reason }]);
});

test('a waiver that was refused is gone, and can be given again', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  scene.must('tess-lead', waiverAnswer(p1, 'refuse'));
  expect(scene.state.head.waivers).toEqual([]);
  expect(scene.act('omar-odc', waiver(p1))).toBeNull();
  expect(scene.act('omar-odc', waiver(p1))).toBe('already-done');
});

test('not every requirement of a case can be waived', () => {
  const scene = withoutPostmortem('L2-L3', lenient);
  for (const id of ['adr-or-design-doc', 'module-ownership', p1]) scene.must('omar-odc', waiver(id));
  expect(scene.faults('omar-odc', waiver('mentoring'))).toEqual(['requirement']);
});

test('what a signer has seen covers the waivers', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  scene.must('tess-lead', waiverAnswer(p1));
  playTo(scene, 'sign-off');
  const { portfolio } = scene.state.head;
  expect(bodyAt<PortfolioBody>(scene.state, portfolio?.seq ?? 0)?.waivers).toEqual([
    { requirement: p1, seq: scene.state.head.waivers[0]?.confirmed?.seq },
  ]);
  const command = signOff(scene.state, ladder, 'approve');
  expect(command.seen.portfolio).toBe(portfolio?.digest);
  expect(scene.act('tess-lead', { ...command, seen: { ...command.seen, portfolio: 'a'.repeat(64) } })).toBe(
    'seen-changed',
  );
});

test('a waiver that was given before this rule counts without a confirmation', () => {
  const scene = withoutPostmortem();
  const { head } = scene.state;
  const old = { ...scene.state, head: { ...head, waivers: [{ requirement: p1, by: 'omar-odc', seq: 4 }] } };
  const status = requirementsOf(old, { ladder, now: scene.now() }).find((one) => one.requirement.id === p1);
  expect(status).toMatchObject({ waived: true, met: true });
});

describe('a waiver of somebody who turns out to have a conflict', () => {
  const reason = 'We are close.';
  const object = { type: 'raise-objection', slot: 'calibration.tech-lead', ground: 'conflict', reason } as const;
  const uphold = { type: 'answer-objection', objection: 'o1', answer: 'replace', to: null, reason } as const;

  /** A case before the signatures that rests on a waiver of Omar, which Tess has confirmed. The engineer objected to Tess. */
  function waivedCase(objects: boolean): Scene {
    const scene = startOn('L2-L3', ladder);
    playTo(scene, 'self-assessment');
    if (objects) scene.must('erin-engineer', object);
    playTo(scene, 'portfolio', { leaves: 'answer-objection' });
    for (const piece of portfolioForL3) if (piece.requirement !== p1) scene.must('erin-engineer', piece);
    scene.must('omar-odc', waiver(p1));
    scene.must('tess-lead', waiverAnswer(p1));
    playTo(scene, 'sign-off', { leaves: 'answer-objection' });
    return scene;
  }

  test('is asked of another person, if they confirmed it', () => {
    const scene = waivedCase(true);
    scene.must('hugo-hr', uphold);
    expect(scene.state.head.waivers).toMatchObject([{ by: 'omar-odc', confirmed: null }]);
  });

  test('keeps the case from being approved, and does not count against the engineer', () => {
    const scene = waivedCase(false);
    scene.must('omar-odc', signOff(scene.state, ladder, 'approve'));
    scene.must('tess-lead', { type: 'declare-conflict', reason });
    expect(scene.state.head.signOffs.map((one) => one.stands)).toEqual([false]);
    expect(scene.act('omar-odc', signOff(scene.state, ladder, 'approve'))).toBe('not-yet');
    expect(groundsOf(scene.state, { ladder, now: scene.now() }).map((one) => one.id)).not.toContain(p1);
    scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', `requirement.${p1}`));
    stepOn(scene);
    expect(scene.faults('erin-engineer', submit)).toEqual([`requirements.${p1}`]);
    const next = openSteps(scene.state.head, ladder).find((one) => one.type === 'answer-waiver');
    scene.must(next?.personId ?? '', waiverAnswer(p1));
    scene.must('erin-engineer', submit);
    stepOn(scene);
    scene.must('omar-odc', signOff(scene.state, ladder, 'approve'));
  });

  test('is gone if they gave it, and the requirement can be waived by another', () => {
    const scene = waivedCase(false);
    scene.must('omar-odc', { type: 'declare-conflict', reason });
    expect(scene.state.head.waivers).toEqual([]);
    scene.must('tess-lead', returnTo(scene.state, ladder, 'portfolio', `requirement.${p1}`));
    stepOn(scene);
    const { personId } = waiverSlotOf(scene.state.head) ?? {};
    expect(personId).not.toBe('omar-odc');
    expect(scene.act(personId ?? '', waiver(p1))).toBeNull();
  });

  test('is gone too if an appeal because of the conflict is upheld', () => {
    const scene = waivedCase(false);
    scene.must('tess-lead', signOff(scene.state, ladder, 'decline'));
    playTo(scene, 'closed');
    scene.must('erin-engineer', { type: 'appeal', ground: 'conflict', statement: reason, against: 'omar-odc' });
    stepOn(scene);
    const reviewers = ['olga-odc'];
    scene.must('hugo-hr', { type: 'decide-appeal', decision: 'uphold', reason, reviewers, lead: null });
    expect(scene.state.head.waivers).toEqual([]);
  });
});

test('the notice of the outcome says that a requirement was waived, once the waiver is confirmed', () => {
  const waived = (more: object) => {
    const given = { requirement: p1, by: 'omar-odc', seq: 4, ...more };
    const [told] = toldBy(closed('promoted'), closedWith('promoted', { waivers: [given] }));
    return told?.data.waived;
  };
  expect(waived({ confirmed: { by: 'tess-lead', seq: 5 } })).toBe(true);
  expect(waived({ confirmed: null })).toBeUndefined();
});

describe('a waiver that a delegate gave or confirmed', () => {
  const conflict = { type: 'declare-conflict', reason: 'A friend.' } as const;

  test('is gone if the person for whom it was given has a conflict', () => {
    const scene = withoutPostmortem();
    scene.must('omar-odc', lent);
    scene.must('olga-odc', waiver(p1));
    scene.must('tess-lead', waiverAnswer(p1));
    scene.must('erin-engineer', submit);
    stepOn(scene);
    scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
    scene.must('omar-odc', conflict);
    expect(scene.state.head.waivers).toEqual([]);
    expect(scene.state.head.signOffs.map((one) => one.stands)).toEqual([false]);
  });

  test('is to be confirmed again if the person for whom it was confirmed has a conflict', () => {
    const scene = withoutPostmortem();
    scene.must('tess-lead', { ...lent, to: 'hana-head', slots: ['sign-off.tech-lead'] });
    scene.must('omar-odc', waiver(p1));
    scene.must('hana-head', waiverAnswer(p1));
    scene.must('tess-lead', conflict);
    expect(scene.state.head.waivers).toMatchObject([{ confirmed: null }]);
  });
});

test('the case of an engineer does not lapse while a waiver is to be answered, and they have time after the answer', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  const remind = () => {
    scene.must(null, { type: 'remind', generation: scene.state.head.generation });
    return scene.events.at(-1)?.event;
  };
  const lapse = () => openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '';
  expect(see(scene, 'erin-engineer').lapse).toBeNull();
  scene.clock.set(lapse());
  expect(remind()).toMatchObject({ type: 'escalated', data: { of: ['tess-lead'], to: ['@hr'] } });
  const again = lapse();
  expect(again > scene.now()).toBe(true);
  scene.clock.advanceDays(3);
  scene.must('tess-lead', waiverAnswer(p1));
  const today = localDay(scene.now(), 'UTC');
  const graceDays = stageRules(scene.state.head, ladder)?.graceDays ?? 0;
  expect(lapse()).toBe(`${addDays(today, graceDays)}T23:59:00.000Z`);
  expect(see(scene, 'erin-engineer').lapse?.at).toBe(lapse());
  scene.clock.set(again);
  expect(scene.act(null, { type: 'remind', generation: scene.state.head.generation })).toBeNull();
  expect(scene.state.head.stage).toBe('portfolio');
  scene.clock.set(lapse());
  expect(remind()).toMatchObject({ type: 'case-lapsed' });
});

test('a case whose waiver goes with a conflict after its days of grace lapses in the end', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  const lapses = () => {
    scene.clock.set(openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '');
    scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  };
  lapses();
  scene.must('omar-odc', { type: 'declare-conflict', reason: 'A friend.' });
  expect(scene.state.head.waivers).toEqual([]);
  lapses();
  expect(scene.state.head.outcome).toBe('lapsed');
});

test('a waiver that nobody has answered keeps no other stage than the portfolio from its lapse', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  for (const piece of portfolioForL3) if (piece.requirement === p1) scene.must('erin-engineer', piece);
  scene.must('erin-engineer', submit);
  playTo(scene, 'sign-off');
  const own = see(scene, 'omar-odc').unlockable?.find(({ stage }) => stage === 'self-assessment');
  scene.must('omar-odc', returnTo(scene.state, ladder, 'self-assessment', own?.id ?? ''));
  stepOn(scene);
  expect(see(scene, 'erin-engineer').lapse).not.toBeNull();
  scene.clock.set(openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  expect(scene.state.head.outcome).toBe('lapsed');
});

test('the engineer is told that a waiver is lost and by when to hand in, and is reminded once more before the lapse', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  scene.clock.set(openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  scene.must('omar-odc', { type: 'declare-conflict', reason: 'A friend.' });
  const earlier = scene.events.map(({ event }) => event as CaseEvent);
  const last = earlier.pop() as CaseEvent;
  const lapse = openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '';
  const told = noticesOf(last, scene.state.head, ladder, earlier).filter(({ to }) => to === 'erin-engineer');
  expect(told).toMatchObject([{ template: 'waiver-lost', data: { lapsesAt: lapse } }]);
  const next = openHead(scene.state.head).timers.find(({ at }) => at > scene.now());
  expect(next).toEqual({
    kind: 'remind',
    at: `${addDays(localDay(scene.now(), 'UTC'), 7)}T09:00:00.000Z`,
    to: ['erin-engineer'],
  });
  scene.clock.set(next?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  expect(scene.events.at(-1)?.event).toMatchObject({ type: 'reminder-sent', data: { to: ['erin-engineer'] } });
});

test('the engineer has time to hand in if a waiver is lost while their case is stopped', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', waiver(p1));
  scene.must('tess-lead', waiverAnswer(p1));
  const lapse = openHead(scene.state.head).timers.find(({ kind }) => kind === 'lapse')?.at ?? '';
  scene.clock.set(new Date(Date.parse(lapse) - 3600_000).toISOString());
  scene.change('erin-engineer', { level: 'L1' });
  scene.must(null, { type: 'resettle' });
  stepOn(scene);
  expect(scene.state.head.stage).toBe('stopped');
  scene.must('omar-odc', { type: 'declare-conflict', reason: 'A friend.' });
  const kept = scene.state.head.stopped?.clock?.timers.find(({ kind }) => kind === 'lapse')?.at ?? '';
  expect(kept).toBe(`${addDays(localDay(scene.now(), 'UTC'), 14)}T23:59:00.000Z`);
  scene.change('erin-engineer', { level: 'L2' });
  scene.must('hugo-hr', {
    type: 'decide-stop',
    decision: 'resume',
    reason: 'The record is again what the case began with.',
  });
  stepOn(scene);
  const ahead = openHead(scene.state.head).timers.filter(({ at }) => at > scene.now());
  expect(ahead.map(({ kind, to }) => [kind, to])).toEqual([
    ['remind', ['erin-engineer']],
    ['lapse', []],
  ]);
});

test('nobody confirms a waiver that a delegate gave for them, under whatever part', () => {
  const scene = withoutPostmortem();
  scene.must('omar-odc', lent);
  scene.must('olga-odc', waiver(p1));
  const [given] = scene.state.head.waivers;
  const other = scene.state.head.slots.find(({ id }) => id === 'sign-off.tech-lead');
  expect(given && isOwnWaiver(given, scene.people['omar-odc'] as Person, other)).toBe(true);
});
