import { checkIfMatch } from '../cases/if-match.ts';
import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { isCounting } from '../contract/file-names.ts';
import { type MoveInput, type MoveRecord, MoveResult } from '../contract/moves.ts';
import type { Person } from '../contract/people.ts';
import type { RecordState } from '../contract/proposals.ts';
import type { RecordChange } from '../records/change.ts';
import { hrOnly } from '../records/hr-only.ts';
import { moveKeys } from '../store/keys.ts';
import { moveIn, moveWrite, newMoveWrites } from '../store/moves.ts';
import { writesOf } from '../store/transaction.ts';
import { contentSent } from './content.ts';
import { foundView } from './found-view.ts';

/**
 * Takes a mapping file from HR, as CSV or packed with gzip: which account of another issuer is whose. It is checked afterwards,
 * by a function of its own. Throws `Refusal`.
 */
export async function uploadMove(
  outside: Outside,
  actor: Person,
  { bytes: sent, ...input }: MoveInput & { bytes: Uint8Array },
  { idempotencyKey }: Pick<RequestMeta, 'idempotencyKey'>,
): Promise<Executed<MoveResult>> {
  const { table, clock, ids } = outside;
  hrOnly(actor);
  const { packed, bytes, digest } = contentSent(sent);
  const request = { move: { ...input, digest } };
  const once = { actor, idempotencyKey, request, shape: MoveResult, what: 'The file' };
  return carryOut(outside, once, async ({ actor: now }) => {
    const by = hrOnly(now).id;
    const [id, at] = [ids.next('mov'), clock.now().toISOString()];
    const record = {
      ...{ id, by, at, ...input, bytes, digest },
      ...{ state: 'checking' as const, found: null, progress: null, tries: null, stopped: null },
    };
    return { result: { moveId: id, at }, writes: newMoveWrites(writesOf(table), record, packed) };
  });
}

/** The decision that a mapping file counts. What follows is done afterwards. */
export function moveChange(outside: Outside, id: string): RecordChange<{ version: number }, { casesOfActor: [] }> {
  return changeOfMove(outside, id, (record, { actor, step, proposal, proposedBy = actor.id }) => {
    if (record.state !== 'checked')
      throw new Refusal('already-done', 'This file cannot be carried out: its page says where it stands.');
    if (record.found?.rows === record.found?.unchanged)
      throw new Refusal('already-done', 'Everybody in this file has come over already.');
    if (step !== 'confirming' || !proposal) return null;
    const progress = { proposal, proposedBy, confirmedBy: actor.id, next: 0, applied: 0, apart: 0 };
    return { ...record, state: 'applying', progress };
  });
}

/** The decision that a mapping file counts no more. Who has come over by it keeps their new sign-in. */
export function moveEnd(outside: Outside, id: string): RecordChange<{ version: number }, { casesOfActor: [] }> {
  return changeOfMove(outside, id, (record, { step }) => {
    if (!isCounting(record.state))
      throw new Refusal('already-done', 'This file does not count, so there is nothing to end.');
    return step === 'confirming' ? { ...record, state: 'ended' } : null;
  });
}

type Change = RecordChange<{ version: number }, { casesOfActor: [] }>;

/** `decide` gives the move as it shall be, or null as long as it stays as it is. */
function changeOfMove(
  { table }: Outside,
  id: string,
  decide: (record: MoveRecord, by: Parameters<Change['carry']>[1]) => MoveRecord | null,
): Change {
  return {
    reads: [moveKeys.move(id)],
    // Who is involved in which row is looked at when the rows are carried out.
    facts: async () => ({ casesOfActor: [] }),
    async carry({ items }, by) {
      const record = moveIn(items, id);
      if (!record) throw noSuchMove();
      checkIfMatch(record, by.ifVersion, words);
      const after = decide(record, by);
      return {
        matters: ['issuer'],
        // It can be about anybody.
        units: null,
        result: { version: record.version + (after ? 1 : 0) },
        writes: after ? [moveWrite(writesOf(table), record, after)] : [],
      };
    },
  };
}

/** What a proposal says of a mapping file, as it was when it was proposed. Null: it is not checked. */
export function stateOfMove({ fileName, issuer, digest, found }: MoveRecord): RecordState | null {
  return found && { data: { fileName, issuer, file: digest, found: foundView(found) }, body: null };
}

export const noSuchMove = () => new Refusal('not-found', 'There is no such mapping file. Files are kept for 90 days.');

const words = {
  unnamed: 'Say which version of the file you saw, in If-Match.',
  changed: 'The file has changed since you read it. Read it again, then decide.',
  absent: 'There is no such mapping file.',
};
