import { describe, expect, test, vi } from 'vitest';
import { by } from '#test/support/extent.ts';
import { search } from './search/search.ts';
import { type SettingName, settings } from './search/settings.ts';

/** The one check of separation of duties, which a test can take away. */
const check = vi.hoisted(() => ({ isRemoved: false }));
vi.mock('#shared/domain/case/separation-of-duties.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/separation-of-duties.ts')>();
  const whyDutiesConflict: typeof real.whyDutiesConflict = (...all) =>
    check.isRemoved ? null : real.whyDutiesConflict(...all);
  return { ...real, whyDutiesConflict };
});

const ended = ['withdrawn', 'lapsed', 'cancelled'];

/** How many steps out of the ordinary a case may have, in a sample and in the long run, and how it can end. */
const searches: [SettingName, turns: number, long: number, outcomes: string[]][] = [
  ['the short chain', 1, 2, ['promoted', 'not-promoted', ...ended]],
  ['the longest chain', 1, 2, ['promoted', 'not-promoted', 'no-seat', ...ended]],
  ['the longest chain with a second panel', 0, 1, ['promoted', 'not-promoted', 'no-seat', ...ended]],
  ['a change of track', 2, 3, ['track-changed', 'stayed', ...ended]],
];

describe.each(searches)('in every state of %s', (name, sample, long, outcomes) => {
  test('nobody decides on their own case, with a conflict or in two parts, and every outcome can be come to', () => {
    const turns = by({ sample, all: sample, long });
    const found = search(settings[name], turns);
    console.info(`${name}: ${found.states} states, ${found.tries} tries, at most ${turns} turns in one case`);
    expect([...found.outcomes].sort()).toEqual([...outcomes].sort());
    expect(Object.fromEntries(found.violations)).toEqual({});
  }, 3_600_000);
});

test('an appeal can be upheld, and others calibrate anew', () => {
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
] as const)('without the check somebody %s on %s', (violation, name) => {
  check.isRemoved = true;
  try {
    const found = search(settings[name], 1, (so) => so.violations.has(violation));
    expect([...found.violations.keys()]).toContain(violation);
  } finally {
    check.isRemoved = false;
  }
});
