import { describe, expect, test } from 'vitest';
import type { Person } from '#shared/contract/people.ts';
import type { Seats } from '#shared/contract/seats.ts';
import { seatsAfter } from '#shared/domain/seats/moves.ts';
import { freeSeats, release, take, wait } from '#shared/domain/seats/seats.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';

const since = '2026-03-02T09:00:00.000Z';
const place = (personId: string, caseId: string | null = null) => ({ personId, caseId, since });
const of = { ladder: ladder.id, level: 'L5' };
const seatsOf = (holders: string[], waiting: string[] = []): Seats => ({
  ...of,
  holders: holders.map((id) => place(id)),
  waiting: waiting.map((id) => place(id)),
  version: 4,
});
const named = ({ holders, waiting }: Seats) => [holders, waiting].map((places) => places.map((one) => one.personId));

describe('seats', () => {
  test('are free up to the cap, and never negative if more are held', () => {
    expect([freeSeats(null, 2), freeSeats(null, 0)]).toEqual([2, 0]);
    expect([1, 2, 3].map((held) => freeSeats(seatsOf(['a', 'b', 'c'].slice(0, held)), 2))).toEqual([1, 0, 0]);
  });

  test('are taken once by a person, who leaves the waiting list', () => {
    expect(take(null, of, place('a'))).toEqual({ ...of, holders: [place('a')], waiting: [], version: 1 });
    expect(named(take(seatsOf(['a'], ['b', 'c']), of, place('c')))).toEqual([['a', 'c'], ['b']]);
    const again = take({ ...seatsOf([]), holders: [place('a', 'case_1')] }, of, place('a'));
    expect([again.holders, again.version]).toEqual([[place('a', 'case_1')], 5]);
  });

  test('have a waiting list in the order in which people came', () => {
    expect(wait(null, of, place('a', 'case_1'))).toEqual({
      ...of,
      holders: [],
      waiting: [place('a', 'case_1')],
      version: 1,
    });
    expect(named(wait(seatsOf(['x'], ['a']), of, place('b')))).toEqual([['x'], ['a', 'b']]);
    expect(named(wait(seatsOf([], ['a', 'b']), of, place('a')))).toEqual([[], ['a', 'b']]);
  });

  test('are freed when a person leaves, and so is their place in the waiting list', () => {
    expect(named(release(seatsOf(['a', 'b'], ['c']), 'a'))).toEqual([['b'], ['c']]);
    expect(named(release(seatsOf(['a'], ['c', 'd']), 'c'))).toEqual([['a'], ['d']]);
    expect(release(seatsOf(['a']), 'a').version).toBe(5);
  });
});

describe('when the directory record of a person changes', () => {
  const zoe = (more: Partial<Person> = {}) => person('zoe', { level: 'L5', ...more });
  const cases: [string, Seats | null, Person | null, Person, string[][] | 'no-seat' | 'as it was'][] = [
    ['a new person takes the first seat', null, null, zoe(), [['zoe'], []]],
    [
      'a promoted person takes the last seat',
      seatsOf(['a'], ['b']),
      zoe({ level: 'L4' }),
      zoe(),
      [['a', 'zoe'], ['b']],
    ],
    [
      'a promoted person leaves the waiting list',
      seatsOf([], ['b', 'zoe']),
      zoe({ level: 'L4' }),
      zoe(),
      [['zoe'], ['b']],
    ],
    ['a promoted person finds no free seat', seatsOf(['a', 'b']), zoe({ level: 'L4' }), zoe(), 'no-seat'],
    ['a new person finds no free seat', seatsOf(['a', 'b']), null, zoe(), 'no-seat'],
    ['a person who comes back finds no free seat', seatsOf(['a', 'b']), zoe({ active: false }), zoe(), 'no-seat'],
    ['a person who comes back takes a seat', seatsOf(['a']), zoe({ active: false }), zoe(), [['a', 'zoe'], []]],
    ['another team changes no seat', seatsOf(['a', 'zoe']), zoe(), zoe({ team: 'Island' }), 'as it was'],
    [
      'more holders than the cap stay as they are',
      seatsOf(['a', 'b', 'zoe']),
      zoe(),
      zoe({ team: 'Island' }),
      'as it was',
    ],
    [
      'a person who came to the level before seats were kept still has none',
      seatsOf(['a', 'b']),
      zoe(),
      zoe({ team: 'X' }),
      'as it was',
    ],
    ['another level frees the seat', seatsOf(['a', 'zoe']), zoe(), zoe({ level: 'L4' }), [['a'], []]],
    ['another ladder frees the seat', seatsOf(['zoe']), zoe(), zoe({ ladder: 'other', level: 'L5' }), [[], []]],
    ['leaving the ladder frees the seat', seatsOf(['zoe']), zoe(), zoe({ ladder: null, level: null }), [[], []]],
    ['leaving the organisation frees the seat', seatsOf(['a', 'zoe']), zoe(), zoe({ active: false }), [['a'], []]],
    ['a person who is not active takes no seat', seatsOf([]), null, zoe({ active: false }), 'as it was'],
    [
      'a waiting person who leaves is taken off the list',
      seatsOf(['a', 'b'], ['zoe', 'c']),
      zoe({ level: 'L4' }),
      zoe({ level: 'L4', active: false }),
      [['a', 'b'], ['c']],
    ],
    [
      'a waiting person who goes to another ladder is taken off the list',
      seatsOf(['a', 'b'], ['zoe']),
      zoe({ level: 'L4' }),
      zoe({ ladder: 'other', level: 'L4' }),
      [['a', 'b'], []],
    ],
    [
      'a waiting person who changes teams stays on the list',
      seatsOf(['a', 'b'], ['zoe']),
      zoe({ level: 'L4' }),
      zoe({ level: 'L4', team: 'Island' }),
      'as it was',
    ],
    [
      'a seat that a case has reserved is kept until the promotion',
      seatsOf(['a', 'zoe']),
      zoe({ level: 'L4' }),
      zoe({ level: 'L4', team: 'Island' }),
      'as it was',
    ],
    [
      'a promoted person keeps the seat that the case has reserved',
      seatsOf(['a', 'zoe']),
      zoe({ level: 'L4' }),
      zoe(),
      'as it was',
    ],
    [
      'a person who leaves frees a seat that no open case has reserved',
      seatsOf(['zoe']),
      zoe({ level: 'L4' }),
      zoe({ active: false }),
      [[], []],
    ],
    ...[{ active: false }, { ladder: 'other' }, { ladder: null, level: null }, { level: 'L4' }].map(
      (more): [string, Seats, Person, Person, 'as it was'] => [
        `a seat that an open case has reserved is left to the case: ${JSON.stringify(more)}`,
        { ...seatsOf([]), holders: [place('zoe', 'case_open')] },
        zoe({ level: 'level' in more && more.level ? 'L5' : 'L4' }),
        zoe({ level: 'L4', ...more }),
        'as it was',
      ],
    ),
    ['a level without a cap has no seats', seatsOf([]), null, zoe({ level: 'L4' }), 'as it was'],
  ];
  test.each(cases)('%s', (_what, seats, before, after, expected) => {
    const inForce = after.ladder === ladder.id ? ladder : null;
    const changes = seatsAfter(seats ? [seats] : [], before, after, {
      ladder: inForce,
      place: place('zoe'),
      reservedBy: 'case_open',
    });
    if (changes === 'no-seat' || expected === 'no-seat') return expect(changes).toBe(expected);
    if (expected === 'as it was') return expect(changes).toEqual([]);
    expect(changes).toMatchObject([{ before: seats, after: { version: (seats?.version ?? 0) + 1 } }]);
    expect(changes.map((one) => named(one.after))).toEqual([expected]);
  });
});
