import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { addDays, isDay } from '../../calendar/calendar.ts';
import { localDay } from '../../calendar/zone.ts';
import { isSupervisorRole } from '../../people.ts';
import { stageTitles } from '../../words.ts';
import { extendedSchedule } from '../progress/schedule.ts';
import { instantsOf } from '../state/instants.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';

export const extendDeadlineRow: CommandRow<'extend-deadline'> = {
  title: 'Extend the deadline',
  repeats: () => true,
  underSeal: 'open',
  by: { hr: true, slot: (slot) => slot.part === 'lead' || isSupervisorRole(slot.role) },
  whose: 'HR, or a lead who takes part in this case',
  stages: 'open',
  against: ({ stage, status }) => {
    if (stage === 'stopped') return no('wrong-stage', 'The case is stopped, and its clock with it.');
    return status === 'opening' ? no('stage-opening', `${stageTitles[stage]} is just opening.`) : null;
  },
  facts: { people: 'read', calendars: 'read', cycle: 'read' },
  events: ['deadline-extended'],
  decide: extendDeadline,
};

/** A deadline can be extended to a year from now at most. Origin: ours. */
const extensionDays = 365;

/**
 * Extends the deadline of the open stage to the end of a day, for everybody who owes a step. If the signatures are bound
 * to a window, to the end of the window at most.
 */
function extendDeadline(state: Case, command: CommandOf<'extend-deadline'>, context: PersonContext): Decision {
  const { until, reason } = command;
  const { head } = state;
  const schedule = isDay(until) ? extendedSchedule(head, context, until) : undefined;
  const zone = schedule?.timeZone ?? head.timeZone;
  const today = localDay(context.now, zone);
  const { dueAt } = instantsOf(head);
  const dueOn = dueAt ? localDay(dueAt, zone) : today;
  const from = dueOn > today ? dueOn : today;
  const year = addDays(today, extensionDays);
  const end = schedule?.bound?.window?.to ?? year;
  const latest = end < year ? end : year;
  if (schedule?.bound && latest <= from)
    return reject('not-yet', 'The signatures are due at the end of their window. HR can allow another time.');
  if (!schedule || until <= from || until > latest)
    return reject('invalid-input', 'The deadline stays as it is.', [
      { path: 'until', reason: `give a day after ${from}, and not after ${latest}` },
    ]);
  return accept([
    {
      type: 'deadline-extended',
      actor: context.by,
      data: schedule,
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}
