import type { OpenHead } from '../../../../contract/case.ts';
import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case, DraftEvent } from '../../../../contract/events.ts';
import { lineOf } from '../../../people.ts';
import { ends } from '../../progress/next-stage.ts';
import { type OpenStep, timedSteps } from '../../progress/open-steps.ts';
import { scheduleOf } from '../../progress/schedule.ts';
import { dueTimers } from '../../progress/timers.ts';
import { lapsesAt } from '../../state/instants.ts';
import { sealIsOpen } from '../../state/seal.ts';
import { isBoundAnew } from '../../state/signing-window.ts';
import { deskOf, isTimeOf } from '../../state/steps.ts';
import { accept, type Context, type Decision, whoChanged } from '../../state/types.ts';
import { askedFurther } from './ask-further.ts';
import { pause } from './pause.ts';
import { systemActor } from './system-actor.ts';

/**
 * Acts on the timers that are due, on each only once: reminds the people who owe a step, tells somebody up the line
 * that a step is overdue, or ends a case whose engineer let their own stage lapse. If the engineer waits for somebody else
 * there, HR is told instead. Silence decides nothing else.
 * Everybody reads these events, so they do not name who has an objection to answer: their notice is made beside it. If the
 * window of the signatures is over or has changed, or the engineer is away, the stage follows that, and nobody is reminded now.
 */
export function remind(state: Case, _command: CommandOf<'remind'>, context: Context): Decision {
  const { head } = state;
  if (head.status !== 'open') return accept([]);
  const away = pause(state, context);
  if (away) return away;
  if (isBoundAnew(head, context)) return followWindow(head, context);
  const due = dueTimers(head, context.now);
  const instant = due.at(-1)?.at;
  const steps = timedSteps(head, context.ladder);
  const owed = peopleOf(steps.filter((one) => isTimeOf(one, context.now)));
  const asked = askedFurther(state, context);
  if (!instant || steps.length === 0) return accept(asked.events, asked.guards);
  const actor = systemActor(context);
  const isLapsing = due.some(({ kind }) => kind === 'lapse');
  if (isLapsing && lapsesAt(head) !== null)
    return accept([{ type: 'case-lapsed', actor, data: { moves: ends(head, 'lapsed') } }]);
  // A person who got a step after the stage was opened is in no timer. They are told at every timer.
  const known = new Set(head.timers.flatMap((timer) => timer.to));
  const reminders = due.filter(({ kind }) => kind === 'remind' || kind === 'due');
  const to = new Set(reminders.flatMap((timer) => timer.to));
  const reminded = reminders.length > 0 ? owed.filter((id) => to.has(id) || !known.has(id)) : [];
  // If the engineer waits for others, these are overdue, and the case lapses later.
  const isLate = isLapsing || due.some(({ kind }) => kind === 'escalate');
  const others = isLate ? owed.filter((id) => !isLapsing || id !== head.engineerId) : [];
  const which = { stage: head.stage, attempt: head.attempt, instant };
  const events: DraftEvent[] = [
    ...(reminded.length > 0 ? [{ type: 'reminder-sent' as const, actor, data: { ...which, to: reminded } }] : []),
    ...(others.length > 0
      ? [
          {
            type: 'escalated' as const,
            actor,
            data: {
              ...which,
              of: others,
              to: isLapsing ? deskOf(head) : toldOf(head, others, context),
            },
          },
        ]
      : []),
  ];
  // A timer counts as passed even when nobody is to be notified. Otherwise it would come again at once.
  const told = events.length > 0 ? events : [{ type: 'reminder-sent' as const, actor, data: { ...which, to: [] } }];
  return accept([...told, ...asked.events], asked.guards);
}

const peopleOf = (steps: readonly OpenStep[]): string[] => [...new Set(steps.map((step) => step.personId))];

/** The signatures follow their window: HR is asked once it is over, and the due day moves if the window has moved. */
function followWindow(head: OpenHead, context: Context): Decision {
  const schedule = scheduleOf({ ...head, bound: null }, context);
  if (!schedule) return accept([]);
  const type = schedule.bound?.over ? 'window-closed' : 'window-moved';
  return accept([
    { type, actor: systemActor(context), data: { attempt: head.attempt, schedule, ...whoChanged(context) } },
  ]);
}

/**
 * Who is told that steps are overdue: each time one rung further up the person's own line, and HR after its end. While
 * several reviews are sealed it is the lead and then HR, who may know whose is missing; the line can have parts in the case.
 */
function toldOf(head: OpenHead, late: readonly string[], { people, now }: Context): string[] {
  const rung = new Set(head.timers.filter((one) => one.kind === 'escalate' && one.at <= now).map((one) => one.at)).size;
  const reviewers = head.slots.filter(({ part }) => part === 'reviewer');
  if (head.stage === 'calibration' && !sealIsOpen(head) && reviewers.length > 1) {
    const lead = head.slots.find(({ part }) => part === 'lead')?.personId;
    return rung === 1 && lead && late.some((id) => id !== lead) ? [lead] : deskOf(head);
  }
  const told = late.flatMap((id) => {
    const person = people[id];
    const above = person
      ? lineOf(person).filter(
          (one) => ![id, head.engineerId, ...head.conflicts].includes(one) && people[one]?.active !== false,
        )
      : [];
    return above[rung - 1] ?? deskOf(head);
  });
  return [...new Set(told)];
}
