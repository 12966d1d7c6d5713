import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { WorkflowStage } from '../../../contract/names.ts';
import { type OpenStep, stepsOfSlot } from './steps.ts';

/** A question that ratings cannot answer, and the role that is asked. */
export interface Question {
  id: string;
  by: Slot['role'];
  question: string;
}

/** A question of a case with the slot whose holder answers it, and whether the answer was given. */
export interface AskedAttestation extends Pick<Question, 'id' | 'question'> {
  /** The stage in which it is answered. */
  stage: WorkflowStage;
  slot: Slot;
  given: boolean;
}

/** The questions of one stage as a case asks them. A question without a slot is not asked. */
export function askedOf(head: CaseHead, stage: WorkflowStage, questions: readonly Question[]): AskedAttestation[] {
  return questions.flatMap(({ id, question, by }) => {
    const slot = head.slots.find((one) => one.stage === stage && one.role === by);
    return slot ? [{ id, question, stage, slot, given: head.attestations.some((one) => one.id === id) }] : [];
  });
}

/** The steps of those who still have to answer a question of the stage. */
export function attestationSteps(head: CaseHead, stage: WorkflowStage, questions: readonly Question[]): OpenStep[] {
  return askedOf(head, stage, questions)
    .filter((one) => !one.given)
    .flatMap((one) => stepsOfSlot(head, one.slot, 'attest', { key: `attest.${one.id}`, attestation: one.id }));
}
