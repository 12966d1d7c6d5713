import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CaseStage } from '../../../contract/names.ts';

/** Whether the reviews are open. Also true if the case has no reviewers. */
export function sealIsOpen(head: Pick<CaseHead, 'revealed' | 'slots'>): boolean {
  return head.revealed || !head.slots.some((slot) => slot.part === 'reviewer');
}

/**
 * Who can read the reviews because these are open: whoever has a part, acts for somebody, or is or was a director
 * in the place of HR. Whether such a director did something, and so reads the case for good, must not show: it may be
 * about an objection.
 */
export function canRead({ revealed, slots, reviews, delegations, stoodIn = [] }: CaseHead): string[] {
  if (!revealed) return [];
  const parts = [
    ...slots.map((slot) => slot.personId),
    ...reviews.map(({ by }) => by),
    ...delegations.map(({ to }) => to),
  ];
  return [...parts, ...stoodIn].filter((id) => id !== null);
}

/** Everybody who can read the open reviews now, or could before. They do not review under a new seal. */
export function readersOf(head: CaseHead): string[] {
  return [...(head.readers ?? []), ...canRead(head)];
}

/** A review as others have read it: what was changed under a second seal is left out. The same review if nothing was. */
export function asRead({ revealed }: Pick<CaseHead, 'revealed'>, review: Review): Review {
  const { slot, ref, opened } = review;
  return revealed || !opened ? review : { slot, ref, wasOpen: true, ...opened };
}

type Review = CaseHead['reviews'][number];

/** The slots of a stage whose holders review. If there are any, its steps and answers would tell who has reviewed. */
export function reviewersIn({ slots }: Pick<CaseHead, 'slots'>, stage: CaseStage): Slot[] {
  return slots.filter((slot) => slot.part === 'reviewer' && slot.stage === stage);
}

/** How many sealed events a person has made. Their id can be `constructor`, under which every record has something. */
export function ownSealed({ own }: NonNullable<CaseHead['sealed']>, personId: string): number {
  return Object.hasOwn(own, personId) ? (own[personId] ?? 0) : 0;
}

/**
 * A case for choosing whom somebody lets act for them: without what was done under the seal. Otherwise the people who can
 * be chosen would tell who has reviewed for another. Somebody who has reviewed can be chosen then, but cannot act.
 */
export function asSealed<Head extends Pick<CaseHead, 'revealed' | 'slots' | 'acts'>>(head: Head): Head {
  const sealed = sealedSlots(head);
  return { ...head, acts: head.acts.filter((act) => !sealed.includes(act.slot)) };
}

/**
 * Who does not get a part by the line while reviews are sealed: whoever left a part or gave one back, and whoever could act
 * for somebody.
 * What they did under the seal does not matter, because everybody sees who was passed by.
 */
export function passedBy({ sealed, revealed, past, delegations, lentTo = [], offered = [] }: PassedBy): string[] {
  return sealed && !revealed ? [...past, ...offered, ...delegations.map((one) => one.to), ...lentTo] : [];
}

type PassedBy = Pick<CaseHead, 'revealed' | 'past' | 'delegations' | 'lentTo' | 'offered'> &
  Partial<Pick<CaseHead, 'sealed'>>;

/** The slots under which nothing must show of what was done. None once the reviews are open. */
function sealedSlots(head: Pick<CaseHead, 'revealed' | 'slots'>): string[] {
  if (sealIsOpen(head)) return [];
  return head.slots.filter((slot) => slot.stage === 'calibration').map((slot) => slot.id);
}

/** What somebody may know of the events of a case that not everybody knows of. */
interface Known {
  /** Whether they may know who has reviewed while reviews are sealed. */
  ofReviews: boolean;
  /** Whether they are told of the objections that somebody else made an event about. */
  ofObjections: (one: { forLead: boolean }) => boolean;
}

/**
 * How many events of a case somebody knows of: the open ones, their own, and the others that they may know of. While
 * reviews are sealed, sealed events count only for their authors and for whoever may know who has reviewed.
 */
export function versionKnown({ version, sealed, counts }: CaseHead, personId: string, may: Known): number {
  const known =
    sealed === null || may.ofReviews ? version : sealed.from - 1 + sealed.seen + ownSealed(sealed, personId);
  return (counts?.objections ?? [])
    .filter((one) => one.by !== personId && !may.ofObjections(one))
    .reduce((version, { times = 1 }) => version - times, known);
}
