import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryOf } from '#infra/local/identity/directory.ts';
import type { Pickable } from '#infra/local/identity/picker.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Whom the sign-in page of the laptop shows. */

const many = Array.from({ length: 90 }, (_one, at) => person(`bo-${at}`, { name: `Bo Björk ${at}` }));
const gone = person('bo-gone', { name: 'Bo Björk Gone', active: false });

let small: World;
let large: World;
beforeAll(async () => {
  [small, large] = await Promise.all([startWorld(), startWorld([...smallOrganisation, ...many, gone])]);
});
afterAll(() => Promise.all([small?.stop(), large?.stop()]));

const shownBy = async (directory: Pickable, sought: string) => {
  const { people, ...more } = await directory.shown(sought);
  return { ids: people.map((one) => one.id), ...more };
};

test('a small directory is shown whole, whatever is searched', async () => {
  const { ids, sought } = await shownBy(directoryOf(small.outside, true), 'nobody');
  expect([ids.length, sought]).toEqual([smallOrganisation.length, null]);
});

test('a large one begins with people of HR', async () => {
  const { ids, hasMore } = await shownBy(directoryOf(large.outside, false), '');
  const ofHr = smallOrganisation.filter((one) => one.roles.includes('hr')).map((one) => one.id);
  expect([ids.toSorted(), hasMore]).toEqual([ofHr.toSorted(), false]);
});

test.each([
  ['the beginnings of words of a name, without accents', 'bjork 77', ['bo-77']],
  ['an id', 'bo-8', ['bo-8', ...Array.from({ length: 10 }, (_one, at) => `bo-8${at}`)]],
  ['a mail address', 'bo-12@example.com', ['bo-12']],
  ['a name of somebody who has left', 'gone', []],
  ['a mail address of somebody who has left', 'bo-gone@example.com', []],
  ['a mail address that nobody has', 'x@example.com', []],
  ['signs alone', '%%', []],
])('finds people by %s', async (_what, sought, ids) => {
  const found = await shownBy(directoryOf(large.outside, false), sought);
  expect({ ...found, ids: found.ids.toSorted() }).toEqual({
    ids: ids.toSorted(),
    sought,
    hasMore: false,
    isSample: false,
  });
});

test('says that there are more than it shows', async () => {
  const { ids, hasMore } = await shownBy(directoryOf(large.outside, false), 'bjo');
  expect([ids.length, hasMore]).toEqual([40, true]);
});
