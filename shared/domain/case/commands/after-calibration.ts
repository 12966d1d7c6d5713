import type { Case } from '../../../contract/events.ts';
import { nextStage } from '../progress/next-stage.ts';
import { attestationsOwed } from '../progress/questions.ts';
import type { PersonContext } from './row.ts';

export const nowhere = { moves: null, carried: [] };

/**
 * Where the case goes after this step: to the next stage if the consensus and every attestation are there, else
 * nowhere.
 */
export function afterCalibration(
  state: Case,
  context: PersonContext,
  adds: { consensus?: boolean; attestation?: string },
) {
  const { head } = state;
  const consensus = adds.consensus || head.consensus !== null;
  const asked = attestationsOwed(head, context.ladder).filter((one) => one.stage === 'calibration');
  const attested = asked.every((one) => one.given || one.id === adds.attestation);
  return consensus && attested ? nextStage(head, context.ladder, 'calibration') : nowhere;
}
