import { PersonInput } from '../contract/directory.ts';
import type { FileFault } from '../contract/files.ts';
import { folded, leadFields, lineRoles } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { inputOf, newRecord } from '../domain/directory/person-input.ts';
import { newIdBase } from '../domain/person-id.ts';
import { roleTitles } from '../domain/words.ts';
import { columns, type PersonField } from './columns.ts';
import { inOrder } from './order.ts';
import type { PeopleFile, PersonRow } from './people-file.ts';

/** Who the rows of a file of people are about, and what their records will be. */

/** What the directory knows. Mail addresses and employee numbers are folded. */
export interface Known {
  people: ReadonlyMap<string, Person>;
  /** Whose mail address it is. */
  byMail: ReadonlyMap<string, string>;
  /** Whose employee number it is. */
  byNumber: ReadonlyMap<string, string>;
  /** Whether whoever sent the file is told who has an address or a number. */
  isNamed: (person: Person) => boolean;
}

/** The same, from everybody in the directory. */
export function knownOf(everybody: readonly Person[], isNamed: Known['isNamed'] = () => true): Known {
  return {
    isNamed,
    people: new Map(everybody.map((one) => [one.id, one])),
    byMail: new Map(everybody.map((one) => [folded(one.email), one.id])),
    byNumber: new Map(everybody.flatMap(({ id, externalId }) => (externalId ? [[folded(externalId), id]] : []))),
  };
}

export interface Resolved {
  row: number;
  id: string;
  /** Null: the person is new. */
  before: Person | null;
  input: PersonInput;
}

/** A row of which no record can be made, because of its faults. */
type Unresolved = Pick<Resolved, 'row' | 'before'> & { given: Partial<PersonInput> };

/**
 * Every row as the record that it comes to, leads before those whom they lead. `faults`: every one that a row has beside others.
 * `unresolved`: the rows that come to no record.
 */
export interface ResolvedFile {
  faults: FileFault[];
  rows: Resolved[];
  unresolved: Unresolved[];
}

/** The fields that a new person must have. */
const needed = ['name', 'email', 'team', 'odc'] as const;

const mailOf = ({ given }: PersonRow) => (given.email ? folded(given.email) : undefined);
const numberOf = ({ given }: PersonRow) => (given.externalId ? folded(given.externalId) : undefined);

/** Finds out who each row is about, whom it names as leads, and what the record of the person comes to. */
export function resolve({ rows, places }: PeopleFile, known: Known): ResolvedFile {
  const faults: FileFault[] = [];
  const fault = (row: number, field: PersonField | null, reason: string) =>
    faults.push({ row, column: field === null ? null : (places[field] ?? null), reason });
  // Who such a row is about cannot be known. It may be the lead whom another row names.
  const isLost = ({ id, unread }: PersonRow) =>
    unread.includes('id') || (id === undefined && unread.some((field) => field === 'email' || field === 'externalId'));
  const hasLost = rows.some(isLost);
  const identified = identify(
    rows.filter((row) => !isLost(row)),
    known,
    fault,
  );
  const unresolved = rows.filter(isLost).map(({ row, given }): Unresolved => ({ row, before: null, given }));
  const byMail = new Map(identified.flatMap(({ row, id }) => (mailOf(row) ? [[mailOf(row) as string, id]] : [])));
  const inFile = new Map(identified.map((one) => [one.id, one]));
  const idOfLead = (name: string): string | null => {
    if (!name.includes('@')) return inFile.has(name) || known.people.has(name) ? name : null;
    return byMail.get(name) ?? known.byMail.get(name) ?? null;
  };
  const lacking = new Set<PersonField>();
  const resolved = identified.flatMap(({ row, id }): Resolved[] => {
    const before = known.people.get(id) ?? null;
    const given: Partial<PersonInput> = { ...row.given };
    for (const role of lineRoles) {
      const field = leadFields[role];
      const name = row.given[field];
      if (typeof name !== 'string') continue;
      const lead = idOfLead(name);
      if (lead === null && !hasLost)
        fault(row.row, field, `‘${name}’ is neither in this file nor in the directory: ${columns[field].mend}`);
      given[field] = lead;
    }
    const isNeeded = (field: PersonField) => !row.unread.includes(field) && given[field as 'name'] === undefined;
    const missing = before ? [] : needed.filter(isNeeded);
    for (const field of missing) {
      // A file without a column is one fault, not one of each row.
      if (!lacking.has(field))
        fault(row.row, null, `this person is new, and the file has no column ${columns[field].title}: add it`);
      lacking.add(field);
    }
    if (missing.length > 0 || row.unread.length > 0) {
      unresolved.push({ row: row.row, before, given: row.given });
      return [];
    }
    const { hrUnits, ...record } = { ...(before ? inputOf(before) : newRecord), ...given };
    const input = PersonInput.safeParse({ ...record, ...(hrUnits?.length ? { hrUnits } : {}) });
    if (input.success) return [{ row: row.row, id, before, input: input.data }];
    // What the file leaves out stays, and it can be from before a rule that a record must keep today.
    for (const field of new Set(input.error.issues.map(({ path }) => path[0] as PersonField)))
      fault(row.row, field, `the record has no valid ${columns[field].title}: ${columns[field].mend}`);
    unresolved.push({ row: row.row, before, given: row.given });
    return [];
  });
  checkLeads(resolved, { known, inFile }, fault);
  return { rows: inOrder(resolved, known, fault), unresolved, faults };
}

/** Faults in the order of the file: of a place that has one already, the first one alone, because the others can follow from it. */
export function faultsInOrder(faults: readonly FileFault[]): FileFault[] {
  const first = new Map<string, FileFault>();
  for (const one of faults) {
    const place = one.column === null ? JSON.stringify(one) : JSON.stringify([one.row, one.column]);
    if (!first.has(place)) first.set(place, one);
  }
  return [...first.values()].sort((one, other) => (one.row ?? 0) - (other.row ?? 0));
}

export type AddFault = (row: number, field: PersonField | null, reason: string) => void;

interface Identified {
  row: PersonRow;
  id: string;
}

/** What only one person has, and how a fault says so. */
const handles = {
  email: { of: mailOf, holders: ({ byMail }: Known) => byMail, words: 'mail address' },
  externalId: { of: numberOf, holders: ({ byNumber }: Known) => byNumber, words: 'employee number' },
} as const;
type Handle = keyof typeof handles;

/** Who has the mail address or the employee number of a row in the directory. */
const holderOf = (row: PersonRow, handle: Handle, known: Known): string | undefined =>
  handles[handle].holders(known).get(handles[handle].of(row) ?? '');

/** The person of each row: by id, else by employee number or mail address, else somebody new with an id made from the name. */
function identify(rows: readonly PersonRow[], known: Known, fault: AddFault): Identified[] {
  const taken = new Set([...known.people.keys(), ...rows.flatMap(({ id }) => id ?? [])]);
  const identified = rows.map((row) => ({
    row,
    id: row.id ?? holderOf(row, 'externalId', known) ?? holderOf(row, 'email', known) ?? newId(row, taken),
  }));
  checkHandles('email', identified, known, fault);
  checkHandles('externalId', identified, known, fault);
  const firsts = new Map<string, number>();
  return identified.filter(({ row, id }) => {
    const field = row.id ? 'id' : holderOf(row, 'externalId', known) ? 'externalId' : 'email';
    const person = known.people.get(id);
    // Whoever may not read a person must not find them by guessing what only they have.
    if (field !== 'id' && person && !known.isNamed(person)) {
      fault(row.row, field, takenBy('another person', handles[field].words));
      return false;
    }
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, row.row);
    else {
      fault(row.row, field, `row ${first} is about the same person: take one of the two out`);
    }
    return first === undefined;
  });
}

/** Finds rows of different people with one mail address or employee number, and those that take what somebody keeps. */
function checkHandles(handle: Handle, identified: readonly Identified[], known: Known, fault: AddFault): void {
  const { of, words } = handles[handle];
  // Whoever gets another one by this file gives theirs up.
  const givesUp = new Set(
    identified.flatMap(({ row, id }) => (handle in row.given && holderOf(row, handle, known) !== id ? id : [])),
  );
  const firsts = new Map<string, Identified>();
  for (const one of identified) {
    const value = of(one.row);
    if (value === undefined) continue;
    const first = firsts.get(value);
    if (!first) firsts.set(value, one);
    else if (first.id !== one.id)
      fault(one.row.row, handle, `row ${first.row.row} has the same ${words}: give each person their own`);
    const holder = holderOf(one.row, handle, known);
    if (holder !== undefined && holder !== one.id && !givesUp.has(holder))
      fault(one.row.row, handle, takenBy(nameOf(holder, known), words));
  }
}

const takenBy = (who: string, words: string) => `${who} has this ${words}: give each person their own`;

/** What a fault calls somebody of the directory. Their id is quoted: a page that begins a sentence with it leaves it as it is. */
function nameOf(id: string, { people, isNamed }: Known): string {
  const person = people.get(id);
  return person && !isNamed(person) ? 'another person' : `‘${id}’`;
}

/** An id for somebody new, which nobody has. */
function newId({ given }: PersonRow, taken: Set<string>): string {
  const base = newIdBase(given.name ?? '', given.email ?? '');
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  taken.add(id);
  return id;
}

/** A lead who is new to somebody works here and has the role, after this file. */
function checkLeads(
  resolved: readonly Resolved[],
  { known, inFile }: { known: Known; inFile: ReadonlyMap<string, unknown> },
  fault: AddFault,
): void {
  const after = new Map(resolved.map((one) => [one.id, one.input]));
  for (const { row, id, before, input } of resolved)
    for (const role of lineRoles) {
      const field = leadFields[role];
      const lead = input[field];
      if (lead === null || lead === before?.[field]) continue;
      if (lead === id) fault(row, field, 'nobody leads themselves: name another person, or leave it empty');
      // What the file makes of a lead whose row has faults is not known.
      const record = after.get(lead) ?? (inFile.has(lead) ? undefined : known.people.get(lead));
      if (record && !(record.active && record.roles.includes(role)))
        fault(
          row,
          field,
          `${nameOf(lead, known)} does not work here as ${roleTitles[role]}: give them the role, or name another person`,
        );
    }
}
