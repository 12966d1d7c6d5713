import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { whyNotFill } from '../slots/filling.ts';
import { reassignable } from '../slots/slot-status.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, hr, no, type PersonContext } from './row.ts';
import { guardsOf, named, namingOf } from './slot-changes.ts';

export const reassignRow: CommandRow<'reassign'> = {
  title: 'Give a part to another person',
  // A part without a holder stands in the way of the end.
  repeats: ({ slot }, { slots }) => slots.some(({ id, personId }) => id === slot && personId !== null),
  underSeal: 'open',
  ...hr,
  stages: 'open',
  against: (head) =>
    reassignable(head).length === 0 ? no('not-yet', 'There is no part that you could give away now.') : null,
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  names: ({ to }) => [to],
  places: (head) => reassignable(head).map((slot) => ({ slot, chain: head })),
  events: ['reassigned'],
  decide: reassign,
};

/**
 * HR gives a part to another person. While the seal is closed that may be a part with a review, and the review is
 * discarded: a refusal would tell that it is there.
 */
function reassign(state: Case, command: CommandOf<'reassign'>, context: PersonContext): Decision {
  const { slot: slotId, to, reason } = command;
  const { head } = state;
  const could = reassignable(head);
  const slot = could.find((one) => one.id === slotId);
  if (!slot)
    return reject('invalid-input', 'The part stays with whom it is.', [
      { path: 'slot', reason: `give one of ${could.map((one) => one.id).join(', ')}` },
    ]);
  const isOwn = slot.personId === to;
  const why = isOwn
    ? 'they have this part already'
    : whyNotFill(head, slot, context.people[to], namingOf(state, context));
  if (why) return reject('invalid-input', 'The part stays with whom it is.', [{ path: 'to', reason: why }]);
  const slots = [named(slot, to, context.now, head)];
  return accept(
    [
      {
        type: 'reassigned',
        actor: context.by,
        data: { slots },
        body: { audience: 'private', content: { reason } },
      },
    ],
    guardsOf(state, slots, context),
  );
}
