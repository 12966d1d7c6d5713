import type { LadderRecord, LadderVersion } from '#shared/contract/publishing.ts';

/** Where a published version stands on a day, in words and for choosing. */
export interface Standing {
  is: 'in-force' | 'coming' | 'over' | 'passed-over';
  words: string;
}

/**
 * Where a published version stands: the highest whose day has come is in force, so a version never comes into force when
 * a higher one is there by its day.
 */
export function standingOf(
  { version, from }: LadderVersion,
  { versions }: Pick<LadderRecord, 'versions'>,
  now: Date,
): Standing {
  const today = now.toISOString().slice(0, 10);
  const higher = versions.filter((one) => one.version > version);
  const first = higher.find((one) => one.from <= from);
  if (first) return { is: 'passed-over', words: `Never in force: version ${first.version} came in its place` };
  if (from > today) return { is: 'coming', words: 'Coming' };
  if (higher.some((one) => one.from <= today)) return { is: 'over', words: 'No longer for new cases' };
  return { is: 'in-force', words: 'In force' };
}
