import type { StageKind } from '../contract/ladder.ts';
import { stages } from '../domain/case/stages/index.ts';

/** Whether a stage of this kind is the engineer's own, so that it lapses when nothing comes. */
export function isOwnedByEngineer(kind: StageKind): boolean {
  return stages[kind].owner === 'engineer';
}
