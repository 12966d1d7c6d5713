import type { Case } from '../../../contract/events.ts';
import type { Fault } from '../../fault.ts';
import { bodyAt, type EvidenceBody, type PortfolioBody, portfolioBodyOf } from '../state/contents.ts';
import { portfolioOf, requirementsOf, waiversLost } from '../state/evidence.ts';
import type { Context } from '../state/types.ts';
import { unlockedNow } from './next-stage.ts';

/** What a return has locked in a portfolio, and whether anything changed since. Nothing is locked if there was no return. */

const locked = (path: string): Fault => ({ path, reason: 'the return did not ask for this; leave it as it was' });

/** What may be changed in a portfolio that was sent back, as ids of what a return can name. Null: everything. */
export type Open = ReadonlySet<string> | null;

/**
 * What a return opened, and the requirements of which a piece or a waiver of the portfolio that was sent back does not count any
 * more: a team has said so since, or a day has gone by. Otherwise nobody could mend that. It stays so while the engineer
 * changes or replaces that piece. Taking out a piece that the return names opens no other of its requirement.
 */
export function openIn(state: Case, context: Pick<Context, 'ladder' | 'now'>): Open {
  const { head } = state;
  const unlocked = unlockedNow(head);
  if (!unlocked) return null;
  const sentBack = bodyAt<PortfolioBody>(state, head.portfolio?.seq ?? 0)?.evidence ?? [];
  const lost = waiversLost(state);
  const broken = requirementsOf(state, context).filter(({ met, counted, requirement }) => {
    const isBroken = ({ id, seq }: (typeof sentBack)[number]) =>
      bodyAt<EvidenceBody>(state, seq)?.requirement === requirement.id &&
      (head.evidence[id] === seq ? !counted.includes(id) : !unlocked.has(`evidence.${id}`));
    return !met && (lost.includes(requirement.id) || sentBack.some(isBroken));
  });
  return new Set([...unlocked, ...broken.map(({ requirement }) => `requirement.${requirement.id}`)]);
}

/** A piece is open if it is named, or its requirement is, or if it was added since the return. */
export function lockedPiece(state: Case, id: string, open: Open): Fault[] {
  const { head } = state;
  const seq = head.evidence[id] ?? 0;
  const requirement = bodyAt<EvidenceBody>(state, seq)?.requirement ?? '';
  const isOpen =
    !open || open.has(`evidence.${id}`) || open.has(`requirement.${requirement}`) || seq > (head.returned?.seq ?? 0);
  return isOpen ? [] : [locked('evidence')];
}

/** A requirement takes further pieces if it is named, or a piece of it is. */
export function lockedRequirement(state: Case, requirement: string, open: Open): Fault[] {
  if (!open || open.has(`requirement.${requirement}`)) return [];
  const named = [...open].some((one) =>
    Object.values(state.bodies).some(
      (body) =>
        one === `evidence.${String(body.content.id)}` &&
        (body.content as Partial<EvidenceBody>).requirement === requirement,
    ),
  );
  return named ? [] : [locked('requirement')];
}

/** Everything in a portfolio that a return has locked, as ids of what a return can name. */
export function lockedIn(state: Case, context: Pick<Context, 'ladder' | 'now'>): string[] {
  const open = openIn(state, context);
  const isLockedPiece = (id: string) => lockedPiece(state, id, open).length > 0;
  const isLocked = (id: string) => lockedRequirement(state, id, open).length > 0;
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
