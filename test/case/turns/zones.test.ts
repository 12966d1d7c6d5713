import { expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { CommandOf } from '#shared/contract/commands.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { signOff } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, startOn } from '#test/support/scene.ts';

const inZone = (timeZone: string): { calendars: Record<string, Calendar> } => ({
  calendars: { North: { odc: 'North', timeZone, weekend: [6, 7], holidays: [], version: 1 } },
});

/** A case from L1 to L2 whose sign-off opens at an instant. Its window ends on Saturday 5 December 2026. */
function signOffOpenedAt(openedAt: string, timeZone: string): Scene {
  const windows = { 'sign-off': { from: '2026-11-01', to: '2026-12-05' } };
  const scene = caseAt('L1-L2', ladder, 'calibration', { cycle: cycle({ windows }), ...inZone(timeZone) });
  scene.clock.set(openedAt);
  playTo(scene, 'sign-off');
  return scene;
}
const dueAt = (scene: Scene) => openHead(scene.state.head).dueAt;
const sign = (scene: Scene, at: string) => {
  scene.clock.set(at);
  return scene.act('omar-odc', signOff(scene.state, ladder, 'approve'));
};

test('a window that ends on a Saturday is due on the Friday before', () => {
  expect(dueAt(signOffOpenedAt('2026-11-10T12:00:00.000Z', 'UTC'))).toBe('2026-12-04T18:00:00.000Z');
});

test('signatures in Sao Paulo can be given until midnight there', () => {
  const lastEvening = '2026-12-06T00:30:00.000Z';
  expect(sign(signOffOpenedAt('2026-11-10T12:00:00.000Z', 'America/Sao_Paulo'), lastEvening)).toBeNull();
});

test('signatures in Ho Chi Minh City cannot be given on the day after the window', () => {
  const nextMorning = '2026-12-05T18:00:00.000Z';
  expect(sign(signOffOpenedAt('2026-11-10T12:00:00.000Z', 'Asia/Ho_Chi_Minh'), nextMorning)).not.toBeNull();
});

test('a stage that opens on the last day of its window is due on that day', () => {
  expect(dueAt(signOffOpenedAt('2026-12-05T10:00:00.000Z', 'UTC'))).toBe('2026-12-05T23:59:00.000Z');
});

test('nobody is reminded in a stage that opens after its window', () => {
  const { timers } = openHead(signOffOpenedAt('2026-12-10T10:00:00.000Z', 'UTC').state.head);
  expect(timers).toEqual([]);
});

test('a sum of days in Los Angeles ends at the same hour after a change of clocks', () => {
  // Clocks are set forward on 8 March 2026. A case opens late on Monday 2 March in Los Angeles.
  const scene = startOn('L2-L3', ladder, inZone('America/Los_Angeles'));
  scene.clock.set('2026-03-03T07:30:00.000Z');
  playTo(scene, 'self-assessment');
  // Fourteen days after 2 March is Monday 16 March, 18:00 there.
  expect(dueAt(scene)).toBe('2026-03-17T01:00:00.000Z');
});

const why = 'The review was put off for the whole team.';
const answer = (more: Partial<CommandOf<'waive-window'>>): CommandOf<'waive-window'> => ({
  type: 'waive-window',
  answer: 'waive',
  cycleId: null,
  reason: why,
  ...more,
});
const owed = (scene: Scene) => openSteps(scene.state.head, ladder).map(({ personId, type }) => [personId, type]);
/** Signatures that were open when their window ended: the system has looked. */
function afterTheWindow(): Scene {
  const scene = signOffOpenedAt('2026-11-10T12:00:00.000Z', 'America/Los_Angeles');
  const { timers } = openHead(scene.state.head);
  scene.clock.set(timers.find(({ kind }) => kind === 'window')?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  return scene;
}

test('when a window has passed, HR owes the answer in ten working days, and nobody is reminded', () => {
  const scene = afterTheWindow();
  expect(scene.events.at(-1)?.event.type).toBe('window-closed');
  expect(owed(scene)).toEqual([['@hr', 'waive-window']]);
  // The window ends with Saturday 5 December. The tenth working day after Sunday is Friday 18 December, 18:00 there.
  expect(openHead(scene.state.head)).toMatchObject({ timers: [], dueAt: '2026-12-19T02:00:00.000Z' });
  const before = scene.events.length;
  scene.clock.advanceDays(60);
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  expect(scene.events).toHaveLength(before);
});

test('HR allows the signatures, and they are due by the days of the ladder', () => {
  const scene = afterTheWindow();
  scene.must('hugo-hr', answer({}));
  expect(owed(scene)).toEqual([['omar-odc', 'sign-off']]);
  expect(openHead(scene.state.head).timers.map(({ kind }) => kind)).toContain('remind');
  scene.must('omar-odc', signOff(scene.state, ladder, 'approve'));
});

test('HR puts the case into the next cycle, and it is signed in the window of that cycle', () => {
  const scene = afterTheWindow();
  const next = { from: '2027-01-01', to: '2027-12-31', joinUntil: '2027-06-30', id: 'annual-2027' };
  const windows = { 'sign-off': { from: '2027-02-01', to: '2027-02-28' } };
  expect(scene.faults('hugo-hr', answer({ answer: 'next-cycle' }))).toEqual(['cycleId']);
  expect(scene.faults('hugo-hr', answer({ cycleId: 'annual-2027' }))).toEqual(['cycleId']);
  scene.facts.cycle = cycle({ ...next, windows: {} });
  expect(scene.faults('hugo-hr', answer({ answer: 'next-cycle', cycleId: 'annual-2027' }))).toEqual(['cycleId']);
  scene.facts.cycle = cycle({ ...next, windows });
  scene.must('hugo-hr', answer({ answer: 'next-cycle', cycleId: 'annual-2027' }));
  expect(scene.state.head.cycleId).toBe('annual-2027');
  expect(owed(scene)).toEqual([['omar-odc', 'sign-off']]);
  // Sunday 28 February 2027 moves back to Friday.
  expect(dueAt(scene)).toBe('2027-02-27T02:00:00.000Z');
  expect(sign(scene, '2027-02-01T07:59:00.000Z')).toBe('not-yet');
  expect(sign(scene, '2027-02-01T08:00:00.000Z')).toBeNull();
});

test('HR cancels the case', () => {
  const scene = afterTheWindow();
  scene.must('hugo-hr', answer({ answer: 'cancel' }));
  expect(scene.state.head).toMatchObject({ stage: 'closing', outcome: 'cancelled' });
});

test('if HR moves the window, due day and reminders follow it, and a window that was over opens again', () => {
  const scene = afterTheWindow();
  const windows = { 'sign-off': { from: '2026-11-01', to: '2026-12-20' } };
  scene.facts.cycle = cycle({ windows });
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  expect(scene.events.at(-1)?.event.type).toBe('window-moved');
  expect(dueAt(scene)).toBe('2026-12-19T02:00:00.000Z');
  expect(owed(scene)).toEqual([['omar-odc', 'sign-off']]);
});

test('a deadline within a window is extended to the end of the window at most', () => {
  const scene = signOffOpenedAt('2026-11-10T12:00:00.000Z', 'UTC');
  const extend = { type: 'extend-deadline', until: '2026-12-10', reason: why } as const;
  expect(scene.act('hugo-hr', extend)).toBe('invalid-input');
});
