/**
 * A small model of a case on the longest path, written independently of the product. It knows who holds which slot, who
 * has done what, and the stage of the case. It knows nothing of events. The tests compare what it allows with what the
 * decider allows, command by command.
 */

export type Slot = 'reviewer' | 'peer-1' | 'peer-2' | 'lead' | 'odc' | 'head';
export const slotIds: Record<Slot, string> = {
  reviewer: 'calibration.tech-lead',
  'peer-1': 'calibration.peer-1',
  'peer-2': 'calibration.peer-2',
  lead: 'calibration.lead',
  odc: 'sign-off.odc-lead',
  head: 'sign-off.head-of-department',
};
export const slots = Object.keys(slotIds) as Slot[];
export const reviewers: Slot[] = ['reviewer', 'peer-1', 'peer-2'];
export const signers: Slot[] = ['odc', 'head'];
export const path = ['track', 'self-assessment', 'portfolio', 'calibration', 'sign-off'] as const;
export type Stage = (typeof path)[number] | 'appeal' | 'closing' | 'closed';

export const engineer = 'erin-engineer';
/** The people of HR. The first tries its steps more often than the second. Together they can correct a wrong outcome. */
export const hr = 'hugo-hr';
const secondHr = 'hedy-hr';
export const hrPeople = [hr, secondHr];
/** Takes the steps of HR where both of its people have done something. */
export const director = 'dario-director';

/** `helper` acts for the head of department, and `spare` can replace them. */
export const helper = 'hiro-head';
export const spare = 'sam-spare';

/** People of the target level, who can sit on a panel. */
export const peerPeople = ['pia-peer', 'paul-peer', 'petra-other', 'pavel-other'];

/** Who calibrates after an appeal. */
export const secondPanel = {
  reviewer: 'tara-lead',
  'peer-1': 'petra-other',
  'peer-2': 'pavel-other',
  lead: 'olga-odc',
} as const;

export interface Model {
  stage: Stage;
  isOpen: boolean;
  attempt: number;
  outcome: string | null;
  holders: Record<Slot, string | null>;
  /** Who acts for a holder. */
  lent: { slot: Slot; by: string; to: string }[];
  /** The slots whose holders the engineer can still object to, so that they do not begin yet. */
  waiting: Slot[];
  /** The slots whose holders were named, and not found in the engineer's line. */
  named: Slot[];
  /** The slots whose holders the engineer can object to for some days only, and not until the calibration comes. */
  timed: Slot[];
  /** What the engineer has objected to since the calibration began anew, oldest first. */
  objections: { slot: Slot; about: string; isConflict: boolean; answer: 'keep' | 'replace' | null }[];
  /** Who has a conflict of interest. */
  conflicts: string[];
  /** Who held a slot, and holds it no more. A part that was only offered does not count. */
  past: string[];
  /** Who kept a part after an upheld appeal that was only offered to them: they do not sit on its panel. */
  keptOffers: string[];
  /** Who had the part of a reviewer in this round: they do not lead the calibration. */
  couldReview: string[];
  /** The slots whose reviews were open before the reviews were sealed again. */
  wasOpen: Slot[];
  /** Who stepped back from which slot, or was replaced in it after an objection. */
  left: { by: string; slot: Slot }[];
  /** Who could read the reviews when these were open: they do not review under a new seal. */
  read: string[];
  /** Whether the director ever decided in the place of HR, or could have. */
  hasStoodIn: boolean;
  /** Who decided something under which slot. */
  acts: { by: string; slot: Slot }[];
  hasAssessed: boolean;
  hasEvidence: boolean;
  hasPortfolio: boolean;
  /** The evidence has changed since the portfolio was handed in. */
  isChanged: boolean;
  reviewed: Partial<Record<Slot, string>>;
  isRevealed: boolean;
  /** Reviews can have been written. A case that ends early stays sealed. */
  isSealed: boolean;
  hasConsensus: boolean;
  isAnswered: boolean;
  /** Who has answered the question. */
  answeredBy: string | null;
  /** Whether the answer is sealed. */
  isAnswerSealed: boolean;
  approved: Slot[];
  /** The slot that has declined the case. */
  declined: Slot | null;
  /** Who gave the approval of a slot. */
  approvedBy: Partial<Record<Slot, string>>;
  /** How often the approval of a slot was taken back. */
  recalls: Partial<Record<Slot, number>>;
  /** The last appeal is not decided, or was dismissed. */
  hasAppealed: boolean;
  /** An appeal was upheld, and others calibrate. */
  isAnew: boolean;
  /** The stage in which the case lapsed or was cancelled. */
  endedIn: Stage | null;
  /** Who did something in the case as HR, or in its place, so that they do not decide its appeal. */
  hrActed: string[];
  /** The delivery director decides the appeal, because everybody of HR had done something when it opened. */
  isWithDirector: boolean;
  /** Where the last return went, in this round of the case. */
  returnedTo: Stage | null;
}

export function newModel(holders: Model['holders']): Model {
  return {
    stage: 'track',
    isOpen: false,
    attempt: 1,
    outcome: null,
    holders,
    lent: [],
    waiting: [],
    named: [],
    timed: [],
    objections: [],
    conflicts: [],
    past: [],
    keptOffers: [],
    couldReview: reviewers.flatMap((slot) => holders[slot] ?? []),
    wasOpen: [],
    left: [],
    read: [],
    hasStoodIn: false,
    acts: [],
    hasAssessed: false,
    hasEvidence: false,
    hasPortfolio: false,
    isChanged: false,
    reviewed: {},
    isRevealed: false,
    isSealed: false,
    hasConsensus: false,
    isAnswered: false,
    answeredBy: null,
    isAnswerSealed: false,
    approved: [],
    declined: null,
    approvedBy: {},
    recalls: {},
    hasAppealed: false,
    isAnew: false,
    endedIn: null,
    hrActed: [],
    isWithDirector: false,
    returnedTo: null,
  };
}
