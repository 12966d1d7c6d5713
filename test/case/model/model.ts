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
  /** The slots whose holders the engineer can still object to, so that they do not begin yet. */
  waiting: Slot[];
  /** Who has a conflict of interest. */
  conflicts: string[];
  /** Who held a slot, and holds it no more. */
  past: string[];
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
  approved: Slot[];
  /** The slot that has declined the case. */
  declined: Slot | null;
  /** Who gave the approval of a slot. */
  approvedBy: Partial<Record<Slot, string>>;
  /** How often the approval of a slot was taken back. */
  recalls: Partial<Record<Slot, number>>;
  hasAppealed: boolean;
  /** An appeal was upheld, and others calibrate. */
  isAnew: boolean;
  /** The stage in which the case lapsed. */
  endedIn: Stage | null;
  /** HR did something in the case, so it cannot decide its appeal. */
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
    waiting: [],
    conflicts: [],
    past: [],
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
    approved: [],
    declined: null,
    approvedBy: {},
    recalls: {},
    hasAppealed: false,
    isAnew: false,
    endedIn: null,
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

/** The slots that one person can hold together: they lead the calibration and sign as ODC lead. */
const isTogether = (one: Slot, other: Slot) =>
  one === other || (['lead', 'odc'].includes(one) && ['lead', 'odc'].includes(other));
const isCalibration = (slot: Slot) => !signers.includes(slot);

/** Whether a person could get a slot: no conflict, no other part, and not from before an appeal. */
function isFree(model: Model, who: string, slot: Slot): boolean {
  const held = slots.filter((one) => model.holders[one] === who);
  const done = model.acts.flatMap((act) => (act.by === who ? [act.slot] : []));
  return (
    !model.conflicts.includes(who) &&
    [...held, ...done].every((other) => isTogether(slot, other)) &&
    !(model.isAnew && isCalibration(slot) && model.past.includes(who))
  );
}

const tookPart = (model: Model, who: string) =>
  [...model.past, ...model.conflicts, ...Object.values(model.holders), ...model.acts.map((one) => one.by)].includes(
    who,
  );

/** The lead of every rank, from below. A slot goes to the first one who could have it, from its own rank on. */
const line = ['tess-lead', 'omar-odc', 'hana-head', 'dario-director'];
const rankOf: Partial<Record<Slot, number>> = { reviewer: 0, lead: 1, odc: 1, head: 2 };

function isDone(model: Model, slot: Slot): boolean {
  if (signers.includes(slot)) return model.approved.includes(slot) || model.declined === slot;
  if (slot === 'lead') return model.hasConsensus && model.stage !== 'calibration';
  return model.isRevealed && (slot !== 'reviewer' || model.stage !== 'calibration');
}

const owedBy = (model: Model, who: string | null) =>
  slots.filter((slot) => model.holders[slot] === who && !isDone(model, slot));

/** Gives a slot to another person, or to nobody. What was done under it counts only if others have seen it. */
function give(model: Model, slot: Slot, to: string | null): void {
  const before = model.holders[slot];
  if (before === to) return;
  if (before !== null) model.past.push(before);
  model.holders[slot] = to;
  if (!model.isRevealed) delete model.reviewed[slot];
  const seen = [...Object.values(model.reviewed), model.answeredBy];
  model.acts = model.acts.filter((act) => act.slot !== slot || seen.includes(act.by));
  model.lent = model.lent.filter((one) => one.slot !== slot);
  model.waiting = model.waiting.filter((one) => one !== slot);
}

function leave(model: Model, who: string): void {
  for (const slot of owedBy(model, who)) {
    const rank = rankOf[slot];
    const others = rank === undefined ? [] : line.slice(rank).filter((one) => one !== who);
    const rest = {
      ...model,
      holders: { ...model.holders, [slot]: null },
      acts: model.acts.filter((act) => act.slot !== slot),
    };
    give(model, slot, others.find((one) => isFree(rest, one, slot)) ?? null);
  }
}

function act(model: Model, by: string, slot: Slot): void {
  if (!model.acts.some((one) => one.by === by && one.slot === slot)) model.acts.push({ by, slot });
}

const peers: Slot[] = ['peer-1', 'peer-2'];
/** The places of the panel that nobody has, and people for them. */
export function panelFor(model: Model): { places: Slot[]; people: string[] } {
  const places = peers.filter((slot) => model.holders[slot] === null);
  const could = peerPeople.filter((one) => places.every((slot) => isFree(model, one, slot)));
  return { places, people: could.slice(0, places.length) };
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
    may: (model, who) => {
      const { places, people } = panelFor(model);
      const isLead = isOngoing(model) && partsOf(model, who ?? '').includes('lead');
      return isLead && places.length > 0 && people.length === places.length;
    },
    does: (model) => {
      const { places, people } = panelFor(model);
      for (const [at, slot] of places.entries()) give(model, slot, people[at] ?? null);
      model.waiting.push(...places);
    },
  },
  accept: {
    may: (model, who) => isOngoing(model) && who === engineer && model.waiting.length > 0,
    does: (model) => {
      model.waiting = [];
    },
  },
  review: {
    may: (model, who) => {
      const slot = firstOf(model, who, toReview(model));
      return stands(model, 'calibration') && !model.isRevealed && slot !== undefined && !model.waiting.includes(slot);
    },
    does: (model, who) => {
      const slot = firstOf(model, who, toReview(model)) as Slot;
      model.reviewed[slot] = who;
      act(model, who, slot);
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
    does: (model, who) => {
      Object.assign(model, { hasConsensus: true, approved: [] });
      act(model, who, 'lead');
      if (model.isAnswered) goOn(model, 'calibration');
    },
  },
  answer: {
    may: (model, who) =>
      stands(model, 'calibration') && !model.isAnswered && firstOf(model, who, ['reviewer']) !== undefined,
    does: (model, who) => {
      Object.assign(model, { isAnswered: true, answeredBy: who, approved: [] });
      act(model, who, 'reviewer');
      if (model.hasConsensus) goOn(model, 'calibration');
    },
  },
  approve: {
    may: (model, who) => stands(model, 'sign-off') && firstOf(model, who, toSign(model)) !== undefined,
    does: (model, who) => {
      const slot = firstOf(model, who, toSign(model)) as Slot;
      model.approved.push(slot);
      model.approvedBy[slot] = who;
      act(model, who, slot);
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
    does: (model, who) => {
      const slot = firstOf(model, who, toSign(model)) as Slot;
      model.declined = slot;
      act(model, who, slot);
      end(model, 'not-promoted');
    },
  },
  returnToPortfolio: {
    may: returnable,
    does: (model, who) => {
      act(model, who, firstOf(model, who, toSign(model)) as Slot);
      Object.assign(model, { attempt: model.attempt + 1 });
      go(model, 'portfolio');
    },
  },
  returnToCalibration: {
    may: returnable,
    does: (model, who) => {
      act(model, who, firstOf(model, who, toSign(model)) as Slot);
      Object.assign(model, { attempt: model.attempt + 1, hasConsensus: false });
      go(model, 'calibration');
    },
  },
  lend: {
    may: (model, who) =>
      isOngoing(model) &&
      who === model.holders.head &&
      !isDone(model, 'head') &&
      model.lent.length < 3 &&
      isFree(model, helper, 'head'),
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
      isOngoing(model) &&
      who === hr &&
      !isDone(model, 'head') &&
      model.holders.head !== spare &&
      isFree(model, spare, 'head'),
    does: (model) => {
      model.hrActed = true;
      give(model, 'head', spare);
    },
  },
  recuse: {
    may: (model, who) => isOngoing(model) && owedBy(model, who).length > 0,
    does: leave,
  },
  declareConflict: {
    may: (model, who) =>
      isOngoing(model) &&
      (owedBy(model, who).length > 0 ||
        (slots.every((slot) => model.holders[slot] !== who) && partsOf(model, who ?? '').length > 0)),
    does: (model, who) => {
      model.conflicts.push(who);
      model.lent = model.lent.filter((one) => one.by !== who && one.to !== who);
      leave(model, who);
    },
  },
  lapse: {
    may: (model, who) =>
      who === null && model.isOpen && ['track', 'self-assessment', 'portfolio'].includes(model.stage),
    does: (model) => {
      model.endedIn = model.stage;
      end(model, 'lapsed');
    },
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
  /** Others calibrate again. Nothing that was decided before counts. */
  uphold: {
    may: (model, who) =>
      stands(model, 'appeal') &&
      who === hr &&
      !model.hrActed &&
      model.outcome === 'not-promoted' &&
      Object.values(secondPanel).every((one) => !tookPart(model, one)),
    does: (model) => {
      model.past.push(...slots.flatMap((slot) => model.holders[slot] ?? []), ...model.acts.map((one) => one.by));
      Object.assign(model.holders, secondPanel);
      Object.assign(model, { isAnew: true, acts: [], lent: [], reviewed: {}, isRevealed: false, isSealed: false });
      Object.assign(model, { hasConsensus: false, isAnswered: false, answeredBy: null, approved: [], declined: null });
      Object.assign(model, { waiting: [...reviewers], attempt: model.attempt + 1, outcome: null });
      go(model, 'calibration');
    },
  },
  /** A case that lapsed goes on where it lapsed, with the people it had. */
  upholdEnd: {
    may: (model, who) => stands(model, 'appeal') && who === hr && !model.hrActed && model.outcome === 'lapsed',
    does: (model) => {
      Object.assign(model, { attempt: model.attempt + 1, outcome: null });
      go(model, model.endedIn ?? 'track');
    },
  },
} satisfies Record<string, Rule>;

export type Step = keyof typeof rules;

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
