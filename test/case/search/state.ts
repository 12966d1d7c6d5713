import type { CaseHead } from '#shared/contract/case.ts';
import type { Command } from '#shared/contract/commands.ts';
import type { BodyItem, Case, CaseEvent, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { isAfterPath, type RecordFact, recordFacts } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Seats } from '#shared/contract/seats.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { dayIn } from '#shared/domain/case/state/zone.ts';
import { isDirector, isHr } from '#shared/domain/people.ts';
import { type Corrected, correctionBy } from '#test/support/correction.ts';
import { decide } from '#test/support/decide.ts';
import { makersBehind, type Notes, noNotes, noted, union } from './notes.ts';
import { type Carried, isOfRecord, type RecordStep, stepOnRecords, type Waiting } from './records.ts';

/** The start of a search: a transition, its people, and the engineer of the case. */
export interface Setting {
  ladder: PublishedLadder;
  transition: string;
  engineerId: string;
  people: Person[];
  /** The unusual steps that are tried, by type. Absent: all but those on records. */
  unusual?: readonly string[];
  /** The people whose records are changed. Absent: everybody. */
  changing?: readonly string[];
  /** The people for a second panel after an appeal, reviewers first. Absent: there are not enough people for one. */
  secondPanel?: readonly string[];
  /** Pairs of people who can trade places everywhere without a difference to anybody else. */
  alike?: readonly (readonly [string, string])[];
  /** The answer to every question that a criterion asks. */
  answer?: 'no';
}

/** A state of the search: a case, the records that are not as in the beginning, and our own notes. */
export interface State {
  case: Case;
  records: Record<string, Person>;
  waiting: Waiting | null;
  notes: Notes;
}

/** The two times in a search: now, and a time long after every deadline. */
export const now = '2026-03-02T09:00:00.000Z';
export const late = '2027-06-01T09:00:00.000Z';

/** One person proposes to correct the outcome of a closed case, and a second one confirms it. */
type CorrectionStep = { type: 'correct-outcome'; to: Corrected; second: string };

/** One command that a person or the system can try, on the case or on the records of people. */
export interface Option {
  /** Null is the system. */
  who: string | null;
  command: Command | RecordStep | CorrectionStep;
  at?: string;
  /** Whether a seat is free, if that matters. */
  seatFree?: boolean;
  /** The system has not looked at the case since the records changed. */
  isUnseen?: boolean;
  /** The step is unusual. A search limits how many of these one case has. */
  isTurn?: boolean;
}

/** What a step did: the events of the case, a change of a record, and the state after it. */
export interface Taken {
  events: CaseEvent[];
  carried: Carried | null;
  /** The system has looked at the case after a change of a record. */
  isSeen: boolean;
  next: State;
}

/** The only seat of a level, held by this person. */
const seatOf = (personId: string): Seats => ({
  ladder: '',
  level: '',
  waiting: [],
  version: 1,
  holders: [{ personId, caseId: null, since: now }],
});
const fullSeats = seatOf('x');

type People = Record<string, Person>;
type Records = State['records'];

/** The result of a function for each object, so that it is worked out only once. */
function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

const peopleBy = once(({ people }: Setting) => {
  const beginning = Object.fromEntries(people.map((one) => [one.id, one]));
  return once((records: Records): People => ({ ...beginning, ...records }));
});
const holdersAmong = once((people: People) => {
  const idsOf = (has: (person: Person) => boolean) => Object.values(people).flatMap((one) => (has(one) ? one.id : []));
  return { hr: idsOf(isHr), directors: idsOf(isDirector) };
});
const noRecords: Records = {};

/** The records of everybody as they are now. */
export function peopleOf(setting: Setting, { records }: Pick<State, 'records'>): People {
  return peopleBy(setting)(records);
}

/** What the engineer's record says otherwise than in the beginning. Worked out here, not by the decider. */
export function changedRecord({ engineerId, people }: Setting, { records }: Pick<State, 'records'>): RecordFact[] {
  const [is, was] = [records[engineerId], people.find((one) => one.id === engineerId)];
  return is && was ? recordFacts.filter((fact) => is[fact] !== was[fact]) : [];
}

/** The facts for a decision in a state. */
export function contextOf(setting: Setting, state: State | null, at: string, seatFree = true): Context {
  const people = peopleOf(setting, state ?? { records: noRecords });
  return {
    now: at,
    ladder: setting.ladder,
    actor: null,
    people,
    holders: holdersAmong(people),
    seats: seatFree ? null : fullSeats,
    openCaseId: null,
    intranetHosts: [],
  };
}

/**
 * Gives an option to the real decider. Returns what it did. Returns null if it is refused or changes nothing. The next
 * stage is opened at once, with a single timer instead of those from the calendars. After a change of the records the
 * system looks at the case at once, unless the option says that it has not done so yet.
 */
export function take(setting: Setting, from: State | null, option: Option): Taken | null {
  const { command, who } = option;
  const events: CaseEvent[] = [];
  if (from && isOfRecord(command)) {
    const done = stepOnRecords(setting, from, who, command);
    if (!done) return null;
    const changed = afterChange(setting, from, done);
    const look = { who: null, command: { type: 'resettle' } } as const;
    const isSeen = done.carried !== null && !option.isUnseen;
    const next = isSeen ? decided(setting, changed, look, events) : changed;
    return { events, carried: done.carried, isSeen, next: opened(setting, next ?? changed, events) };
  }
  if (from && command.type === 'correct-outcome') return corrected(setting, from, { ...option, command });
  const next = decided(setting, from, option, events);
  return next && events.length > 0
    ? { events, carried: null, isSeen: false, next: opened(setting, next, events) }
    : null;
}

/** The state after a correction of the outcome. Null: it was refused. */
function corrected(
  setting: Setting,
  state: State,
  { who, command, seatFree = true }: Option & { command: CorrectionStep },
): Taken | null {
  const { ladder, engineerId } = setting;
  const people = peopleOf(setting, state);
  const isSeated = people[engineerId]?.level === transitionOf(ladder, state.case.head).to;
  const seats = isSeated ? seatOf(engineerId) : seatFree ? null : fullSeats;
  const was = beginningOf(setting, engineerId) as Person;
  const facts = { state: state.case, ladder, people, was, seats, now };
  const correction = correctionBy(who ?? '', command.second, command.to, facts);
  if (!correction) return null;
  const events: CaseEvent[] = [];
  const next = told(setting, state, correction.event, events);
  return {
    events,
    carried: null,
    isSeen: false,
    next: { ...next, records: recorded(setting, next.records, correction.engineer) },
  };
}

/** The state after a decision on the case. Null: it was refused. */
function decided(
  setting: Setting,
  state: State | null,
  { who, command, at = now, seatFree }: Option,
  events: CaseEvent[],
): State | null {
  const context = contextOf(setting, state, at, seatFree);
  const actor = who === null ? null : (context.people[who] ?? null);
  const about = state?.case ?? null;
  const decideWith = (changedBy?: string[]) =>
    decide(about, command as Command, { ...context, actor, ...(changedBy ? { changedBy } : {}) });
  const first = decideWith(who === null ? undefined : state?.notes.changers);
  if (!first.ok) return null;
  // Who is behind what the system does is known once it is known what follows.
  const behind = state && who === null ? makersBehind(state.notes, state.case.head, first.events) : [];
  const decision = behind.length > 0 ? decideWith(behind) : first;
  if (!decision.ok) return null;
  return decision.events.reduce((one, draft) => told(setting, one, draft, events), state) as State;
}

/**
 * The stage that the state machine opens next. Who decides in HR's stages, and whether the case stops instead, is decided
 * by the product. A case is closed at once if its end writes nothing, because nobody can do anything before it.
 */
function opened(setting: Setting, state: State, events: CaseEvent[]): State {
  const { stage, attempt, status, generation, outcome } = state.case.head;
  if (stage === 'closing' && !carriesOut(outcome))
    return decided(setting, state, { who: null, command: { type: 'close', generation } }, events) ?? state;
  if (status !== 'opening' || stage === 'closing') return state;
  if (!isAfterPath(stage))
    return told(
      setting,
      state,
      { type: 'stage-opened', actor: system, data: { stage, attempt, dueAt, timers } } as DraftEvent,
      events,
    );
  const command = { type: 'open-stage', generation, stage } as Command;
  const next = decided(setting, state, { who: null, command }, events);
  if (!next) throw new Error(`The stage ${stage} cannot be opened`);
  return opened(setting, next, events);
}

const system = { personId: null, role: 'system', relation: 'workflow', onBehalfOf: null } as const;
const dueAt = '2026-04-01T09:00:00.000Z';
const timers = [{ kind: 'lapse' as const, at: dueAt, to: [] }];

function told(setting: Setting, state: State | null, draft: DraftEvent, events: CaseEvent[]): State {
  const event = eventOf(draft, (state?.case.head.version ?? 0) + 1);
  events.push(event);
  const after = evolve(state?.case ?? null, event, bodyOf(draft, event.seq));
  const notes = noted(state?.notes ?? noNotes, event, state?.case.head ?? null, after.head);
  return { case: after, records: closedRecords(setting, state, event), waiting: state?.waiting ?? null, notes };
}

/** The records after an event: the end of a case writes the new level or track of the engineer. */
function closedRecords(setting: Setting, state: State | null, event: CaseEvent): State['records'] {
  const records = state?.records ?? noRecords;
  if (event.type !== 'case-closed' || event.data.level === null) return records;
  const { level, track = null } = event.data;
  const engineer = peopleOf(setting, { records })[setting.engineerId] as Person;
  const levelSince = state ? dayIn(state.case.head, event.at) : null;
  return recorded(setting, records, { ...engineer, level, track, levelSince });
}

/** The records after one of them was written. A record that is as in the beginning is left out. */
function recorded(setting: Setting, records: Records, person: Person): Records {
  const { [person.id]: _before, ...others } = records;
  const isBack = JSON.stringify(person) === JSON.stringify(beginningOf(setting, person.id));
  return isBack ? others : { ...others, [person.id]: person };
}

const beginningOf = ({ people }: Setting, id: string) => people.find((one) => one.id === id);

/** The state after a change of a record, with the notes of who made it. */
function afterChange(
  setting: Setting,
  state: State,
  { waiting, carried }: { waiting: Waiting | null; carried: Carried | null },
): State {
  if (!carried) return { ...state, waiting };
  const { of, more } = carried.change;
  const before = peopleOf(setting, state)[of] as Person;
  const after = { ...before, ...more };
  const records = recorded(setting, state.records, after);
  const isNewOfHr = !isHr(before) && isHr(after);
  const isChanged = of === setting.engineerId && changedRecord(setting, { records }).length > 0;
  const changers = isChanged ? union(state.notes.changers, carried.by) : state.notes.changers;
  const { changedBy: known } = state.notes;
  const changedBy = carried.by.length > 0 ? { ...known, [of]: union(known[of] ?? [], carried.by) } : known;
  return {
    ...state,
    records,
    waiting: waiting && isNewOfHr ? { ...waiting, newOfHr: union(waiting.newOfHr, [of]) } : waiting,
    notes: { ...state.notes, changers, changedBy },
  };
}

/** An event without ids and hashes, because the search does not use them. */
function eventOf({ type, data, actor, body }: DraftEvent, seq: number): CaseEvent {
  return {
    v: 1,
    id: '',
    caseId: 'case',
    seq,
    at: now,
    type,
    actor,
    requestId: '',
    ladder: '',
    data,
    audience: body?.audience ?? null,
    digest: body ? 'd' : null,
    prev: '',
    hash: '',
  } as CaseEvent;
}

function bodyOf({ type, body }: DraftEvent, seq: number): BodyItem | null {
  return body ? { caseId: 'case', seq, type, salt: '', ...body } : null;
}

/** Whether the end of a case writes the engineer's record, so that a change of it still matters. */
function carriesOut(outcome: CaseHead['outcome']): boolean {
  return outcome === 'promoted' || outcome === 'promoted-with-exception' || outcome === 'track-changed';
}
