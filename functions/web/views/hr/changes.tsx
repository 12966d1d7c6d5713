import type { FC } from 'hono/jsx';
import type { Verification } from '#shared/contract/view.ts';
import type { Filled } from '../fields.tsx';
import { Chain } from './elements.tsx';

/** One event of a person, a calendar or a cycle in words. */
export interface RecordChange {
  at: string;
  hash: string;
  by: string;
  sentences: string[];
  /** The case that made the change, such as a promotion. */
  caseId?: string | null;
}

/** The sentence about a change without an effect. */
export const unchanged = 'Saved without changes.';

/** The changes after the version that a person had read, for the form that comes back to them. Each change is a version. */
export function changesSince(
  changes: readonly RecordChange[],
  read: string | undefined,
  now: number,
): Filled['changes'] {
  return changes
    .slice(Number(read) - now)
    .map(({ at, by, sentences }) => ({ at, who: by, what: sentences.join(' ').replace(/\.$/, '') }));
}

/** Says that a form contains the changes of others too, if it came back because of them. */
export const MergedNote: FC<{ filled: Filled }> = ({ filled }) =>
  filled.changes.length === 0 ? null : (
    <p>The form below contains these changes and yours. Check it, and save it if it is correct.</p>
  );

/** The changes of a record, newest first, and whether its hash chain holds. */
export const ChangeHistory: FC<{ changes: RecordChange[]; proof: Verification }> = ({ changes, proof }) => (
  <>
    <h2>History and proof</h2>
    <Chain
      proof={proof}
      events={changes.map(({ at, hash, by, sentences, caseId }) => ({
        at,
        hash,
        said: (
          <>
            {sentences.join(' ')}
            {caseId && (
              <>
                {' '}
                <a href={`/cases/${caseId}`}>The case</a>
              </>
            )}
            <br />
            <span class="soft">By {by}</span>
          </>
        ),
      }))}
    />
  </>
);
