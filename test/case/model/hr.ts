import { tookPart } from './parts.ts';
import { type Rule, stands } from './rule.ts';
import { director, hrPeople, type Model } from './state.ts';

/** What people of HR do together, and the director in their place. */

/** Whether a person has the powers of HR. A director has them only while they decide an appeal. */
export const isOfHr = (model: Model, who: string | null): who is string =>
  hrPeople.some((one) => one === who) ||
  (who === director && model.isWithDirector && stands(model, 'appeal') && !tookPart(model, director));
export const hasActed = (model: Model, who: string | null) => model.hrActed.some((one) => one === who);
export const actsAsHr = (model: Model, ...people: string[]) => {
  model.hrActed = [...new Set([...model.hrActed, ...people])];
};
/** Nobody decides an appeal about what they did themselves. */
export const decidesAppeal = (model: Model, who: string | null) =>
  stands(model, 'appeal') && isOfHr(model, who) && !hasActed(model, who);
export const couldDirect = (model: Model) => !tookPart(model, director) && !hasActed(model, director);

/** Notes who can read the open reviews: whoever has a part, acts for somebody, or is the director in the place of HR. */
export function noteReaders(model: Model): void {
  if ((model.isWithDirector && stands(model, 'appeal')) || hasActed(model, director)) model.hasStoodIn = true;
  if (!model.isRevealed) return;
  const parts = [...Object.values(model.holders), ...Object.values(model.reviewed)].flatMap((one) => one ?? []);
  const readers = [...parts, ...model.lent.map((one) => one.to), ...(model.hasStoodIn ? [director] : [])];
  model.read = [...new Set([...model.read, ...readers])];
}

/** A correction that one person of HR proposes. The second person did nothing in the case: of HR if one is left. */
const corrects = (isByDirector: boolean): Rule => ({
  may: (model, who) => {
    const isOtherLeft = !hasActed(model, otherOfHr(who));
    return (
      model.stage === 'closed' &&
      ['promoted', 'not-promoted'].includes(model.outcome ?? '') &&
      hrPeople.some((one) => one === who) &&
      (isByDirector ? !isOtherLeft && couldDirect(model) : isOtherLeft)
    );
  },
  does: (model, who) => {
    model.outcome = model.outcome === 'promoted' ? 'not-promoted' : 'promoted';
    actsAsHr(model, who, isByDirector ? director : otherOfHr(who));
    // The engineer can appeal against what the outcome is now.
    Object.assign(model, { hasAppealed: false, isAnew: false });
  },
});
export const otherOfHr = (who: string | null) => hrPeople.find((one) => one !== who) as string;

export const correctionRules = {
  correct: corrects(false),
  correctWithDirector: corrects(true),
} satisfies Record<string, Rule>;
