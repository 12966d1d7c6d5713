import type { CaseEvent } from '../../../contract/events.ts';
import type { EventType } from '../../../contract/names.ts';
import { adoptionAnsweredRow, adoptionAskedRow, adoptionUnansweredRow } from './adoption.ts';
import { appealDecidedRow, appealMadeRow } from './appeal.ts';
import { attestedRow, consensusRecordedRow, reviewAmendedRow, reviewSubmittedRow } from './calibration.ts';
import {
  caseCancelledRow,
  caseClosedRow,
  caseLapsedRow,
  caseWithdrawnRow,
  executionRestartedRow,
  outcomeCorrectedRow,
} from './ending.ts';
import {
  conflictDeclaredRow,
  delegatedRow,
  delegationEndedRow,
  reassignedRow,
  recusedRow,
  slotSubstitutedRow,
} from './holders.ts';
import { caseOpenedRow } from './opening.ts';
import { objectionAnsweredRow, objectionRaisedRow, panelAcceptedRow, panelAppointedRow } from './panel.ts';
import {
  evidenceAddedRow,
  evidenceAmendedRow,
  evidenceRemovedRow,
  portfolioSubmittedRow,
  requirementWaivedRow,
  selfAssessmentSubmittedRow,
  waiverAnsweredRow,
} from './portfolio.ts';
import { questionAnsweredRow, questionAskedRow } from './questions.ts';
import type { EventRow } from './row.ts';
import { exceptionDecidedRow, signedOffRow, signOffRecalledRow } from './sign-off.ts';
import {
  directorsNamedRow,
  stageCarriedOverRow,
  stageOpenedRow,
  trackConfirmedRow,
  trackDeclaredRow,
} from './stage.ts';
import { caseOvertakenRow, caseResumedRow, caseStoppedRow, engineerAwayRow } from './stop.ts';
import {
  cycleJoinedRow,
  deadlineExtendedRow,
  escalatedRow,
  reminderSentRow,
  windowClosedRow,
  windowMovedRow,
  windowWaivedRow,
} from './time.ts';

/** All types of events of a case. See `EventRow`. */
export const eventRows: { [T in EventType]: EventRow<T> } = {
  'case-opened': caseOpenedRow,
  'stage-opened': stageOpenedRow,
  'stage-carried-over': stageCarriedOverRow,
  'track-declared': trackDeclaredRow,
  'self-assessment-submitted': selfAssessmentSubmittedRow,
  'evidence-added': evidenceAddedRow,
  'evidence-amended': evidenceAmendedRow,
  'evidence-removed': evidenceRemovedRow,
  'requirement-waived': requirementWaivedRow,
  'waiver-answered': waiverAnsweredRow,
  'portfolio-submitted': portfolioSubmittedRow,
  'adoption-asked': adoptionAskedRow,
  'adoption-answered': adoptionAnsweredRow,
  'adoption-unanswered': adoptionUnansweredRow,
  'panel-appointed': panelAppointedRow,
  'panel-accepted': panelAcceptedRow,
  'objection-raised': objectionRaisedRow,
  'objection-answered': objectionAnsweredRow,
  'conflict-declared': conflictDeclaredRow,
  recused: recusedRow,
  reassigned: reassignedRow,
  'slot-substituted': slotSubstitutedRow,
  delegated: delegatedRow,
  'delegation-ended': delegationEndedRow,
  'review-submitted': reviewSubmittedRow,
  'review-amended': reviewAmendedRow,
  'consensus-recorded': consensusRecordedRow,
  attested: attestedRow,
  'signed-off': signedOffRow,
  'sign-off-recalled': signOffRecalledRow,
  'question-asked': questionAskedRow,
  'question-answered': questionAnsweredRow,
  'track-confirmed': trackConfirmedRow,
  'case-withdrawn': caseWithdrawnRow,
  'case-lapsed': caseLapsedRow,
  'case-cancelled': caseCancelledRow,
  'reminder-sent': reminderSentRow,
  escalated: escalatedRow,
  'deadline-extended': deadlineExtendedRow,
  'cycle-joined': cycleJoinedRow,
  'window-waived': windowWaivedRow,
  'window-closed': windowClosedRow,
  'window-moved': windowMovedRow,
  'directors-named': directorsNamedRow,
  'appeal-made': appealMadeRow,
  'appeal-decided': appealDecidedRow,
  'exception-decided': exceptionDecidedRow,
  'case-stopped': caseStoppedRow,
  'case-resumed': caseResumedRow,
  'case-overtaken': caseOvertakenRow,
  'engineer-away': engineerAwayRow,
  'execution-restarted': executionRestartedRow,
  'case-closed': caseClosedRow,
  'outcome-corrected': outcomeCorrectedRow,
};

/** The row of an event, typed for events of every type. */
export const rowOfEvent = ({ type }: Pick<CaseEvent, 'type'>): EventRow<EventType> =>
  eventRows[type] as unknown as EventRow<EventType>;
