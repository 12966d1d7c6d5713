import type { CaseHead } from '../../contract/case.ts';
import type { PersonCommandType } from '../../contract/commands.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { attestationsOwed, sealIsOpen } from './parts.ts';

/** A step somebody owes. `key` tells the steps of one person in one case apart. */
export interface OpenStep {
  personId: string;
  type: PersonCommandType;
  key: string;
  /** The attestation asked for, where the step is one. */
  attestation: string | null;
}

/** Who owes what now. Empty while a stage is opening and once the outcome is decided. */
export function openSteps(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  if (head.openedAt === null) return [];
  const step = (personId: string, type: PersonCommandType, key: string = type, attestation: string | null = null) => ({
    personId,
    type,
    key,
    attestation,
  });
  switch (head.stage) {
    case 'self-assessment':
      return [step(head.engineerId, 'submit-self-assessment')];
    case 'portfolio':
      return [step(head.engineerId, 'submit-portfolio')];
    case 'calibration': {
      const reviews = head.slots
        .filter((slot) => slot.part === 'reviewer' && !head.reviews.some((review) => review.slot === slot.id))
        .map((slot) => step(slot.personId, 'submit-review'));
      const lead = head.slots.find((slot) => slot.part === 'lead');
      const consensus = lead && !head.consensus && sealIsOpen(head) ? [step(lead.personId, 'record-consensus')] : [];
      const attestations = attestationsOwed(head, ladder)
        .filter((one) => !one.given)
        .map((one) => step(one.slot.personId, 'attest', `attest.${one.id}`, one.id));
      return [...reviews, ...consensus, ...attestations];
    }
    case 'sign-off':
      return head.slots
        .filter((slot) => slot.part === 'signer' && !head.signOffs.some((done) => done.slot === slot.id))
        .map((slot) => step(slot.personId, 'sign-off'));
    default:
      return [];
  }
}
