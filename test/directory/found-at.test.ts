import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf, foundWrites } from '#shared/cases/found.ts';
import { roles } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { placesInIndex } from '#shared/domain/directory/found-at.ts';
import { entryShape } from '#shared/store/found.ts';
import { nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { keyOf, transactionLimits, writesOf } from '#shared/store/transaction.ts';
import { person } from '#test/support/people.ts';

const write = writesOf({ name: 'a-table' } as Parameters<typeof writesOf>[0]);

/** The index as a map, by the names of its items. */
type Index = Map<string, unknown>;

function apply(index: Index, before: Person | null, after: Person): void {
  for (const { action } of foundWrites(write, before, after))
    if (action.Put?.Item) index.set(nameOf(action.Put.Item as never), entryShape.read(action.Put.Item));
    else index.delete(nameOf(action.Delete?.Key as never));
}

function indexOf(people: Iterable<Person>): Index {
  return new Map(
    [...people].flatMap((one) =>
      placesInIndex(entryOf(one)).map((place) => [nameOf(keys.found(place)), entryOf(one)] as const),
    ),
  );
}

const ids = ['ada-one', 'bo-two', 'cy-three'];
const records = fc
  .record({
    id: fc.constantFrom(...ids),
    name: fc.oneof(
      fc.constantFrom('Ada Byron', 'ADA Byrón', 'Bo', '王小明', 'Ann Annabel'),
      fc.string({ maxLength: 20 }),
    ),
    team: fc.constantFrom('Harbour', 'Island', 'Shore#1'),
    odc: fc.constantFrom('North', 'South'),
    level: fc.constantFrom('L1', 'L4', null),
    roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 }),
    techLeadId: fc.constantFrom(null, ...ids),
    odcLeadId: fc.constantFrom(null, ...ids),
    active: fc.boolean(),
    hrUntil: fc.option(fc.constant('2026-11-30T08:00:00.000Z'), { nil: undefined }),
  })
  .map(({ hrUntil, ...more }) => person(more.id, { ...more, ...(hrUntil ? { hrUntil } : {}) }));

test('the index is always what the people come to, after any sequence of changes', () => {
  fc.assert(
    fc.property(fc.array(records, { maxLength: 12 }), (changes) => {
      const people = new Map<string, Person>();
      const index: Index = new Map();
      for (const after of changes) {
        apply(index, people.get(after.id) ?? null, after);
        people.set(after.id, after);
        expect(index).toEqual(indexOf(people.values()));
      }
    }),
  );
});

test('a change of what nobody searches by writes nothing to the index', () => {
  const ada = person('ada-one', { level: 'L2' });
  expect(foundWrites(write, ada, { ...ada, email: 'new@example.com', levelSince: '2026-01-01', version: 2 })).toEqual(
    [],
  );
});

test('whoever has left is found by name, team, ODC and role, and stands nowhere where people are chosen', () => {
  const lead = person('tess-lead', { level: 'L4', roles: ['tech-lead', 'hr'], techLeadId: 'ada-one' });
  const by = (one: Person) => [...new Set(placesInIndex(entryOf(one)).map((place) => place.by))].sort();
  expect(by(lead)).toEqual(['lead', 'level', 'odc', 'rank', 'role', 'team', 'word']);
  expect(by({ ...lead, active: false })).toEqual(['odc', 'role', 'team', 'word']);
});

test('the change of the longest record fits a transaction, and no key is too long', () => {
  const words = (first: string) =>
    Array.from({ length: 60 }, (_, at) => String.fromCodePoint(first.charCodeAt(0) + at));
  const longest = (name: string, at: number) =>
    person('i'.repeat(63), {
      name,
      roles: [...roles],
      level: 'L4',
      team: '名'.repeat(120 - at),
      odc: '名'.repeat(120 - at),
      techLeadId: `lead-${at}`,
      odcLeadId: `odc-${at}`,
    });
  const writes = foundWrites(write, longest(words('一').join(' '), 0), longest(words('丁').join(' '), 1));
  // The rest of a change of a person is 25 writes at most: record, event, words, roles, address and guards.
  expect(writes.length).toBeLessThanOrEqual(transactionLimits.actions - 25);
  for (const { pk, sk } of writes.map(keyOf)) {
    expect(Buffer.byteLength(pk)).toBeLessThan(2048);
    expect(Buffer.byteLength(sk)).toBeLessThan(1024);
  }
});
