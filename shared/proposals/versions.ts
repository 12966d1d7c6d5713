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

/** The version of the record of a change, among items that were read by key. Null: there is no such record. */
export function recordVersionIn(found: ReadonlyMap<string, Item>, change: ProposedChange): number | null {
  const version = found.get(nameOf(keyOf(change)))?.version;
  return typeof version === 'number' ? version : null;
}
