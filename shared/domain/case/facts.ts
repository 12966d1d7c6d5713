import type { CaseHead } from '../../contract/case.ts';
import type { PersonCommand, SystemCommand } from '../../contract/commands.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import { lineOf } from '../people.ts';
import { stageOf, transitionOf } from './path.ts';
import { standingSignOffs } from './sign-offs.ts';

/** What from outside a case a command is decided on. */
export interface FactsNeeded {
  people: string[];
  /** The engineer's line is needed too, once they are read. */
  line: boolean;
  /** Leads of the people who owe a step, for a word up the line. */
  superiors: boolean;
  calendars: boolean;
  cycleId: string | null;
  seats: { ladder: string; level: string; max: number } | null;
  openCase: boolean;
  previousCaseId: string | null;
}

/**
 * What a command can rest on from outside the case.
 *
 * - `people`: the engineer, everyone with a slot and every delegate; with the people that the command names
 * - `line`: the engineer's line of report
 * - `superiors`: the leads of the people who owe a step, who are told what is overdue
 * - `engineer`: the engineer alone
 * - `calendars`: the working calendars
 * - `cycle`: the cycle of the case; `namedCycle`: the one that the command names
 * - `seats`: the seats of the level gone to, if the level is capped and this may be the last signature
 * - `openCase`: whether the engineer has another open case
 * - `previousCase`: the case before, whose evidence is carried over
 */
export type Fact =
  | 'people'
  | 'line'
  | 'superiors'
  | 'engineer'
  | 'calendars'
  | 'cycle'
  | 'namedCycle'
  | 'seats'
  | 'openCase'
  | 'previousCase';

/**
 * The facts of a command. `guarded`: the commit checks that what was decided on has not changed, or writes it under a
 * condition. `read`: a change in the meantime does no harm.
 */
export type FactsUsed = { readonly [F in Fact]?: 'read' | 'guarded' };

/** What a row of `commands` or `systemCommands` says about facts from outside the case. */
export interface FactsRow<C extends PersonCommand | SystemCommand = never> {
  facts?: FactsUsed;
  names?: (command: C) => string[];
  cycle?: (command: C) => string;
}

/**
 * What a command needs to know from outside the case. `row` is the row of its type: the caller has it, so that a function
 * for people does not hold the commands of the system, and the other way round. `actorId` is null for the system.
 */
export function factsFor<C extends PersonCommand | SystemCommand>(
  head: CaseHead,
  command: C,
  { facts = {}, names, cycle }: FactsRow<C>,
  ladder: PublishedLadder,
  actorId: string | null,
): FactsNeeded {
  const holders = head.slots.flatMap((slot) => slot.personId ?? []);
  // A delegate acts for the holder of a slot only while the holder is active.
  const lenders = head.delegations.filter((one) => one.to === actorId).map((one) => one.by);
  const delegates = head.delegations.map((one) => one.to);
  const people = [
    ...lenders,
    ...(facts.people ? [head.engineerId, ...holders, ...delegates] : []),
    ...(names?.(command) ?? []),
    ...(facts.engineer ? [head.engineerId] : []),
  ];
  const isLastApproval = command.type === 'sign-off' && command.decision === 'approve';
  return {
    people: [...new Set(people)],
    line: facts.line !== undefined,
    superiors: facts.superiors !== undefined,
    calendars: facts.calendars !== undefined,
    cycleId: cycle?.(command) ?? (facts.cycle ? head.cycleId : null),
    seats: facts.seats && isLastApproval ? seatsAt(head, ladder) : null,
    openCase: facts.openCase !== undefined,
    previousCaseId: facts.previousCase ? head.previousCaseId : null,
  };
}

/** The capped level that the last signature goes to; null where this is not the last or the level has no cap. */
function seatsAt(head: CaseHead, ladder: PublishedLadder): FactsNeeded['seats'] {
  const { to } = transitionOf(ladder, head);
  const cap = ladder.levels.find((level) => level.id === to)?.seats;
  const signers = head.slots.filter((slot) => slot.part === 'signer');
  const isLast = standingSignOffs(head).length >= signers.length - 1;
  return cap && isLast && stageOf(transitionOf(ladder, head), 'sign-off')
    ? { ladder: ladder.id, level: to, max: cap.max }
    : null;
}

/** The leads of people, by id, who may be told that a step of theirs is overdue. */
export function superiorsOf(people: readonly Person[]): string[] {
  return [...new Set(people.flatMap(lineOf))];
}
