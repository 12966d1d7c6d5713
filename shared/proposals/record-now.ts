import { leadFields } from '../contract/names.ts';
import { Leave } from '../contract/people.ts';
import type { ProposedChange, RecordState } from '../contract/proposals.ts';
import * as z from '../contract/zod.ts';
import { plainWeek } from '../domain/calendar/working.ts';
import { deputiesOf, factsOf, wordsOf } from '../domain/directory/decide.ts';
import { stateOfMove } from '../importing/move.ts';
import { stateOfImport } from '../importing/state.ts';
import { calendarOf, calendarRecordIn } from '../store/calendars.ts';
import { headIn } from '../store/cases.ts';
import { cycleIn } from '../store/cycles.ts';
import { peopleIn } from '../store/directory.ts';
import { importIn } from '../store/imports.ts';
import type { Item } from '../store/items.ts';
import { moveIn } from '../store/moves.ts';
import { signInsIn } from '../store/sign-ins.ts';

/** The record of a change as it is now, among the items that the change reads. Null: there is none. */
export function recordNow(items: ReadonlyMap<string, Item>, change: ProposedChange): RecordState | null {
  const { kind, of } = change;
  switch (kind) {
    case 'person': {
      const person = peopleIn(items, [of])[of];
      return person ? { data: factsOf(person), body: wordsOf(person) } : null;
    }
    case 'leave': {
      const person = peopleIn(items, [of])[of];
      return person ? { data: { leave: person.leave }, body: null } : null;
    }
    case 'sign-in-end': {
      const one = signInsIn(items, of)?.list.findLast(({ id }) => id === change.signIn);
      return one ? { data: { ...one }, body: null } : null;
    }
    case 'import': {
      const record = importIn(items, of);
      return record && stateOfImport(record);
    }
    case 'issuer-move':
    case 'issuer-move-end': {
      const record = moveIn(items, of);
      return record && stateOfMove(record);
    }
    case 'calendar': {
      const calendar = calendarRecordIn(items, of);
      // An ODC without a calendar works by the plain week.
      const { version: _version, ...data } = calendar ? calendarOf(calendar) : plainWeek(of);
      return { data, body: null };
    }
    case 'correct-outcome': {
      const head = headIn(items, of);
      return head && { data: { outcome: head.outcome, engineerId: head.engineerId }, body: null };
    }
    case 'cycle':
    case 'cycle-close': {
      const cycle = cycleIn(items, of);
      if (!cycle) return null;
      const { id: _id, openedAt: _opened, closedAt: _closed, version: _version, ...data } = cycle;
      return { data, body: null };
    }
  }
}

/** The record as a proposal would make it. Null: it closes a cycle, ends a sign-in, or is about a file. */
export function recordProposed(change: ProposedChange): RecordState | null {
  switch (change.kind) {
    case 'person':
      return { data: factsOf(change.input), body: wordsOf(change.input) };
    case 'leave':
      return { data: { leave: change.leave }, body: null };
    case 'calendar':
      return { data: { odc: change.of, ...change.input }, body: null };
    case 'cycle':
      return { data: change.input, body: null };
    case 'correct-outcome':
      return { data: { outcome: change.to }, body: null };
    case 'cycle-close':
    case 'sign-in-end':
    case 'import':
    case 'issuer-move':
    case 'issuer-move-end':
      return null;
  }
}

/** The people whom a record names: the leads of a person and those who act for them, or the engineer of a case. */
export function peopleOfRecord(state: RecordState | null): string[] {
  const leads = ['engineerId', ...Object.values(leadFields)].flatMap((field) => {
    const id = state?.data[field];
    return typeof id === 'string' ? [id] : [];
  });
  return [...leads, ...deputiesOf({ leave: state ? leaveOf(state) : [] })];
}

/** The times away of a person in the state of a record. */
export function leaveOf({ data }: RecordState): Leave[] {
  return z.array(Leave).safeParse(data.leave).data ?? [];
}

/** The people whom a change of a record names, or no longer names. */
export function peopleChanged(was: RecordState | null, proposed: RecordState | null): string[] {
  const [before, after] = [peopleOfRecord(was), peopleOfRecord(proposed)];
  return [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
}
