import type { StageKind } from '../contract/ladder-paths.ts';
import type { AppealGround, CaseStage, Outcome, RecordFact, Role } from '../contract/names.ts';
import { confirmer, type documentForms, mostRequests, peer, supervisorRoles } from '../contract/names.ts';
import type { Verdict } from '../contract/score.ts';

/** Titles and words for the names of the contract, as people read them. */

export const roleTitles: Record<Role, string> = {
  engineer: 'engineer',
  'tech-lead': 'tech lead',
  'odc-lead': 'ODC lead',
  'head-of-department': 'head of department',
  'delivery-director': 'delivery director',
  hr: 'HR',
};

/** The titles of the engineer's supervisors, from below. Marked as pure, so that bundles that do not use it leave it out. */
export const supervisorTitles: string[] = /* @__PURE__ */ supervisorRoles.map((role) => roleTitles[role]);

/** The title of what a slot asks for, or of who acted in an event. */
export function roleTitle(role: Role | typeof peer | 'system' | typeof confirmer): string {
  if (role === 'system') return 'the system';
  if (role === confirmer) return 'asked about their team';
  return role === peer ? 'reviewer of the panel' : roleTitles[role];
}

/** The labels of the fields of a piece of evidence that refusals name too. */
export const evidenceLabels = { url: 'Link', since: 'Adopted since', workedOn: 'When you did it' } as const;

export const stageTitles: Record<CaseStage, string> = {
  track: 'Track',
  'self-assessment': 'Self-assessment',
  calibration: 'Calibration',
  portfolio: 'Portfolio',
  attestation: 'Talks',
  trial: 'Trial',
  'sign-off': 'Sign-off',
  exception: 'Exception',
  stopped: 'Stopped',
  appeal: 'Appeal',
  closing: 'Closing',
  closed: 'Closed',
};

/** The title of a stage in the path of a ladder, where many tracks are named and the stage chooses one. */
export function pathStageTitle(kind: StageKind): string {
  return kind === 'track' ? 'Choice of a track' : stageTitles[kind];
}

export const outcomeTitles: Record<Outcome, string> = {
  promoted: 'Promoted',
  'promoted-with-exception': 'Promoted with an exception',
  'not-promoted': 'Not promoted this time',
  'no-seat': 'Met the bar, no seat free',
  withdrawn: 'Withdrawn',
  lapsed: 'Lapsed',
  cancelled: 'Cancelled',
  overtaken: 'Overtaken',
  'promotion-not-carried-out': 'Promotion not carried out',
  'track-changed': 'Moved to the other track',
  stayed: 'Stayed on the track',
};

/** What an outcome means, to whoever reads the case. */
export function outcomeText(outcome: Outcome, isEngineer: boolean): string {
  const changed = `${isEngineer ? 'your record' : 'the engineer’s record'} changed outside the case`;
  const texts: Record<Outcome, string> = {
    promoted: 'Everybody who had to sign approved. The new level holds from that day on.',
    'promoted-with-exception':
      'Everybody who had to sign approved although a criterion was not met, and HR confirmed it. The new level holds from that day on.',
    'not-promoted': 'The level stays as it is for now.',
    'no-seat':
      'The bar was met: everybody who had to sign approved. The seats of this level are limited and none was free, so the case is on the waiting list.',
    withdrawn: 'The case was taken back before it was decided. It counts against nobody.',
    lapsed: 'A step was not taken in its time, so the case ended by itself. Nothing was decided about the level.',
    cancelled: 'HR ended the case before it was decided. It counts against nobody.',
    overtaken: `The case was ended, because ${changed} and there was nothing left to decide. It counts against nobody.`,
    'promotion-not-carried-out': `Everybody who had to sign approved. Before the level was given, ${changed}, so the level was not given. It counts against nobody.`,
    'track-changed': 'The level stays the same; the track is now the one that was tried.',
    stayed: 'Level and track stay as they were.',
  };
  return texts[outcome];
}

export const groundTitles: Record<AppealGround, string> = {
  procedure: 'The steps were not followed as the ladder describes them',
  evidence: 'Evidence that was there was not seen',
  conflict: 'A person who took part was not impartial',
};

/** What a piece of evidence is that others must be able to open, as it stands in a sentence. */
export const documentTitles: Record<(typeof documentForms)[number], string> = {
  document: 'a document',
  record: 'a record',
  'pull-request': 'a pull request',
  incident: 'the report of an incident',
  rfc: 'an RFC',
  design: 'a design',
  architecture: 'an architecture',
};

const recordFactTitles: Record<RecordFact, string> = {
  active: 'no longer active',
  ladder: 'on another ladder',
  level: 'at another level',
  track: 'on another track',
};

/** What changed in an engineer's record: `the engineer is at another level, and on another track`. */
export function changesInWords(facts: readonly RecordFact[], who = 'the engineer is'): string {
  return `${who} ${facts.map((fact) => recordFactTitles[fact]).join(', and ')}`;
}

/** What is asked of a signer who declines on no ground. */
export const noGround = 'say on which ground you decline, and what would change it';

export const verdictTitles: Record<Verdict, string> = { pass: 'Met', fail: 'Not met', unknown: 'Unknown' };

export const objectionTitles = { conflict: 'conflict of interest', other: 'another reason' } as const;

/** The text with a capital letter, to begin a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The refusal of one request for leave more. */
export const tooManyRequests = `${mostRequests} of your requests wait for HR. Take one back, or wait until HR has decided.`;

/** The refusal of a change of a record that would leave it as it is. */
export const nothingChanged = 'Nothing was changed: the record says this already.';
