import type { PersonCommandType } from '#shared/contract/names.ts';
import { appeal, decideAppeal } from './appeal.tsx';
import { answer, ask } from './ask.tsx';
import { attest } from './attest.tsx';
import { carryEvidence } from './carry.tsx';
import { nameConfirmer } from './confirmer.tsx';
import { consensus } from './consensus.tsx';
import { delegate, endDelegation } from './delegation.tsx';
import { addEvidence, amendEvidence, removeEvidence } from './evidence.tsx';
import { decideException } from './exception.tsx';
import type { Form } from './form.ts';
import { declareConflict, recuse } from './leaving.tsx';
import { answerObjection, raiseObjection } from './objection.tsx';
import { acceptPanel, appointPanel } from './panel.tsx';
import { answerWaiver, submitPortfolio, waive } from './portfolio.tsx';
import { amendReview, review, selfAssessment } from './ratings.tsx';
import { reassign } from './reassign.tsx';
import { recall } from './recall.tsx';
import { signOff } from './sign-off.tsx';
import { decideStop } from './stop.tsx';
import { extendDeadline, joinCycle, waiveWindow } from './time.tsx';
import { confirmTrack, declareTrack } from './track.tsx';
import { cancel, withdraw } from './withdraw.tsx';

/** The commands that are given on the page of a case. */
export type StepType = Exclude<PersonCommandType, 'confirm-evidence'>;

/**
 * The form of every command that is given on the page of a case. A person who is asked about their own team sees nothing
 * of the case: `pages/confirmations.tsx` asks them.
 */
export const forms: { [T in StepType]: Form<T> } = {
  'declare-track': declareTrack,
  'submit-self-assessment': selfAssessment,
  'add-evidence': addEvidence,
  'amend-evidence': amendEvidence,
  'remove-evidence': removeEvidence,
  'carry-evidence': carryEvidence,
  'submit-portfolio': submitPortfolio,
  'name-confirmer': nameConfirmer,
  'waive-requirement': waive,
  'answer-waiver': answerWaiver,
  'appoint-panel': appointPanel,
  'accept-panel': acceptPanel,
  'raise-objection': raiseObjection,
  'answer-objection': answerObjection,
  'submit-review': review,
  'amend-review': amendReview,
  'record-consensus': consensus,
  attest,
  'sign-off': signOff,
  recall,
  ask,
  answer,
  'confirm-track': confirmTrack,
  withdraw,
  'declare-conflict': declareConflict,
  recuse,
  reassign,
  delegate,
  'end-delegation': endDelegation,
  'extend-deadline': extendDeadline,
  'join-cycle': joinCycle,
  'waive-window': waiveWindow,
  cancel,
  appeal,
  'decide-appeal': decideAppeal,
  'decide-exception': decideException,
  'decide-stop': decideStop,
};

/** What to say after a step. Null: this is no step. */
export const doneWith = (type: string | undefined): string | null => (isStepType(type) ? forms[type].done : null);

export const isStepType = (type: string | undefined): type is StepType =>
  type !== undefined && Object.hasOwn(forms, type);
