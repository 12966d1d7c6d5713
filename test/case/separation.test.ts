import { describe, expect, test } from 'vitest';
import { by } from '#test/support/extent.ts';
import { keyOf } from './search/key.ts';
import { search } from './search/search.ts';
import { type SettingName, settings } from './search/settings.ts';
import type { Setting } from './search/state.ts';

const ended = ['withdrawn', 'lapsed', 'cancelled'];
const stopped = ['overtaken', 'promotion-not-carried-out'];

/**
 * How many unusual steps a case can have in each run, and all its possible outcomes. With each of them there are many more
 * states, so on the longest chain, and on the short one while records change, a long run goes no further than `test:all`.
 */
const searches: [SettingName, turns: { sample: number; all: number; long?: number }, outcomes: string[]][] = [
  ['the short chain', { sample: 0, all: 1, long: 2 }, ['promoted', 'not-promoted', ...ended]],
  [
    'the short chain while records change',
    { sample: 0, all: 1 },
    ['promoted', 'not-promoted', ...ended, ...by({ sample: [], all: stopped })],
  ],
  [
    'the short chain with a failed criterion',
    { sample: 0, all: 1, long: 2 },
    ['promoted-with-exception', 'not-promoted', ...ended],
  ],
  ['the short chain with a waiver', { sample: 0, all: 1 }, ['promoted', 'not-promoted', ...ended]],
  ['the longest chain', { sample: 0, all: 1 }, ['promoted', 'not-promoted', 'no-seat', ...ended]],
  [
    'the longest chain with a second panel',
    { sample: 0, all: 0, long: 1 },
    ['promoted', 'not-promoted', 'no-seat', ...ended],
  ],
  ['a change of track', { sample: 0, all: 1, long: 2 }, ['track-changed', 'stayed', ...ended]],
  [
    'a change of track while records change',
    { sample: 1, all: 1, long: 2 },
    ['track-changed', 'stayed', 'overtaken', ...ended],
  ],
];

const unusualIn = (name: SettingName): readonly string[] => {
  const setting: Setting = settings[name];
  const anywhere = ['recuse', 'declare-conflict', 'reassign', 'delegate', 'extend-deadline', 'leave'];
  // The only signature of a change of track ends the case, and so it is not taken back. Its outcome is not corrected.
  return setting.unusual ?? (name === 'a change of track' ? anywhere : [...anywhere, 'recall', 'correct-outcome']);
};

describe.each(searches)('in every state of %s', (name, sizes, outcomes) => {
  test('nobody decides on their own case, with a conflict or under two slots, and every outcome can be reached', () => {
    const turns = by(sizes);
    const found = search(settings[name], turns);
    console.info(`${name}: ${found.states} states, ${found.tries} tries, at most ${turns} turns in one case`);
    expect([...found.outcomes].sort()).toEqual([...outcomes].sort());
    expect(Object.fromEntries(found.violations)).toEqual({});
    // A move that is refused everywhere is not searched.
    if (turns > 0) expect([...found.moves]).toEqual(expect.arrayContaining([...unusualIn(name)]));
  }, 3_600_000);
});

test('an appeal can be upheld', () => {
  for (const name of ['the short chain', 'the longest chain with a second panel'] as const)
    expect([name, search(settings[name], 0).upheld]).toEqual([name, true]);
});

test.each<[SettingName, number]>([
  ['the short chain', by({ sample: 0, all: 1 })],
  ['the longest chain', by({ sample: 0, all: 0, long: 1 })],
  ['the longest chain with a second panel', 0],
])(
  'in %s, nothing is lost by not telling people apart who can trade places',
  (name, turns) => {
    const setting: Setting = settings[name];
    const { alike: _, ...apart } = setting;
    const reached = new Set<string>();
    search(apart, turns, (_found, state, isLast) => {
      reached.add(keyOf(setting, state, isLast));
      return false;
    });
    expect(search(setting, turns).states).toBe(reached.size);
  },
  600_000,
);
