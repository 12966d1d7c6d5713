import { checkIfMatch } from '../cases/if-match.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { RecordChange } from '../records/change.ts';
import { importIn, importWrite } from '../store/imports.ts';
import { keys } from '../store/keys.ts';
import { writesOf } from '../store/transaction.ts';
import { isWithoutChanges } from './state.ts';

/** The decision to carry out a file of people. What follows is done afterwards, row by row. */
export function importChange({ table }: Outside, id: string): RecordChange<{ version: number }, { casesOfActor: [] }> {
  return {
    reads: [keys.import(id)],
    // Who is involved in which row is looked at when the row is carried out.
    facts: async () => ({ casesOfActor: [] }),
    async carry({ items }, { actor, ifVersion, step, proposal, proposedBy = actor.id }) {
      const record = importIn(items, id);
      if (!record) throw new Refusal('not-found', 'There is no such file of people. Files are kept for 90 days.');
      checkIfMatch(record, ifVersion, words);
      if (record.state !== 'checked')
        throw new Refusal('already-done', 'This file cannot be carried out: its page says where it stands.');
      if (isWithoutChanges(record))
        throw new Refusal('already-done', 'The directory says everything that this file says.');
      const progress = { next: 0, applied: 0, refused: 0, apart: 0 };
      const after =
        step === 'confirming' && proposal
          ? {
              ...record,
              state: 'applying' as const,
              progress: { proposal, proposedBy, confirmedBy: actor.id, ...progress },
            }
          : null;
      return {
        matters: ['import'],
        units: record.units ?? null,
        result: { version: record.version + (after ? 1 : 0) },
        writes: after ? [importWrite(writesOf(table), record, after)] : [],
      };
    },
  };
}

const words = {
  unnamed: 'Say which version of the file you saw, in If-Match.',
  changed: 'The file has changed since you read it. Read it again, then decide.',
  absent: 'There is no such file of people.',
};
