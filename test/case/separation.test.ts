import { describe, expect, test, vi } from 'vitest';
import { by } from '#test/support/extent.ts';
import { search } from './search/search.ts';
import { type SettingName, settings } from './search/settings.ts';

/** Lets a test remove the only check of separation of duties. */
const check = vi.hoisted(() => ({ isRemoved: false }));
vi.mock('#shared/domain/case/slots/separation-of-duties.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/slots/separation-of-duties.ts')>();
  const whyDutiesConflict: typeof real.whyDutiesConflict = (...all) =>
    check.isRemoved ? null : real.whyDutiesConflict(...all);
  return { ...real, whyDutiesConflict };
});

const ended = ['withdrawn', 'lapsed', 'cancelled'];

/** How many unusual steps a case can have in each run, and all its possible outcomes. */
const searches: [SettingName, turns: { sample: number; all: number; long: number }, outcomes: string[]][] = [
  ['the short chain', { sample: 0, all: 1, long: 2 }, ['promoted', 'not-promoted', ...ended]],
  ['the longest chain', { sample: 0, all: 1, long: 2 }, ['promoted', 'not-promoted', 'no-seat', ...ended]],
  [
    'the longest chain with a second panel',
    { sample: 0, all: 0, long: 1 },
    ['promoted', 'not-promoted', 'no-seat', ...ended],
  ],
  ['a change of track', { sample: 1, all: 2, long: 3 }, ['track-changed', 'stayed', ...ended]],
];

describe.each(searches)('in every state of %s', (name, sizes, outcomes) => {
  test('nobody decides on their own case, with a conflict or under two slots, and every outcome can be reached', () => {
    const turns = by(sizes);
    const found = search(settings[name], turns);
    console.info(`${name}: ${found.states} states, ${found.tries} tries, at most ${turns} turns in one case`);
    expect([...found.outcomes].sort()).toEqual([...outcomes].sort());
    expect(Object.fromEntries(found.violations)).toEqual({});
  }, 3_600_000);
});

test('an appeal can be upheld', () => {
  for (const name of ['the short chain', 'the longest chain with a second panel'] as const)
    expect([name, search(settings[name], 0).upheld]).toEqual([name, true]);
});

test.each([
  ['has a part in their own case', 'the short chain'],
  ['decides with a conflict', 'the short chain'],
  ['fills two parts', 'the short chain'],
  ['fills two parts', 'the longest chain'],
  ['sits on both panels', 'the longest chain with a second panel'],
  ['has a part in their own case', 'a change of track'],
] as const)('without the check a person %s on %s', (violation, name) => {
  check.isRemoved = true;
  try {
    const found = search(settings[name], 1, (so) => so.violations.has(violation));
    expect([...found.violations.keys()]).toContain(violation);
  } finally {
    check.isRemoved = false;
  }
});
