import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

/**
 * The most characters of a text of a ladder. The schema has no limit for many of them, because a version that was
 * published before has to stay readable. Origin: ours; the longest ones of the four ladders have 107 and 701.
 */
const most = { name: 300, text: 4000 } as const;

/** The fields that hold sentences. Any other field, also a new one, holds a name on one line. */
const sentences = new Set([
  'about',
  'answer',
  'behaviours',
  'descriptors',
  'descriptorsAt',
  'items',
  'outputs',
  'prompts',
  'question',
  'relaxedFor',
  'scene',
  'summary',
  'text',
  'traps',
  'voice',
  'when',
  'whenToConsider',
]);

/** Texts that are too long, and names of more than one line. No new version can have them. */
export function faultsOfLengths(ladder: Ladder): Finding[] {
  return faultsIn(ladder, [], false);
}

function faultsIn(value: unknown, place: readonly string[], isText: boolean): Finding[] {
  if (typeof value === 'string') return faultsOf(value, place.join('.'), isText);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    faultsIn(one, [...place, Array.isArray(value) ? nameOf(one, key) : key], isText || sentences.has(key)),
  );
}

/** What names an entry of a list: its id or kind, else its position. */
function nameOf(one: unknown, at: string): string {
  const { id, kind } = (one ?? {}) as { id?: unknown; kind?: unknown };
  const name = id ?? kind;
  // An id of the wrong length is no name either.
  return typeof name === 'string' && name.length <= most.name ? name : at;
}

function faultsOf(text: string, place: string, isText: boolean): Finding[] {
  const max = isText ? most.text : most.name;
  if (text.length > max)
    return [
      error('text-too-long', place, `This text has ${text.length} characters.`, `Write ${max} characters or fewer.`),
    ];
  return !isText && /[\n\u2028\u2029]/.test(text)
    ? [error('name-of-many-lines', place, 'This name has more than one line.', 'Write it on one line.')]
    : [];
}
