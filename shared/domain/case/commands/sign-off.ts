import type { CommandOf, Seen } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import type { CriterionResult } from '../../../contract/score.ts';
import type { Fault } from '../../fault.ts';
import { allowsExceptions } from '../../ladder/exceptions.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { noGround } from '../../words.ts';
import { approved } from '../progress/approved.ts';
import { groundsOf } from '../progress/grounds.ts';
import { ends, type Moves } from '../progress/next-stage.ts';
import { returnable } from '../progress/unlockable.ts';
import { stages } from '../stages/index.ts';
import { assessmentOf, seenOf } from '../state/contents.ts';
import { unconfirmedIn } from '../state/evidence.ts';
import { transitionOf } from '../state/path.ts';
import { standingSignOffs } from '../state/sign-offs.ts';
import { whyOutsideWindow } from '../state/signing-window.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';

export const signOffRow: CommandRow<'sign-off'> = {
  title: 'Sign off',
  repeats: ({ decision }) => decision === 'return',
  underSeal: 'open',
  by: { slot: (slot) => slot.part === 'signer' },
  whose: 'a signer of this case',
  stages: ['sign-off'],
  against: (head, _person, facts, acting) => {
    if (standingSignOffs(head).some((one) => one.slot === acting?.slot.id))
      return no('already-decided', 'This part is signed; the decision stands.');
    const outside = whyOutsideWindow(head, facts);
    return outside === null ? null : no('not-yet', outside);
  },
  needsVersion: true,
  facts: { record: 'guarded', cycle: 'guarded', seats: 'guarded' },
  events: ['signed-off'],
  decide: signOff,
};

/**
 * Records the decision of a signer. `seen` must match what the case says now. One decline closes the case. When the
 * last signer approves, the case ends well, unless the level is capped and no seat is free. A return sends the case
 * back to a stage and names what people must look at again. If the ladder allows exceptions, an approval needs a reason
 * for each criterion that is not passed, and the last one brings the case to HR. The criteria are frozen into the record.
 */
function signOff(state: Case, command: CommandOf<'sign-off'>, context: PersonContext): Decision {
  const { decision, comment, seen, exceptionReasons, declineReasons, returns } = command;
  const { head } = state;
  const { criteria } = assessmentOf(state, context.ladder);
  if (decision === 'return' && head.attempt >= limits.attempts)
    return reject(
      'already-done',
      `This case has come back ${limits.attempts - 1} times, and that is the most: it cannot be returned again.`,
    );
  if (!isSame(seen, seenOf(state, context.ladder)))
    return reject('seen-changed', 'What you decided on is not what stands now. Read the case again, then decide.');
  const open = criteria.filter((one) => one.verdict !== 'pass');
  const why = decision === 'approve' && open.length > 0 ? whyNoException(head, context) : null;
  const impossible = { path: 'decision', reason: 'an approval is not possible now' };
  if (why)
    return reject('not-yet', `${why} ${open.map(saidOf).join('; ')}. ${whatRemains(state, criteria, context)}`, [
      impossible,
    ]);
  const unmet = head.portfolio === null ? [] : unconfirmedIn(state, context);
  if (decision === 'approve' && unmet.length > 0)
    return reject(
      'not-yet',
      `Not everything that the portfolio asks for is confirmed: ${unmet.map((one) => one.requirement.title).join('; ')}. ${whatRemains(state, criteria, context)}`,
      [impossible, ...unmet.flatMap((one) => one.faults)],
    );
  const faults = [
    ...faultsOfExceptions(command, open),
    ...faultsOfDecline(state, command, context),
    ...faultsOfReturn(state, command, context),
  ];
  if (faults.length > 0) return reject('invalid-input', 'The decision was not recorded.', faults);

  const slot = context.acting?.slot.id ?? '';
  const actor = context.by;
  if (decision === 'return' && returns) {
    const moves: Moves = { stage: returns.stage, attempt: head.attempt + 1, outcome: null };
    const forRatings = stages[returns.stage].isReturnedForRatings;
    return accept([
      {
        type: 'signed-off',
        actor,
        data: { slot, decision, moves, unlocked: Object.keys(returns.reasons) },
        body: {
          audience: forRatings ? 'decision' : 'participants',
          content: { comment, returns, ...(forRatings ? { seen, criteria } : {}) },
        },
      },
    ]);
  }
  const { moves, seat } = endOf(state, decision, slot, open.length > 0, context);
  return accept([
    {
      type: 'signed-off',
      actor,
      data: { slot, decision, moves, ...(seat ? { seat } : {}) },
      body: { audience: 'decision', content: { comment, seen, exceptionReasons, declineReasons, criteria } },
    },
  ]);
}

/** Why no signer can approve while a criterion is not met, or null. */
function whyNoException(head: Case['head'], { ladder }: PersonContext): string | null {
  if (!allowsExceptions(transitionOf(ladder, head)))
    return 'This ladder allows no exceptions, and not every criterion is met:';
  if (head.exception?.decision === 'refused') return 'HR has refused an exception, and not every criterion is met:';
  return null;
}

function saidOf({ title, verdict }: CriterionResult): string {
  return verdict === 'fail' ? `${title} (not met)` : `${title} (unknown)`;
}

/** What remains where nobody can approve. If everything is unknown, there is no ground to decline: others have to answer. */
function whatRemains(state: Case, criteria: CriterionResult[], context: PersonContext): string {
  const { ladder } = context;
  const mayReturn = returnable(state, ladder).length > 0;
  if (groundsOf(state, context).length > 0 || criteria.length === 0)
    return `You can ${mayReturn ? 'return the case or decline it' : 'decline it'}.`;
  return `You can ${mayReturn ? 'return the case' : 'ask HR to cancel the case'}. What is unknown is no ground to decline.`;
}

/**
 * Where the case goes with this decision, if it moves: to its end, or to HR if a criterion is not met. If the level is
 * capped, also whether a seat was free.
 */
function endOf(
  { head }: Case,
  decision: CommandOf<'sign-off'>['decision'],
  slot: string,
  isException: boolean,
  context: PersonContext,
): { moves: Moves | null; seat?: 'taken' | 'none' } {
  const transition = transitionOf(context.ladder, head);
  if (decision === 'decline') return { moves: ends(head, isTrackChange(transition) ? 'stayed' : 'not-promoted') };
  const others = head.slots.filter((one) => one.part === 'signer' && one.id !== slot);
  const isLast = others.every((one) => standingSignOffs(head).some((done) => done.slot === one.id));
  if (!isLast) return { moves: null };
  if (isException) return { moves: { stage: 'exception', attempt: head.attempt, outcome: null } };
  return approved(head, context, 'promoted');
}

function faultsOfExceptions({ decision, exceptionReasons }: CommandOf<'sign-off'>, open: CriterionResult[]): Fault[] {
  const owed = decision === 'approve' ? open : [];
  return [
    ...owed
      .filter((one) => !exceptionReasons[one.id])
      .map((one) => ({
        path: `exceptionReasons.${one.id}`,
        reason: `'${one.title}' is ${one.verdict === 'fail' ? 'not met' : 'unknown'}: say why you approve all the same`,
      })),
    ...Object.keys(exceptionReasons)
      .filter((id) => !owed.some((one) => one.id === id))
      .map((id) => ({ path: `exceptionReasons.${id}`, reason: 'no exception is needed here; leave it out' })),
  ];
}

/** A decline gives a reason for at least one ground, and what would change it. A path that judges nothing needs none. */
function faultsOfDecline(
  state: Case,
  { decision, declineReasons, seen }: CommandOf<'sign-off'>,
  context: PersonContext,
): Fault[] {
  const named = Object.keys(declineReasons);
  if (decision !== 'decline')
    return named.map((id) => ({ path: `declineReasons.${id}`, reason: 'this belongs to a decline; leave it out' }));
  const grounds = groundsOf(state, context);
  if (named.length === 0 && grounds.length + Object.keys(seen.criteria).length > 0)
    return [{ path: 'declineReasons', reason: noGround }];
  return named
    .filter((id) => !grounds.some((one) => one.id === id))
    .map((id) => ({
      path: `declineReasons.${id}`,
      reason: 'this is no ground: nobody has answered it yet, or it is not of this case',
    }));
}

function faultsOfReturn(state: Case, { decision, returns }: CommandOf<'sign-off'>, { ladder }: PersonContext): Fault[] {
  if (decision !== 'return')
    return returns ? [{ path: 'returns', reason: 'this belongs to a return; leave it out' }] : [];
  if (!returns) return [{ path: 'returns', reason: 'say to which stage the case goes back, and why' }];
  const could = returnable(state, ladder).filter((one) => one.stage === returns.stage);
  if (could.length === 0)
    return [{ path: 'returns.stage', reason: 'the path of this case has no such stage to go back to' }];
  const named = Object.keys(returns.reasons);
  if (named.length === 0)
    return [{ path: 'returns.reasons', reason: 'name at least one thing to be looked at again, with its reason' }];
  return named
    .filter((id) => !could.some((one) => one.id === id))
    .map((id) => ({ path: `returns.reasons.${id}`, reason: 'this stage holds no such thing' }));
}

function isSame(seen: Seen, stands: Seen): boolean {
  const ids = Object.keys(stands.criteria);
  return (
    seen.portfolio === stands.portfolio &&
    seen.consensus === stands.consensus &&
    seen.reviews.length === stands.reviews.length &&
    seen.reviews.every((digest, at) => digest === stands.reviews[at]) &&
    Object.keys(seen.criteria).length === ids.length &&
    ids.every((id) => seen.criteria[id] === stands.criteria[id])
  );
}
