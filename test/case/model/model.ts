/**
 * A small model of a case on the longest path, written independently of the product. It knows who holds which slot, who
 * has done what, and the stage of the case. It knows nothing of events. The tests compare what it allows with what the
 * decider allows, command by command.
 */

/** How many rounds a case has, and how often an approval is taken back. */
const mostRounds = 12;
const mostRecalls = 3;

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
const reviewers: Slot[] = ['reviewer', 'peer-1', 'peer-2'];
const signers: Slot[] = ['odc', 'head'];
const path = ['track', 'self-assessment', 'portfolio', 'calibration', 'sign-off'] as const;
export type Stage = (typeof path)[number] | 'appeal' | 'closing' | 'closed';

export const engineer = 'erin-engineer';
export const hr = 'hugo-hr';

export interface Model {
  stage: Stage;
  isOpen: boolean;
  attempt: number;
  outcome: string | null;
  holders: Record<Slot, string | null>;
  /** Who acts for a holder. */
  lent: { slot: Slot; by: string; to: string }[];
  /** The engineer can still object to the panel. */
  panelWaits: boolean;
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
  approved: Slot[];
  /** Who gave the approval of a slot. */
  approvedBy: Partial<Record<Slot, string>>;
  /** How often the approval of a slot was taken back. */
  recalls: Partial<Record<Slot, number>>;
  hasAppealed: boolean;
  /** HR did something in the case before its appeal, so it cannot decide that. */
  hrActed: boolean;
  /** What the return that is being worked off has opened: the evidence, where it went to the portfolio. */
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
    panelWaits: false,
    hasAssessed: false,
    hasEvidence: false,
    hasPortfolio: false,
    isChanged: false,
    reviewed: {},
    isRevealed: false,
    isSealed: false,
    hasConsensus: false,
    isAnswered: false,
    approved: [],
    approvedBy: {},
    recalls: {},
    hasAppealed: false,
    hrActed: false,
    returnedTo: null,
  };
}

/** The slots under which a person can act: their own, and those that were delegated to them. */
function partsOf(model: Model, who: string): Slot[] {
  return slots.filter(
    (slot) =>
      model.holders[slot] === who ||
      model.lent.some((one) => one.slot === slot && one.to === who && one.by === model.holders[slot]),
  );
}

const stands = (model: Model, stage: Stage) => model.stage === stage && model.isOpen;
/** Nobody has decided it yet. */
const isRunning = ({ stage }: Model) => !['appeal', 'closing', 'closed'].includes(stage);
/** Parts can still be given away: also while an appeal is decided. */
const isOngoing = ({ stage }: Model) => !['closing', 'closed'].includes(stage);

/** Moves the case to the next stage that is not done yet. */
function goOn(model: Model, from: (typeof path)[number]): void {
  const isDone: Record<(typeof path)[number], boolean> = {
    track: true,
    'self-assessment': model.hasAssessed,
    portfolio: model.hasPortfolio,
    calibration: model.hasConsensus,
    'sign-off': false,
  };
  go(model, path.slice(path.indexOf(from) + 1).find((stage) => !isDone[stage]) ?? 'sign-off');
}

function go(model: Model, stage: Stage): void {
  Object.assign(model, { stage, isOpen: false });
}

function end(model: Model, outcome: string): void {
  go(model, 'closing');
  model.outcome = outcome;
}

/** The model of a step: whether a person may take it now, and how it changes the case. */
export interface Rule {
  may(model: Model, who: string | null): boolean;
  does(model: Model, who: string): void;
}

const ofEngineer =
  (stage: Stage, may: (model: Model) => boolean = () => true) =>
  (model: Model, who: string | null) =>
    who === engineer && stands(model, stage) && may(model);

function firstOf(model: Model, who: string | null, among: Slot[]): Slot | undefined {
  return partsOf(model, who ?? '').find((slot) => among.includes(slot));
}

const toReview = (model: Model) => reviewers.filter((slot) => !model.reviewed[slot]);
const toSign = (model: Model) => signers.filter((slot) => !model.approved.includes(slot));
/** The approval that a person gave and can take back. All steps of the model take place within minutes. */
const recallable = (model: Model, who: string | null) =>
  partsOf(model, who ?? '').find(
    (slot) =>
      model.approved.includes(slot) && model.approvedBy[slot] === who && (model.recalls[slot] ?? 0) < mostRecalls,
  );
/** The last round of a case is not returned. */
const returnable = (model: Model, who: string | null) =>
  stands(model, 'sign-off') && model.attempt < mostRounds && firstOf(model, who, toSign(model)) !== undefined;
const waits = (model: Model, slot: Slot) => model.panelWaits && slot !== 'reviewer';

export const rules = {
  open: {
    may: (model, who) => who === null && !model.isOpen && !['closing', 'closed'].includes(model.stage),
    does: (model) => {
      model.isOpen = true;
      if (model.stage === 'calibration' && !model.isRevealed) model.isSealed = true;
    },
  },
  close: {
    may: (model, who) => who === null && model.stage === 'closing',
    does: (model) => go(model, 'closed'),
  },
  declare: { may: ofEngineer('track'), does: (model) => goOn(model, 'track') },
  assess: {
    may: ofEngineer('self-assessment'),
    does: (model) => {
      model.hasAssessed = true;
      goOn(model, 'self-assessment');
    },
  },
  add: {
    may: ofEngineer('portfolio'),
    does: (model) => {
      model.hasEvidence = true;
      model.isChanged = true;
    },
  },
  handIn: {
    may: ofEngineer('portfolio', ({ hasEvidence }) => hasEvidence),
    does: (model) => {
      // The portfolio that others decided on has changed, so they decide again.
      if (model.isChanged) Object.assign(model, { approved: [], hasConsensus: false });
      Object.assign(model, { hasPortfolio: true, isChanged: false });
      goOn(model, 'portfolio');
    },
  },
  appoint: {
    may: (model, who) =>
      isOngoing(model) &&
      model.holders['peer-1'] === null &&
      model.holders['peer-2'] === null &&
      partsOf(model, who ?? '').includes('lead'),
    does: (model) => {
      model.panelWaits = true;
    },
  },
  accept: {
    may: (model, who) => isOngoing(model) && who === engineer && model.panelWaits,
    does: (model) => {
      model.panelWaits = false;
    },
  },
  review: {
    may: (model, who) => {
      const slot = firstOf(model, who, toReview(model));
      return stands(model, 'calibration') && !model.isRevealed && slot !== undefined && !waits(model, slot);
    },
    does: (model, who) => {
      const slot = firstOf(model, who, toReview(model)) as Slot;
      model.reviewed[slot] = who;
      model.isRevealed = toReview(model).length === 0;
      model.isSealed = !model.isRevealed;
    },
  },
  agree: {
    may: (model, who) =>
      stands(model, 'calibration') &&
      model.isRevealed &&
      !model.hasConsensus &&
      firstOf(model, who, ['lead']) !== undefined,
    does: (model) => {
      Object.assign(model, { hasConsensus: true, approved: [] });
      if (model.isAnswered) goOn(model, 'calibration');
    },
  },
  answer: {
    may: (model, who) =>
      stands(model, 'calibration') && !model.isAnswered && firstOf(model, who, ['reviewer']) !== undefined,
    does: (model) => {
      Object.assign(model, { isAnswered: true, approved: [] });
      if (model.hasConsensus) goOn(model, 'calibration');
    },
  },
  approve: {
    may: (model, who) => stands(model, 'sign-off') && firstOf(model, who, toSign(model)) !== undefined,
    does: (model, who) => {
      const slot = firstOf(model, who, toSign(model)) as Slot;
      model.approved.push(slot);
      model.approvedBy[slot] = who;
      if (toSign(model).length === 0) end(model, 'promoted');
    },
  },
  recall: {
    may: (model, who) => stands(model, 'sign-off') && recallable(model, who) !== undefined,
    does: (model, who) => {
      const slot = recallable(model, who) as Slot;
      model.recalls[slot] = (model.recalls[slot] ?? 0) + 1;
      model.approved = model.approved.filter((one) => one !== slot);
    },
  },
  decline: {
    may: (model, who) => stands(model, 'sign-off') && firstOf(model, who, toSign(model)) !== undefined,
    does: (model) => end(model, 'not-promoted'),
  },
  returnToPortfolio: {
    may: returnable,
    does: (model) => {
      Object.assign(model, { attempt: model.attempt + 1 });
      go(model, 'portfolio');
    },
  },
  returnToCalibration: {
    may: returnable,
    does: (model) => {
      Object.assign(model, { attempt: model.attempt + 1, hasConsensus: false });
      go(model, 'calibration');
    },
  },
  lend: {
    may: (model, who) =>
      isOngoing(model) && who === model.holders.head && !model.approved.includes('head') && model.lent.length < 3,
    does: (model, who) => {
      model.lent.push({ slot: 'head', by: who, to: helper });
    },
  },
  endLending: {
    may: (model, who) => isOngoing(model) && model.lent.some((one) => one.by === who),
    does: (model, who) => {
      model.lent = model.lent.filter((one) => one.by !== who);
    },
  },
  replaceHead: {
    may: (model, who) =>
      isOngoing(model) && who === hr && !model.approved.includes('head') && model.holders.head !== spare,
    does: (model) => {
      model.hrActed ||= model.stage !== 'appeal';
      model.holders.head = spare;
      model.lent = [];
    },
  },
  lapse: {
    may: (model, who) =>
      who === null && model.isOpen && ['track', 'self-assessment', 'portfolio'].includes(model.stage),
    does: (model) => end(model, 'lapsed'),
  },
  withdraw: { may: (model, who) => isRunning(model) && who === engineer, does: (model) => end(model, 'withdrawn') },
  cancel: {
    may: (model, who) => isRunning(model) && who === hr,
    does: (model) => {
      model.hrActed = true;
      end(model, 'cancelled');
    },
  },
  appeal: {
    may: (model, who) =>
      who === engineer &&
      model.stage === 'closed' &&
      ['not-promoted', 'cancelled', 'lapsed'].includes(model.outcome ?? '') &&
      !model.hasAppealed,
    does: (model) => {
      model.hasAppealed = true;
      go(model, 'appeal');
    },
  },
  dismiss: {
    may: (model, who) => stands(model, 'appeal') && who === hr && !model.hrActed,
    does: (model) => go(model, 'closing'),
  },
} satisfies Record<string, Rule>;

export type Step = keyof typeof rules;

/** `helper` acts for the head of department, and `spare` can replace them. */
export const helper = 'hiro-head';
export const spare = 'sam-spare';
