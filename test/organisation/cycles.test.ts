import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCycles } from '#infra/local/organisation/cycles.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { verifyCycle } from '#shared/cycles/read.ts';
import { addCycles } from '#shared/cycles/setup.ts';
import { decideCycle } from '#shared/domain/cycles/decide.ts';
import { mayJoin, placeIn, windowOf } from '#shared/domain/cycles/windows.ts';
import { listCycles } from '#shared/store/cycles.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycle } from '#test/support/cycles.ts';
import { person } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test.each([
  ['2026-01-01T00:00:00.000Z', ['annual-2026', 'q1-2026'], ['2026-01-01', '2026-02-28', '2026-03-31']],
  ['2028-03-31T23:59:59.999Z', ['annual-2028', 'q1-2028'], ['2028-01-01', '2028-02-29', '2028-03-31']],
  ['2026-11-21T12:00:00.000Z', ['annual-2026', 'q4-2026'], ['2026-10-01', '2026-11-30', '2026-12-31']],
  ['2026-12-31T23:59:59.999Z', ['annual-2026', 'q4-2026'], ['2026-10-01', '2026-11-30', '2026-12-31']],
])(
  'at %s the sample has the cycles of that year and quarter, and the annual one is open for cases and signatures',
  (now, ids, quarter) => {
    const cycles = sampleCycles(new Date(now));
    expect(cycles.map((one) => one.id)).toEqual(ids);
    const context = { now, actor: person('hugo-hr', { roles: ['hr'] }), others: [] };
    for (const { id, input } of cycles)
      expect(decideCycle(null, { type: 'put', id, input: CycleInput.parse(input) }, context)).toMatchObject({
        ok: true,
      });
    const [annual, quarterly] = cycles.map((one) => cycle({ ...one.input, id: one.id }));
    const window = annual && windowOf(annual, 'sign-off');
    expect([window && placeIn(window, now, 'UTC'), annual && mayJoin(annual, now.slice(0, 10))]).toEqual([
      'within',
      'yes',
    ]);
    expect([quarterly?.from, quarterly?.joinUntil, quarterly?.to]).toEqual(quarter);
  },
);

test('the sample cycles are opened once, even if the sample is set up twice', async () => {
  const cycles = sampleCycles(world.outside.clock.now());
  expect(await addCycles(world.outside, cycles)).toEqual(['annual-2026', 'q1-2026']);
  expect(await addCycles(world.outside, cycles)).toEqual([]);
  expect((await listCycles(world.outside.table)).map((one) => [one.id, one.version])).toEqual([
    ['annual-2026', 1],
    ['q1-2026', 1],
  ]);
  expect(await verifyCycle(world.outside, await actorOf(world.outside, 'hedy-hr'), 'annual-2026')).toMatchObject({
    verified: true,
    events: 1,
  });
});
