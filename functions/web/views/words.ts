import type { Outcome } from '#shared/contract/case.ts';
import type { PersonCommandType } from '#shared/contract/commands.ts';
import type { EventType } from '#shared/contract/events.ts';
import type { Role } from '#shared/contract/ladder.ts';
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

export const roleTitles: Record<Role, string> = {
  engineer: 'engineer',
  'tech-lead': 'tech lead',
  'odc-lead': 'ODC lead',
  'head-of-department': 'head of department',
  'delivery-director': 'delivery director',
  hr: 'HR',
};

export function stepLink(caseId: string, type: PersonCommandType): string {
  return `/cases/${caseId}/steps/${type}`;
}

/** A reason as a sentence: with a capital letter at its start and a full stop at its end, but for an address. */
export function sentence(reason: string): string {
  const whole = /[.!?/]$/.test(reason) ? reason : `${reason}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** A transition as people read it: L2 to L3. */
export function transitionTitle(id: string): string {
  return id.replace('-', ' to ');
}

/** Names in a row: Ada, Ben and Cleo. */
export function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
