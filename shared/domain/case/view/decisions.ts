import type { Case } from '../../../contract/events.ts';
import type { EventType, Outcome } from '../../../contract/names.ts';
import type { CaseView } from '../../../contract/view.ts';
import { rowOfEvent } from '../events/index.ts';
import { isUnchanged } from '../progress/returned-portfolio.ts';
import { unlockable } from '../progress/unlockable.ts';
import { openStageOf } from '../stages/index.ts';
import { anewSince } from '../state/appeals.ts';
import { bodyAt, consensusAt, type SignOffBody } from '../state/contents.ts';
import { lastHandIn } from '../state/handed-in.ts';
import { lapsesAt } from '../state/instants.ts';
import type { Viewing } from './viewing.ts';
import type { Openness } from './visibility.ts';

/** What was decided: the sign-offs, a return, an appeal, and why a case ended. */

export function signOffsOf(state: Case, open: Openness): CaseView['signOffs'] {
  return state.head.signOffs.map(({ slot, by, onBehalfOf = null, decision, at, seq, stands, recalled }) => {
    const body = bodyAt<SignOffBody>(state, seq);
    return {
      slot,
      by,
      onBehalfOf,
      decision,
      at,
      comment: body?.comment ?? '',
      exceptionReasons: open.calibration ? (body?.exceptionReasons ?? {}) : {},
      declineReasons: open.calibration ? (body?.declineReasons ?? {}) : {},
      stands,
      recalled: recalled ? (bodyAt<{ reason: string }>(state, recalled)?.reason ?? '') : null,
    };
  });
}

export function returnedOf(state: Case, { ladder, relations }: Viewing, open: Openness): CaseView['returned'] {
  const { returned } = state.head;
  const forRatings = (returned && openStageOf(returned.stage)?.isReturnedForRatings) ?? false;
  if (!returned || relations.includes('watcher') || !(forRatings ? open.calibration : open.common)) return null;
  const said = bodyAt<{ comment: string; returns: { reasons: Record<string, string> } }>(state, returned.seq);
  const titles = new Map(unlockable(state, ladder).map((one) => [one.id, one.title]));
  return {
    by: null,
    stage: returned.stage,
    comment: said?.comment ?? '',
    reasons: returned.unlocked.map((id) => ({
      id,
      title: titles.get(id) ?? (id.startsWith('evidence.') ? 'A piece that was taken out since' : id),
      reason: said?.returns.reasons[id] ?? '',
    })),
    unchanged: returned.stage === 'portfolio' && isAsReturned(state, returned.seq),
    consensus: forRatings && returned.consensus ? consensusAt(state, returned.consensus.seq) : null,
  };
}

/** Whether the portfolio is as it was when it was sent back with this event, or was handed in so since. */
function isAsReturned(state: Case, seq: number): boolean {
  const handedIn = lastHandIn(state.head);
  if (handedIn && handedIn.seq > seq) return handedIn.unchanged === true;
  return isUnchanged(state);
}

export function appealOf(state: Case): CaseView['appeal'] {
  const { appeal } = state.head;
  if (!appeal) return null;
  const decided = Object.values(state.bodies).find((body) => body.type === 'appeal-decided' && body.seq > appeal.seq);
  const { ground, against, outcome = null, at, decision, seq } = appeal;
  const statement = bodyAt<{ statement: string }>(state, seq)?.statement ?? '';
  const anew = anewSince(state.head) === seq;
  return { ground, against, outcome, at, decision, anew, statement, reason: String(decided?.content.reason ?? '') };
}

export function exceptionOf(state: Case): CaseView['exception'] {
  const { exception } = state.head;
  if (!exception) return null;
  const { seq, ...decided } = exception;
  return { ...decided, reason: bodyAt<{ reason: string }>(state, seq)?.reason ?? '' };
}

/**
 * Why the outcome was wrong, as both people of HR say it. The reason is empty if the words were erased. The second one is
 * null then, and for a correction from before it was asked for.
 */
export function whyCorrected(state: Case): { reason: string; secondReason: string | null } {
  const { seq = 0 } = state.head.corrected ?? {};
  const { reason = '', secondReason = null } = bodyAt<{ reason: string; secondReason?: string }>(state, seq) ?? {};
  return { reason, secondReason };
}

export function lapseOf(head: Case['head'], { relations }: Viewing): CaseView['lapse'] {
  const { stage, outcome, endedIn } = head;
  // Whoever only watches knows of no waiver, for which a lapse waits.
  const at = relations.includes('watcher') ? null : lapsesAt(head);
  if (at) return { stage, at };
  return head.status === 'closed' && outcome === 'lapsed' && endedIn ? { stage: endedIn, at: head.closedAt } : null;
}

export function stoppedOf({ stopped }: Case['head']): CaseView['stopped'] {
  return stopped ? { at: stopped.at, stage: stopped.stage, facts: stopped.facts } : null;
}

/** The outcomes of a case that somebody ended before its path was over, with a reason. */
const endedEarly: readonly (Outcome | null)[] = ['withdrawn', 'cancelled', 'overtaken', 'promotion-not-carried-out'];

/**
 * Why the case or its trial was ended. An upheld appeal opens a case again: then the reason of its end is only in the
 * history.
 */
export function endingOf({ head, bodies }: Case): string | null {
  const ended = endedEarly.includes(head.outcome) ? 'case' : 'trial';
  const ending = Object.values(bodies).findLast(({ type }) => rowOfEvent({ type: type as EventType }).ends === ended);
  return ending ? String(ending.content.reason) : null;
}
