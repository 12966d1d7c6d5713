import { beforeAll, describe, expect, test } from 'vitest';
import { fillWith, type Loaded, type Wanted } from '#infra/local/load/fill.ts';
import { readLadders } from '#infra/local/organisation/set-up.ts';
import { isHr } from '#shared/domain/people.ts';
import { listedIn } from '#shared/store/case-lists.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { faultsOfStored, storedOf } from '#test/reliability/support/stored-case.ts';
import { seededIds, seededRandom, stillClock } from '#test/support/outside.ts';

/** Everything that is loaded. Throws if an item comes twice. */
async function filled(wanted: Partial<Wanted> = {}): Promise<{ items: Item[]; loaded: Loaded }> {
  const items = new Map<string, Item>();
  const sink = {
    async add(some: readonly Item[]) {
      for (const item of some) {
        if (items.has(nameOf(item))) throw new Error(`${nameOf(item)} is written twice`);
        items.set(nameOf(item), JSON.parse(JSON.stringify(item)) as Item);
      }
    },
  };
  const clock = stillClock();
  const outside = {
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: ['wiki.intranet'],
    companyZone: 'UTC',
    signInKey: 'mail' as const,
  };
  const loaded = await fillWith(outside, sink, { people: 150, cases: 60, open: 20, seed: 1, ...wanted });
  return { items: [...items.values()], loaded };
}

let items: Item[];
let loaded: Loaded;
beforeAll(async () => {
  ({ items, loaded } = await filled());
});

const casesIn = (all: readonly Item[]) => {
  const found = new Map(all.map((item) => [nameOf(item), item]));
  const ids = all.filter(({ pk, sk }) => pk.startsWith('CASE#') && sk === 'HEAD').map(({ pk }) => pk.slice(5));
  return ids.flatMap((id) => listedIn(found, id) ?? []);
};

describe('a loaded table', () => {
  test('has as many people and cases as were asked for, and says what it wrote', () => {
    const heads = casesIn(items).map(({ head }) => head);
    expect([heads.length, heads.filter(({ status }) => status !== 'closed').length]).toEqual([60, 20]);
    expect(loaded).toMatchObject({ people: 150, open: 20, closed: 40, items: items.length });
    expect([...loaded.byPartition.values()].reduce((sum, count) => sum + count, 0)).toBe(items.length);
    expect(loaded.events).toBe(items.filter(({ pk }) => pk.startsWith('EV#case_')).length);
  });

  test('holds every case as the product stores it: chain, head, words and open steps', () => {
    const ladders = readLadders();
    for (const { head } of casesIn(items)) {
      const stored = storedOf(items, head.id);
      const ladder = ladders.find(({ hash }) => hash === head.ladder.hash);
      expect(ladder && stored && faultsOfStored(stored, ladder)).toEqual([]);
    }
  });

  test('names only people whom it has, and at most one open case for each engineer', () => {
    const people = new Set(items.filter(({ sk }) => sk === 'PROFILE').map(({ pk }) => pk.slice('PERSON#'.length)));
    const heads = casesIn(items).map(({ head }) => head);
    const named = heads.flatMap(({ engineerId, slots }) => [
      engineerId,
      ...slots.flatMap(({ personId }) => personId ?? []),
    ]);
    expect(named.filter((id) => !people.has(id))).toEqual([]);
    const open = heads.filter(({ status }) => status !== 'closed').map(({ engineerId }) => engineerId);
    expect(new Set(open).size).toBe(open.length);
  });

  test('puts every case into the lists of its engineer’s unit, and has notices and somebody of HR', () => {
    expect(casesIn(items).filter(({ unit }) => unit === null)).toEqual([]);
    expect(items.filter(({ pk }) => pk.startsWith('NOTICE#')).length).toBeGreaterThan(20);
    expect(items.filter((item) => item.sk === 'PROFILE' && isHr(item as never)).length).toBeGreaterThan(1);
  });
});

test('the same seed gives the same items, and another one gives others', async () => {
  const again = await filled();
  expect(again.items).toEqual(items);
  const other = await filled({ seed: 2 });
  expect(casesIn(other.items).map(({ head }) => head.engineerId)).not.toEqual(
    casesIn(items).map(({ head }) => head.engineerId),
  );
});

test('more open cases than engineers are refused', async () => {
  await expect(filled({ people: 40, cases: 100, open: 100 })).rejects.toThrow('There are not enough engineers');
});
