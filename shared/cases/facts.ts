import type { AttachedText } from '../contract/attached.ts';
import type { CaseHead } from '../contract/case.ts';
import type { PersonCommand, SystemCommand } from '../contract/commands.ts';
import type { Case } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import { evidenceOf } from '../domain/case/state/contents.ts';
import { deputiesFrom, type FactsRow, factsFor, superiorsOf } from '../domain/case/state/facts.ts';
import type { Context } from '../domain/case/state/types.ts';
import { lineOf } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadCase } from '../store/cases.ts';
import { loadPersonEvents } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { cycleIn } from '../store/cycles.ts';
import { loadPeople, peopleIn, peopleOf } from '../store/directory.ts';
import { lastClosedIn, openCaseIn } from '../store/engineer-cases.ts';
import { deciderKeys, decidersIn } from '../store/holders.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { seatsIn } from '../store/seats.ts';
import { loadTexts } from '../store/texts.ts';
import { changersOfRecord } from './changers.ts';
import type { Outside } from './outside.ts';

export type Gathered = Pick<
  Context,
  | 'people'
  | 'calendars'
  | 'cycle'
  | 'seats'
  | 'holders'
  | 'openCaseId'
  | 'lastClosedId'
  | 'previous'
  | 'previousTexts'
  | 'changedBy'
>;

/**
 * Reads the facts from outside the case that a command needs, in at most two rounds. Most commands need none.
 * `known` are people who have already been read.
 */
export async function gather<C extends PersonCommand | SystemCommand>(
  { table, clock }: Outside,
  head: CaseHead,
  command: C,
  row: FactsRow<C>,
  ladder: PublishedLadder,
  actorId: string | null,
  known: Record<string, Person> = {},
): Promise<Gathered> {
  const {
    people: ids,
    line,
    superiors,
    deputies,
    seats,
    cycleId,
    ...needed
  } = factsFor(head, command, row, ladder, actorId);
  const unknown = [...ids, ...lineFrom(line, known[head.engineerId])].filter((id) => !Object.hasOwn(known, id));
  const [found, calendars, previous] = await Promise.all([
    getMany(table, [
      ...unknown.map((id) => keys.profile(id)),
      ...(cycleId === null ? [] : [keys.cycle(cycleId)]),
      ...(seats ? [keys.seats(seats.ladder, seats.level)] : []),
      ...(needed.holders ? deciderKeys : []),
      ...(needed.openCase ? [keys.openCase(head.engineerId), keys.lastClosed(head.engineerId)] : []),
    ]),
    needed.calendars ? loadCalendars(table) : undefined,
    needed.previousCaseId === null ? null : loadCase(table, needed.previousCaseId),
  ]);
  const people = peopleOf(known, peopleIn(found, unknown));
  const read = ids.flatMap((id) => people[id] ?? []);
  const more = [
    ...lineFrom(line, people[head.engineerId]),
    ...(superiors ? superiorsOf(read) : []),
    ...(deputies ? deputiesFrom(read, clock.now().toISOString()) : []),
  ].filter((id) => !(id in people) && !unknown.includes(id));
  const carried = command.type === 'carry-evidence' ? command.evidence : [];
  const [led, previousTexts, changedBy] = await Promise.all([
    loadPeople(table, more),
    textsOf(table, previous, carried),
    // Read after the engineer, whose record the commit guards: no change that the decision knows of is missed.
    needed.changers
      ? loadPersonEvents(table, head.engineerId).then((chain) => changersOfRecord(table, head, ladder, chain))
      : undefined,
  ]);
  return {
    people: peopleOf(people, led),
    ...(calendars ? { calendars } : {}),
    cycle: cycleId === null ? null : cycleIn(found, cycleId),
    holders: needed.holders ? decidersIn(found) : null,
    seats: seats ? seatsIn(found, seats.ladder, seats.level) : null,
    openCaseId: openCaseIn(found, head.engineerId),
    lastClosedId: lastClosedIn(found, head.engineerId),
    previous,
    previousTexts,
    ...(changedBy ? { changedBy } : {}),
  };
}

/**
 * The texts of a case with which a text that this command writes is compared, by digest: those of the same requirement,
 * and the one of the piece itself, which can get another requirement.
 */
export async function ownTextsOf(
  { table }: Outside,
  state: Case,
  command: PersonCommand,
): Promise<Record<string, AttachedText>> {
  if (command.type === 'carry-evidence') return textsOf(table, state, Object.keys(state.head.evidence));
  const isAmended = command.type === 'amend-evidence';
  if (!isAmended && command.type !== 'add-evidence') return {};
  const near = evidenceOf(state).filter(
    ({ id, requirement }) => requirement === command.requirement || (isAmended && id === command.evidence),
  );
  const kept = isAmended && near.some(({ id, text }) => id === command.evidence && text);
  const isWritten = command.text === undefined ? kept : command.text !== null;
  return isWritten
    ? textsOf(
        table,
        state,
        near.map(({ id }) => id),
      )
    : {};
}

/** The texts attached to these pieces of a case, by digest. */
async function textsOf(
  table: Table,
  state: Case | null,
  pieces: readonly string[],
): Promise<Record<string, AttachedText>> {
  if (!state) return {};
  const refs = evidenceOf(state).flatMap(({ id, text }) => (text && pieces.includes(id) ? [text.digest] : []));
  const texts = await loadTexts(table, state.head.id, refs);
  return Object.fromEntries(Object.entries(texts).map(([digest, { content }]) => [digest, content]));
}

/** The ids of the engineer's line managers, if they are needed and the engineer was read. */
function lineFrom(isNeeded: boolean, engineer: Person | undefined): string[] {
  return isNeeded && engineer ? lineOf(engineer) : [];
}
