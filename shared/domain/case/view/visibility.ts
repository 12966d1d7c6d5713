import type { CaseHead } from '../../../contract/case.ts';
import type { Audience, CaseEvent } from '../../../contract/events.ts';
import type { Person } from '../../../contract/people.ts';
import { actedAsHr, decidesInstead, isDirectorOf, isHrOf, leads } from '../../people.ts';
import { rowOfEvent } from '../events/index.ts';
import { anewSince } from '../state/appeals.ts';
import { lentSlots } from '../state/delegations.ts';
import { sealIsOpen, versionKnown } from '../state/seal.ts';

/** How a viewer can be related to a case. */
export type Relation = 'engineer' | 'reviewer' | 'lead' | 'attester' | 'signer' | 'hr' | 'watcher';

/**
 * How the viewer is related to a case. Empty: the viewer gets 404. `people` holds the records of the case's engineer,
 * whose own supervisors watch a case even if they do not take part in it, and of those for whom the viewer acts as a
 * delegate. If one of them is missing, the viewer is not related to the case through them.
 */
export function relationsOf(head: CaseHead, viewer: Person, people: Record<string, Person>, now: string): Relation[] {
  if (!viewer.active) return [];
  // On their own case a person is the engineer and nothing else, whatever other role they hold.
  if (viewer.id === head.engineerId) return ['engineer'];
  // A person with a conflict of interest only watches, even if they are in HR.
  if (head.conflicts.includes(viewer.id)) return ['watcher'];
  const lent = lentSlots(head, viewer, people, now);
  const slots = head.slots.filter((slot) => slot.personId === viewer.id || lent.includes(slot));
  const relations: Relation[] = [...new Set(slots.map((slot) => slot.part))];
  // Who decides in the place of HR sees the case as HR does, also afterwards. Who only changed a record does not.
  const hasDecided = actedAsHr(head, viewer.id) && head.stoodIn?.includes(viewer.id);
  const isDeciding = isDirectorOf(head, viewer) && (decidesInstead(head, viewer) || hasDecided);
  if (isHrOf(head, viewer) || isDeciding) relations.push('hr');
  const hasToDoWithIt =
    leads(viewer.id, people[head.engineerId] ?? null) ||
    head.past.includes(viewer.id) ||
    head.delegations.some((one) => one.to === viewer.id);
  if (relations.length === 0 && hasToDoWithIt) relations.push('watcher');
  return relations;
}

/** Which parts of a case a viewer may read. The view and the event list use the same table. */
export interface Openness {
  /** The engineer's own view. */
  selfAssessment: boolean;
  evidence: boolean;
  reviews: boolean;
  /** Consensus, score, criteria, attestations. */
  calibration: boolean;
  decisions: boolean;
  /** What everybody who takes part may read: delegations, the appeal, why a case was withdrawn. */
  common: boolean;
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
    // After an appeal the new panel judges on its own: it sees earlier decisions only when the seal is open.
    decisions: is('engineer', 'attester', 'signer', 'hr') || (is('reviewer', 'lead') && sealOpen),
    common: is('engineer', 'reviewer', 'lead', 'attester', 'signer', 'hr'),
    whoHasReviewed: is('lead', 'hr') || (sealOpen && !is('watcher')),
  };
}

/** Whether a viewer may read the words of an event. The author may always read what they wrote. */
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
      // Fewer people than `common`: before the seal opens, signers read no evidence, and attesters never do.
      return open.evidence;
    case 'self-assessment':
      return open.selfAssessment;
    case 'review':
      // The engineer never reads a single review. If it is the consensus, they see it in the case itself.
      return open.reviews && !relations.includes('engineer');
    case 'calibration':
      return open.calibration;
    case 'decision':
      // The body of a decision holds the criteria too.
      return open.decisions && open.calibration;
    case 'lead':
      return relations.includes('lead') || relations.includes('hr');
    case 'private':
      return relations.includes('hr');
  }
}

/**
 * Whether a viewer may know that an event happened. While reviews are sealed, a viewer who may not know who has
 * reviewed sees sealed events only if they are their own. They also get no number and no hash of the chain, see
 * `mayKnowOfAll`: a gap would reveal a review.
 */
export function mayKnowOf(
  head: CaseHead,
  event: Pick<CaseEvent, 'seq' | 'type' | 'audience'> & { actor: Pick<CaseEvent['actor'], 'personId'> },
  open: Openness,
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  const { knownTo, underSeal } = rowOfEvent(event);
  if (relations.includes('watcher') && knownTo !== 'everybody') return false;
  if (knownTo === 'engineer-and-answerers') {
    // Whoever leads the calibration after an appeal does not know of the objections before it.
    const isOfLead = event.audience === 'lead' && event.seq >= (anewSince(head) ?? 0);
    const settles = isToldOfObjections(head, relations, viewerId) || (isOfLead && relations.includes('lead'));
    if (!settles && !relations.includes('engineer') && event.actor.personId !== viewerId) return false;
  }
  if (head.sealed === null || open.whoHasReviewed || event.seq < head.sealed.from || underSeal !== 'sealed')
    return true;
  return event.actor.personId === viewerId;
}

/**
 * Whether a viewer is told of every objection: HR is. Whoever was offered a part is not, because the objection may have
 * been to them.
 */
export function isToldOfObjections(
  { offered = [] }: CaseHead,
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  return relations.includes('hr') && !offered.includes(viewerId);
}

/**
 * Whether a viewer may know who made an event that they know of. While reviews are sealed only HR knows who puts a
 * question: it would tell that this person is still at work, or is not.
 */
export function mayKnowWho(
  { sealed }: CaseHead,
  { seq, type, by }: Pick<CaseEvent, 'seq' | 'type'> & { by: string | null },
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  if (rowOfEvent({ type }).underSeal !== 'unnamed' || sealed === null || seq < sealed.from) return true;
  return by === viewerId || relations.includes('hr');
}

/**
 * Whether a viewer may read the words of a question or an answer. After an appeal the new panel judges on its own: it
 * reads those of the earlier round once its own reviews are open.
 */
export function mayReadQuestion(head: CaseHead, seq: number, relations: readonly Relation[]): boolean {
  const isEarlier = seq < (anewSince(head) ?? 0);
  return !isEarlier || sealIsOpen(head) || relations.includes('engineer') || relations.includes('hr');
}

/**
 * Whether no event of the case can be hidden from a viewer. It rests on what they are to the case and not on its events,
 * because that something is hidden would itself tell of it.
 */
export function mayKnowOfAll(head: CaseHead, relations: readonly Relation[], viewerId: string): boolean {
  return isToldOfObjections(head, relations, viewerId) || (relations.includes('engineer') && sealIsOpen(head));
}

/**
 * The version of a case as a viewer may know it: the number of the events that they may know of. While reviews are
 * sealed, it counts only open events and the viewer's own events, unless the viewer may know who has reviewed. Objections
 * count only for those who know of them.
 */
export function versionFor(head: CaseHead, open: Openness, relations: readonly Relation[], viewerId: string): number {
  if (head.counts && relations.includes('watcher')) return head.counts.everybody;
  const isTold = relations.includes('engineer') || isToldOfObjections(head, relations, viewerId);
  return versionKnown(head, viewerId, {
    ofReviews: open.whoHasReviewed,
    ofObjections: ({ forLead }) => isTold || (forLead && relations.includes('lead')),
  });
}
