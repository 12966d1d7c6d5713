import type { PersonCommandType } from '#shared/contract/commands.ts';
import { attest } from './attest.tsx';
import { consensus } from './consensus.tsx';
import { addEvidence, amendEvidence, removeEvidence } from './evidence.tsx';
import type { Form } from './form.ts';
import { submitPortfolio, waive } from './portfolio.tsx';
import { review, selfAssessment } from './ratings.tsx';
import { signOff } from './sign-off.tsx';
import { withdraw } from './withdraw.tsx';

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
