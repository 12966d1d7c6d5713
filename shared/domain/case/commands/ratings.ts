import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Ratings } from '../../../contract/score.ts';
import type { Fault } from '../../fault.ts';
import { dimensionsOf } from '../../ladder/dimensions.ts';
import { faultsOf } from '../../ladder/faults.ts';
import { rate } from '../../ladder/rate.ts';
import type { Consensus } from '../state/contents.ts';

/**
 * The faults of ratings and notes that must be complete: every dimension is rated with a step of the scale, and the
 * ladder knows every id. Paths are those of the command.
 */
export function faultsOfRatings(
  ladder: PublishedLadder,
  ratings: Ratings,
  notes: Record<string, string>,
  notesPath: string,
): Fault[] {
  return [
    ...faultsOfPart(ladder, ratings, notes, notesPath),
    ...dimensionsOf(ladder)
      .filter((dimension) => !(dimension.id in ratings))
      .map((dimension) => ({ path: `ratings.${dimension.id}`, reason: 'choose one of the steps' })),
  ];
}

/** The faults of ratings and notes that may be incomplete: a missing rating is no fault. */
export function faultsOfPart(
  ladder: PublishedLadder,
  ratings: Ratings,
  notes: Record<string, string>,
  notesPath: string,
): Fault[] {
  const known = new Set(dimensionsOf(ladder).map((dimension) => dimension.id));
  return [
    ...faultsOf(ladder, { ratings }),
    ...Object.keys(notes)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `${notesPath}.${id}`, reason: 'the ladder has no such dimension' })),
  ];
}

/** The faults of named anti-signals. Each must be known, be named once, and belong to a step that the ratings reach. */
export function faultsOfAntiSignals(ladder: PublishedLadder, ratings: Ratings, ids: readonly string[]): Fault[] {
  if (faultsOf(ladder, { ratings }).length > 0) return [];
  const { competencies } = rate(ladder, { ratings });
  return ids.flatMap((id, at) => {
    const path = `antiSignals.${at}.id`;
    if (ids.indexOf(id) !== at) return [{ path, reason: 'this anti-signal is named twice' }];
    const competency = ladder.competencies.find((one) => one.antiSignals.some((signal) => signal.id === id));
    const step = competency?.antiSignals.find((signal) => signal.id === id)?.step;
    if (!competency || step === undefined) return [{ path, reason: 'the ladder has no such anti-signal' }];
    const value = competencies.find((one) => one.id === competency.id)?.value ?? 0;
    return step <= value
      ? []
      : [{ path, reason: `it belongs to step ${step}; ${competency.title} is ${value} here, so it is not asked` }];
  });
}

/**
 * The faults of decisions on anti-signals that differ from `before` although a return unlocked no rating of their
 * competency. One that a review names now and that was not decided before is open. `field`: what a fault names in `settled`.
 */
export function faultsOfLockedSignals(
  { competencies }: Pick<PublishedLadder, 'competencies'>,
  before: Pick<Consensus, 'confirmedAntiSignals' | 'droppedAntiSignals'>,
  settled: readonly { id: string; confirmed: boolean }[],
  named: ReadonlySet<string>,
  unlocked: ReadonlySet<string> | null,
  field: 'id' | 'confirmed',
): Fault[] {
  if (!unlocked) return [];
  const locked = competencies.filter(({ dimensions }) => dimensions.every(({ id }) => !unlocked.has(`rating.${id}`)));
  return locked.flatMap(({ antiSignals }) =>
    antiSignals.flatMap(({ id }) => {
      const was =
        before.confirmedAntiSignals.includes(id) || (Object.hasOwn(before.droppedAntiSignals, id) ? false : null);
      const at = settled.findIndex((one) => one.id === id);
      const is = settled[at]?.confirmed ?? null;
      if (was === is || (was === null && named.has(id))) return [];
      return [{ path: at < 0 ? `antiSignals.${id}` : `antiSignals.${at}.${field}`, reason: notAsked }];
    }),
  );
}

const notAsked = 'the return did not ask for this; leave it as it was';

/**
 * The faults of ratings that differ from `before` although a return has not unlocked them. `unlocked` is null if
 * everything may be changed.
 */
export function faultsOfLocked(
  before: Ratings,
  ratings: Ratings,
  unlocked: ReadonlySet<string> | null,
  what: 'self' | 'rating',
): Fault[] {
  if (!unlocked) return [];
  return Object.keys(ratings)
    .filter((id) => ratings[id] !== before[id] && !unlocked.has(`${what}.${id}`))
    .map((id) => ({ path: `ratings.${id}`, reason: notAsked }));
}
