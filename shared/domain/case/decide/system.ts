import type { Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Window } from '../../../contract/cycles.ts';
import type { Case, DraftEvent } from '../../../contract/events.ts';
import { hrDesk, peer, type WorkflowStage } from '../../../contract/names.ts';
import { plusDays } from '../../calendar/calendar.ts';
import { whyApart } from '../apart.ts';
import { assigneesOf } from '../assignees.ts';
import { isDone } from '../duties.ts';
import { ends } from '../onwards.ts';
import { openSteps } from '../open-steps.ts';
import { isTrackChange, transitionOf } from '../path.ts';
import { type Filling, filledByLine, holdsSlot, lineOf } from '../slots.ts';
import { openStageOf } from '../stages/index.ts';
import { stageRules, timersOf } from '../timers.ts';
import { accept, type Context, type Decision, reject } from '../types.ts';
import { dueTimers } from '../wake.ts';
import { systemActor } from './actors.ts';
import { fillingOf, givenAnew, guardsOf } from './parts.ts';

/** At most so many new executions a day for one case; more points to a fault that another one will not mend. */
const restartsADay = 3;

/** Refuses a task of another generation than the case's: an older one has been replaced, a newer one is a forgery. */
function otherGeneration(state: Case, generation: number): Decision | null {
  const { head } = state;
  if (generation < head.generation)
    return reject('superseded', `Generation ${generation} was replaced by generation ${head.generation}.`);
  if (generation > head.generation) return reject('stage-moved', `Generation ${generation} was never started.`);
  return null;
}

/** Opens the stage the case stands at; nothing when it is open. A stage it has left or not reached is refused alike. */
export function openStage(state: Case, command: CommandOf<'open-stage'>, context: Context): Decision {
  const { head } = state;
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  const rules = stageRules(head, context.ladder);
  if (!rules || command.stage !== head.stage) return reject('stage-moved', `The case stands at ${head.stage}.`);
  if (head.openedAt) return accept([]);
  const { cycle, now } = context;
  // A cycle has windows for the stages of a path alone: an appeal has none.
  const windows: Partial<Record<WorkflowStage, Window>> = cycle && !cycle.closedAt ? cycle.windows : {};
  const window = windows[command.stage] ?? null;
  const { dueAt, timers } = timersOf(rules, head.stage, now, assigneesOf(head, context), window);
  return accept([
    {
      type: 'stage-opened',
      actor: systemActor(context),
      data: { stage: head.stage, attempt: head.attempt, dueAt, timers },
    },
  ]);
}

/**
 * Does what has come due and nothing twice: reminds whoever owes a step, tells somebody up the line of a step that is
 * overdue, ends a case whose engineer let a stage of their own lapse. Nobody's silence decides anything else.
 */
export function remind(state: Case, command: CommandOf<'remind'>, context: Context): Decision {
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  const { head } = state;
  const due = dueTimers(head, context.now);
  const instant = due.at(-1)?.at;
  const owed = [...new Set(openSteps(head, context.ladder).map((step) => step.personId))];
  if (!instant || owed.length === 0) return accept([]);
  const actor = systemActor(context);
  if (openStageOf(head.stage)?.owner === 'engineer' && due.some((timer) => timer.kind === 'lapse'))
    return accept([{ type: 'case-lapsed', actor, data: { moves: ends(head, 'lapsed') } }]);
  // Whoever came to a step after its stage was opened is named by no timer, and is told with all of them.
  const known = new Set(head.timers.flatMap((timer) => timer.to));
  const among = (kinds: string[]) => {
    const to = new Set(due.filter((timer) => kinds.includes(timer.kind)).flatMap((timer) => timer.to));
    return due.some((timer) => kinds.includes(timer.kind)) ? owed.filter((id) => to.has(id) || !known.has(id)) : [];
  };
  const reminded = among(['remind', 'due']);
  const late = among(['escalate']);
  const which = { stage: head.stage, attempt: head.attempt, instant };
  const events: DraftEvent[] = [
    ...(reminded.length > 0 ? [{ type: 'reminder-sent' as const, actor, data: { ...which, to: reminded } }] : []),
    ...(late.length > 0
      ? [{ type: 'escalated' as const, actor, data: { ...which, of: late, to: toldOf(state, late, context) } }]
      : []),
  ];
  // An instant that nobody is meant by any more is over all the same.
  return accept(events.length > 0 ? events : [{ type: 'reminder-sent', actor, data: { ...which, to: [] } }]);
}

/** Who is told that steps are overdue: a rung further up each person's own line every time, at its end HR. */
function toldOf({ head }: Case, late: readonly string[], { people, now }: Context): string[] {
  const rung = new Set(head.timers.filter((one) => one.kind === 'escalate' && one.at <= now).map((one) => one.at)).size;
  const told = late.map((id) => {
    const person = people[id];
    const above = person
      ? lineOf(person).filter((one) => one !== id && one !== head.engineerId && people[one]?.active !== false)
      : [];
    return above[rung - 1] ?? hrDesk;
  });
  return [...new Set(told)];
}

/**
 * Gives parts anew that their holders cannot play any more: somebody left or lost a role, or another manager came before
 * the stage was open. Nothing where everybody is in their place. Parts that are played stand.
 */
export function resettle(state: Case, context: Context): Decision {
  const { head } = state;
  const filling = fillingOf(state, context);
  const { engineer } = filling;
  if (head.stage === 'closing' || head.stage === 'closed' || !engineer) return accept([]);
  const adrift = head.slots.filter(
    (slot) => !isDone(head, slot) && isAdrift(state, slot, context, { ...filling, engineer }),
  );
  const slots = givenAnew(state, adrift, context, null).filter((slot) =>
    head.slots.some((one) => one.id === slot.id && one.personId !== slot.personId),
  );
  if (slots.length === 0) return accept([]);
  return accept(
    [{ type: 'slot-substituted', actor: systemActor(context), data: { slots } }],
    [{ personId: engineer.id, version: engineer.version }, ...guardsOf(slots, context)],
  );
}

function isAdrift(
  { head }: Case,
  slot: Slot,
  { people }: Context,
  filling: Filling & { engineer: NonNullable<Filling['engineer']> },
): boolean {
  if (slot.personId === null) return true;
  const holder = people[slot.personId];
  if (!holder || !holdsSlot(slot, holder, filling) || whyApart(head, slot, holder.id, filling.transition)) return true;
  const isBegun = head.openedAt !== null && slot.stage === head.stage;
  if (slot.given === 'named' || slot.role === peer || isBegun) return false;
  const now = filledByLine(head, { ...slot, personId: null, substitutedBy: null }, people, filling);
  return now !== null && now.personId !== slot.personId;
}

/** Closes a case whose outcome is decided, and no other. Level, track and day change in the same transaction. */
export function close(state: Case, command: CommandOf<'close'>, context: Context): Decision {
  const { head } = state;
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  if (head.stage === 'closed') return accept([]);
  const { outcome } = head;
  if (head.stage !== 'closing' || !outcome)
    return reject('outcome-not-decided', `The case stands at ${head.stage} and nobody has decided it.`);
  const transition = transitionOf(context.ladder, head);
  const level = outcome === 'promoted' && !isTrackChange(transition) ? transition.to : null;
  const track = level !== null || outcome === 'track-changed' ? head.track : null;
  // It changes on the directory item as it was read.
  const engineer = context.people[head.engineerId];
  return accept(
    [
      {
        type: 'case-closed',
        actor: systemActor(context),
        data: { outcome, level, ...(track === null ? {} : { track }) },
      },
    ],
    engineer && (level !== null || track !== null) ? [{ personId: engineer.id, version: engineer.version }] : [],
  );
}

/** Gives a case a new execution, if `generation` is still the current one. */
export function restart(state: Case, command: CommandOf<'restart'>, context: Context): Decision {
  const { head } = state;
  if (head.stage === 'closed' || command.generation !== head.generation) return accept([]);
  const today = head.restarts.filter((at) => at > plusDays(context.now, -1));
  if (today.length >= restartsADay)
    return reject('restart-limit', `The case was restarted ${restartsADay} times within a day.`);
  return accept([
    {
      type: 'execution-restarted',
      actor: systemActor(context),
      data: { generation: head.generation + 1, reason: command.reason },
    },
  ]);
}
