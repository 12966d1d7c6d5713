import type { CaseHead } from '../../../contract/case.ts';
import type { Ladder } from '../../../contract/ladder.ts';
import type { PathStage, StageKind } from '../../../contract/ladder-paths.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import type { CaseStage } from '../../../contract/names.ts';

/** The transition a case runs on. The ladder is the one the case pins, so it is always there. */
export function transitionOf(ladder: Ladder, { transition: id }: Pick<CaseHead, 'transition'>): Transition {
  const transition = findTransition(ladder, id);
  if (!transition) throw new Error(`Ladder ${ladder.id} has no transition ${id}`);
  return transition;
}

/** A transition of a ladder by its id, or its change of track at a level. Undefined if the ladder has neither. */
export function findTransition(ladder: Ladder, id: string): Transition | undefined {
  return ladder.transitions.find((one) => one.id === id) ?? trackChanges(ladder).find((one) => one.id === id);
}

/** The changes of track of a ladder, one for each level with tracks to change between. */
export function trackChanges(ladder: Ladder): Transition[] {
  const { trackChange } = ladder;
  if (!trackChange) return [];
  return ladder.levels.flatMap(({ id: level }) => {
    const tracks = ladder.tracks.filter((track) => track.level === level).map((track) => track.id);
    return tracks.length < 2
      ? []
      : [
          {
            id: `${level}-${level}`,
            from: level,
            to: level,
            ratedAs: null,
            typicalMonths: null,
            criteria: [],
            exceptions: 'forbidden' as const,
            portfolio: [],
            path: trackChange.path,
            tracks,
            coolDown: null,
            appeal: null,
            origin: trackChange.origin,
          },
        ];
  });
}

/** The stage of a path with this kind, or undefined. */
export function stageOf<K extends StageKind>(
  transition: Transition,
  kind: K,
): Extract<PathStage, { kind: K }> | undefined {
  return transition.path.find((stage): stage is Extract<PathStage, { kind: K }> => stage.kind === kind);
}

/** Whether stage `kind` comes before another on the path. */
export function isBefore(transition: Transition, kind: CaseStage, other: CaseStage): boolean {
  const at = (one: CaseStage) => transition.path.findIndex((stage) => stage.kind === one);
  return at(kind) >= 0 && at(other) >= 0 && at(kind) < at(other);
}
