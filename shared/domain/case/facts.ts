import type { CaseHead } from '../../contract/case.ts';
import type { Command } from '../../contract/commands.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { PersonCommandType } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { stageOf, transitionOf } from './path.ts';
import { standingSignOffs } from './sign-offs.ts';
import { lineOf } from './slots.ts';

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

/** Commands by which somebody comes to a part, or leaves one. */
const assigning: (Command['type'] | PersonCommandType)[] = [
  'appoint-panel',
  'answer-objection',
  'declare-conflict',
  'recuse',
  'reassign',
  'delegate',
  'decide-appeal',
  'resettle',
];
const timing: Command['type'][] = ['open-stage', 'extend-deadline', 'remind'];

/** What a command needs to know from outside the case. `actorId` is null for the system. */
export function factsFor(
  head: CaseHead,
  command: Command,
  ladder: PublishedLadder,
  actorId: string | null,
): FactsNeeded {
  const assigns = assigning.includes(command.type);
  const times = timing.includes(command.type);
  const holders = head.slots.flatMap((slot) => slot.personId ?? []);
  // Somebody who acts for another does so as long as the other is there.
  const lenders = head.delegations.filter((one) => one.to === actorId).map((one) => one.by);
  const delegates = head.delegations.map((one) => one.to);
  const people = [
    ...lenders,
    ...(assigns || times ? [head.engineerId, ...holders, ...delegates] : []),
    ...named(command),
    ...(command.type === 'close' || command.type === 'appeal' ? [head.engineerId] : []),
  ];
  return {
    people: [...new Set(people)],
    line: assigns,
    superiors: command.type === 'remind',
    calendars: times,
    cycleId:
      command.type === 'join-cycle' ? command.cycleId : times || command.type === 'sign-off' ? head.cycleId : null,
    seats: command.type === 'sign-off' && command.decision === 'approve' ? seatsAt(head, ladder) : null,
    openCase: command.type === 'appeal',
    previousCaseId: command.type === 'carry-evidence' ? head.previousCaseId : null,
  };
}

function named(command: Command): string[] {
  switch (command.type) {
    case 'appoint-panel':
      return command.reviewers;
    case 'answer-objection':
      return command.to === null ? [] : [command.to];
    case 'reassign':
    case 'delegate':
      return [command.to];
    case 'decide-appeal':
      return [...command.reviewers, ...(command.lead === null ? [] : [command.lead])];
    default:
      return [];
  }
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
