import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Audience } from '../../../contract/events.ts';
import type { WorkflowStage } from '../../../contract/names.ts';
import { type OpenStep, stepsOfSlot } from './steps.ts';

/** A question that ratings cannot answer, and the role that is asked. */
export interface AttestationQuestion {
  id: string;
  by: Slot['role'];
  question: string;
  /** Whether the only answer is yes, so that the person waits until they can give it. */
  onlyYes: boolean;
  /** Who may read the answer. */
  audience: Audience;
}

/** A question of a case with the slot whose holder answers it, and the answer that was given. */
export interface AskedAttestation extends Omit<AttestationQuestion, 'by'> {
  /** The stage in which it is answered. */
  stage: WorkflowStage;
  slot: Slot;
  /** Null: nobody has answered it. */
  given: CaseHead['attestations'][number] | null;
}

/** The questions of one stage as a case asks them. A question without a slot is not asked. */
export function askedIn(
  head: CaseHead,
  stage: WorkflowStage,
  questions: readonly AttestationQuestion[],
): AskedAttestation[] {
  return questions.flatMap(({ by, ...question }) => {
    const slot = head.slots.find((one) => one.stage === stage && one.role === by);
    return slot
      ? [{ ...question, stage, slot, given: head.attestations.find(({ id }) => id === question.id) ?? null }]
      : [];
  });
}

/** The steps of those who still have to answer a question of the stage. */
export function attestationSteps(
  head: CaseHead,
  stage: WorkflowStage,
  questions: readonly AttestationQuestion[],
): OpenStep[] {
  return askedIn(head, stage, questions)
    .filter((one) => !one.given)
    .flatMap((one) => stepsOfSlot(head, one.slot, 'attest', { key: `attest.${one.id}`, attestation: one.id }));
}
