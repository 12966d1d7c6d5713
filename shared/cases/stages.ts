import type { StageKind } from '../contract/ladder-paths.ts';
import { stages } from '../domain/case/stages/index.ts';

/** Whether the engineer owns stages of this kind. Such a stage lapses if the engineer does nothing. */
export function isOwnedByEngineer(kind: StageKind): boolean {
  return stages[kind].owner === 'engineer';
}
