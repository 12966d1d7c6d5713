import { at, type BadLadder, competency, transition } from './draft.ts';

/** Faults of the scale, of levels and of what leads to them. */
export const badLevels: BadLadder[] = [
  ['weights that miss the total', (l) => (l.totalWeight = 12), 'total-weight', 'totalWeight'],
  [
    'bands that overlap',
    (l) => (at(l.levels, 'L3').band = { min: 2.7, max: 3.6 }),
    'band-overlap',
    'levels.L3.band.min',
  ],
  [
    'bands that leave a gap',
    (l) => (at(l.levels, 'L3').band = { min: 2.9, max: 3.6 }),
    'band-gap',
    'levels.L3.band.min',
  ],
  [
    'bands that begin above the lowest step',
    (l) => (at(l.levels, 'L1').band = { min: 1.1, max: 1.8 }),
    'band-gap',
    'levels.L1.band.min',
  ],
  [
    'bands that end below the highest step',
    (l) => (at(l.levels, 'L5').band = { min: 4.5, max: 4.9 }),
    'band-gap',
    'levels.L5.band.max',
  ],
  [
    'a band with two decimals',
    (l) => (at(l.levels, 'L5').band = { min: 4.45, max: 5 }),
    'band-decimals',
    'levels.L5.band',
  ],
  [
    'a band that ends before it begins',
    (l) => (at(l.levels, 'L5').band = { min: 4.5, max: 4.4 }),
    'band-reversed',
    'levels.L5.band',
  ],
  ['a level without a band among others', (l) => (at(l.levels, 'L5').band = null), 'band-missing', 'levels.L5.band'],
  [
    'a level whose own profile lies outside its band',
    (l) => (competency(l).expected.L3 = 1),
    'profile-outside-band',
    'levels.L3.band',
  ],
  [
    'a level that no transition leads to',
    (l) => (l.transitions = l.transitions.filter((one) => one.id !== 'L3-L4' && one.id !== 'L4-L5')),
    'level-unreachable',
    'levels.L4',
  ],
  [
    'a transition that leads down',
    (l) => Object.assign(transition(l, 'L1-L2'), { from: 'L2', to: 'L1' }),
    'transition-not-upward',
    'transitions.L1-L2',
  ],
  ['a scale that skips a step', (l) => Object.assign(l.scale[4] ?? {}, { value: 6 }), 'scale-order', 'scale'],
  [
    'a minimum of seats above the maximum',
    (l) => (at(l.levels, 'L5').seats = { min: 3, max: 2, origin: 'ours' }),
    'range-reversed',
    'levels.L5.seats',
  ],
  [
    'a minimum of typical months above the maximum',
    (l) => (transition(l).typicalMonths = { min: 24, max: 18, origin: 'ours' }),
    'range-reversed',
    'transitions.L2-L3.typicalMonths',
  ],
  [
    'people rated against a level that the ladder does not describe',
    (l) => Object.assign(at(l.levels, 'L3'), { described: false }),
    'rated-undescribed',
    'transitions.L2-L3.ratedAs',
  ],
];
