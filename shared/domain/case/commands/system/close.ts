import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { isPromotion } from '../../../../contract/names.ts';
import { transitionOf } from '../../state/path.ts';
import { accept, type Context, type Decision, guardsOn, reject } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/**
 * Closes a case, but only if its outcome is decided. The engineer's level, track and day change in the same
 * transaction.
 */
export function close(state: Case, _command: CommandOf<'close'>, context: Context): Decision {
  const { head } = state;
  if (head.stage === 'closed') return accept([]);
  if (head.stage === 'stopped') return reject('stage-moved', 'The case was stopped before it could close.');
  const { outcome } = head;
  if (head.stage !== 'closing' || !outcome)
    return reject('outcome-not-decided', `The case stands at ${head.stage} and nobody has decided it.`);
  const transition = transitionOf(context.ladder, head);
  const level = isPromotion(outcome) ? transition.to : null;
  const track = level !== null || outcome === 'track-changed' ? head.track : null;
  return accept(
    [
      {
        type: 'case-closed',
        actor: systemActor(context),
        data: { outcome, level, ...(track === null ? {} : { track }) },
      },
    ],
    // Level and track change only if the directory item is still as it was read.
    level !== null || track !== null ? guardsOn([head.engineerId], context) : [],
  );
}
