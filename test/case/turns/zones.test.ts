import { expect, test } from 'vitest';
import type { Calendar } from '#shared/contract/calendar.ts';
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
