import type { Case } from '../../../contract/events.ts';
import type { EvidenceView, RequirementView } from '../../../contract/evidence-view.ts';
import type { CaseView } from '../../../contract/view.ts';
import { whoActs } from '../commands/rights.ts';
import { adoptionsToRename, confirmedOf } from '../state/adoption.ts';
import { bodyAt, type EvidenceBody, evidenceOf } from '../state/contents.ts';
import { requirementsOf, waiversLost } from '../state/evidence.ts';
import { isOverdue } from '../state/instants.ts';
import { isAllowedLink, plainLink } from '../state/links.ts';
import { isConfirmed, isOwnWaiver, type Waiver } from '../state/waivers.ts';
import type { Viewing } from './viewing.ts';

/** The evidence of a case, and what its requirements ask for. */

export function evidenceIn(state: Case, { intranetHosts, now }: Viewing): NonNullable<CaseView['evidence']> {
  return evidenceOf(state).map(({ text: _, ...one }) => ({
    ...one,
    url: isAllowedLink(one.url, intranetHosts) ? plainLink(one.url) : null,
    adoption: adoptionIn(state.head, one, now),
  }));
}

export function attachedIn(state: Case): CaseView['attached'] {
  return Object.fromEntries(
    evidenceOf(state).flatMap(({ id, text }) => (text ? [[id, { format: text.format, bytes: text.bytes }]] : [])),
  );
}

function adoptionIn(head: Case['head'], { id, adoption }: EvidenceBody, now: string): EvidenceView['adoption'] {
  if (!adoption) return null;
  const nameBy = adoptionsToRename(head).find((one) => one.evidence === id)?.nameBy ?? null;
  return {
    team: adoption.team ?? '',
    since: adoption.since,
    confirmerId: adoption.confirmerId,
    confirmed: confirmedOf(head, id) ?? 'waiting',
    asked: head.adoptions
      .filter((one) => one.evidence === id && (one.askedAt !== null || one.answer !== null))
      .map(({ to, askedAt, dueAt, answer, piece }) => ({
        to,
        askedAt,
        dueAt,
        overdue: answer === null && isOverdue(dueAt, now),
        answer,
        isCurrent: piece === head.evidence[id],
      })),
    nameBy,
    overdue: isOverdue(nameBy, now),
  };
}

export function requirementsIn(state: Case, viewing: Viewing): NonNullable<CaseView['requirements']> {
  const lost = waiversLost(state);
  return requirementsOf(state, viewing).map(({ requirement, counted, met, metByEvidence, faults }) => {
    const waiver = state.head.waivers.find((one) => one.requirement === requirement.id);
    return {
      id: requirement.id,
      title: requirement.title,
      met,
      counted,
      waiver: waiver ? { ...waiverIn(state, waiver, viewing), needed: !metByEvidence } : null,
      missing: faults.map((fault) => fault.reason),
      denied: deniedFor(state, requirement.id),
      refused: refusalsOf(state, requirement.id),
      isLost: lost.includes(requirement.id),
      definition: requirement,
    };
  });
}

/**
 * What teams said no to and is not in the portfolio any more as they were asked about it. Whoever decides reads it all the
 * same.
 */
function deniedFor(state: Case, requirement: string): RequirementView['denied'] {
  const { adoptions } = state.head;
  const isThere = (id: string) =>
    evidenceOf(state).some((one) => one.id === id && one.requirement === requirement && one.adoption);
  return adoptions.flatMap(({ evidence: id, piece, answer, to }) => {
    const body = answer === 'no' && !isThere(id) ? bodyAt<EvidenceBody>(state, piece) : null;
    return body?.requirement === requirement ? [{ title: body.title, team: body.adoption?.team ?? '', by: to }] : [];
  });
}

/**
 * Who refused a waiver of a requirement, and why: another one can be given, and whoever decides on it reads this. Nobody with
 * a conflict of interest.
 */
function refusalsOf({ head, bodies }: Case, requirement: string): RequirementView['refused'] {
  return Object.values(bodies).flatMap(({ type, content }) => {
    const by = String(content.by);
    const isOne = type === 'waiver-answered' && content.requirement === requirement && !head.conflicts.includes(by);
    return isOne ? [{ by, reason: String(content.reason) }] : [];
  });
}

function waiverIn(state: Case, waiver: Waiver, viewing: Viewing) {
  const said = bodyAt<{ reason: string; instead: string }>(state, waiver.seq);
  const { confirmed } = waiver;
  return {
    by: waiver.by,
    reason: said?.reason ?? '',
    instead: said?.instead ?? '',
    confirmed: isConfirmed(waiver),
    confirmedBy: confirmed?.by ?? null,
    confirmation: (confirmed && bodyAt<{ reason: string }>(state, confirmed.seq)?.reason) ?? '',
    forYou: !isConfirmed(waiver) && mayAnswer(state, waiver, viewing),
  };
}

function mayAnswer({ head }: Case, waiver: Waiver, viewing: Viewing): boolean {
  const authority = whoActs(head, 'answer-waiver', viewing.viewer, viewing);
  return authority.ok && !isOwnWaiver(waiver, viewing.viewer, authority.acting?.slot);
}
