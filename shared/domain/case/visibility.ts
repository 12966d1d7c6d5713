import type { CaseHead } from '../../contract/case.ts';
import type { Audience, CaseEvent } from '../../contract/events.ts';
import type { Person } from '../../contract/people.ts';
import { isHr, leads } from '../people.ts';
import { sealIsOpen } from './seal.ts';

/** In which part somebody sees a case. */
export type Relation = 'engineer' | 'reviewer' | 'lead' | 'attester' | 'signer' | 'hr' | 'watcher';

/**
 * The relations of a viewer to a case; none means that for this viewer there is no such case. `engineer` is the directory
 * item of the case's engineer: their own tech lead and ODC lead watch a case they do not take part in.
 */
export function relationsOf(head: CaseHead, viewer: Person, engineer: Person | null, now: string): Relation[] {
  if (!viewer.active) return [];
  // On their own case a person is the engineer and nothing else, whatever other role they hold.
  if (viewer.id === head.engineerId) return ['engineer'];
  // A conflict ends every other part, that of HR as well.
  if (head.conflicts.includes(viewer.id)) return ['watcher'];
  const lent = head.delegations.filter((one) => one.to === viewer.id && one.from <= now && now < one.until);
  const slots = head.slots.filter(
    (slot) =>
      slot.personId === viewer.id || lent.some((one) => one.by === slot.personId && one.slots.includes(slot.id)),
  );
  const relations: Relation[] = [...new Set(slots.map((slot) => slot.part))];
  if (isHr(viewer)) relations.push('hr');
  const hasToDoWithIt =
    leads(viewer.id, engineer) || head.past.includes(viewer.id) || head.delegations.some((one) => one.to === viewer.id);
  if (relations.length === 0 && hasToDoWithIt) relations.push('watcher');
  return relations;
}

/** What of a case is open to a viewer. One table, read by the view and by the event list. */
export interface Openness {
  /** Own view of the engineer, evidence, reviews and so on: may this viewer read them? */
  selfAssessment: boolean;
  evidence: boolean;
  reviews: boolean;
  /** Consensus, score, criteria, attestations. */
  calibration: boolean;
  decisions: boolean;
  /** Why a case was withdrawn. */
  participants: boolean;
  /** Who has submitted a review. */
  whoHasReviewed: boolean;
}

export function opennessFor(head: CaseHead, relations: readonly Relation[], viewerId: string): Openness {
  const is = (...some: Relation[]) => some.some((one) => relations.includes(one));
  const sealOpen = sealIsOpen(head);
  const released = head.outcome !== null;
  const hasReviewed = head.reviews.some((review) => review.by === viewerId);
  const afterSeal = is('signer', 'lead', 'hr') && sealOpen;
  return {
    selfAssessment: is('engineer') || (is('reviewer') && hasReviewed) || afterSeal,
    evidence: is('engineer', 'reviewer', 'lead', 'hr') || afterSeal,
    reviews: (is('reviewer') && sealOpen) || afterSeal,
    calibration: (is('engineer') && released && head.consensus !== null) || (is('reviewer') && sealOpen) || afterSeal,
    // A panel that judges anew after an appeal does so for itself: what was decided before is not for it yet.
    decisions: is('engineer', 'attester', 'signer', 'hr') || (is('reviewer', 'lead') && sealOpen),
    participants: is('engineer', 'reviewer', 'lead', 'attester', 'signer', 'hr'),
    whoHasReviewed: is('lead', 'hr') || (sealOpen && !is('watcher')),
  };
}

/** Whether the words of an event are open to a viewer. The author may always read what they wrote. */
export function mayReadBody(
  audience: Audience,
  authorId: string | null,
  open: Openness,
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  if (authorId === viewerId) return true;
  switch (audience) {
    case 'participants':
      return open.evidence;
    case 'self-assessment':
      return open.selfAssessment;
    case 'review':
      // Never a single review to the engineer; the consensus of a single review reaches them in the case itself.
      return open.reviews && !relations.includes('engineer');
    case 'calibration':
      return open.calibration;
    case 'decision':
      // It holds the criteria too.
      return open.decisions && open.calibration;
    case 'lead':
      return relations.includes('lead') || relations.includes('hr');
    case 'private':
      return relations.includes('hr');
  }
}

/** Facts that say where a case stands and no more: all that somebody who only watches may know. */
const statusOnly: CaseEvent['type'][] = ['case-opened', 'stage-opened', 'reminder-sent', 'case-closed'];

/**
 * Whether a viewer may know that an event happened. While reviews are sealed, everything from the first of them on is
 * hidden from whoever may not know who has reviewed, but for what they did themselves: a gap in the numbers would tell.
 */
export function mayKnowOf(
  head: CaseHead,
  event: Pick<CaseEvent, 'seq' | 'type' | 'actor' | 'audience'>,
  open: Openness,
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  if (relations.includes('watcher') && !statusOnly.includes(event.type)) return false;
  if (event.type === 'objection-raised' || event.type === 'objection-answered') {
    // Whom an engineer objects to, and why, is for those who settle it.
    const settles = relations.includes('hr') || (event.audience === 'lead' && relations.includes('lead'));
    if (!settles && !relations.includes('engineer') && event.actor.personId !== viewerId) return false;
  }
  if (head.sealed === null || open.whoHasReviewed || event.seq < head.sealed.from) return true;
  return event.actor.personId === viewerId;
}

/**
 * The version of a case as a viewer may know it. While reviews are sealed it counts, for whoever may not know of them,
 * what is no secret and what they did themselves.
 */
export function versionFor({ version, sealed }: CaseHead, open: Openness, viewerId: string): number {
  if (sealed === null || open.whoHasReviewed) return version;
  return sealed.from - 1 + sealed.seen + (sealed.own[viewerId] ?? 0);
}
