import { Refusal } from './refusal.ts';

/** What the refusals say about one kind of record. */
interface Words {
  /** The record is there, and the request does not say which version it replaces. */
  unnamed: string;
  /** The record has another version. */
  changed: string;
  /** There is no such record yet, although the request names a version. */
  absent: string;
}

/**
 * Checks that a request which replaces a record names the version that is stored, and that one which writes the first
 * version names none. Throws `Refusal`: precondition-required or precondition-failed.
 */
export function checkIfMatch(before: { version: number } | null, ifVersion: number | undefined, words: Words): void {
  if (before?.version === ifVersion) return;
  if (ifVersion === undefined) throw new Refusal('precondition-required', words.unnamed);
  throw new Refusal('precondition-failed', before ? words.changed : words.absent);
}
