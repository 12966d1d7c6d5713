import type { Case, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { isPromotion } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Proposal } from '#shared/contract/proposal.ts';
import type { PersonEvent } from '#shared/contract/record-person.ts';
import type { Seats } from '#shared/contract/seats.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import { dayIn } from '#shared/domain/case/state/zone.ts';
import { personAfter } from '#shared/domain/directory/evolve.ts';
import { isHr, partsIn } from '#shared/domain/people.ts';
import { decideCorrection } from '#shared/domain/proposals/correction.ts';
import { decideProposal, decidePropose } from '#shared/domain/proposals/decide.ts';
import { isInvolved } from '#shared/domain/proposals/involved.ts';

export type Corrected = 'promoted' | 'not-promoted';

/** What the correction of a case in memory rests on. */
interface Facts {
  state: Case;
  ladder: PublishedLadder;
  people: Readonly<Record<string, Person>>;
  /** The engineer, as their record was when the case began. */
  was: Person;
  seats: Seats | null;
  now: string;
}

/**
 * One person proposes to correct the outcome of a case, and another one confirms it at once, as the rules on proposals
 * have it. Returns the event of the case, and the engineer's record after it. Null: it is refused.
 */
export function correctionBy(
  who: string,
  second: string,
  to: Corrected,
  { state, ladder, people, was, seats, now }: Facts,
): { event: DraftEvent; engineer: Person } | null {
  const { head } = state;
  const [proposer, confirmer, engineer] = [people[who], people[second], people[head.engineerId]];
  if (!proposer || !confirmer || !engineer || !isHr(proposer)) return null;
  const last = { caseId: head.id, outcome: to, closedAt: now };
  const facts = { ladder, people: { [engineer.id]: engineer }, seats, now, openCaseId: null, last };
  const chain = chainOf(state, { ladder, was, now });
  const [reason, secondReason] = ['It was the wrong button.', 'I have read the case.'];
  const correction = { to, reason, secondReason, proposal: 'p', proposedBy: who };
  const decidedFor = (actor: Person) => decideCorrection(state, correction, { ...facts, chain, actor });
  if (!decidedFor(proposer).ok) return null;
  const except = partsIn(head);
  const isOutOf = (id: string) =>
    isInvolved(
      { kind: 'correct-outcome', of: head.id },
      { id, as: 'second', cases: [] },
      { leads: [], leaves: null, head },
    );
  const isLeft = ({ id }: Person) => id !== who && !except.includes(id) && !isOutOf(id);
  const proposed = decidePropose(
    { change: { kind: 'correct-outcome', of: head.id, version: 1, to }, reason, was: null },
    {
      now,
      actor: proposer,
      matters: ['outcome'],
      to: Object.values(people).some((one) => isHr(one) && isLeft(one)) ? 'hr' : 'delivery-director',
      except,
    },
  );
  if (!proposed.ok || proposed.event.type !== 'change-proposed') return null;
  const proposal = { ...proposed.event.data, by: who, at: now, state: 'open' } as Proposal;
  const confirmed = decideProposal(
    proposal,
    { type: 'confirm', reason: secondReason },
    {
      now,
      actor: confirmer,
      heldSince: '',
      isInvolved: isOutOf(second),
      proposer,
      isProposerInvolved: false,
      version: 1,
      concerned: [],
    },
  );
  const decided = confirmed.ok ? decidedFor(confirmer) : null;
  if (!decided?.ok) return null;
  return { event: decided.event, engineer: personAfter(engineer, { ...decided.move, at: now } as PersonEvent) };
}

/** The engineer's own chain: as they were when the case began, and its promotion. */
function chainOf({ head }: Case, { ladder, was, now }: Pick<Facts, 'ladder' | 'was' | 'now'>): PersonEvent[] {
  const { id: caseId, track } = head;
  const data = { caseId, level: transitionOf(ladder, head).to, track, on: dayIn(head, now) };
  return [
    { type: 'person-added', data: was },
    ...(isPromotion(head.outcome) ? [{ type: 'person-promoted', data }] : []),
  ] as PersonEvent[];
}
