import type { CaseHead } from '../../../contract/case.ts';
import type { PersonCommand, SystemCommand } from '../../../contract/commands.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Person } from '../../../contract/people.ts';
import { addDays, dayOf } from '../../calendar/calendar.ts';
import { seatCapOf } from '../../ladder/seats.ts';
import { lineOf } from '../../people.ts';
import { lendersTo } from './delegations.ts';
import { stageOf, transitionOf } from './path.ts';
import { standingSignOffs } from './sign-offs.ts';

/** The facts from outside a case that a command is decided on. */
export interface FactsNeeded {
  people: string[];
  /** Whether the engineer's line is needed too. Its people are known only after the engineer is read. */
  line: boolean;
  /** Whether the leads of the people who owe a step are needed: they are told what is overdue. */
  superiors: boolean;
  /** Whether those are needed who act for holders who are away. They are known only after the holders are read. */
  deputies: boolean;
  calendars: boolean;
  cycleId: string | null;
  seats: { ladder: string; level: string; max: number } | null;
  holders: boolean;
  openCase: boolean;
  previousCaseId: string | null;
  changers: boolean;
}

/**
 * A kind of fact from outside the case that a command can depend on.
 *
 * - `people`: the engineer, everyone with a slot and every delegate. The people that the command names are always read
 * - `line`: the engineer's line of report
 * - `superiors`: the leads of the people who owe a step, who are told what is overdue
 * - `deputies`: those who are named to act for people who are away
 * - `engineer`: the engineer alone
 * - `record`: the level, ladder, track and activity of the engineer, which must be what the case began with
 * - `calendars`: the working calendars
 * - `cycle`: the cycle of the case; `namedCycle`: the one that the command names
 * - `seats`: the seats of the target level, if the level is capped and the command can take or free one
 * - `holders`: who is of HR, and who is a delivery director
 * - `openCase`: whether the engineer has another open case
 * - `confirmers`: the people who are or will be asked whether their team has adopted a piece of evidence
 * - `changers`: who has changed the engineer's record since the case began
 * - `previousCase`: the engineer's previous case, whose evidence is carried over
 */
export type Fact =
  | 'people'
  | 'line'
  | 'superiors'
  | 'deputies'
  | 'engineer'
  | 'record'
  | 'calendars'
  | 'cycle'
  | 'namedCycle'
  | 'seats'
  | 'holders'
  | 'openCase'
  | 'confirmers'
  | 'changers'
  | 'previousCase';

/**
 * The facts that a command depends on. `guarded`: the commit checks that the fact has not changed, or writes it under a
 * condition. `read`: a change in the meantime does no harm.
 */
export type FactsUsed = { readonly [F in Fact]?: 'read' | 'guarded' };

/** What a row of `commands` or `systemCommands` says about facts from outside the case. */
export interface FactsRow<C extends PersonCommand | SystemCommand = never> {
  facts?: FactsUsed;
  names?: (command: C) => string[];
  cycle?: (command: C) => string | null;
}

/**
 * The facts from outside the case that a command needs. The caller passes the row of the command, so that a function
 * for people does not contain the commands of the system, and the other way round. `actorId` is null for the system.
 */
export function factsFor<C extends PersonCommand | SystemCommand>(
  head: CaseHead,
  command: C,
  { facts = {}, names, cycle }: FactsRow<C>,
  ladder: PublishedLadder,
  actorId: string | null,
): FactsNeeded {
  const holders = head.slots.flatMap((slot) => slot.personId ?? []);
  const delegates = head.delegations.map((one) => one.to);
  const people = [
    ...(actorId === null ? [] : lendersTo(head, actorId)),
    ...(facts.people ? [head.engineerId, ...holders, ...delegates] : []),
    ...(names?.(command) ?? []),
    ...(facts.engineer || facts.record ? [head.engineerId] : []),
    ...(facts.confirmers ? head.adoptions.flatMap((one) => one.to ?? []) : []),
  ];
  const changesSeats =
    (command.type === 'sign-off' && command.decision === 'approve') ||
    (command.type === 'decide-exception' && command.decision === 'confirm') ||
    (command.type === 'decide-stop' && command.decision === 'end');
  return {
    people: [...new Set(people)],
    line: facts.line !== undefined,
    superiors: facts.superiors !== undefined,
    deputies: facts.deputies !== undefined,
    calendars: facts.calendars !== undefined,
    cycleId: cycle?.(command) ?? (facts.cycle ? head.cycleId : null),
    seats: facts.seats && changesSeats ? seatsAt(head, ladder) : null,
    holders: facts.holders !== undefined,
    openCase: facts.openCase !== undefined,
    changers: facts.changers !== undefined,
    previousCaseId: facts.previousCase ? head.previousCaseId : null,
  };
}

/** The seats of the target level. Null if the level has no cap, or if more signatures must follow. */
function seatsAt(head: CaseHead, ladder: PublishedLadder): FactsNeeded['seats'] {
  const transition = transitionOf(ladder, head);
  const max = seatCapOf(ladder, transition);
  const signers = head.slots.filter((slot) => slot.part === 'signer');
  const isLast = standingSignOffs(head).length >= signers.length - 1;
  return max !== null && isLast && stageOf(transition, 'sign-off')
    ? { ladder: ladder.id, level: transition.to, max }
    : null;
}

/** The ids of those who act for these people while they are away, now or later. A day begins and ends earlier in some zones. */
export function deputiesFrom(people: readonly Person[], now: string): string[] {
  const leave = people.flatMap((one) => one.leave).filter(({ to }) => to >= addDays(dayOf(now), -1));
  return [...new Set(leave.flatMap(({ deputyId }) => deputyId ?? []))];
}

/** The ids of the leads of these people. They can be told that a step is overdue. */
export function superiorsOf(people: readonly Person[]): string[] {
  return [...new Set(people.flatMap(lineOf))];
}
