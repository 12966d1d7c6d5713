import { actsAsHr, isOfHr } from './hr.ts';
import { giveAnew, giveTo, isAhead, isFree, leaveInConflict, partsOf } from './parts.ts';
import { go, isOngoing, type Rule } from './rule.ts';
import { engineer, type Model, peerPeople, reviewers, type Slot, secondPanel, slots } from './state.ts';

/** The engineer objects to people, and HR or the lead answers. */

/** The first objection that nobody has answered. None is answered while an appeal is decided. */
export const openObjection = (model: Model) =>
  model.stage === 'appeal' ? undefined : model.objections.find((one) => one.answer === null);
export const isAnyUnanswered = (model: Model) => model.objections.some((one) => one.answer === null);
export const isObjectedTo = (model: Model, slot: Slot) =>
  model.objections.some((one) => one.slot === slot && one.answer === null);

/** Before the calibration, or to a reviewer who is new, until the engineer has accepted them. */
const objectsTo = (slot: Slot, isConflict: boolean): Rule => ({
  may: (model, who) =>
    isOngoing(model) &&
    who === engineer &&
    model.holders[slot] !== null &&
    !isObjectedTo(model, slot) &&
    (model.timed.includes(slot) ? model.waiting.includes(slot) : isAhead(model)),
  does: (model) => {
    model.objections.push({ slot, isConflict, answer: null });
  },
});

/** HR answers the first objection that is open. The lead can do so too if it is about a reviewer. */
function mayAnswer(model: Model, who: string | null): boolean {
  const asked = openObjection(model);
  const isLead = asked !== undefined && reviewers.includes(asked.slot) && partsOf(model, who ?? '').includes('lead');
  return isOngoing(model) && asked !== undefined && (isOfHr(model, who) || isLead);
}

function answer(model: Model, who: string, how: 'keep' | 'replace') {
  const asked = openObjection(model) as Model['objections'][number];
  asked.answer = how;
  if (isOfHr(model, who)) actsAsHr(model, who);
  return asked;
}

const isReviewOpen = (model: Model, slot: Slot) => model.isRevealed && model.reviewed[slot] !== undefined;
const hasAnswered = (model: Model, slot: Slot) => slot === 'reviewer' && model.isAnswered;
/** Whether the case goes back to the calibration if a person is replaced: something rests on what they did. */
const sendsBack = (model: Model, slot: Slot) =>
  isReviewOpen(model, slot) || (model.hasConsensus && (slot === 'lead' || hasAnswered(model, slot)));

const isWithEngineer = ({ stage, returnedTo }: Model) => returnedTo === stage && stage !== 'calibration';

/** A case that is sent back must stand in an open stage, and not with the engineer to whom it was returned. */
function mayReplace(model: Model, who: string | null): boolean {
  const asked = openObjection(model);
  return (
    mayAnswer(model, who) &&
    asked !== undefined &&
    ((model.isOpen && !isWithEngineer(model)) || !sendsBack(model, asked.slot))
  );
}

/** Whoever the engineer objected to is replaced, and what they did does not count. */
function replaces(model: Model, who: string, fill: (slot: Slot, former: string) => void): void {
  const { slot, isConflict } = answer(model, who, 'replace');
  const former = model.holders[slot] as string;
  const isBack = sendsBack(model, slot);
  const isResealed = isReviewOpen(model, slot);
  const before = { ...model.holders };
  model.left.push({ by: former, slot });
  model.wasOpen = model.wasOpen.filter((one) => one !== slot);
  if (hasAnswered(model, slot)) Object.assign(model, { isAnswered: false, answeredBy: null });
  if (isResealed) {
    const open = reviewers.filter((one) => one !== slot && model.reviewed[one] !== undefined);
    Object.assign(model, { isRevealed: false, isSealed: false, wasOpen: open });
  }
  if (isBack) Object.assign(model, { hasConsensus: false, approved: [], returnedTo: null, attempt: model.attempt + 1 });
  if (isBack) go(model, 'calibration');
  fill(slot, former);
  if (isConflict) leaveInConflict(model, former);
  // Whoever takes a part from somebody does not get it from the line.
  const byLine = slots.filter((one) => model.holders[one] !== before[one] && !model.named.includes(one));
  model.left.push(...byLine.map((one) => ({ by: who, slot: one })));
}

/** Who is named instead of the person that the first open objection is about. */
export function insteadIn(model: Model): string {
  const { slot } = openObjection(model) ?? { slot: 'reviewer' };
  if (slot === 'reviewer' || slot === 'lead') return secondPanel[slot];
  return peerPeople.find((one) => model.holders[slot] !== one && isFree(model, one, slot)) ?? 'pia-peer';
}

export const objectionRules = {
  objectToReviewer: objectsTo('reviewer', false),
  objectToPeer: objectsTo('peer-1', true),
  objectToLead: objectsTo('lead', true),
  /** Whoever the engineer objected to stays. */
  keep: {
    may: mayAnswer,
    does: (model, who) => answer(model, who, 'keep'),
  },
  replace: {
    may: mayReplace,
    does: (model, who) => replaces(model, who, (slot, former) => giveAnew(model, slot, former)),
  },
  replaceByName: {
    may: (model, who) => {
      const asked = openObjection(model);
      const to = insteadIn(model);
      return (
        mayReplace(model, who) && model.holders[asked?.slot as Slot] !== to && isFree(model, to, asked?.slot as Slot)
      );
    },
    does: (model, who) => {
      const to = insteadIn(model);
      replaces(model, who, (slot) => giveTo(model, slot, to));
    },
  },
} satisfies Record<string, Rule>;
