import type { PersonInput } from '../../contract/directory.ts';
import type { ImportKind } from '../../contract/file-names.ts';
import type { CaseEffect, ImportChange } from '../../contract/imports.ts';
import type { Ladder } from '../../contract/ladder.ts';
import { leadFields, recordFacts } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { hasOpenPart, type OpenCase } from '../directory/involvement.ts';
import { rolesOf } from '../directory/matters.ts';
import { newRecord } from '../directory/person-input.ts';
import { isSamePlace } from '../places.ts';
import { isAt } from '../seats/moves.ts';

/** What a row of a file of people does. */

/** The kind of a change of a person: the first that fits counts. */
export function kindOf(before: Person | null, after: PersonInput): ImportKind {
  if (before === null) return 'added';
  if (before.active !== after.active) return after.active ? 'returned' : 'left';
  const isThere = isSamePlace(before.team, after.team) && isSamePlace(before.odc, after.odc);
  return isThere ? 'changed' : 'moved';
}

/**
 * The fields that a row changes. For somebody new, what it says beside their name and mail address and beyond a plain engineer
 * who is on no ladder. Empty: it says what the record says.
 */
export function fieldsChanged(person: Person | null, after: PersonInput): ImportChange['changes'] {
  const before: Partial<PersonInput> = person ?? { ...newRecord, name: after.name, email: after.email };
  const plain = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
  // A field that is left out says that there is none.
  return ([...new Set([...Object.keys(after), 'hrUnits'])] as (keyof PersonInput)[])
    .filter((field) => plain(before[field]) !== plain(after[field]))
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }));
}

/**
 * What a change of a person does to open cases: their own case stops, or its line is another one, or parts that they hold in
 * cases of others go to somebody else.
 */
export function effectsOf(id: string, before: Person, after: PersonInput, cases: readonly OpenCase[]): CaseEffect[] {
  const own = cases.some(({ head }) => head.engineerId === id);
  const holds = cases.some(({ head }) => head.engineerId !== id && hasOpenPart(head, id));
  const isOther = (field: keyof PersonInput) => before[field] !== after[field];
  const left = rolesOf(after);
  return [
    ...(own && recordFacts.some(isOther) ? ['stops' as const] : []),
    ...(own && Object.values(leadFields).some(isOther) ? ['line' as const] : []),
    ...(holds && (!after.active || rolesOf(before).some((role) => !left.includes(role))) ? ['part' as const] : []),
  ];
}

/** Levels at which there are more people than seats after a file, and to which it moves somebody. */
export function levelsOverCap(
  ladders: readonly Ladder[],
  everybody: readonly (Pick<Person, 'ladder' | 'level' | 'active'> & { isMoved: boolean })[],
): { ladder: string; level: string; people: number; seats: number }[] {
  return ladders.flatMap(({ id: ladder, levels }) =>
    levels.flatMap(({ id: level, seats }) => {
      if (!seats) return [];
      const there = everybody.filter((one) => isAt(one, { ladder, level }));
      const isOver = there.length > seats.max && there.some((one) => one.isMoved);
      return isOver ? [{ ladder, level, people: there.length, seats: seats.max }] : [];
    }),
  );
}
