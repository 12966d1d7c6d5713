import type { CaseHead } from '../../../contract/case.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { transitionOf } from '../state/path.ts';
import type { Viewing } from './viewing.ts';

/** The tracks that the engineer can choose from. */
export function tracksOf(head: CaseHead, { ladder, ownTrack }: Viewing): string[] {
  const transition = transitionOf(ladder, head);
  return transition.tracks.filter((track) => !isTrackChange(transition) || track !== ownTrack);
}
