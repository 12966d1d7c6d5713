import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import { limits } from '../../../contract/names.ts';
import { stages } from '../stages/index.ts';
import type { Unlockable } from '../stages/stage.ts';
import { transitionOf } from '../state/path.ts';

/** Everything that a return could name, stage by stage. Only what it names can be changed. */
export function unlockable(state: Case, ladder: PublishedLadder): (Unlockable & { stage: StageKind })[] {
  return transitionOf(ladder, state.head).path.flatMap(({ kind }) =>
    stages[kind].unlockable(state, ladder).map((one) => ({ ...one, stage: kind })),
  );
}

/** What a return can name now: nothing at the last attempt. */
export function returnable(state: Case, ladder: PublishedLadder): ReturnType<typeof unlockable> {
  return state.head.attempt < limits.attempts ? unlockable(state, ladder) : [];
}
