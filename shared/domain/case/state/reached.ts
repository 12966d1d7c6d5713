import type { CaseHead } from '../../../contract/case.ts';
import type { CaseStage } from '../../../contract/names.ts';

/** The stage that a case has reached. A case that was stopped has reached the stage in which it was. */
export function stageReached({ stopped, stage }: Pick<CaseHead, 'stopped' | 'stage'>): CaseStage {
  return stopped?.stage ?? stage;
}
