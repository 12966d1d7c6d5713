import type { Adoption } from '../../../../contract/case.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { lineOf } from '../../../people.ts';
import { whyNotConfirm } from '../../slots/confirmer.ts';
import { isLeadAskedNow, isSilent, latestQuestions } from '../../state/adoption.ts';
import { type Context, type Guard, guardsOn } from '../../state/types.ts';
import { answerBy, asking } from '../adoption.ts';
import { systemActor } from './system-actor.ts';

/**
 * What follows from questions that nobody answered in time: the engineer is asked for another name, and after the second
 * person a lead of the adopting team. If no lead can be asked, the record says so, and nobody is asked any more.
 */
export function askedFurther({ head }: Case, context: Context): { events: DraftEvent[]; guards: Guard[] } {
  const engineer = context.people[head.engineerId];
  if (!engineer || head.outcome !== null || head.stopped) return { events: [], guards: [] };
  const actor = systemActor(context);
  const unanswered = ({ evidence, piece }: Adoption, turn: number): DraftEvent => ({
    type: 'adoption-unanswered',
    actor,
    data: { evidence, piece, turn, nameBy: turn === 1 ? answerBy(head, context, engineer) : null },
  });
  const asked: string[] = [];
  const events = latestQuestions(head).flatMap((question): DraftEvent[] => {
    if (isSilent(question, context.now) && question.turn < 2) return [unanswered(question, question.turn)];
    const silent = isSilent(question, context.now) && question.turn === 2;
    if (!silent && !isLeadAskedNow(question, context.now)) return [];
    const named = question.to === null ? undefined : context.people[question.to];
    const lead = (named ? lineOf(named) : []).find(
      (id) => whyNotConfirm(context.people[id], engineer, head) === null && !wasAsked(head.adoptions, question, id),
    );
    if (lead !== undefined) asked.push(lead);
    return [
      ...(silent ? [unanswered(question, question.turn)] : []),
      lead === undefined ? unanswered(question, 3) : asking(question, 3, lead, null, actor),
    ];
  });
  return { events, guards: asked.length > 0 ? guardsOn([...asked, engineer.id], context) : [] };
}

function wasAsked(adoptions: readonly Adoption[], { piece }: Adoption, id: string): boolean {
  return adoptions.some((one) => one.piece === piece && one.to === id);
}
