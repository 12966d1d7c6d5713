import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { isPromotion, type RecordFact } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { transitionOf } from './path.ts';

/**
 * What the engineer's record says otherwise than when the case began: at the first level of its transition, on its ladder.
 * Somebody who is not in the directory is not active. Older cases did not note the track, so it is not compared there.
 */
export function changedFacts(
  head: CaseHead,
  record: Pick<Person, RecordFact> | undefined,
  ladder: PublishedLadder,
): RecordFact[] {
  if (!record) return ['active'];
  const began: Partial<Pick<Person, RecordFact>> = {
    active: true,
    ladder: head.ladder.id,
    level: transitionOf(ladder, head).from,
    ...(head.ownTrack === undefined ? {} : { track: head.ownTrack }),
  };
  return (Object.keys(began) as RecordFact[]).filter((fact) => record[fact] !== began[fact]);
}

/**
 * Whether a case stops if the engineer's record changes: while anything is to be decided, and after an approval until it is
 * carried out.
 */
export function restsOnRecord({ stage, outcome }: CaseHead): boolean {
  if (stage === 'closing') return isPromotion(outcome) || outcome === 'track-changed';
  return stage !== 'stopped' && stage !== 'appeal' && stage !== 'closed';
}
