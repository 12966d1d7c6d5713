import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import { rate } from '#shared/domain/ladder/rate.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { everyLadder, softwareEngineerTrack as matrix } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { changed, sizeOf, verdictOn } from './changed.ts';
import { allowing, inputs, withSignals } from './inputs.ts';

const samples: [string, Ladder, string, string?][] = [
  ['the matrix, L2 to L3', withSignals(matrix), 'L2-L3'],
  ['the matrix, L3 to L4 as a tech lead', withSignals(matrix), 'L3-L4', 'tech-lead'],
  ['the matrix, L3 to L4 as a principal engineer', withSignals(matrix), 'L3-L4', 'principal-engineer'],
  ['the matrix with dimensions that do not apply, L2 to L3', allowing, 'L2-L3'],
  ['the matrix with dimensions that do not apply, L3 to L4', allowing, 'L3-L4', 'tech-lead'],
  ['the test ladder', threeReviewerLadder, 'L2-L3'],
  ...everyLadder.flatMap((ladder) =>
    ladder.transitions.map(({ id }): [string, Ladder, string] => [`${ladder.id}, ${id}`, ladder, id]),
  ),
];

describe.each(samples)('on %s', (_, ladder, transition, track) => {
  const input = inputs(ladder, transition, track);
  const failing = input.map((some) => ({
    some,
    offers: Object.entries(repairsFor(ladder, some)).flatMap(([criterion, repairs]) =>
      repairs.map((repair) => ({ criterion, repair })),
    ),
  }));

  test('only failed criteria have sets: at most three, all different, the smallest first', () => {
    fc.assert(
      fc.property(input, (some) => {
        const repairs = repairsFor(ladder, some);
        const failed = rate(ladder, some).criteria.filter((one) => one.verdict === 'fail');
        expect(Object.keys(repairs)).toEqual(failed.map((one) => one.id));
        for (const sets of Object.values(repairs)) {
          expect(sets.length).toBeLessThanOrEqual(3);
          expect(new Set(sets.map((one) => JSON.stringify(one.changes))).size).toBe(sets.length);
          const sizes = sets.map(sizeOf);
          expect(sizes).toEqual([...sizes].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the criterion passes after the changes of a set', () => {
    fc.assert(
      fc.property(failing, ({ some, offers }) => {
        for (const { criterion, repair } of offers) {
          const after = changed(some, repair.changes);
          expect(score(ladder, after).ok).toBe(true);
          expect(verdictOn(ladder, after, criterion)).toBe('pass');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the criterion does not pass if a part of the set is left out or one of its ratings is one step lower', () => {
    fc.assert(
      fc.property(failing, fc.infiniteStream(fc.boolean()), ({ some, offers }, coins) => {
        for (const { criterion, repair } of offers) {
          const { changes } = repair;
          const parts = changes.map((left) => changes.filter((one) => one !== left));
          const random = changes.filter(() => coins.next().value);
          if (random.length < changes.length) parts.push(random);
          for (const part of parts) expect(verdictOn(ladder, changed(some, part), criterion)).not.toBe('pass');
          for (const one of changes) {
            if (one.kind !== 'rating' || one.to === 1) continue;
            const lower = changes.map((other) => (other === one ? { ...one, to: one.to - 1 } : other));
            expect(verdictOn(ladder, changed(some, lower), criterion)).not.toBe('pass');
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
