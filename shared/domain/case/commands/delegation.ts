import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Person } from '../../../contract/people.ts';
import { plusLocalDays } from '../../calendar/zone.ts';
import type { Fault } from '../../fault.ts';
import { delegationDays, delegationsAtOnce, lentTo, whyNotLend } from '../slots/lending.ts';
import { undoneSlots } from '../slots/slot-status.ts';
import { asSealed } from '../state/seal.ts';
import { accept, type Decision, type Rejection, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, no, type PersonContext, participant } from './row.ts';
import { guardsOf, offeringOf } from './slot-changes.ts';

export const delegateRow: CommandRow<'delegate'> = {
  title: 'Let another person act for you',
  repeats: () => true,
  underSeal: 'open',
  ...participant,
  stages: 'open',
  against: nothingOwn,
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  names: ({ to }) => [to],
  places: (head, person) => undoneSlots(head, person.id).map((slot) => ({ slot, chain: asSealed(head) })),
  events: ['delegated'],
  decide: delegate,
};

export const endDelegationRow: CommandRow<'end-delegation'> = {
  title: 'End a delegation',
  underSeal: 'open',
  ...participant,
  stages: 'open',
  against: (head, person, { now }) =>
    head.delegations.some((one) => one.by === person.id && one.until > now)
      ? null
      : no('not-yet', 'You have let nobody act for you.'),
  events: ['delegation-ended'],
  decide: endDelegation,
};

/**
 * The holder of slots lets somebody else act for them, for a limited time. A delegation never gives a further right,
 * and never two slots that separation of duties keeps apart.
 */
function delegate(state: Case, command: CommandOf<'delegate'>, context: PersonContext): Decision {
  const { slots: ids, to, until, reason } = command;
  const { head } = state;
  const from = command.from ?? context.now;
  const own = undoneSlots(head, context.actor.id);
  const filling = offeringOf(state, context);
  const standing = head.delegations.filter((one) => one.until > context.now);
  const lent = lentTo(head, to, context.now);
  const faults: Fault[] = [];
  for (const [at, id] of ids.entries()) {
    const slot = own.find((one) => one.id === id);
    if (!slot) faults.push({ path: `slots.${at}`, reason: `give one of ${own.map((one) => one.id).join(', ')}` });
    else {
      const why = whyNotLend(head, slot, context.people[to], filling, [...lent, ...ids.slice(0, at)]);
      if (why) faults.push({ path: 'to', reason: why });
    }
  }
  if (standing.filter((one) => one.by === context.actor.id).length >= delegationsAtOnce)
    faults.push({ path: 'to', reason: `end one of your delegations first: ${delegationsAtOnce} can stand at once` });
  if (to === context.actor.id) faults.push({ path: 'to', reason: 'name another person: these parts are yours' });
  if (until <= from || until <= context.now)
    faults.push({ path: 'until', reason: 'give a time that is ahead, and after the beginning' });
  if (until > plusLocalDays(from, delegationDays, head.timeZone))
    faults.push({ path: 'until', reason: `a delegation lasts ${delegationDays} days at most` });
  const slots = own.filter(({ id }) => ids.includes(id)).map((slot) => ({ ...slot, personId: to }));
  const guards = guardsOf(state, slots, context);
  return (
    rejectFaults('Nothing was delegated.', faults) ??
    accept(
      [
        {
          type: 'delegated',
          actor: context.by,
          data: { slots: ids, by: context.actor.id, to, from, until },
          body: { audience: 'private', content: { reason } },
        },
      ],
      guards,
    )
  );
}

function endDelegation(state: Case, { to }: CommandOf<'end-delegation'>, context: PersonContext): Decision {
  if (!state.head.delegations.some((one) => one.by === context.actor.id && one.to === to))
    return reject('invalid-input', 'There is no such delegation.', [
      { path: 'to', reason: 'give the id of a person who may act for you' },
    ]);
  return accept([{ type: 'delegation-ended', actor: context.by, data: { to } }]);
}

function nothingOwn(head: CaseHead, person: Person): Rejection | null {
  return undoneSlots(head, person.id).length === 0
    ? no('not-yet', 'You have no step of your own in this case that another person could take.')
    : null;
}
