import type { CaseHead } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { isAfterPath } from '../../../../contract/names.ts';
import { actedAsHr, tookPart } from '../../../people.ts';
import { scheduleOf } from '../../progress/schedule.ts';
import { accept, type Context, type Decision, reject } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/** Opens the current stage of the case. Does nothing if it is open already. Every other stage is refused. */
export function openStage(state: Case, command: CommandOf<'open-stage'>, context: Context): Decision {
  const { head } = state;
  const schedule = scheduleOf(head, context);
  if (!schedule || command.stage !== head.stage) return reject('stage-moved', `The case stands at ${head.stage}.`);
  if (head.status === 'open') return accept([]);
  const directors = directorsInstead(head, context);
  return accept([
    {
      type: 'stage-opened',
      actor: systemActor(context),
      data: { stage: head.stage, attempt: head.attempt, ...schedule, ...(directors.length > 0 ? { directors } : {}) },
    },
  ]);
}

/**
 * The delivery directors who decide, if everybody of HR took part in the case or did something in it. A director can be of
 * HR too, or have decided in its place before: those who did something in the case do not decide.
 */
function directorsInstead(head: CaseHead, { holders }: Context): string[] {
  if (!holders || !isAfterPath(head.stage)) return [];
  const isFree = (id: string) => id !== head.engineerId && !tookPart(head, id) && !actedAsHr(head, id);
  return holders.hr.some(isFree) ? [] : holders.directors.filter(isFree);
}
