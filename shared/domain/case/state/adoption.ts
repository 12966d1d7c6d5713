import type { Adoption, CaseHead } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { countsFrom } from './away.ts';
import { isOverdue } from './instants.ts';
import type { Context } from './types.ts';
import { workingDaysFromNow } from './zone.ts';

/** Adoptions: people of other teams are asked whether their team has adopted a piece of evidence. */

/** In how many working days of the engineer's ODC a person answers, and the engineer names another one. Origin: ours. */
const confirmationDays = 10;

/** Until when a confirmation that is asked for now is due. */
export function confirmationDue(head: CaseHead, context: Context, engineer: Person): string {
  return workingDaysFromNow(head, context, engineer, confirmationDays);
}

/** Until when the engineer names another person, if they are to do so now. Days on which they are away do not count. */
export function namingDue(head: CaseHead, context: Context, engineer: Person): string {
  return workingDaysFromNow(head, context, engineer, confirmationDays, countsFrom(head, context.now));
}

/** Whether a piece is adopted: `waiting` if nobody has said so yet, `nobody` if nobody is left who could. */
export type Confirmed = 'yes' | 'no' | 'waiting' | 'nobody';

/** The latest adoption of a piece as it stands now. Null: the piece needs no adoption, or is not in the portfolio. */
function latestAdoption(head: CaseHead, evidence: string): Adoption | null {
  const piece = head.evidence[evidence];
  return head.adoptions.findLast((one) => one.evidence === evidence && one.piece === piece) ?? null;
}

/** An adoption about which a person is or was asked. */
type Asked = Adoption & { to: string; askedAt: string };

/** Every adoption about which somebody can answer now. An answer can be changed until another person is asked. */
export function openAdoptions(head: CaseHead): Asked[] {
  return undecidedAdoptions(head).flatMap((one) => (one.answer !== 'not-mine' ? asked(one) : []));
}

/** Every adoption about which somebody is or was asked, oldest first. */
export function askedAdoptions({ adoptions }: CaseHead): Asked[] {
  return adoptions.flatMap(asked);
}

function asked(one: Adoption): Asked[] {
  const { to, askedAt } = one;
  return to !== null && askedAt !== null ? [{ ...one, to, askedAt }] : [];
}

/** The adoptions about which the first person could not say: the engineer names another person. */
export function adoptionsToRename(head: CaseHead): Adoption[] {
  return undecidedAdoptions(head).filter((one) => one.turn === 1 && hasFailed(one));
}

/** Whether a lead of the adopting team is asked now: the second person could not say, or none was named in time. */
export function isLeadAskedNow(adoption: Adoption, now: string): boolean {
  if (!hasFailed(adoption)) return false;
  return adoption.turn === 2 || (adoption.turn === 1 && adoption.nameBy !== null && adoption.nameBy <= now);
}

/** Whether the person who was asked has let their time go by. A lead has as long as it takes. */
export function isSilent({ askedAt, dueAt, answer }: Adoption, now: string): boolean {
  return askedAt !== null && answer === null && isOverdue(dueAt, now);
}

/** The adoptions about which the system asks further by itself. None while the case is stopped, or its outcome is decided. */
export function adoptionsAskedFurther(head: CaseHead): Adoption[] {
  return head.stopped ? [] : undecidedAdoptions(head);
}

/** The next instant at which the system asks further. It can be in the past. Null: it has nothing to do. */
export function nextAsking(head: CaseHead, now: string): string | null {
  const instants = adoptionsAskedFurther(head).flatMap((one) => {
    if (isLeadAskedNow(one, now)) return [now];
    if (one.turn === 1 && hasFailed(one)) return [one.nameBy ?? now];
    return one.askedAt !== null && one.answer === null && one.dueAt !== null ? [one.dueAt] : [];
  });
  return instants.sort()[0] ?? null;
}

/** Whether a piece is adopted, as far as it was said. Null: nobody is asked about it. */
export function confirmedOf(head: CaseHead, evidence: string): Confirmed | null {
  const latest = latestAdoption(head, evidence);
  if (!latest) return null;
  if (latest.answer === 'yes' || latest.answer === 'no') return latest.answer;
  return latest.turn === 3 && hasFailed(latest) ? 'nobody' : 'waiting';
}

/** The latest adoption of each piece of the portfolio that needs one, oldest first. A table gives pieces in any order. */
export function latestAdoptions(head: CaseHead): Adoption[] {
  return head.adoptions.filter((one) => one === latestAdoption(head, one.evidence));
}

/**
 * The latest adoptions as long as the outcome is open. Once it is decided, an answer decides nothing any more. If an appeal
 * is upheld, the outcome is open again, and so is what nobody has answered.
 */
function undecidedAdoptions(head: CaseHead): Adoption[] {
  return head.outcome === null ? latestAdoptions(head) : [];
}

const hasFailed = ({ answer }: Adoption) => answer === 'not-mine' || answer === 'silence';
