import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { isAfterPath } from '#shared/contract/names.ts';

/** Notes that do not come from the decider, so that they can prove it wrong. */
export interface Notes {
  /** Who was found to have a conflict. */
  conflicted: string[];
  /** Who held a slot of the calibration or acted in it, now and before an appeal. */
  calibrators: string[];
  calibratorsBefore: string[];
  /** Who recorded the current consensus. */
  consensusBy: string | null;
  /** Who had the slot when its review was written, as long as the review stands. */
  reviewFor: Record<string, string>;
  /** The slot under which each question was answered. */
  answeredUnder: Record<string, string>;
  /** Who holds or held a slot. An offer that was given back before anything was done under it does not count. */
  took: string[];
  /** Who did something under a slot. */
  did: string[];
  /** Who did something as HR, or in its place, or stopped the case by a change of the engineer's record. */
  hrDid: string[];
  /** Who changed the engineer's record, so that a case that rests on it stops. */
  changers: string[];
  /** Who changed whose record. */
  changedBy: Record<string, string[]>;
}

export const noNotes: Notes = {
  conflicted: [],
  calibrators: [],
  calibratorsBefore: [],
  consensusBy: null,
  reviewFor: {},
  answeredUnder: {},
  took: [],
  did: [],
  hrDid: [],
  changers: [],
  changedBy: {},
};

/** People who lend or leave a part, or tell of it, have not done anything under it yet. */
const aboutAPart = ['recused', 'conflict-declared', 'delegated', 'delegation-ended'];

export function noted(notes: Notes, event: CaseEvent, before: CaseHead | null, after: CaseHead): Notes {
  const by = event.actor.personId ?? '';
  const { relation } = event.actor;
  const next = { ...notes };
  if (event.type === 'conflict-declared') next.conflicted = union(notes.conflicted, [by]);
  if (event.type === 'objection-answered' && event.data.answer === 'replace') {
    const asked = before?.objections.find((one) => one.id === event.data.objection);
    const holder = before?.slots.find((slot) => slot.id === asked?.slot)?.personId;
    if (asked?.ground === 'conflict' && holder) next.conflicted = union(notes.conflicted, [holder]);
  }
  if (event.type === 'appeal-decided' && event.data.decision === 'upheld') {
    if (before?.appeal?.against) next.conflicted = union(notes.conflicted, [before.appeal.against]);
    // A case that HR or the clock ended goes on with the people it had.
    if (before?.outcome === 'not-promoted') {
      next.calibratorsBefore = notes.calibrators;
      next.calibrators = [];
      next.answeredUnder = {};
    }
  }
  next.reviewFor = reviewFor(notes, event, after);
  if (event.type === 'attested') next.answeredUnder = { ...notes.answeredUnder, [event.data.attestation]: relation };
  if (event.type === 'consensus-recorded') next.consensusBy = by;
  if (after.consensus === null) next.consensusBy = null;
  const deciding = ['review-submitted', 'review-amended', 'consensus-recorded', 'attested'].includes(event.type);
  const inCalibration = after.slots.flatMap((slot) => (slot.stage === 'calibration' && slot.personId) || []);
  next.calibrators = union(next.calibrators, [...inCalibration, ...(deciding ? [by] : [])]);
  if (relation.includes('.') && !aboutAPart.includes(event.type)) next.did = union(notes.did, [by]);
  const isMoved = (id: string) => holderIn(before, id) !== holderIn(after, id);
  const lent = (before?.delegations ?? []).filter((one) => one.slots.some(isMoved));
  next.took = union(notes.took, [
    ...after.slots.flatMap((slot) => slot.personId ?? []),
    // A delegate counts as a holder for good if the part goes to another person meanwhile.
    ...lent.map((one) => one.to),
  ]);
  if (event.type === 'recused' && isOfferGivenBack(notes, by, before)) {
    next.took = next.took.filter((id) => id !== by);
    next.calibrators = next.calibrators.filter((id) => id !== by);
  }
  const isOfHr = relation === 'hr' || relation === 'delivery-director';
  if (isOfHr && !(isAfterPath(before?.stage ?? '') && event.type === 'deadline-extended'))
    next.hrDid = union(notes.hrDid, [by]);
  if (event.type === 'outcome-corrected') next.hrDid = union(next.hrDid, [event.data.proposedBy]);
  if (before) next.hrDid = union(next.hrDid, makersBehind(notes, before, [event]));
  return next;
}

/**
 * Who changed the records that these events follow from: that of the engineer if the case stops or stands still, and those
 * of the engineer and of the people whose parts go to others.
 */
export function makersBehind(
  { changers, changedBy }: Notes,
  before: CaseHead,
  events: readonly Pick<CaseEvent, 'type' | 'data'>[],
): string[] {
  const stops = before.stage === 'stopped' || events.some((event) => event.type === 'case-stopped');
  const given = events.flatMap((event) =>
    event.type === 'slot-substituted' ? (event.data as { slots: CaseHead['slots'] }).slots : [],
  );
  const former = given.flatMap(({ id }) => before.slots.find((one) => one.id === id)?.personId ?? []);
  const of = given.length > 0 ? [before.engineerId, ...former] : [];
  return union(
    stops ? changers : [],
    of.flatMap((id) => changedBy[id] ?? []),
  );
}

function reviewFor({ reviewFor }: Notes, event: CaseEvent, after: CaseHead): Notes['reviewFor'] {
  const isReview = event.type === 'review-submitted' || event.type === 'review-amended';
  const written = isReview ? { [event.data.slot]: holderIn(after, event.data.slot) ?? '' } : {};
  const stands = (slot: string) => after.reviews.some((one) => one.slot === slot);
  return Object.fromEntries(Object.entries({ ...reviewFor, ...written }).filter(([slot]) => stands(slot)));
}

const holderIn = (head: CaseHead | null, id: string) => head?.slots.find((slot) => slot.id === id)?.personId;

/** Whether somebody was named for all the parts they have, and did nothing under one. */
function isOfferGivenBack({ did }: Notes, by: string, before: CaseHead | null): boolean {
  const own = (before?.slots ?? []).filter((slot) => slot.personId === by);
  return own.every((slot) => slot.given === 'named') && !did.includes(by);
}

export const union = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])].sort();
