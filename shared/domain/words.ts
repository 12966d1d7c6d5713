import type { AppealGround, CaseStage, EventType, Outcome, Role } from '../contract/names.ts';
import { peer } from '../contract/names.ts';

/** Titles and words for the names of the contract, as people read them. */

export const roleTitles: Record<Role, string> = {
  engineer: 'engineer',
  'tech-lead': 'tech lead',
  'odc-lead': 'ODC lead',
  'head-of-department': 'head of department',
  'delivery-director': 'delivery director',
  hr: 'HR',
};

/** The title of what a slot asks for, or of who acted in an event. */
export function roleTitle(role: Role | typeof peer | 'system'): string {
  if (role === 'system') return 'the system';
  return role === peer ? 'reviewer of the panel' : roleTitles[role];
}

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

/** What an outcome means, to whoever reads the case. */
export const outcomeTexts: Record<Outcome, string> = {
  promoted: 'Everybody who had to sign approved. The new level holds from that day on.',
  'not-promoted': 'The level stays as it is for now.',
  'no-seat':
    'The bar was met: everybody who had to sign approved. The seats of this level are limited and none was free, so the case is on the waiting list.',
  withdrawn: 'The case was taken back before it was decided. It counts against nobody.',
  lapsed: 'A step was not taken in its time, so the case ended by itself. Nothing was decided about the level.',
  cancelled: 'HR ended the case before it was decided. It counts against nobody.',
  'track-changed': 'The level stays the same; the track is now the one that was tried.',
  stayed: 'Level and track stay as they were.',
};

export const groundTitles: Record<AppealGround, string> = {
  procedure: 'The steps were not followed as the ladder describes them',
  evidence: 'Evidence that was there was not seen',
  conflict: 'Somebody who took part was not impartial',
};

export const objectionTitles = { conflict: 'conflict of interest', other: 'another reason' } as const;

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
