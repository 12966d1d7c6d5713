import type { CaseHead } from '../../contract/case.ts';
import { isOfPerson } from '../../contract/names.ts';
import type { ProposedChange } from '../../contract/proposals.ts';
import { type OpenCase, whyInvolved } from '../directory/involvement.ts';
import { actedWithoutPart } from '../people.ts';

/** Who comes and goes by a change of a person, and the case whose outcome a correction changes. */
export type Moved = Pick<Parameters<typeof whyInvolved>[2], 'leads' | 'leaves'> & {
  head?: CaseHead | null;
  /** Who is involved in every row of a file. */
  inAll?: readonly string[];
};

/** One of the two people of a proposal, and the open cases in which they take part. */
interface OneOfTwo {
  id: string;
  as: 'proposer' | 'second';
  cases: readonly OpenCase[];
}

/**
 * Whether somebody is too much involved in a change to propose it, or as the second person to confirm or refuse it. Many
 * cases share calendars and cycles: whoever proposes such a change may take part in one of them, the second person may not.
 * In a file of people the rows that somebody is involved in are set apart; if they are in all, they decide nothing of it.
 * So it is with a mapping file; anybody of HR can end one, because that makes nobody anybody else. A correction is for a second
 * person who did nothing in the case: of whoever took part in it the proposal is kept.
 */
export function isInvolved(
  { kind, of }: Pick<ProposedChange, 'kind' | 'of'>,
  { id, as, cases }: OneOfTwo,
  moved: Moved,
): boolean {
  if (kind === 'import' || kind === 'issuer-move') return moved.inAll?.includes(id) ?? true;
  if (kind === 'issuer-move-end') return false;
  if (kind === 'leave' && as === 'proposer') return id !== of;
  if (!isOfPerson(kind) && as === 'proposer') return false;
  if (kind === 'correct-outcome') return !moved.head || actedWithoutPart(moved.head, id);
  return isOfPerson(kind) ? whyInvolved(id, of, { cases, ...moved }) !== null : cases.length > 0;
}
