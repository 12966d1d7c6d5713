import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Fault } from '../../fault.ts';
import { bodyAt, type EvidenceBody, type PortfolioBody, portfolioBodyOf } from '../state/contents.ts';
import { portfolioOf } from '../state/evidence.ts';
import { unlockedNow } from './next-stage.ts';

/** What a return has locked in a portfolio, and whether anything changed since. Nothing is locked if there was no return. */

const locked = (path: string): Fault => ({ path, reason: 'the return did not ask for this; leave it as it was' });

/** A piece is open when a return names it or its requirement, or when it was added since. */
export function lockedPiece(state: Case, id: string): Fault[] {
  const { head } = state;
  const unlocked = unlockedNow(head);
  const seq = head.evidence[id] ?? 0;
  const requirement = bodyAt<EvidenceBody>(state, seq)?.requirement ?? '';
  const isOpen =
    !unlocked ||
    unlocked.has(`evidence.${id}`) ||
    unlocked.has(`requirement.${requirement}`) ||
    seq > (head.returned?.seq ?? 0);
  return isOpen ? [] : [locked('evidence')];
}

/** A requirement takes further pieces when a return names it, or a piece of it. */
export function lockedRequirement(state: Case, requirement: string): Fault[] {
  const unlocked = unlockedNow(state.head);
  if (!unlocked || unlocked.has(`requirement.${requirement}`)) return [];
  const named = [...unlocked].some((one) =>
    Object.values(state.bodies).some(
      (body) =>
        one === `evidence.${String(body.content.id)}` &&
        (body.content as Partial<EvidenceBody>).requirement === requirement,
    ),
  );
  return named ? [] : [locked('requirement')];
}

/** Everything in a portfolio that a return has locked, as ids of what a return can name. */
export function lockedIn(state: Case, ladder: PublishedLadder): string[] {
  return [
    ...Object.keys(state.head.evidence).flatMap((id) => (lockedPiece(state, id).length > 0 ? [`evidence.${id}`] : [])),
    ...portfolioOf(state.head, ladder).flatMap(({ id }) =>
      lockedRequirement(state, id).length > 0 ? [`requirement.${id}`] : [],
    ),
  ];
}

/** Whether the portfolio is the one that was handed in last. */
export function isUnchanged(state: Case): boolean {
  const { head } = state;
  const before = head.portfolio && bodyAt<PortfolioBody>(state, head.portfolio.seq);
  return before !== null && seqsOf(before) === seqsOf(portfolioBodyOf(head));
}

function seqsOf({ evidence, waivers }: PortfolioBody): string {
  return String([...evidence, ...waivers].map(({ seq }) => seq).sort((a, b) => a - b));
}
