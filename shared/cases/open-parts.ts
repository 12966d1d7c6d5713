import type { CaseHead } from '../contract/case.ts';
import { withOpenPart } from '../domain/directory/involvement.ts';
import { keys } from '../store/keys.ts';
import type { Write, writesOf } from '../store/transaction.ts';

/**
 * The writes by which everybody with a part in a case has it among their open cases, and nobody else has: nobody at all, once
 * it is closed. So what a person is involved in is found without all the cases that they ever had. `before`: the case
 * as it is listed. Null: it is not.
 */
export function openPartWrites(write: ReturnType<typeof writesOf>, before: CaseHead | null, after: CaseHead): Write[] {
  const { id: caseId, engineerId } = after;
  const had = peopleIn(before);
  const has = peopleIn(after);
  return [
    ...[...had].filter((id) => !has.has(id)).map((id) => write.remove('other', keys.openPart(id, caseId))),
    ...[...has]
      .filter((id) => !had.has(id))
      .map((id) => write.put('other', { caseId, engineerId, ...keys.openPart(id, caseId) })),
  ];
}

const peopleIn = (head: CaseHead | null): Set<string> =>
  head && head.status !== 'closed' ? withOpenPart(head) : new Set();
