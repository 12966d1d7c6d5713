import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case, DraftEvent } from '../../../contract/events.ts';
import type { Person } from '../../../contract/people.ts';
import { movedByConflict } from '../progress/next-stage.ts';
import { unsignedBy } from '../slots/done-by.ts';
import { undoneSlots } from '../slots/slot-status.ts';
import { accept, type Decision, type Rejection } from '../state/types.ts';
import { type CommandRow, no, type PersonContext, participant } from './row.ts';
import { givenAnew, guardsOf } from './slot-changes.ts';

export const declareConflictRow: CommandRow<'declare-conflict'> = {
  title: 'Declare a conflict of interest',
  underSeal: 'open',
  ...participant,
  stages: 'open',
  against: (head, person, _facts, acting) =>
    acting?.onBehalfOf ? null : nothingLeft(unsignedBy(head, [person.id]), person),
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  events: ['conflict-declared'],
  decide: leave,
};

export const recuseRow: CommandRow<'recuse'> = {
  title: 'Step back from the case',
  repeats: () => true,
  underSeal: 'open',
  ...participant,
  stages: 'open',
  against: nothingLeft,
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  events: ['recused'],
  decide: leave,
};

/** A person leaves the slots that they have not done yet. With a conflict of interest they leave the case for good. */
function leave(
  state: Case,
  { type, reason }: CommandOf<'declare-conflict'> | CommandOf<'recuse'>,
  context: PersonContext,
): Decision {
  const { actor } = context;
  // With a conflict of interest their signature does not stand.
  const head = type === 'declare-conflict' ? unsignedBy(state.head, [actor.id]) : state.head;
  const slots = givenAnew(state, undoneSlots(head, actor.id), context, actor.id);
  const moves = movedByConflict(state.head, [actor.id]);
  const by = { actor: context.by, body: { audience: 'private' as const, content: { reason } } };
  const event: DraftEvent =
    type === 'recuse'
      ? { type: 'recused', ...by, data: { slots } }
      : { type: 'conflict-declared', ...by, data: { slots, ...(moves ? { moves } : {}) } };
  return accept([event], guardsOf(state, slots, context));
}

function nothingLeft(head: CaseHead, person: Person): Rejection | null {
  if (!head.slots.some((slot) => slot.personId === person.id))
    return no('already-done', 'You only act for another person here.');
  return undoneSlots(head, person.id).length === 0
    ? no('already-done', 'You have done your part, and it stays. If something was not right with it, tell HR.')
    : null;
}
