import type { Bound, CaseHead } from '../../../contract/case.ts';
import type { Cycle, Window } from '../../../contract/cycles.ts';
import { dayWords, zoneWords } from '../../calendar/words.ts';
import { placeIn, windowOf } from '../../cycles/windows.ts';
import { stageOf, transitionOf } from './path.ts';
import type { Facts } from './types.ts';

/** The kind of cycle in whose window the signatures must be given. Null: they can be given at any time. */
export function signedWithin(head: CaseHead, ladder: Facts['ladder']): Cycle['kind'] | null {
  return head.windowWaived ? null : (stageOf(transitionOf(ladder, head), 'sign-off')?.window ?? null);
}

/** The window of the signatures. Null: the ladder binds them to a cycle, and there is no window for them. */
type Signing = { window: Window; place: 'before' | 'within' | 'over' } | { window: null; place: 'over'; why: string };

type FactsOfWindow = Pick<Facts, 'ladder' | 'cycle' | 'now'>;

/**
 * When the signatures of a case can be given. Null: at any time. Due day, reminders and the check of a signature all
 * use this, so that they agree.
 */
export function signingOf(
  head: CaseHead,
  { ladder, now, cycle = null }: FactsOfWindow,
  timeZone = head.timeZone,
): Signing | null {
  const kind = signedWithin(head, ladder);
  if (!kind) return null;
  const none = (why: string): Signing => ({
    window: null,
    place: 'over',
    why: `It is signed within the ${kind} cycle, and ${why}.`,
  });
  if (head.cycleId === null || !cycle) return none('this case is in none');
  const window = cycle.kind === kind ? windowOf(cycle, 'sign-off') : null;
  return window ? { window, place: placeIn(window, now, timeZone) } : none(`‘${cycle.name}’ has no window for that`);
}

/** The part of `signingOf` that the timers of the stage rest on. */
export function boundBy(signing: Signing | null): Bound | null {
  return signing && { window: signing.window, over: signing.place === 'over' };
}

/** Whether the open signatures are bound otherwise than their timers say. Then HR or the signers must be told. */
export function isBoundAnew(head: CaseHead, facts: FactsOfWindow): boolean {
  if (head.status !== 'open' || head.stage !== 'sign-off') return false;
  const bound = boundBy(signingOf(head, facts));
  // Signatures that were opened before timers knew their window: only its end counts.
  if (!head.bound) return bound?.over === true;
  return !bound || bound.over !== head.bound.over || !isSame(bound.window, head.bound.window);
}

function isSame(one: Window | null, other: Window | null): boolean {
  return one?.from === other?.from && one?.to === other?.to;
}

/**
 * If the ladder binds the signatures to a cycle: why they cannot be given now, or null. Also null if the cycle was not
 * read; the decision itself reads it.
 */
export function whyOutsideWindow(head: CaseHead, facts: Facts): string | null {
  if (head.cycleId !== null && !facts.cycle) return null;
  const signing = signingOf(head, facts);
  if (!signing || signing.place === 'within') return null;
  if (!signing.window) return `${signing.why} HR can put it into one, or allow it with a reason.`;
  const { from, to } = signing.window;
  const when =
    signing.place === 'over'
      ? `The time to sign ended on ${dayWords(to)}`
      : `The signatures are given from ${dayWords(from)} to ${dayWords(to)}`;
  return `${when} (${zoneWords(`${to}T12:00:00Z`, head.timeZone)}), in ‘${facts.cycle?.name}’. HR can allow another time with a reason.`;
}
