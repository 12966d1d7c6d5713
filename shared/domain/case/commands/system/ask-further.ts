import type { Adoption } from '../../../../contract/case.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { lineOf } from '../../../people.ts';
import { isSamePlace } from '../../../places.ts';
import { whyNotConfirm } from '../../slots/confirmer.ts';
import { adoptionsAskedFurther, isLeadAskedNow, isSilent, namingDue } from '../../state/adoption.ts';
import { bodyAt, type EvidenceBody } from '../../state/contents.ts';
import { type Context, type Guard, guardsOn } from '../../state/types.ts';
import { asking } from '../adoption.ts';
import { systemActor } from './system-actor.ts';

/**
 * What follows when somebody who was asked about an adoption did not answer in time: the engineer is asked for another
 * name, and after the second person a lead of the adopting team is asked. If no lead can be asked, the record says so,
 * and nobody is asked any more.
 */
export function askedFurther(state: Case, context: Context): { events: DraftEvent[]; guards: Guard[] } {
  const { head } = state;
  const engineer = context.people[head.engineerId];
  if (!engineer) return { events: [], guards: [] };
  const actor = systemActor(context);
  const unanswered = ({ evidence, piece }: Adoption, turn: number): DraftEvent => ({
    type: 'adoption-unanswered',
    actor,
    data: {
      evidence,
      piece,
      turn,
      nameBy: turn === 1 ? namingDue(head, context, engineer) : null,
    },
  });
  const asked: string[] = [];
  const events = adoptionsAskedFurther(head).flatMap((latest): DraftEvent[] => {
    if (isSilent(latest, context.now) && latest.turn < 2) return [unanswered(latest, latest.turn)];
    const silent = isSilent(latest, context.now) && latest.turn === 2;
    // The lead who is asked last has as long as it takes, unless they have left.
    const hasLeft = latest.turn === 3 && latest.answer === null && context.people[latest.to ?? '']?.active === false;
    if (!silent && !hasLeft && !isLeadAskedNow(latest, context.now)) return [];
    const lead = linesOf(state, latest, context).find(
      (id) => whyNotConfirm(context.people[id], engineer, head) === null && !wasAsked(head.adoptions, latest, id),
    );
    if (lead !== undefined) asked.push(lead);
    return [
      ...(silent ? [unanswered(latest, latest.turn)] : []),
      lead === undefined ? unanswered(latest, 3) : asking(latest, 3, lead, null, actor),
    ];
  });
  return { events, guards: asked.length > 0 ? guardsOn([...asked, engineer.id], context) : [] };
}

/** The leads of the people who were asked about a piece, as far as these are still of the team that has adopted it. */
function linesOf(state: Case, { piece }: Adoption, { people }: Context): string[] {
  const team = bodyAt<EvidenceBody>(state, piece)?.adoption?.team;
  return state.head.adoptions.flatMap((one) => {
    const person = one.piece === piece && one.to !== null ? people[one.to] : undefined;
    return person && (team === undefined || isSamePlace(person.team, team)) ? lineOf(person) : [];
  });
}

function wasAsked(adoptions: readonly Adoption[], { piece }: Adoption, id: string): boolean {
  return adoptions.some((one) => one.piece === piece && one.to === id);
}
