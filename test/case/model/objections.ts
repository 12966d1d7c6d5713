import { actsAsHr, isOfHr } from './hr.ts';
import { giveAnew, giveTo, hasLed, isAhead, isFree, leaveInConflict, partsOf } from './parts.ts';
import { go, isOngoing, type Rule } from './rule.ts';
import { engineer, type Model, peerPeople, reviewers, type Slot, secondPanel, slots } from './state.ts';

/** The engineer objects to people, and HR or the lead answers. */

/** The first objection that nobody has answered. None is answered while an appeal is decided. */
export const openObjection = (model: Model) =>
  model.stage === 'appeal' ? undefined : model.objections.find((one) => one.answer === null);
export const isAnyUnanswered = (model: Model) => model.objections.some((one) => one.answer === null);
export const isObjectedTo = (model: Model, slot: Slot) =>
  model.objections.some((one) => one.slot === slot && one.answer === null);
const isHolderObjectedTo = (model: Model, slot: Slot) =>
  model.objections.some((one) => one.slot === slot && one.answer === null && one.about === model.holders[slot]);

/** Before the calibration, or to a reviewer who is new, until the engineer has accepted them. */
const objectsTo = (slot: Slot, isConflict: boolean): Rule => ({
  may: (model, who) =>
    isOngoing(model) &&
    who === engineer &&
    model.holders[slot] !== null &&
    !isHolderObjectedTo(model, slot) &&
    (model.timed.includes(slot) ? model.waiting.includes(slot) : isAhead(model)),
  does: (model) => {
    model.objections.push({ slot, about: model.holders[slot] as string, isConflict, answer: null });
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

type Asked = Pick<Model['objections'][number], 'slot' | 'about'>;
const isReviewOpen = (model: Model, { slot, about }: Asked) => model.isRevealed && model.reviewed[slot] === about;
const hasAnswered = (model: Model, { slot, about }: Asked) => slot === 'reviewer' && model.answeredBy === about;
/** Whether the case goes back to the calibration if a person is replaced: something rests on what they did. */
const sendsBack = (model: Model, asked: Asked) =>
  isReviewOpen(model, asked) ||
  (asked.slot === 'lead' && hasLed(model, asked.about)) ||
  (model.hasConsensus && hasAnswered(model, asked));
/** Whether whoever got the part after them keeps it: no reviews are sealed again that they could read. */
const staysWithHolder = (model: Model, asked: Asked) =>
  ![null, asked.about].includes(model.holders[asked.slot]) && !isReviewOpen(model, asked);

const isWithEngineer = ({ stage, returnedTo }: Model) => returnedTo === stage && stage !== 'calibration';

/** A case that is sent back must stand in an open stage, and not with the engineer to whom it was returned. */
function mayReplace(model: Model, who: string | null): boolean {
  const asked = openObjection(model);
  return (
    mayAnswer(model, who) &&
    asked !== undefined &&
    ((model.isOpen && !isWithEngineer(model)) || !sendsBack(model, asked))
  );
}

/** Whoever the engineer objected to is replaced, and what they did does not count. */
function replaces(model: Model, who: string, fill: (slot: Slot, former: string) => void): void {
  const asked = answer(model, who, 'replace');
  const { slot, about, isConflict } = asked;
  const isBack = sendsBack(model, asked);
  const isResealed = isReviewOpen(model, asked);
  const stays = staysWithHolder(model, asked);
  if (hasAnswered(model, asked)) Object.assign(model, { isAnswered: false, answeredBy: null, isAnswerSealed: false });
  if (model.reviewed[slot] === about) delete model.reviewed[slot];
  const before = { ...model.holders };
  model.left.push({ by: about, slot });
  model.wasOpen = model.wasOpen.filter((one) => one !== slot || model.reviewed[one] !== undefined);
  if (isResealed) {
    const open = reviewers.filter((one) => one !== slot && model.reviewed[one] !== undefined);
    Object.assign(model, { isRevealed: false, isSealed: false, wasOpen: open });
  }
  if (isBack) Object.assign(model, { hasConsensus: false, approved: [], returnedTo: null, attempt: model.attempt + 1 });
  if (isBack) go(model, 'calibration');
  if (!stays) fill(slot, model.holders[slot] ?? about);
  if (isConflict) leaveInConflict(model, about);
  // Whoever takes a part from somebody does not get it from the line.
  const byLine = slots.filter((one) => model.holders[one] !== before[one] && !model.named.includes(one));
  model.left.push(...byLine.map((one) => ({ by: who, slot: one })));
}

/** Who is named instead of the person that the first open objection is about. */
export function insteadIn(model: Model): string {
  const { slot } = openObjection(model) ?? { slot: 'reviewer' as const };
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
        mayReplace(model, who) &&
        asked !== undefined &&
        !staysWithHolder(model, asked) &&
        asked.about !== to &&
        isFree(model, to, asked.slot)
      );
    },
    does: (model, who) => {
      const to = insteadIn(model);
      replaces(model, who, (slot) => giveTo(model, slot, to));
    },
  },
} satisfies Record<string, Rule>;
