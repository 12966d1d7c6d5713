import { describe, expect, test } from 'vitest';
import { PersonInput } from '#shared/contract/directory.ts';
import { mostHrUnits } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { PersonEvent } from '#shared/contract/record-person.ts';
import { decideCalendar } from '#shared/domain/calendar/decide.ts';
import { decidePerson, factsOf, type PersonContext } from '#shared/domain/directory/decide.ts';
import { heldSince } from '#shared/domain/directory/evolve.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { decideRecovery } from '#shared/domain/directory/recovery.ts';
import { decideSignInEnd } from '#shared/domain/directory/sign-ins.ts';
import { isHrFor, type Units, unitsOf } from '#shared/domain/people.ts';
import { decidePlace } from '#shared/domain/places.ts';
import { mayConfirm } from '#shared/domain/proposals/decide.ts';
import { leavesTooFewOfHr, whyProposerLeft } from '#shared/domain/two-people.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';

/** What somebody of HR who is limited to ODCs keeps, gives and confirms. test/security has the cases and addresses. */

const limitedTo = (...hrUnits: string[]) => person('lars-limited', { roles: ['hr'], hrUnits });
const north = limitedTo('North');
const hugo = person('hugo-hr', { roles: ['hr'] });
const now = '2026-03-02T09:00:00.000Z';

const context = (actor: Person, byTwo: boolean): PersonContext => ({
  now,
  actor,
  byTwo,
  leads: Object.fromEntries(smallOrganisation.map((one) => [one.id, one])),
  deputies: {},
  ladder: softwareEngineerTrack,
  seats: [],
  reservedBy: null,
  hasCase: false,
  hasSignIn: true,
  hasPart: false,
  signInKey: 'mail',
  casesOfActor: [],
  places: { teams: ['Harbour'], odcs: ['North', 'South', 'West', 'East'] },
  addressHolder: null,
  numberHolder: null,
  hr: ['hugo-hr', 'hedy-hr', 'hana-hr'],
  isLoaded: false,
});

type Row = [what: string, before: Partial<Person> | null, after: Partial<PersonInput>, keeps: Record<string, boolean>];

/** Who keeps which change of a record: limited to North, to North and South, and to nothing. */
const rows: Row[] = [
  ['a name of their ODC', {}, { name: 'Eve New' }, { north: true, both: true, all: true }],
  ['an ODC in other letters', { odc: 'NORTH' }, { name: 'Eve New' }, { north: true, both: true, all: true }],
  ['somebody of another ODC', { odc: 'South' }, { name: 'Eve New' }, { north: false, both: true, all: true }],
  ['somebody new', null, {}, { north: true, both: true, all: true }],
  ['somebody new elsewhere', null, { odc: 'West' }, { north: false, both: false, all: true }],
  ['who comes from elsewhere', { odc: 'South' }, { odc: 'North' }, { north: false, both: true, all: true }],
  ['who goes elsewhere', {}, { odc: 'South' }, { north: false, both: true, all: true }],
  ['a lead', {}, { roles: ['engineer', 'tech-lead'] }, { north: true, both: true, all: true }],
  ['HR for the same', {}, { roles: ['hr'], hrUnits: ['North'] }, { north: true, both: true, all: true }],
  ['HR for more', {}, { roles: ['hr'], hrUnits: ['North', 'South'] }, { north: false, both: true, all: true }],
  ['HR for everything', {}, { roles: ['hr'] }, { north: false, both: false, all: true }],
  [
    'HR that gets narrower',
    { roles: ['hr'], hrUnits: ['North', 'South'] },
    { hrUnits: ['North'] },
    { north: false, both: true, all: true },
  ],
  [
    'HR for everything that is taken',
    { roles: ['hr'] },
    { roles: ['engineer'] },
    { north: false, both: false, all: true },
  ],
  [
    'the address of HR for everything',
    { roles: ['hr'] },
    { email: 'x@example.com' },
    { north: false, both: false, all: true },
  ],
  ['a director', {}, { roles: ['delivery-director'] }, { north: false, both: false, all: true }],
  [
    'who was a director',
    { roles: ['delivery-director'] },
    { name: 'Eve New' },
    { north: false, both: false, all: true },
  ],
  [
    'who left HR long ago',
    { roles: ['hr'], active: false },
    { name: 'Eve New' },
    { north: true, both: true, all: true },
  ],
];

describe('a record is kept by those of HR for everything that it concerns, before and after', () => {
  const actors = { north, both: limitedTo('South', 'north'), all: hugo };
  const cells = rows.flatMap(([what, before, after, keeps]) =>
    Object.entries(actors).map(([who, actor]) => [what, who, before, after, keeps[who], actor] as const),
  );
  test.each(cells)('%s, by %s', (_what, _who, before, after, keeps, actor) => {
    const eve = before && person('eve-engineer', before);
    const decision = decidePerson(
      eve,
      'eve-engineer',
      { ...inputOf(eve ?? person('eve-engineer')), ...after },
      context(actor, true),
    );
    expect(decision.ok || decision.rejection.code).toBe(keeps ? true : 'forbidden');
    // What one of them may not keep is refused in the words for everybody who is not of HR.
    if (!decision.ok) expect(decision.rejection.message).toBe('Only HR keeps the directory.');
  });
});

describe('the units of a person of HR', () => {
  const hedy = person('hedy-hr', { roles: ['hr'] });
  const change = (before: Person, more: Partial<PersonInput>, byTwo = false) =>
    decidePerson(before, before.id, { ...inputOf(before), ...more }, context(hugo, byTwo));

  test.each([
    ['given', hedy, { hrUnits: ['North'] }],
    ['more', limitedTo('North'), { hrUnits: ['North', 'South'] }],
    ['fewer', limitedTo('North', 'South'), { hrUnits: ['North'] }],
  ])('take two people: %s', (_what, before, more) => {
    expect(change(before, more)).toMatchObject({
      rejection: { code: 'takes-two-people', faults: [{ path: 'roles' }] },
    });
    expect(change(before, more, true)).toMatchObject({ ok: true, matters: ['roles'], after: more });
  });

  test('take two people to be taken away, and are gone then', () => {
    const { hrUnits: _limit, ...input } = inputOf(limitedTo('North'));
    expect(decidePerson(north, north.id, input, context(hugo, false))).toMatchObject({ ok: false });
    const decision = decidePerson(north, north.id, input, context(hugo, true));
    expect(decision.ok && decision.after.hrUnits).toBeUndefined();
    expect(decision.ok && decision.event.data).not.toHaveProperty('hrUnits');
  });

  test('in another order or in other letters are the same', () => {
    const before = limitedTo('North', 'South');
    expect(change(before, { hrUnits: ['south', 'North'] })).toMatchObject({ rejection: { code: 'already-done' } });
  });

  test.each([
    ['without the role', { roles: ['engineer' as const], hrUnits: ['North'] }],
    ['that nobody knows', { hrUnits: ['North', 'Nowhere'] }],
  ])('are refused %s', (_what, more) => {
    const rejection = { code: 'invalid-input', faults: [{ path: 'hrUnits' }] };
    expect(change(hedy, more, true)).toMatchObject({ rejection });
  });

  test('are a few', () => {
    const given = (count: number) =>
      PersonInput.safeParse({ ...inputOf(hedy), hrUnits: Array.from({ length: count }, (_, at) => `ODC ${at}`) })
        .success;
    expect([0, 1, mostHrUnits, mostHrUnits + 1].map(given)).toEqual([false, true, true, false]);
  });

  test('are not given to one of two who are of HR for everything', () => {
    expect(leavesTooFewOfHr('hedy-hr', { ...hedy, hrUnits: ['North'] }, ['hugo-hr', 'hedy-hr'])).toBe(true);
    expect(leavesTooFewOfHr('hedy-hr', { ...hedy, hrUnits: ['North'] }, ['hugo-hr', 'hedy-hr', 'hana-hr'])).toBe(false);
    // Somebody who is limited is none of the two.
    expect(leavesTooFewOfHr('lars-limited', { ...north, roles: [] }, ['hugo-hr', 'hedy-hr'])).toBe(false);
  });
});

describe('what everybody shares is kept by HR for everything', () => {
  test('places', () => {
    const add = (actor: Person) => decidePlace({ teams: [], odcs: [] }, { kind: 'team', name: 'New' }, actor).ok;
    expect([add(north), add(hugo)]).toEqual([false, true]);
  });

  test('calendars, also that of their own ODC', () => {
    const put = (actor: Person) =>
      decideCalendar(null, 'North', { timeZone: 'UTC', weekend: [6, 7], holidays: [] }, actor, false).ok;
    expect([put(north), put(hugo)]).toEqual([false, true]);
  });
});

test.each<[Units, Record<'north' | 'all' | 'director', boolean>]>([
  [['North'], { north: true, all: true, director: false }],
  [['North', 'South'], { north: false, all: true, director: false }],
  [null, { north: false, all: true, director: false }],
])('a proposal for %o is seen and confirmed by HR for it', (units, expected) => {
  const proposal = { to: 'hr' as const, ...(units ? { units: [...units] } : {}) };
  const actors = { north, all: hugo, director: person('dario-director', { roles: ['delivery-director'] }) };
  const found = Object.fromEntries(Object.entries(actors).map(([who, actor]) => [who, mayConfirm(proposal, actor)]));
  expect(found).toEqual(expected);
  expect(whyProposerLeft(north, units) === null).toBe(expected.north);
});

test('the end of a sign-in of somebody of another ODC is not theirs', () => {
  const list = { list: [{ id: 'a'.repeat(32), issuer: 'i', claim: 'c', boundAt: now, endedAt: null }], version: 1 };
  const end = (units: Units) =>
    decideSignInEnd(
      { ...list, audit: { seq: 1, hash: '' } },
      { of: 'eve-engineer', signIn: 'a'.repeat(32) },
      {
        actor: north,
        casesOfActor: [],
        units,
      },
    ).ok;
  expect([end(['North']), end(['South']), end(null)]).toEqual([true, false, false]);
});

test('whoever was limited to other ODCs when a change was proposed does not confirm it', () => {
  const changed = (at: string, more: Partial<Person>) =>
    ({ type: 'person-changed', at, data: factsOf(person('lars-limited', { roles: ['hr'], ...more })) }) as PersonEvent;
  const events = [
    changed('2026-01-01T00:00:00.000Z', { hrUnits: ['North'] }),
    changed('2026-02-01T00:00:00.000Z', { hrUnits: ['North', 'South'] }),
    changed('2026-03-01T00:00:00.000Z', {}),
  ];
  expect(heldSince(events, 'hr', ['North'])).toBe('2026-01-01T00:00:00.000Z');
  expect(heldSince(events, 'hr', ['South'])).toBe('2026-02-01T00:00:00.000Z');
  expect(heldSince(events, 'hr', null)).toBe('2026-03-01T00:00:00.000Z');
  expect(heldSince(events.slice(0, 1), 'hr', null)).toBeNull();
});

test('a recovery gives the role for everything, also to somebody who is limited', () => {
  const decision = decideRecovery(north, north.id, null);
  expect(decision).toMatchObject({ is: 'named', after: { roles: ['hr'] } });
  if (decision.is === 'named') expect(isHrFor(decision.after, null)).toBe(true);
  const input = { ...inputOf(person('nora-new', { roles: ['hr'] })), hrUnits: ['North'] };
  expect(decideRecovery(null, 'nora-new', input)).toMatchObject({ is: 'refused', faults: [{ path: 'hrUnits' }] });
});

test('what concerns nobody knows which unit is for HR for everything', () => {
  expect(unitsOf(person('eve-engineer'))).toEqual(['North']);
  expect([isHrFor(north, null), isHrFor(hugo, null), isHrFor({ ...north, active: false }, ['North'])]).toEqual([
    false,
    true,
    false,
  ]);
});
