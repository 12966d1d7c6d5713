import { actsAsHr, correctionRules, couldDirect, decidesAppeal, hasActed, isOfHr } from './hr.ts';
import { isAnyUnanswered, isObjectedTo, objectionRules } from './objections.ts';
import {
  act,
  giveTo,
  isDone,
  isFree,
  isOffer,
  leave,
  leaveInConflict,
  owedBy,
  panelFor,
  partsOf,
  signedBy,
  tookPart,
} from './parts.ts';
import { go, isOngoing, isRunning, type Rule, stands } from './rule.ts';
import {
  engineer,
  helper,
  hrPeople,
  type Model,
  path,
  reviewers,
  type Slot,
  type Stage,
  secondPanel,
  signers,
  slots,
  spare,
} from './state.ts';

/** How many rounds a case has, and how often an approval is taken back. */
const mostRounds = 12;
const mostRecalls = 3;

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

function end(model: Model, outcome: string): void {
  go(model, 'closing');
  model.outcome = outcome;
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
/** At the last attempt a case is not returned. */
const returnable = (model: Model, who: string | null) =>
  stands(model, 'sign-off') && model.attempt < mostRounds && firstOf(model, who, toSign(model)) !== undefined;

export const rules = {
  open: {
    may: (model, who) => who === null && !model.isOpen && !['closing', 'closed'].includes(model.stage),
    does: (model) => {
      model.isOpen = true;
      model.isWithDirector =
        model.stage === 'appeal' && hrPeople.every((one) => hasActed(model, one)) && couldDirect(model);
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
      for (const [at, slot] of places.entries()) giveTo(model, slot, people[at] as string);
    },
  },
  accept: {
    may: (model, who) => isOngoing(model) && who === engineer && model.waiting.length > 0 && !isAnyUnanswered(model),
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
      if (model.isRevealed) model.isAnswerSealed = false;
    },
  },
  agree: {
    may: (model, who) =>
      stands(model, 'calibration') &&
      model.isRevealed &&
      !model.hasConsensus &&
      !reviewers.some((slot) => isObjectedTo(model, slot)) &&
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
      const isAnswerSealed = model.isSealed && !model.isRevealed;
      Object.assign(model, { isAnswered: true, answeredBy: who, isAnswerSealed, approved: [] });
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
      Object.assign(model, { attempt: model.attempt + 1, returnedTo: 'portfolio' });
      go(model, 'portfolio');
    },
  },
  returnToCalibration: {
    may: returnable,
    does: (model, who) => {
      act(model, who, firstOf(model, who, toSign(model)) as Slot);
      Object.assign(model, { attempt: model.attempt + 1, hasConsensus: false, returnedTo: 'calibration' });
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
      isOfHr(model, who) &&
      !isDone(model, 'head') &&
      model.holders.head !== spare &&
      isFree(model, spare, 'head'),
    does: (model, who) => {
      actsAsHr(model, who);
      giveTo(model, 'head', spare);
    },
  },
  recuse: {
    may: (model, who) => isOngoing(model) && owedBy(model, who).length > 0,
    does: (model, who) => {
      const wasOffer = isOffer(model, who);
      const left = owedBy(model, who);
      leave(model, who);
      model.left.push(...left.map((slot) => ({ by: who, slot })));
      if (wasOffer) model.past = model.past.filter((one) => one !== who);
    },
  },
  declareConflict: {
    may: (model, who) =>
      isOngoing(model) &&
      (owedBy(model, who).length > 0 ||
        signedBy(model, who ?? '').some((slot) => model.holders[slot] === who) ||
        (slots.every((slot) => model.holders[slot] !== who) && partsOf(model, who ?? '').length > 0)),
    does: leaveInConflict,
  },
  ...objectionRules,
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
    may: (model, who) => isRunning(model) && isOfHr(model, who),
    does: (model, who) => {
      actsAsHr(model, who);
      model.endedIn = model.stage;
      end(model, 'cancelled');
    },
  },
  appeal: {
    may: (model, who) =>
      who === engineer &&
      model.stage === 'closed' &&
      ['not-promoted', 'cancelled', 'lapsed'].includes(model.outcome ?? '') &&
      !model.hasAppealed &&
      // Against a judgement there is one appeal; against an end that HR makes there is another one each time.
      !(model.isAnew && model.outcome === 'not-promoted'),
    does: (model) => {
      model.hasAppealed = true;
      go(model, 'appeal');
    },
  },
  dismiss: {
    may: decidesAppeal,
    does: (model, who) => {
      actsAsHr(model, who);
      go(model, 'closing');
    },
  },
  /** Others calibrate again. Nothing that was decided before counts. */
  uphold: {
    may: (model, who) =>
      decidesAppeal(model, who) &&
      model.outcome === 'not-promoted' &&
      Object.values(secondPanel).every((one) => !tookPart(model, one)),
    does: (model, who) => {
      actsAsHr(model, who);
      const before = [...Object.values(model.holders).flatMap((one) => one ?? []), ...model.acts.map((one) => one.by)];
      const isReplaced = (one: string) => slots.some((slot) => !signers.includes(slot) && model.holders[slot] === one);
      model.keptOffers = before.filter((one) => isOffer(model, one) && !isReplaced(one));
      model.past.push(...before.filter((one) => !model.keptOffers.includes(one)));
      Object.assign(model.holders, secondPanel);
      Object.assign(model, {
        isAnew: true,
        hasAppealed: false,
        acts: [],
        lent: [],
        reviewed: {},
        isRevealed: false,
        isSealed: false,
      });
      Object.assign(model, { hasConsensus: false, isAnswered: false, answeredBy: null, approved: [], declined: null });
      const named = [...reviewers, 'lead', ...model.named.filter((slot) => signers.includes(slot))];
      Object.assign(model, {
        waiting: [...reviewers],
        timed: [...reviewers],
        named,
        couldReview: [secondPanel.reviewer, secondPanel['peer-1'], secondPanel['peer-2']],
        objections: [],
        wasOpen: [],
        attempt: model.attempt + 1,
        outcome: null,
        returnedTo: null,
      });
      go(model, 'calibration');
    },
  },
  /** A case that lapsed or was cancelled goes on where it ended, with the people it had. */
  upholdEnd: {
    may: (model, who) => decidesAppeal(model, who) && ['lapsed', 'cancelled'].includes(model.outcome ?? ''),
    does: (model, who) => {
      actsAsHr(model, who);
      Object.assign(model, { attempt: model.attempt + 1, outcome: null, hasAppealed: false });
      go(model, model.endedIn ?? 'track');
    },
  },
  ...correctionRules,
} satisfies Record<string, Rule>;

export type Step = keyof typeof rules;
