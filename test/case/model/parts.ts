import { type Model, peerPeople, reviewers, type Slot, signers, slots } from './state.ts';

/** Who holds which part in the model, who could get one, and how parts change hands. */

/** The slots under which a person can act: their own, and those that were delegated to them. */
export function partsOf(model: Model, who: string): Slot[] {
  return slots.filter(
    (slot) =>
      model.holders[slot] === who ||
      model.lent.some((one) => one.slot === slot && one.to === who && one.by === model.holders[slot]),
  );
}

/** Whether a person can hold two slots together: an ODC lead leads the calibration and signs. */
const isTogether = (who: string, one: Slot, other: Slot) =>
  one === other ||
  (['omar-odc', 'olga-odc'].includes(who) && ['lead', 'odc'].includes(one) && ['lead', 'odc'].includes(other));
const isCalibration = (slot: Slot) => !signers.includes(slot);

/** Whether a person could get a slot: no conflict, no other part, and not from before an appeal. */
export function isFree(model: Model, who: string, slot: Slot): boolean {
  const held = slots.filter((one) => model.holders[one] === who);
  const done = model.acts.flatMap((act) => (act.by === who ? [act.slot] : []));
  return (
    !model.conflicts.includes(who) &&
    !(slot === 'lead' && model.couldReview.includes(who)) &&
    !(reviewers.includes(slot) && !model.isRevealed && model.read.includes(who)) &&
    [...held, ...done].every((other) => isTogether(who, slot, other)) &&
    !(model.isAnew && isCalibration(slot) && [...model.past, ...model.keptOffers].includes(who))
  );
}

export const tookPart = (model: Model, who: string) =>
  [...model.past, ...model.conflicts, ...Object.values(model.holders), ...model.acts.map((one) => one.by)].includes(
    who,
  );

/** The lead of every rank, from below. A slot goes to the first one who could have it, from its own rank on. */
const line = ['tess-lead', 'omar-odc', 'hana-head', 'dario-director'];
const rankOf: Partial<Record<Slot, number>> = { reviewer: 0, lead: 1, odc: 1, head: 2 };

export function isDone(model: Model, slot: Slot): boolean {
  if (signers.includes(slot)) return model.approved.includes(slot) || model.declined === slot;
  if (slot === 'lead') return model.hasConsensus && model.stage !== 'calibration';
  return model.isRevealed && (slot !== 'reviewer' || model.stage !== 'calibration');
}

export const owedBy = (model: Model, who: string | null) =>
  slots.filter((slot) => model.holders[slot] === who && !isDone(model, slot));

/** Gives a slot to another person, or to nobody. What was done under it counts only if others have seen it. */
function give(model: Model, slot: Slot, to: string | null): void {
  const before = model.holders[slot];
  if (before === to) return;
  if (before !== null) model.past.push(before);
  // Whoever acted for the holder has held it too.
  model.past.push(...model.lent.flatMap((one) => (one.slot === slot ? [one.to] : [])));
  model.past.push(...model.acts.flatMap((one) => (one.slot === slot ? [one.by] : [])));
  model.holders[slot] = to;
  if (reviewers.includes(slot) && to !== null) model.couldReview.push(to);
  if (!model.isRevealed && !model.wasOpen.includes(slot)) delete model.reviewed[slot];
  // Nor does an answer that is still sealed.
  if (model.isAnswerSealed && slot === 'reviewer')
    Object.assign(model, { isAnswered: false, answeredBy: null, isAnswerSealed: false });
  const isLed = slot === 'lead' && model.hasConsensus;
  const seen = [...Object.values(model.reviewed), model.answeredBy];
  model.acts = model.acts.filter((act) => act.slot !== slot || seen.includes(act.by) || isLed);
  model.lent = model.lent.filter((one) => one.slot !== slot);
  model.waiting = model.waiting.filter((one) => one !== slot);
  model.named = model.named.filter((one) => one !== slot);
  model.timed = model.timed.filter((one) => one !== slot);
  // Nobody is left to whom the engineer objected, unless what they did stands.
  const stands = ({ about }: Model['objections'][number]) =>
    model.reviewed[slot] === about ||
    (slot === 'lead' && hasLed(model, about)) ||
    (slot === 'reviewer' && model.answeredBy === about);
  for (const one of model.objections) if (one.slot === slot && !stands(one)) one.answer ??= 'replace';
}

/** Gives a slot to a person whom somebody named. The engineer can object to a reviewer before they begin. */
export function giveTo(model: Model, slot: Slot, to: string): void {
  give(model, slot, to);
  model.named.push(slot);
  giveTime(model, slot);
}

/** A new reviewer waits, so that the engineer can object to them. */
function giveTime(model: Model, slot: Slot): void {
  if (!reviewers.includes(slot)) return;
  model.waiting.push(slot);
  model.timed.push(slot);
}

/** Whether the engineer can object to the first holders: nobody has calibrated yet. */
export const isAhead = ({ attempt, hasAppealed, stage }: Model) =>
  attempt === 1 && !hasAppealed && ['track', 'self-assessment', 'portfolio'].includes(stage);

/** Gives a slot to the next person in the engineer's line who could have it, but not to `gone`. Panels have no line. */
export function giveAnew(model: Model, slot: Slot, gone: string): void {
  const rank = rankOf[slot];
  const others = rank === undefined ? [] : line.slice(rank).filter((one) => one !== gone);
  const hasLeft = (who: string) =>
    model.left.some((one) => one.by === who && one.slot === slot) ||
    // While reviews are sealed, who is passed by must not tell who did something before they left a part.
    (model.isSealed && !model.isRevealed && model.past.includes(who));
  const rest = {
    ...model,
    holders: { ...model.holders, [slot]: null },
    acts: model.acts.filter((act) => act.slot !== slot),
  };
  const next = others.find((one) => isFree(rest, one, slot) && !hasLeft(one)) ?? null;
  give(model, slot, next);
  if (next !== null && !isAhead(model)) giveTime(model, slot);
}

export function leave(model: Model, who: string): void {
  for (const slot of owedBy(model, who)) giveAnew(model, slot, who);
}

/** A person with a conflict of interest leaves all that they still owe. Nobody acts for them or through them. */
export function leaveInConflict(model: Model, who: string): void {
  model.conflicts.push(who);
  model.wasOpen = model.wasOpen.filter((slot) => model.holders[slot] !== who && model.reviewed[slot] !== who);
  for (const slot of reviewers) if (!model.isRevealed && model.reviewed[slot] === who) delete model.reviewed[slot];
  if (model.stage === 'calibration' && hasLed(model, who)) model.hasConsensus = false;
  if (model.stage === 'calibration' && !model.hasConsensus && model.answeredBy === who)
    Object.assign(model, { isAnswered: false, answeredBy: null, isAnswerSealed: false });
  const unsigned = signedBy(model, who);
  model.approved = model.approved.filter((slot) => !unsigned.includes(slot));
  leave(model, who);
  model.lent = model.lent.filter((one) => one.by !== who && one.to !== who);
}

/** The slots under which a person approved, or another one approved for them, as long as people have not decided the case. */
export const signedBy = (model: Model, who: string) =>
  model.outcome === null || ['cancelled', 'lapsed'].includes(model.outcome)
    ? model.approved.filter((slot) => model.approvedBy[slot] === who || model.holders[slot] === who)
    : [];

/** Whether the consensus is a person's. */
export const hasLed = (model: Model, who: string) =>
  model.hasConsensus && model.acts.some((one) => one.slot === 'lead' && one.by === who);

/** Whether all that a person holds was only offered, and they did nothing under it. */
export function isOffer(model: Model, who: string): boolean {
  const held = slots.filter((slot) => model.holders[slot] === who);
  return (
    held.every((slot) => model.named.includes(slot)) &&
    // What a former holder did under it does not count.
    !(model.isRevealed && model.acts.some((act) => held.includes(act.slot) && !model.past.includes(act.by))) &&
    ![...model.past, ...model.acts.map((one) => one.by)].includes(who)
  );
}

export function act(model: Model, by: string, slot: Slot): void {
  if (!model.acts.some((one) => one.by === by && one.slot === slot)) model.acts.push({ by, slot });
}

const peers: Slot[] = ['peer-1', 'peer-2'];
/** The places of the panel that nobody has, and people for them. */
export function panelFor(model: Model): { places: Slot[]; people: string[] } {
  const places = peers.filter((slot) => model.holders[slot] === null);
  const could = peerPeople.filter((one) => places.every((slot) => isFree(model, one, slot)));
  return { places, people: could.slice(0, places.length) };
}
