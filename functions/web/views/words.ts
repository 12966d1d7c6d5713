import type { Outcome } from '#shared/contract/case.ts';
import type { PersonCommandType } from '#shared/contract/commands.ts';
import type { EventType } from '#shared/contract/events.ts';
import type { CaseStage } from '#shared/contract/workflow.ts';

/** Words of the pages for what the contract names. */

export const stageTitles: Record<CaseStage, string> = {
  'self-assessment': 'Self-assessment',
  calibration: 'Calibration',
  portfolio: 'Portfolio',
  'sign-off': 'Sign-off',
  closing: 'Closing',
  closed: 'Closed',
};

export const outcomeTitles: Record<Outcome, string> = {
  promoted: 'Promoted',
  'not-promoted': 'Not promoted this time',
  withdrawn: 'Withdrawn',
};

export const eventTitles: Record<EventType, string> = {
  'case-opened': 'The case was opened',
  'stage-opened': 'A stage was opened',
  'self-assessment-submitted': 'The self-assessment was submitted',
  'evidence-added': 'A piece of evidence was added',
  'evidence-amended': 'A piece of evidence was changed',
  'evidence-removed': 'A piece of evidence was taken out',
  'requirement-waived': 'A requirement was waived',
  'portfolio-submitted': 'The portfolio was handed in',
  'review-submitted': 'A review was submitted',
  'consensus-recorded': 'The consensus was recorded',
  attested: 'A question was answered',
  'signed-off': 'A decision was signed',
  'case-withdrawn': 'The case was withdrawn',
  'reminder-sent': 'A reminder was sent',
  'execution-restarted': 'The workflow was started anew',
  'case-closed': 'The case was closed',
};

export function stepLink(caseId: string, type: PersonCommandType): string {
  return `/cases/${caseId}/steps/${type}`;
}
