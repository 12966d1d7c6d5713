import type { ProposedChange } from '../contract/proposals.ts';
import { type Item, nameOf } from '../store/items.ts';
import { type Key, keys, moveKeys } from '../store/keys.ts';

const keyOf = ({ kind, of }: ProposedChange): Key => {
  switch (kind) {
    case 'person':
    case 'leave':
      return keys.profile(of);
    case 'sign-in-end':
      return keys.signIns(of);
    case 'import':
      return keys.import(of);
    case 'issuer-move':
    case 'issuer-move-end':
      return moveKeys.move(of);
    case 'calendar':
      return keys.calendar(of);
    case 'correct-outcome':
      return keys.head(of);
    case 'cycle':
    case 'cycle-close':
      return keys.cycle(of);
  }
};

/**
 * The version of the record of a change, among items that were read by key. Null: there is no such record. A request for leave says
 * what it adds and takes out, so it holds for every version.
 */
export function recordVersionIn(found: ReadonlyMap<string, Item>, change: ProposedChange): number | null {
  const version = found.get(nameOf(keyOf(change)))?.version;
  if (typeof version !== 'number') return null;
  return change.kind === 'leave' ? change.version : version;
}
