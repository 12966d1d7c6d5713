import { describe, expect, test } from 'vitest';
import { panelRule, quorumOf, roleRule } from '#shared/domain/ladder/fitting.ts';
import { seatCapOf } from '#shared/domain/ladder/seats.ts';
import { softwareEngineerTrack as ladder, ladderOf } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';

const on = (level: string, more = {}) => person('pat', { ladder: ladder.id, level, ...more });

describe('a panel for L4', () => {
  test.each<[who: string, fits: boolean, of: ReturnType<typeof person>]>([
    ['an engineer at L4', true, on('L4')],
    ['an engineer at L5', true, on('L5')],
    ['an engineer at L3', false, on('L3')],
    ['a tech lead at L3', false, on('L3', { roles: ['engineer', 'tech-lead'] })],
    ['an ODC lead at L3', true, on('L3', { roles: ['engineer', 'odc-lead'] })],
    [
      'a head of department without a level',
      true,
      on('L4', { ladder: null, level: null, roles: ['head-of-department'] }),
    ],
    ['somebody at L4 of another ladder', false, person('pat', { ladder: 'software-engineer-ratings', level: 'L4' })],
    ['somebody of HR at L3', false, on('L3', { roles: ['hr'] })],
  ])('may have %s: %s', (_, fits, somebody) => {
    expect(panelRule(ladder, 'L4').holds(somebody)).toBe(fits);
  });

  test('is said to be of such people', () => {
    expect(panelRule(ladder, 'L4').says).toBe('at L4 or above on this ladder, or of the rank of an ODC lead or higher');
  });
});

test('a part of the line is for people of its role or of a higher rank', () => {
  const rule = roleRule('odc-lead');
  expect(rule.says).toBe('the ODC lead or a person of higher rank');
  expect(rule.holds(on('L3', { roles: ['odc-lead'] }))).toBe(true);
  expect(rule.holds(on('L3', { roles: ['delivery-director'] }))).toBe(true);
  expect(rule.holds(on('L5', { roles: ['engineer', 'tech-lead', 'hr'] }))).toBe(false);
  expect(roleRule('hr').holds(on('L3', { roles: ['hr'] }))).toBe(false);
});

test('a quorum counts only where the ladder opens the reviews with one', () => {
  expect(quorumOf({ reveal: 'quorum', quorum: 2 })).toBe(2);
  expect(quorumOf({ reveal: 'all-submitted', quorum: 2 })).toBeNull();
});

test('seats are capped on the way to L5 alone, and not for another track of L5', () => {
  expect(ladder.transitions.map((one) => [one.id, seatCapOf(ladder, one)])).toEqual([
    ['L1-L2', null],
    ['L2-L3', null],
    ['L3-L4', null],
    ['L4-L5', 2],
  ]);
  expect(seatCapOf(ladder, { from: 'L5', to: 'L5' })).toBeNull();
  expect(seatCapOf(ladderOf('engineer-narrative'), { from: 'L1', to: 'L2' })).toBeNull();
});
