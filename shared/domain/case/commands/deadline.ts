import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { isAfterPath } from '../../../contract/names.ts';
import { addDays, isDay } from '../../calendar/calendar.ts';
import { dayWords } from '../../calendar/words.ts';
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
  whose: 'HR; before the case goes to HR for a decision, also a lead with a part in it',
  stages: 'open',
  against: (head, _person, { now }, acting) => {
    const { stage, status } = head;
    if (stage === 'stopped') return no('wrong-stage', 'The case is stopped, and its clock with it.');
    if (acting && isAfterPath(stage)) return ofHr;
    if (status === 'opening') return no('stage-opening', `${stageTitles[stage]} is just opening.`);
    const end = status === 'open' ? head.bound?.window?.to : undefined;
    return end !== undefined && end <= movableAfter(head, head.timeZone, now) ? atItsEnd : null;
  },
  facts: { people: 'read', calendars: 'read', cycle: 'read' },
  events: ['deadline-extended'],
  decide: extendDeadline,
};

// HR decides on what these people did: they do not put that off.
const ofHr = no('forbidden', 'HR is to decide now, so only HR moves the due day. Tell HR why more time is needed.');

const atItsEnd = no('not-yet', 'The signatures are due at the end of their window. HR can allow another time.');

/** The day after which the deadline can move: the due day, or today if that is over. */
function movableAfter(head: CaseHead, timeZone: string, now: string): string {
  const { dueAt } = instantsOf(head);
  const today = localDay(now, timeZone);
  const dueOn = dueAt ? localDay(dueAt, timeZone) : today;
  return dueOn > today ? dueOn : today;
}

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
  const from = movableAfter(head, zone, context.now);
  const year = addDays(localDay(context.now, zone), extensionDays);
  const end = schedule?.bound?.window?.to ?? year;
  const latest = end < year ? end : year;
  if (schedule?.bound && latest <= from) return { ok: false, rejection: atItsEnd };
  if (!schedule || until <= from || until > latest)
    return reject('invalid-input', 'The deadline stays as it is.', [
      { path: 'until', reason: `give a day after ${dayWords(from)}, and not after ${dayWords(latest)}` },
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
