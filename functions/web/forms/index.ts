import type { PersonCommandType } from '#shared/contract/commands.ts';
import { attest, signOff, withdraw } from './decisions.tsx';
import { addEvidence, amendEvidence, removeEvidence, submitPortfolio, waive } from './evidence.tsx';
import type { Form } from './form.ts';
import { consensus, review, selfAssessment } from './ratings.tsx';

/** The form of every step a person can take. */
export const forms: Record<PersonCommandType, Form> = {
  'submit-self-assessment': selfAssessment,
  'add-evidence': addEvidence,
  'amend-evidence': amendEvidence,
  'remove-evidence': removeEvidence,
  'submit-portfolio': submitPortfolio,
  'waive-requirement': waive,
  'submit-review': review,
  'record-consensus': consensus,
  attest,
  'sign-off': signOff,
  withdraw,
};
