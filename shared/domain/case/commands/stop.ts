import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { isPromotion } from '../../../contract/names.ts';
import { isAt } from '../../seats/moves.ts';
import { holdsFor } from '../../seats/seats.ts';
import { changesInWords } from '../../words.ts';
import { backToSigners, ends, isUnsignedIn } from '../progress/next-stage.ts';
import { resumed } from '../progress/resumed.ts';
import { changedFacts } from '../state/engineer-record.ts';
import { transitionOf } from '../state/path.ts';
import { accept, type Decision, guardsOn, reject, whoChanged } from '../state/types.ts';
import { type CommandRow, type PersonContext, uninvolvedHr } from './row.ts';

export const decideStopRow: CommandRow<'decide-stop'> = {
  title: 'Say how the stopped case goes on',
  underSeal: 'open',
  ...uninvolvedHr,
  stages: ['stopped'],
  needsVersion: true,
  facts: { people: 'read', engineer: 'guarded', changers: 'read', calendars: 'read', cycle: 'read', seats: 'guarded' },
  events: ['case-overtaken', 'case-resumed'],
  decide: decideStop,
};

/**
 * HR lets a stopped case go on, if the engineer's record is again what the case began with. Or HR ends it, if it is not:
 * then nobody is to blame, and a seat that the approval took is free, unless the engineer has come to the level anyway.
 */
function decideStop(state: Case, { decision, reason }: CommandOf<'decide-stop'>, context: PersonContext): Decision {
  const { head } = state;
  const { stopped } = head;
  if (head.status !== 'open' || !stopped) return reject('wrong-stage', 'The case is not stopped.');
  if (context.changedBy?.includes(context.actor.id))
    return reject(
      'forbidden',
      'You changed the record because of which this case stopped: another person of HR decides.',
    );
  const engineer = context.people[head.engineerId];
  const guards = guardsOn([head.engineerId], context);
  const changed = changedFacts(head, engineer, context.ladder);
  const body = { audience: 'participants' as const, content: { reason } };
  const actor = context.by;
  const { outcome, attempt } = head;
  if (decision === 'resume') {
    if (changed.length > 0)
      return reject(
        'not-yet',
        `The case cannot go on: ${changesInWords(changed)}. Change the record back, or end the case.`,
      );
    const isUnsigned = isUnsignedIn(head, stopped.stage);
    const moves = isUnsigned ? backToSigners(head) : { stage: stopped.stage, attempt, outcome };
    const how = resumed(head, stopped, context);
    return accept(
      [
        {
          type: 'case-resumed',
          actor,
          data: { moves, ...how, ...(isUnsigned ? { clock: null } : {}), ...whoChanged(context) },
          body,
        },
      ],
      guards,
    );
  }
  if (changed.length === 0) return reject('not-yet', 'The engineer’s record is again as it was. Let the case go on.');
  // Whoever was put at the level by others keeps the seat.
  const level = { ladder: head.ladder.id, level: transitionOf(context.ladder, head).to };
  const isSeated = holdsFor(context.seats ?? null, head.id) && !isAt(engineer ?? null, level);
  const moves = ends(head, isPromotion(outcome) ? 'promotion-not-carried-out' : 'overtaken');
  return accept(
    [
      {
        type: 'case-overtaken',
        actor,
        data: { moves, ...(isSeated ? { seat: 'freed' as const } : {}), ...whoChanged(context) },
        body,
      },
    ],
    guards,
  );
}
