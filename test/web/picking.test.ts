import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildScript, fileOf } from '#functions/web/browser/build.ts';
import { choicesIn, PersonField } from '#functions/web/views/person-field.tsx';
import { askedIn, noPickers, pickingFor } from '#functions/web/views/picking.ts';
import type { Choice } from '#shared/cases/naming.ts';
import { attribute, wordsOf } from './visit.ts';

test('the script is committed as built from its sources, and small', async () => {
  const committed = readFileSync(new URL('../../functions/web/browser/picker.json', import.meta.url), 'utf8');
  const built = await buildScript('picker');
  expect(committed).toBe(fileOf(built));
  expect(Buffer.byteLength(built.source)).toBeLessThan(5 * 1024);
});

const choice = (id: string, more: Partial<Choice> = {}): Choice => ({
  id,
  name: id,
  level: 'L4',
  team: 'Harbour',
  whyNot: null,
  ...more,
});
const field = { label: 'Who', filled: { values: { to: 'ada' }, faults: [], message: null, changes: [] } };

test('a form without anything typed is carried out, and keeps only its own fields', () => {
  expect(askedIn({ to: 'ada', reason: 'x', 'to.~q': '', 'to.~was': '' })).toEqual({
    values: { to: 'ada', reason: 'x' },
    typed: { to: '' },
    done: { to: '' },
    search: null,
    isUnchosen: false,
    chosen: ['ada'],
  });
});

test('a name that was searched and of which nobody was chosen is searched again, and the field says why', () => {
  const form = { to: '', 'to.~q': 'bo', 'to.~was': 'bo' };
  const asked = askedIn(form);
  expect([asked.search, asked.isUnchosen]).toEqual([{ field: 'to', q: 'bo' }, true]);
  // Whoever searches again, or chose somebody, or emptied the search, is not told so.
  const others: Record<string, string>[] = [{ find: 'to' }, { to: 'ada' }, { 'to.~q': '' }, { 'to.~q': 'bob' }];
  for (const other of others) expect([other, askedIn({ ...form, ...other }).isUnchosen]).toEqual([other, false]);
  const choices = { people: [], found: [choice('bo')] };
  const html = String(PersonField({ ...field, name: 'to', choices, picking: pickingFor(asked, null, []) }));
  expect(html).toMatch(/aria-invalid="true"/);
  expect(wordsOf(html)).toContain('Choose one of the people who were found, or empty the search');
});

test('whoever can be chosen stands before those who cannot, whatever their team', () => {
  const found = [choice('ann', { team: 'Arbour', whyNot: 'no' }), choice('bo'), choice('cy', { whyNot: 'no' })];
  const asked = askedIn({ to: '', 'to.~q': 'b', 'to.~was': '', find: 'to' });
  const choices = { people: [], found: [...found, choice('dee', { team: 'Delta' })] };
  const html = String(PersonField({ ...field, name: 'to', choices, picking: pickingFor(asked, null, []) }));
  const groups = [...html.matchAll(/<optgroup label="([^"]*)"/g)].map(([, label]) => label);
  expect(groups).toEqual(['Delta', 'Harbour', 'Cannot be chosen']);
  expect([...html.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id)).toEqual(['dee', 'bo', 'ann', 'cy']);
});

test('the button searches, also for nothing, and goes on where the people before end', () => {
  const form = { to: '', 'to.~q': ' bo ', 'to.~was': '', lead: 'x1', 'lead.~q': '', 'lead.~was': '' };
  expect(askedIn({ ...form, find: 'to' })).toMatchObject({
    search: { field: 'to', q: 'bo' },
    done: { to: 'bo', lead: '' },
    chosen: ['x1'],
  });
  expect(askedIn({ ...form, find: 'to@abc' }).search).toEqual({ field: 'to', q: 'bo', cursor: 'abc' });
  expect(askedIn({ ...form, find: 'lead' }).search).toEqual({ field: 'lead', q: '' });
});

test('of what a form says is chosen only ids count, and not more than a form has', () => {
  const many = Array.from({ length: 30 }, (_, at) => [`r.${at}`, `ada-${at}`] as const);
  const marks = many.map(([name]) => [`${name}.~was`, ''] as const);
  expect(askedIn(Object.fromEntries([...many, ...marks])).chosen.length).toBe(20);
  for (const to of ['', 'No id', 'x'.repeat(3000)]) expect(askedIn({ to, 'to.~was': '' }).chosen).toEqual([]);
});

test('what was typed and not searched yet is a search, whoever is chosen; what was searched is not', () => {
  const form = { to: 'ada', 'to.~q': 'bo' };
  expect(askedIn({ ...form, 'to.~was': 'b' }).search).toEqual({ field: 'to', q: 'bo' });
  expect(askedIn({ ...form, 'to.~was': 'bo' }).search).toBeNull();
});

test('a field of the form that is called like one of a picker is its own, if the form has no picker', () => {
  expect(askedIn({ find: 'to', 'fields.~q': 'x' })).toMatchObject({
    values: { find: 'to', 'fields.~q': 'x' },
    search: null,
  });
  // Nobody can search a picker that the form does not have.
  expect(askedIn({ 'to.~q': '', 'to.~was': '', find: 'other' }).search).toBeNull();
});

test('a picker shows what it found, with the reason of those who cannot be chosen, and keeps who is chosen', () => {
  const asked = askedIn({ to: 'ada', 'to.~q': 'b', 'to.~was': '', find: 'to' });
  const picking = pickingFor(asked, { next: 'abc', searchedTo: 'Bo Z' }, [choice('ada')]);
  const choices = {
    people: [choice('cy')],
    found: [choice('bo'), choice('ben', { whyNot: 'they have another part' })],
  };
  const html = String(PersonField({ ...field, name: 'to', choices, picking }));
  const options = [...html.matchAll(/<option[^>]*>[^<]*/g)].map(([option]) => option);
  expect(
    options.map((option) => [attribute(option, 'value'), / disabled/.test(option), / selected/.test(option)]),
  ).toEqual([
    ['', false, false],
    ['ada', false, true],
    ['bo', false, false],
    ['ben', true, false],
  ]);
  expect(html).toContain('ben, L4, Harbour: they have another part');
  expect(wordsOf(html)).toContain(
    '2 found for ‘b’, searched up to Bo Z, and there can be more. 1 of them can be chosen.',
  );
  expect(html).toContain('value="to@abc"');
  // Another picker of the form still suggests.
  const other = String(PersonField({ ...field, name: 'lead', choices, picking }));
  expect(other).toContain('value="cy"');
  expect(other).not.toContain('value="bo"');
});

test('namesakes are told apart by their team, then by their id', () => {
  const people = [
    choice('anna-1', { name: 'Anna Nguyen' }),
    choice('anna-2', { name: 'Anna Nguyễn', team: 'Island' }),
    choice('anna-3', { name: 'anna nguyen' }),
  ];
  const html = String(
    PersonField({ ...field, name: 'to', choices: { people, found: null }, picking: pickingFor(noPickers, null, []) }),
  );
  for (const words of ['Anna Nguyen (anna-1)', 'Anna Nguyễn (Island)', 'anna nguyen (anna-3)'])
    expect(html).toContain(words);
});

test('whoever can take one of several parts can be chosen for all of them together', () => {
  const [one, other] = [choice('bo', { whyNot: 'no' }), choice('bo')];
  for (const lists of [
    [one, other],
    [other, one],
  ])
    expect(choicesIn(lists.map((found) => ({ people: [], found: [found] }))).found).toEqual([other]);
});
