import type { PersonCommandType } from '../../../contract/names.ts';
import { confirmEvidenceRow, nameConfirmerRow } from './adoption.ts';
import { appealRow, decideAppealRow } from './appeal.ts';
import { answerRow, askRow } from './ask.ts';
import { attestRow } from './attest.ts';
import { carryEvidenceRow } from './carry-evidence.ts';
import { recordConsensusRow } from './consensus.ts';
import { joinCycleRow, waiveWindowRow } from './cycle.ts';
import { extendDeadlineRow } from './deadline.ts';
import { delegateRow, endDelegationRow } from './delegation.ts';
import { cancelRow, withdrawRow } from './ending.ts';
import { addEvidenceRow, amendEvidenceRow, removeEvidenceRow } from './evidence.ts';
import { decideExceptionRow } from './exception.ts';
import { declareConflictRow, recuseRow } from './leave.ts';
import { answerObjectionRow, raiseObjectionRow } from './objection.ts';
import { acceptPanelRow, appointPanelRow } from './panel.ts';
import { submitPortfolioRow } from './portfolio.ts';
import { reassignRow } from './reassign.ts';
import { recallRow } from './recall.ts';
import { amendReviewRow, submitReviewRow } from './review.ts';
import type { CommandRow } from './row.ts';
import { submitSelfAssessmentRow } from './self-assessment.ts';
import { signOffRow } from './sign-off.ts';
import { decideStopRow } from './stop.ts';
import { confirmTrackRow, declareTrackRow } from './track.ts';
import { answerWaiverRow, waiveRequirementRow } from './waivers.ts';

/** All commands that people can give on a case. See `CommandRow`. */
export const commands: { [T in PersonCommandType]: CommandRow<T> } = {
  'declare-track': declareTrackRow,
  'submit-self-assessment': submitSelfAssessmentRow,
  'add-evidence': addEvidenceRow,
  'amend-evidence': amendEvidenceRow,
  'remove-evidence': removeEvidenceRow,
  'carry-evidence': carryEvidenceRow,
  'submit-portfolio': submitPortfolioRow,
  'name-confirmer': nameConfirmerRow,
  'confirm-evidence': confirmEvidenceRow,
  'waive-requirement': waiveRequirementRow,
  'answer-waiver': answerWaiverRow,
  'appoint-panel': appointPanelRow,
  'accept-panel': acceptPanelRow,
  'raise-objection': raiseObjectionRow,
  'answer-objection': answerObjectionRow,
  'submit-review': submitReviewRow,
  'amend-review': amendReviewRow,
  'record-consensus': recordConsensusRow,
  attest: attestRow,
  'sign-off': signOffRow,
  recall: recallRow,
  ask: askRow,
  answer: answerRow,
  'confirm-track': confirmTrackRow,
  withdraw: withdrawRow,
  'declare-conflict': declareConflictRow,
  recuse: recuseRow,
  reassign: reassignRow,
  delegate: delegateRow,
  'end-delegation': endDelegationRow,
  'extend-deadline': extendDeadlineRow,
  'join-cycle': joinCycleRow,
  'waive-window': waiveWindowRow,
  cancel: cancelRow,
  appeal: appealRow,
  'decide-appeal': decideAppealRow,
  'decide-exception': decideExceptionRow,
  'decide-stop': decideStopRow,
};
