import type { LadderRecord, LadderVersion } from '#shared/contract/publishing.ts';

/** The state of a published version on a day. `by` is the version that replaced one before its day. */
export type Standing = { is: 'in-force' | 'coming' | 'over' } | { is: 'replaced-before'; by: number };

/**
 * The state of a published version. The highest version whose day has come is in force. So a version never comes into
 * force if a higher one, which was published before its day, starts on the same day or earlier.
 */
export function standingOf(
  { version, from }: LadderVersion,
  { versions }: Pick<LadderRecord, 'versions'>,
  now: Date,
): Standing {
  const today = now.toISOString().slice(0, 10);
  const higher = versions.filter((one) => one.version > version);
  const replacing = higher.find((one) => one.from <= from && one.publishedAt.slice(0, 10) < from);
  if (replacing) return { is: 'replaced-before', by: replacing.version };
  if (from > today) return { is: 'coming' };
  return { is: higher.some((one) => one.from <= today) ? 'over' : 'in-force' };
}

/** The state of a version in a few words. */
export function standingWords(standing: Standing): string {
  switch (standing.is) {
    case 'in-force':
      return 'In force';
    case 'coming':
      return 'Coming';
    case 'over':
      return 'No longer for new cases';
    case 'replaced-before':
      return `Never in force: version ${standing.by} replaced it`;
  }
}
