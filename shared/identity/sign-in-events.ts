import type { Outside } from '../cases/outside.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import type { SignIns } from '../contract/sign-ins.ts';
import { evolveSignIns } from '../domain/directory/sign-ins.ts';
import { sealRecord } from '../ledger/seal.ts';
import { signInsWrites } from '../store/sign-ins.ts';
import { type Write, writesOf } from '../store/transaction.ts';

/** What happens to the sign-ins of a person, one after another in one transaction. */
interface Happening {
  personId: string;
  /** Their sign-ins as they were read. Null: they have never signed in. */
  before: SignIns | null;
  events: readonly [SignInsDraftEvent, ...SignInsDraftEvent[]];
}

interface Moment {
  /** ISO instant. */
  at: string;
  requestId: string;
  /** The proposal that it carries out. */
  proposal?: string | undefined;
}

/** Seals the events, and gives the sign-ins after them with the writes, which fail if others have changed since. */
export function recordSignIns(
  { table, ids, random }: Pick<Outside, 'table' | 'ids' | 'random'>,
  { personId, before, events: [first, ...others] }: Happening,
  { at, requestId, proposal }: Moment,
): { after: SignIns; writes: Write[] } {
  const next = (now: SignIns | null, draft: SignInsDraftEvent) => {
    const recording = { chain: `sign-ins:${personId}` as const, audit: now?.audit ?? null, at, requestId, proposal };
    const sealed = sealRecord(draft, { ...recording, ids, random });
    return { sealed, after: evolveSignIns(now, sealed.event) };
  };
  let { sealed, after } = next(before, first);
  const events = [sealed];
  for (const draft of others) {
    ({ sealed, after } = next(after, draft));
    events.push(sealed);
  }
  return { after, writes: signInsWrites(writesOf(table), { personId, before, after }, events) };
}
