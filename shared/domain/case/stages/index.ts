import { type CaseStage, type WorkflowStage, workflowStages } from '../../../contract/names.ts';
import { appeal } from './appeal.ts';
import { attestation } from './attestation.ts';
import { calibration } from './calibration.ts';
import { exception } from './exception.ts';
import { portfolio } from './portfolio.ts';
import { selfAssessment } from './self-assessment.ts';
import { signOff } from './sign-off.ts';
import type { Stage } from './stage.ts';
import { stopped } from './stopped.ts';
import { track } from './track.ts';
import { trial } from './trial.ts';

/** All stages. See `Stage`. */
export const stages: Record<WorkflowStage, Stage> = {
  track,
  'self-assessment': selfAssessment,
  calibration,
  portfolio,
  attestation,
  trial,
  'sign-off': signOff,
  exception,
  appeal,
  stopped,
};

/** The stage a case stands at. Null if the case is closing or closed. */
export function openStageOf(stage: CaseStage): Stage | null {
  return stage === 'closing' || stage === 'closed' ? null : stages[stage];
}

/** Every stage by its kind, in a fixed order. */
export const stageEntries = workflowStages.map((kind) => [kind, stages[kind]] as const);
