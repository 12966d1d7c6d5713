import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { isDay, plusDays } from '../../calendar/calendar.ts';
import { isSupervisorRole } from '../../people.ts';
import { stageTitles } from '../../words.ts';
import { assigneesOf } from '../progress/assignees.ts';
import { extendedTimers, stageRules } from '../progress/timers.ts';
import { instantsOf } from '../state/instants.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';

export const extendDeadlineRow: CommandRow<'extend-deadline'> = {
  title: 'Extend the deadline',
  underSeal: 'open',
  by: { hr: true, slot: (slot) => slot.part === 'lead' || isSupervisorRole(slot.role) },
  whose: 'HR, or a lead who takes part in this case',
  stages: 'open',
  against: (head) =>
    head.status === 'opening' ? no('stage-opening', `${stageTitles[head.stage]} is just opening.`) : null,
  facts: { people: 'read', calendars: 'read', cycle: 'read' },
  events: ['deadline-extended'],
  decide: extendDeadline,
};

/** A deadline can be extended to a year from now at most. Origin: ours. */
const extensionDays = 365;

/** Extends the deadline of the open stage to the end of a day, for everybody who owes a step. */
function extendDeadline(state: Case, command: CommandOf<'extend-deadline'>, context: PersonContext): Decision {
  const { until, reason } = command;
  const { head } = state;
  const rules = stageRules(head, context.ladder);
  const today = context.now.slice(0, 10);
  const dueOn = instantsOf(head).dueAt?.slice(0, 10) ?? today;
  const from = dueOn > today ? dueOn : today;
  const latest = plusDays(context.now, extensionDays).slice(0, 10);
  if (!rules || !isDay(until) || until <= from || until > latest)
    return reject('invalid-input', 'The deadline stays as it is.', [
      { path: 'until', reason: `give a day after ${from}, and not after ${latest}` },
    ]);
  const { dueAt, timers } = extendedTimers(rules, head.stage, context.now, until, assigneesOf(head, context));
  return accept([
    {
      type: 'deadline-extended',
      actor: context.by,
      data: { dueAt, timers },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}
