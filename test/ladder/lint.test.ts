import { describe, expect, test } from 'vitest';
import { lint } from '#shared/domain/ladder/lint/lint.ts';
import { everyLadder } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { badCalibrations } from './bad-ladders/calibration.ts';
import { badCriteria } from './bad-ladders/criteria.ts';
import { draft } from './bad-ladders/draft.ts';
import { badLevels } from './bad-ladders/levels.ts';
import { badNames } from './bad-ladders/names.ts';
import { badPaths } from './bad-ladders/paths.ts';
import { badTrackChanges } from './bad-ladders/track-changes.ts';

const bad = [...badLevels, ...badNames, ...badCriteria, ...badPaths, ...badCalibrations, ...badTrackChanges];

test('there are at least thirty bad ladders', () => {
  expect(bad.length).toBeGreaterThanOrEqual(30);
});

describe('the check finds', () => {
  test.each(bad)('%s', (_, spoil, code, place) => {
    const ladder = draft();
    spoil(ladder);
    const errors = lint(ladder).filter((finding) => finding.severity === 'error');
    const found = errors.find((finding) => finding.code === code && finding.place.startsWith(place));
    expect(found, JSON.stringify(errors.slice(0, 3))).toBeDefined();
    expect(found?.message).toMatch(/\.$/);
    expect(found?.mend).toMatch(/\.$/);
  });
});

describe('our own ladders', () => {
  test.each(everyLadder.map((ladder) => [ladder.id, ladder] as const))('%s has no error', (_, ladder) => {
    expect(lint(ladder).filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('only the matrix has warnings: on two transitions, just meeting the criteria scores below the target band', () => {
    const warnings = everyLadder.flatMap((ladder) =>
      lint(ladder).map(({ place, message }) => [ladder.id, place, message]),
    );
    expect(warnings).toEqual([
      [
        'software-engineer-track',
        'transitions.L3-L4',
        'An engineer who just meets the criteria of L3-L4 as principal-engineer can score 3.5, in the band of L3.',
      ],
      [
        'software-engineer-track',
        'transitions.L4-L5',
        'An engineer who just meets the criteria of L4-L5 can score 4.3, in the band of L4.',
      ],
    ]);
  });

  test('the ladder that other tests use has no fault but missing descriptors', () => {
    const codes = new Set(lint(threeReviewerLadder).map((finding) => finding.code));
    expect([...codes]).toEqual(['descriptor-missing']);
  });
});
