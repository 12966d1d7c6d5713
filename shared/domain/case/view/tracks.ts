import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { confirmableFrom } from '../commands/track.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { dayIn } from '../state/zone.ts';
import type { Viewing } from './viewing.ts';

/** The tracks that the engineer can choose from, and from when a trial can be confirmed. */

export function tracksOf(head: CaseHead, { ladder, ownTrack }: Viewing): string[] {
  const transition = transitionOf(ladder, head);
  return transition.tracks.filter((track) => !isTrackChange(transition) || track !== ownTrack);
}

export function confirmableIn(head: CaseHead, ladder: PublishedLadder): string | null {
  const trial = stageOf(transitionOf(ladder, head), 'trial');
  return trial && head.status === 'open' && head.stage === 'trial'
    ? confirmableFrom(dayIn(head, head.openedAt), trial.months)
    : null;
}
