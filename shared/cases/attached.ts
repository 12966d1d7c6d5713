import type { AttachedText, TextItem } from '../contract/attached.ts';
import { digestOf } from '../ledger/hash.ts';

/** What a stored text says. Throws if it is not the text that the record proves. */
export function proven(text: TextItem, digest: string): AttachedText {
  if (digestOf(text) !== digest) throw new Error(`The text ${digest} has been altered`);
  return text.content;
}
