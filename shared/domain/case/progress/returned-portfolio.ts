import type { Case } from '../../../contract/events.ts';
import type { Fault } from '../../fault.ts';
import { bodyAt, type EvidenceBody, type PortfolioBody, portfolioBodyOf } from '../state/contents.ts';
import { portfolioOf, requirementsOf } from '../state/evidence.ts';
import type { Context } from '../state/types.ts';
import { unlockedNow } from './next-stage.ts';

/** What a return has locked in a portfolio, and whether anything changed since. Nothing is locked if there was no return. */

const locked = (path: string): Fault => ({ path, reason: 'the return did not ask for this; leave it as it was' });

type Judged = Pick<Context, 'ladder' | 'now'>;

/**
 * What a return opened, and every requirement that is not met now: an answer since then can have said that a piece does not
 * count. Otherwise nobody could mend it. Null: nothing is locked.
 */
function openIn(state: Case, context: Judged): ReadonlySet<string> | null {
  const unlocked = unlockedNow(state.head);
  if (!unlocked) return null;
  const unmet = requirementsOf(state, context).filter(({ met }) => !met);
  return new Set([...unlocked, ...unmet.map(({ requirement }) => `requirement.${requirement.id}`)]);
}

/** A piece is open when a return names it or its requirement, when it was added since, or when its requirement is not met. */
export function lockedPiece(state: Case, id: string, context: Judged): Fault[] {
  const { head } = state;
  const unlocked = openIn(state, context);
  const seq = head.evidence[id] ?? 0;
  const requirement = bodyAt<EvidenceBody>(state, seq)?.requirement ?? '';
  const isOpen =
    !unlocked ||
    unlocked.has(`evidence.${id}`) ||
    unlocked.has(`requirement.${requirement}`) ||
    seq > (head.returned?.seq ?? 0);
  return isOpen ? [] : [locked('evidence')];
}

/** A requirement takes further pieces when a return names it, or a piece of it, or when it is not met. */
export function lockedRequirement(state: Case, requirement: string, context: Judged): Fault[] {
  const unlocked = openIn(state, context);
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
export function lockedIn(state: Case, context: Judged): string[] {
  const isLockedPiece = (id: string) => lockedPiece(state, id, context).length > 0;
  const isLocked = (id: string) => lockedRequirement(state, id, context).length > 0;
  return [
    ...Object.keys(state.head.evidence).flatMap((id) => (isLockedPiece(id) ? [`evidence.${id}`] : [])),
    ...portfolioOf(state.head, context.ladder).flatMap(({ id }) => (isLocked(id) ? [`requirement.${id}`] : [])),
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
