import type { ProposedChange, RecordState } from '../contract/proposals.ts';
import { plainWeek } from '../domain/calendar/working.ts';
import { factsOf } from '../domain/directory/decide.ts';
import { calendarOf, loadCalendarRecord } from '../store/calendars.ts';
import { loadHead } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { loadCycle } from '../store/cycles.ts';
import { loadPerson } from '../store/directory.ts';

/** The record of a proposal as it is now. Null: there is none. */
export async function recordNow(
  table: Table,
  { kind, of }: Pick<ProposedChange, 'kind' | 'of'>,
): Promise<RecordState | null> {
  switch (kind) {
    case 'person': {
      const person = await loadPerson(table, of);
      return person && { data: factsOf(person), body: { name: person.name, email: person.email } };
    }
    case 'calendar': {
      const calendar = await loadCalendarRecord(table, of);
      // An ODC without a calendar works by the plain week.
      const { version: _version, ...data } = calendar ? calendarOf(calendar) : plainWeek(of);
      return { data, body: null };
    }
    case 'correct-outcome': {
      const head = await loadHead(table, of);
      return head && { data: { outcome: head.outcome, engineerId: head.engineerId }, body: null };
    }
    case 'cycle':
    case 'cycle-close': {
      const cycle = await loadCycle(table, of);
      if (!cycle) return null;
      const { id: _id, openedAt: _opened, closedAt: _closed, version: _version, ...data } = cycle;
      return { data, body: null };
    }
  }
}

/** The record as a proposal would make it. Null: it closes a cycle. */
export function recordProposed(change: ProposedChange): RecordState | null {
  switch (change.kind) {
    case 'person': {
      const { name, email } = change.input;
      return { data: factsOf(change.input), body: { name, email } };
    }
    case 'calendar':
      return { data: { odc: change.of, ...change.input }, body: null };
    case 'cycle':
      return { data: change.input, body: null };
    case 'correct-outcome':
      return { data: { outcome: change.to }, body: null };
    case 'cycle-close':
      return null;
  }
}
