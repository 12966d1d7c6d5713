import type { Outcome } from '#shared/contract/case.ts';
import type { PersonCommandType } from '#shared/contract/commands.ts';
import type { EventType } from '#shared/contract/events.ts';
import type { Role } from '#shared/contract/ladder.ts';
import type { CaseStage } from '#shared/contract/workflow.ts';

/** Words of the pages for what the contract names. */

export const stageTitles: Record<CaseStage, string> = {
  track: 'Track',
  'self-assessment': 'Self-assessment',
  calibration: 'Calibration',
  portfolio: 'Portfolio',
  attestation: 'Talks',
  trial: 'Trial',
  'sign-off': 'Sign-off',
  appeal: 'Appeal',
  closing: 'Closing',
  closed: 'Closed',
};

export const outcomeTitles: Record<Outcome, string> = {
  promoted: 'Promoted',
  'not-promoted': 'Not promoted this time',
  'no-seat': 'Met the bar, no seat free',
  withdrawn: 'Withdrawn',
  lapsed: 'Lapsed',
  cancelled: 'Cancelled',
  'track-changed': 'Moved to the other track',
  stayed: 'Stayed on the track',
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
  'stage-carried-over': 'A stage was carried over as it stood',
  'track-declared': 'The track was declared',
  'panel-appointed': 'The panel was appointed',
  'panel-accepted': 'The engineer accepted the panel',
  'objection-raised': 'The engineer objected to somebody who takes part',
  'objection-answered': 'An objection was answered',
  'conflict-declared': 'A conflict of interest was declared',
  recused: 'Somebody stepped back from the case',
  reassigned: 'A part was given to somebody else',
  'slot-substituted': 'Somebody stepped in for a part that was vacant',
  delegated: 'Somebody may act for another',
  'delegation-ended': 'A delegation was ended',
  'review-amended': 'A review was amended',
  'track-confirmed': 'The trial ended',
  'case-lapsed': 'The case lapsed',
  'case-cancelled': 'The case was cancelled',
  escalated: 'Somebody up the line was told of an overdue step',
  'deadline-extended': 'The deadline was extended',
  'cycle-joined': 'The case was put into a cycle',
  'window-waived': 'Signing outside the window was allowed',
  'appeal-made': 'The engineer appealed',
  'appeal-decided': 'The appeal was decided',
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
