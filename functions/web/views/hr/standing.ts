import type { LadderRecord, LadderVersion } from '#shared/contract/publishing.ts';

/** The state of a published version on a day, as a value and in words. */
export interface Standing {
  is: 'in-force' | 'coming' | 'over' | 'passed-over';
  words: string;
}

/**
 * The state of a published version. The highest version whose day has come is in force. So a version never comes into
 * force if a higher one starts on the same day or earlier.
 */
export function standingOf(
  { version, from }: LadderVersion,
  { versions }: Pick<LadderRecord, 'versions'>,
  now: Date,
): Standing {
  const today = now.toISOString().slice(0, 10);
  const higher = versions.filter((one) => one.version > version);
  const first = higher.find((one) => one.from <= from);
  if (first) return { is: 'passed-over', words: `Never in force: version ${first.version} replaced it` };
  if (from > today) return { is: 'coming', words: 'Coming' };
  if (higher.some((one) => one.from <= today)) return { is: 'over', words: 'No longer for new cases' };
  return { is: 'in-force', words: 'In force' };
}
