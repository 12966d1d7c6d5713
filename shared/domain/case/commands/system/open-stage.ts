import type { CaseHead } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { isAfterPath } from '../../../../contract/names.ts';
import { actedWithoutPart, knownPartsIn, tookPart } from '../../../people.ts';
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
 * Gives the steps of HR to delivery directors if nobody of HR is left for them, or to others if no director who has them is
 * left. A decision of HR is opened anew for it, so that there is its whole time. In a stage of the path others owe steps as
 * well, so its due day stays.
 */
export function handedToDirectors(head: CaseHead, context: Context): DraftEvent[] {
  const { holders } = context;
  if (head.status !== 'open' || !holders) return [];
  const { directors: before = [] } = head;
  const directors = directorsInstead(head, context);
  const isRight =
    before.length > 0 ? freeOf(head, holders.directors).some((id) => before.includes(id)) : directors.length === 0;
  if (isRight) return [];
  return isAfterPath(head.stage)
    ? opening(head, context, directors)
    : [{ type: 'directors-named', actor: systemActor(context), data: { directors } }];
}

function opening(head: CaseHead, context: Context, directors: string[]): DraftEvent[] {
  const schedule = scheduleOf(head, context);
  const { stage, attempt } = head;
  if (!schedule || stage === 'closing' || stage === 'closed') return [];
  // As the time zone, so that it does not change who is HR to the case while a stage is open.
  const odc = context.people[head.engineerId]?.odc;
  const data = {
    ...{ stage, attempt, ...schedule },
    ...(odc === undefined ? {} : { odc }),
    ...(directors.length > 0 ? { directors } : {}),
  };
  return [{ type: 'stage-opened', actor: systemActor(context), data }];
}

/** The delivery directors who take the steps of HR, if nobody of HR is left for them. */
function directorsInstead(head: CaseHead, { holders }: Context): string[] {
  return !holders || freeOf(head, holders.hr).length > 0 ? [] : freeOf(head, holders.directors);
}

/**
 * Those who can take the steps of HR: they have no part in the case. What others did is decided by people who did nothing
 * there at all. On the path an objection can be a step, also later, and nobody who was offered a part answers
 * one.
 */
function freeOf(head: CaseHead, people: readonly string[]): string[] {
  const known = knownPartsIn(head);
  if (isAfterPath(head.stage))
    return people.filter((id) => !known.includes(id) && !tookPart(head, id) && !actedWithoutPart(head, id));
  const excluded = [...known, ...(head.offered ?? [])];
  return people.filter((id) => !excluded.includes(id));
}
