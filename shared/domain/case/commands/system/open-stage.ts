import type { CaseHead } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { isAfterPath } from '../../../../contract/names.ts';
import { actedAsHr, tookPart } from '../../../people.ts';
import { scheduleOf } from '../../progress/schedule.ts';
import { accept, type Context, type Decision, reject } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/** Opens the current stage of the case. Does nothing if it is open already. Every other stage is refused. */
export function openStage(state: Case, command: CommandOf<'open-stage'>, context: Context): Decision {
  const { head } = state;
  const events = opening(head, context, directorsInstead(head, context));
  if (events.length === 0 || command.stage !== head.stage)
    return reject('stage-moved', `The case stands at ${head.stage}.`);
  return accept(head.status === 'open' ? [] : events);
}

/**
 * Opens a decision of HR anew, for delivery directors, if nobody whom it was opened for is left: they got a part, did
 * something in the case, or left. The directors get the whole time of the stage.
 */
export function openedAnew(head: CaseHead, context: Context): DraftEvent[] {
  if (head.status !== 'open') return [];
  const directors = directorsInstead(head, context);
  const isLeft = directors.some((id) => head.directors?.includes(id));
  return directors.length === 0 || isLeft ? [] : opening(head, context, directors);
}

function opening(head: CaseHead, context: Context, directors: string[]): DraftEvent[] {
  const schedule = scheduleOf(head, context);
  const { stage, attempt } = head;
  if (!schedule || stage === 'closing' || stage === 'closed') return [];
  const data = { stage, attempt, ...schedule, ...(directors.length > 0 ? { directors } : {}) };
  return [{ type: 'stage-opened', actor: systemActor(context), data }];
}

/**
 * The delivery directors who decide, if everybody of HR took part in the case or did something in it. A director can be of
 * HR too, or have decided in its place before: those who did something in the case do not decide.
 */
function directorsInstead(head: CaseHead, { holders }: Context): string[] {
  if (!holders || !isAfterPath(head.stage)) return [];
  const isFree = (id: string) => !tookPart(head, id) && !actedAsHr(head, id);
  return holders.hr.some(isFree) ? [] : holders.directors.filter(isFree);
}
