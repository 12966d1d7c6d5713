import type { CaseHead, EngineerFacts } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { RecordFact } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { isPromotion } from '../../ladder/exceptions.ts';
import { transitionOf } from './path.ts';

/** What the directory says about the engineer, and a case rests on. */
type Record = EngineerFacts & Pick<Person, 'active'>;

/**
 * What the engineer's record says otherwise than when the case began. Somebody who is not in the directory is not active.
 * Older cases did not note what it said: they began at the first level of their transition, on any track.
 */
export function changedFacts(head: CaseHead, record: Record | undefined, ladder: PublishedLadder): RecordFact[] {
  if (!record) return ['active'];
  const began: Partial<Record> = head.began ?? { ladder: head.ladder.id, level: transitionOf(ladder, head).from };
  const is: Partial<Record> = { ...began, active: true };
  return (Object.keys(is) as RecordFact[]).filter((fact) => record[fact] !== is[fact]).sort();
}

/**
 * Whether a case stops if the engineer's record changes: while anything is to be decided, and after an approval until it is
 * carried out.
 */
export function restsOnRecord({ stage, outcome }: CaseHead): boolean {
  if (stage === 'closing') return isPromotion(outcome) || outcome === 'track-changed';
  return stage !== 'stopped' && stage !== 'appeal' && stage !== 'closed';
}
