import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followWindow, readCyclesOnce } from '#shared/cases/follow-window.ts';
import type { OpenHead } from '#shared/contract/case.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { loadEvents, loadHead } from '#shared/store/cases.ts';
import { loadCycle } from '#shared/store/cycles.ts';
import { cast } from '#test/security/cast.ts';
import { caseAt, startSecurityWorld } from '#test/security/places.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import type { World } from '#test/support/world.ts';

/** HR moves a window while the signatures of a case are open. The sweep follows it. */

let world: World;
beforeAll(async () => {
  world = await startSecurityWorld();
});
afterAll(() => world.stop());

async function moveWindowTo(to: string): Promise<void> {
  const { outside } = world;
  const before = await loadCycle(outside.table, 'annual-2026');
  if (!before) throw new Error('The cycle of the cases is there');
  const { kind, name, from, joinUntil } = before;
  const input = cycleInput({ kind, name, from, joinUntil, to: before.to, windows: { 'sign-off': { from, to } } });
  const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
  await putCycle(outside, await actorOf(outside, cast.hr), { id: 'annual-2026', input }, meta);
}

async function sweep(caseId: string): Promise<{ head: OpenHead; types: string[] }> {
  const { outside } = world;
  const before = await loadEvents(outside.table, caseId);
  const head = await loadHead(outside.table, caseId);
  if (head) await followWindow(outside, head, readCyclesOnce(outside), 'test');
  const events = (await loadEvents(outside.table, caseId)).slice(before.length);
  const after = (await loadHead(outside.table, caseId)) as OpenHead;
  return { head: after, types: events.map((event) => event.type) };
}

test('a case follows the window of its signatures: shorter, over, and open again', async () => {
  const caseId = await caseAt(world, 'sign-off');
  expect((await sweep(caseId)).types).toEqual([]);

  const today = world.clock.now().toISOString().slice(0, 10);
  await moveWindowTo(today);
  const shorter = await sweep(caseId);
  expect(shorter.types).toEqual(['window-moved']);
  expect(shorter.head.hrActs).toContain(cast.hr);
  expect(shorter.head.dueAt.slice(0, 10)).toBe(today);

  world.clock.advanceDays(1);
  const over = await sweep(caseId);
  expect([over.types, over.head.bound?.over, over.head.timers]).toEqual([['window-closed'], true, []]);
  expect((await sweep(caseId)).types).toEqual([]);

  // Its last day is not yet over everywhere on earth, so HR can still move it.
  await moveWindowTo('2026-12-31');
  const again = await sweep(caseId);
  expect([again.types, again.head.bound?.over]).toEqual([['window-moved'], false]);
});
