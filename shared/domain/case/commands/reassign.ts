import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { whyNotFill } from '../slots/filling.ts';
import { reassignable } from '../slots/slot-status.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';
import { guardsOf, named, namingOf } from './slot-changes.ts';

export const reassignRow: CommandRow<'reassign'> = {
  title: 'Give a part to another person',
  underSeal: 'open',
  by: { hr: true, slot: (slot) => slot.part === 'lead' || slot.role === 'odc-lead' },
  whose: 'HR; for reviewers also the calibration lead and the ODC lead',
  stages: 'open',
  against: (head, _person, _facts, acting) =>
    reassignable(head, acting).length === 0 ? no('not-yet', 'There is no part that you could give away now.') : null,
  facts: { people: 'guarded', line: 'read' },
  names: ({ to }) => [to],
  places: (head, _person, acting) => reassignable(head, acting).map((slot) => ({ slot, chain: head })),
  events: ['reassigned'],
  decide: reassign,
};

function reassign(state: Case, command: CommandOf<'reassign'>, context: PersonContext): Decision {
  const { slot: slotId, to, reason } = command;
  const { head } = state;
  const could = reassignable(head, context.acting);
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
  const slots = [named(slot, to, context.now, head.timeZone)];
  return accept(
    [
      {
        type: 'reassigned',
        actor: context.by,
        data: { slots },
        body: { audience: 'private', content: { reason } },
      },
    ],
    guardsOf(slots, context),
  );
}
