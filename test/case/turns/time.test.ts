import { describe, expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { LastCase } from '#shared/contract/case.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { positionOf } from '#shared/domain/case/progress/position.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { attest, ratingsOf, review, signOff } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { appealed, uphold } from '#test/support/sealed.ts';
import { see } from '#test/support/see.ts';

const why = 'There are reasons.';
const remind = (scene: Scene, at: string) => {
  scene.clock.set(at);
  const before = scene.events.length;
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  return scene.events.slice(before).map(({ event }) => event);
};
const calendar = (odc: string, timeZone: string, holidays: string[] = []): Calendar => ({
  odc,
  timeZone,
  weekend: [6, 7],
  holidays,
  version: 1,
});

test('a stage is due at the end of a working day where the engineer works', () => {
  const lisbon = calendar('North', 'Europe/Lisbon', ['2026-03-16']);
  const hanoi = calendar('North', 'Asia/Ho_Chi_Minh');
  const dueIn = (one: Calendar) => caseAt('L2-L3', ladder, 'self-assessment', { calendars: { North: one } });
  // Two weeks from Monday 2 March. The last day is a holiday in Lisbon. 18:00 in Ho Chi Minh City is 11:00 in UTC.
  expect(openHead(dueIn(lisbon).state.head).dueAt).toBe('2026-03-17T18:00:00.000Z');
  expect(openHead(dueIn(hanoi).state.head).dueAt).toBe('2026-03-16T11:00:00.000Z');
});

test('reviewers in two ODCs have the due day of the engineer, and reminders in their own mornings', () => {
  const calendars = { North: calendar('North', 'Asia/Ho_Chi_Minh'), South: calendar('South', 'America/Sao_Paulo') };
  const scene = caseAt('L3-L4', ladder, 'portfolio', { calendars });
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  scene.must('lena-senior', { type: 'accept-panel' });
  scene.change('pia-peer', { odc: 'South' });
  playTo(scene, 'calibration');
  const { timers, dueAt } = openHead(scene.state.head);
  // The engineer works in Ho Chi Minh City, where 18:00 is 11:00 in UTC.
  expect(dueAt.slice(11, 16)).toBe('11:00');
  const mornings = (who: string) =>
    timers.filter(({ kind, to }) => kind === 'remind' && to.includes(who)).map(({ at }) => at.slice(11, 16));
  expect([new Set(mornings('pia-peer')), new Set(mornings('paul-peer'))]).toEqual([
    new Set(['12:00']),
    new Set(['02:00']),
  ]);
});

test('an engineer is reminded, the case lapses after the grace period, and a new case can be opened', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  const { timers } = openHead(scene.state.head);
  expect(timers.map((timer) => timer.kind)).toEqual(['remind', 'remind', 'due', 'lapse']);
  for (const { kind, at } of timers.slice(0, 3))
    expect([kind, remind(scene, at).map((event) => event.type)]).toEqual([kind, ['reminder-sent']]);
  expect(remind(scene, timers.at(-1)?.at ?? '').map((event) => event.type)).toEqual(['case-lapsed']);
  stepOn(scene);
  expect(scene.state.head).toMatchObject({ stage: 'closed', outcome: 'lapsed' });
  expect(() => startOn('L2-L3', ladder, { last: lastCase('lapsed') })).not.toThrow();
});

test('if a signer does not decide, the case is escalated up the line and at last to HR, but nothing is decided', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.change('tess-lead', { odcLeadId: 'omar-odc', headOfDepartmentId: 'hana-head' });
  scene.must('omar-odc', signOff(scene.state, ladder, 'approve'));
  const late = openHead(scene.state.head).timers.filter((timer) => timer.kind === 'escalate');
  const told = late.flatMap(({ at }) =>
    remind(scene, at).flatMap((event) => (event.type === 'escalated' ? [event.data.to] : [])),
  );
  expect(told).toHaveLength(4);
  expect(told[0]).toEqual(['omar-odc']);
  expect(told.at(-1)).toEqual(['@hr']);
  scene.clock.advanceDays(300);
  expect(remind(scene, scene.now())).toEqual([]);
  expect(scene.state.head).toMatchObject({ stage: 'sign-off', outcome: null });
});

test('each timer acts only once', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  const first = openHead(scene.state.head).timers[0]?.at ?? '';
  expect(remind(scene, first)).toHaveLength(1);
  expect(remind(scene, first)).toHaveLength(0);
});

test('HR or a lead can extend a deadline, and the engineer cannot', () => {
  const scene = caseAt('L2-L3', ladder, 'self-assessment');
  const extend = (until: string): PersonCommand => ({ type: 'extend-deadline', until, reason: why });
  expect(scene.act('erin-engineer', extend('2026-04-15'))).toBe('forbidden');
  expect(scene.faults('tess-lead', extend('2026-03-10'))).toEqual(['until']);
  expect(scene.faults('tess-lead', extend('2027-12-01'))).toEqual(['until']);
  const lapse = openHead(scene.state.head).timers.at(-1)?.at ?? '';
  scene.must('tess-lead', extend('2026-04-15'));
  expect(openHead(scene.state.head).dueAt).toBe('2026-04-15T18:00:00.000Z');
  expect(remind(scene, lapse).map((event) => event.type)).not.toContain('case-lapsed');
  scene.must('hugo-hr', extend('2026-05-15'));
});

const atAnnual = (now: string, windowed = cycle()) => {
  const scene = caseAt('L1-L2', ladder, 'portfolio', { cycle: windowed });
  scene.clock.set(now);
  return scene;
};
const approve = (scene: Scene) => signOff(scene.state, ladder, 'approve');

test('the ODC lead can sign L1 to L2 only within the window of the annual cycle', () => {
  for (const [now, code] of [
    ['2026-10-31T12:00:00.000Z', 'not-yet'],
    ['2026-11-01T12:00:00.000Z', null],
    ['2026-12-15T12:00:00.000Z', null],
    ['2026-12-16T12:00:00.000Z', 'not-yet'],
  ] as const) {
    const scene = atAnnual('2026-06-01T12:00:00.000Z');
    playTo(scene, 'sign-off');
    scene.clock.set(now);
    expect([now, scene.act('omar-odc', approve(scene))]).toEqual([now, code]);
  }
});

test('signers are told that it is their turn when the window begins, and not before', () => {
  const scene = atAnnual('2026-06-01T12:00:00.000Z');
  playTo(scene, 'sign-off');
  const told = () =>
    noticesOf(scene.events.at(-1)?.event as CaseEvent, scene.state.head, ladder, []).map(({ to }) => to);
  const opened = scene.events.findLast(({ event }) => event.type === 'stage-opened')?.event as CaseEvent;
  expect(noticesOf(opened, scene.state.head, ladder, [])).toEqual([]);
  expect(see(scene, 'omar-odc').turns).toEqual([]);
  const [step] = openSteps(scene.state.head, ladder);
  expect(step).toMatchObject({ personId: 'omar-odc', from: '2026-11-01T00:00:00.000Z' });
  remind(scene, openHead(scene.state.head).timers[0]?.at ?? '');
  expect(scene.now().slice(0, 10)).toBe('2026-11-02');
  expect(told()).toEqual(['omar-odc']);
  expect(see(scene, 'omar-odc').turns).toMatchObject([{ personId: 'omar-odc' }]);
});

test('a timer that comes while nobody can act yet is passed, and does not wake the case again and again', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const first = openHead(scene.state.head).timers[0]?.at ?? '';
  scene.clock.set(new Date(Date.parse(first) - 24 * 3600_000).toISOString());
  scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'hana-head', reason: why });
  remind(scene, first);
  expect(openHead(scene.state.head).actedUpTo).toBe(first);
  expect(positionOf(scene.state.head, ladder, scene.now()).wakeAfterSeconds).toBeGreaterThan(3600);
});

test('nobody is reminded of a step that has not begun', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const first = openHead(scene.state.head).timers[0]?.at ?? '';
  scene.clock.set(new Date(Date.parse(first) - 24 * 3600_000).toISOString());
  scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'hana-head', reason: why });
  expect(remind(scene, first).map(({ type, data }) => [type, 'to' in data && data.to])).toEqual([
    ['reminder-sent', []],
  ]);
});

test('nobody is said to be late with a step that has not begun', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const late = openHead(scene.state.head).timers.find(({ kind }) => kind === 'escalate')?.at ?? '';
  scene.clock.set(new Date(Date.parse(late) - 24 * 3600_000).toISOString());
  remind(scene, scene.now());
  scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'hana-head', reason: why });
  expect(remind(scene, late).map(({ type, data }) => [type, 'to' in data && data.to])).toEqual([['reminder-sent', []]]);
});

test('without a cycle, the ODC lead can sign only after HR has waived the window', () => {
  const scene = caseAt('L1-L2', ladder, 'sign-off');
  expect(scene.act('omar-odc', approve(scene))).toBe('not-yet');
  const waive: PersonCommand = { type: 'waive-window', answer: 'waive', cycleId: null, reason: why };
  expect(scene.act('omar-odc', waive)).toBe('forbidden');
  scene.must('hugo-hr', waive);
  expect(scene.act('hugo-hr', waive)).toBe('already-done');
  scene.must('omar-odc', approve(scene));
});

test('HR can let a case join a cycle late, but not a closed cycle', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  const join: PersonCommand = { type: 'join-cycle', cycleId: 'annual-2026', reason: why };
  scene.facts.cycle = cycle({ joinUntil: '2026-02-28' });
  expect(scene.act('tess-lead', join)).toBe('forbidden');
  scene.must('hugo-hr', join);
  expect(scene.events.at(-1)?.event.data).toEqual({ cycleId: 'annual-2026', late: true });
  expect(scene.act('hugo-hr', join)).toBe('already-done');
  scene.facts.cycle = cycle({ id: 'annual-2025', closedAt: '2026-01-05T09:00:00.000Z' });
  expect(scene.faults('hugo-hr', { ...join, cycleId: 'annual-2025' } as PersonCommand)).toEqual(['cycleId']);
});

const lastCase = (outcome: LastCase['outcome'], closedAt = '2025-09-03T09:00:00.000Z'): LastCase => ({
  caseId: 'case_01KJPWD6M0EWHDS874W0X9445G',
  outcome,
  closedAt,
});

test('after ‘not promoted’ the next case can begin six months later to the day; after other outcomes, at once', () => {
  expect(() => startOn('L2-L3', ladder, { last: lastCase('not-promoted') })).toThrow('cooling-down');
  expect(() => startOn('L2-L3', ladder, { last: lastCase('not-promoted', '2025-09-02T09:00:00.000Z') })).not.toThrow();
  for (const outcome of ['withdrawn', 'lapsed', 'cancelled'] as const)
    expect(() => startOn('L2-L3', ladder, { last: lastCase(outcome, '2026-03-01T09:00:00.000Z') })).not.toThrow();
});

test('an engineer can carry over evidence from their last case, and each piece is checked as if it were new', () => {
  const before = caseAt('L2-L3', ladder, 'sign-off').state;
  const last = { ...lastCase('withdrawn'), caseId: before.head.id };
  const scene = caseAt('L2-L3', ladder, 'portfolio', { last, previous: before });
  const carry = (...evidence: string[]): PersonCommand => ({ type: 'carry-evidence', evidence });
  expect(scene.faults('erin-engineer', carry('e1', 'e1', 'e9'))).toEqual(['evidence.1', 'evidence.2']);
  scene.must('erin-engineer', carry('e1', 'e2', 'e3', 'e4'));
  expect(scene.events.at(-1)?.event.data).toEqual({ evidence: 'e4', from: { caseId: before.head.id, evidence: 'e4' } });
  expect(scene.act('erin-engineer', { type: 'submit-portfolio' })).toBeNull();
  const first = caseAt('L2-L3', ladder, 'portfolio');
  expect(first.act('erin-engineer', carry('e1'))).toBe('not-yet');
});

test('an engineer can change track again only eighteen months after the last change', () => {
  const movedOn = (trackChangedOn: string) => {
    const scene = startOn('L4-L4', ladder);
    scene.change('ines-principal', { trackChangedOn });
    const command = { type: 'open-case', engineerId: 'ines-principal', ladderId: ladder.id } as const;
    const decided = scene.decide('ines-principal', { ...command, transition: 'L4-L4', cycleId: null });
    return decided.ok ? null : decided.rejection.code;
  };
  expect([movedOn('2024-09-03'), movedOn('2024-09-02')]).toEqual(['cooling-down', null]);
});

test('a change of track needs another track, both talks, and a trial until the next quarter', () => {
  const scene = caseAt('L4-L4', ladder, 'track');
  expect(scene.faults('ines-principal', { type: 'declare-track', track: 'principal-engineer' })).toEqual(['track']);
  scene.must('ines-principal', { type: 'declare-track', track: 'tech-lead' });
  stepOn(scene);
  expect(scene.faults('tess-lead', attest('talk-with-tech-lead', 'no'))).toEqual(['answer']);
  scene.must('tess-lead', attest('talk-with-tech-lead'));
  expect(scene.state.head.stage).toBe('attestation');
  scene.must('omar-odc', attest('talk-with-odc-lead'));
  stepOn(scene);
  const confirm: PersonCommand = { type: 'confirm-track', decision: 'change', reason: why };
  scene.clock.set('2026-06-30T12:00:00.000Z');
  expect(scene.act('ines-principal', confirm)).toBe('not-yet');
  scene.clock.set('2026-07-01T12:00:00.000Z');
  scene.must('ines-principal', confirm);
  playTo(scene, 'closed');
  expect(scene.events.at(-1)?.event.data).toEqual({ outcome: 'track-changed', level: null, track: 'tech-lead' });
});

describe('after HR cancelled a change of track by mistake', () => {
  const engineer = 'ines-principal';
  const mended = (scene: Scene, by: string, against: string | null = null) => {
    scene.must('hugo-hr', { type: 'cancel', reason: why });
    appealed(scene, engineer, against);
    scene.must(by, uphold());
    stepOn(scene);
  };

  test('the trial goes on and can be confirmed on the same day', () => {
    const scene = caseAt('L4-L4', ladder, 'trial');
    const from = see(scene, engineer).confirmableFrom;
    scene.clock.advanceDays(60);
    mended(scene, 'hedy-hr');
    expect(see(scene, engineer).confirmableFrom).toBe(from);
    scene.clock.set(`${from}T12:00:00.000Z`);
    scene.must(engineer, { type: 'confirm-track', decision: 'change', reason: why });
  });

  test('a trial that is over is not done again, also if the talks are', () => {
    const scene = caseAt('L4-L4', ladder, 'sign-off');
    // Both of HR will have acted.
    scene.facts.holders = { hr: ['hugo-hr', 'hedy-hr'], directors: ['dario-director'] };
    const [{ by } = { by: '' }] = scene.state.head.attestations;
    mended(scene, 'hedy-hr', by);
    expect(scene.state.head.stage).toBe('attestation');
    mended(scene, 'dario-director');
    playStep(scene);
    stepOn(scene);
    expect(scene.state.head.stage).toBe('sign-off');
  });
});

test('the engineer stays on their track if they end the trial, at any time, or if a signer declines', () => {
  const stays = caseAt('L4-L4', ladder, 'trial');
  stays.must('ines-principal', { type: 'confirm-track', decision: 'stay', reason: why });
  const declined = caseAt('L4-L4', ladder, 'sign-off');
  declined.must('omar-odc', signOff(declined.state, ladder, 'decline'));
  for (const scene of [stays, declined]) expect(scene.state.head.outcome).toBe('stayed');
});

test('the last signature for a capped level takes a seat, or ends the case with no-seat if none is free', () => {
  const holders = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      personId: `holder-${at}`,
      caseId: null,
      since: '2020-01-01T00:00:00Z',
    }));
  const seats = (count: number) => ({
    ladder: ladder.id,
    level: 'L5',
    holders: holders(count),
    waiting: [],
    version: 1,
  });
  for (const [held, outcome, level] of [
    [1, 'promoted', 'L5'],
    [2, 'no-seat', null],
  ] as const) {
    const scene = caseAt('L4-L5', ladder, 'sign-off');
    scene.must('hana-head', signOff(scene.state, ladder, 'approve'));
    scene.facts.seats = seats(held);
    scene.must('dario-director', signOff(scene.state, ladder, 'approve'));
    stepOn(scene);
    expect(scene.events.at(-1)?.event.data).toMatchObject({ outcome, level });
  }
});

test('a reviewer can review on the day on which the objection period ends', () => {
  const scene = caseAt('L4-L5', ladder, 'calibration');
  scene.must('hana-head', { type: 'appoint-panel', reviewers: ['zoe-senior', 'zack-senior', 'zita-senior'] });
  scene.clock.set('2026-03-05T09:00:00.000Z');
  scene.must('zoe-senior', review(ratingsOf(ladder, 5)));
});
