import { at, type BadLadder, competency, transition } from './draft.ts';

/** Names and texts that are missing, that nothing has, or that two things have. */
export const badNames: BadLadder[] = [
  [
    'a transition to a level that does not exist',
    (l) => (transition(l, 'L4-L5').to = 'L6'),
    'unknown-level',
    'transitions.L4-L5.to',
  ],
  ['a hire bar that is not a level', (l) => (l.hireBar = 'L9'), 'unknown-level', 'hireBar'],
  [
    'an expected step for a level that does not exist',
    (l) => (competency(l).expected.L6 = 5),
    'unknown-level',
    'competencies.technical-mastery.expected.L6',
  ],
  [
    'an expected step that is not on the scale',
    (l) => (competency(l).expected.L5 = 6),
    'unknown-step',
    'competencies.technical-mastery.expected.L5',
  ],
  [
    'a level without an expected step',
    (l) => delete competency(l).expected.L4,
    'expected-missing',
    'competencies.technical-mastery.expected.L4',
  ],
  [
    'a criterion on a competency that does not exist',
    (l) =>
      (at(transition(l).criteria, 'technical-mastery-at-l4').requires = {
        kind: 'competency',
        competency: 'charm',
        atLeast: 3,
      }),
    'unknown-competency',
    'transitions.L2-L3.criteria.technical-mastery-at-l4.requires',
  ],
  [
    'a level with a step that is not on the scale',
    (l) => (at(l.levels, 'L3').step = 6),
    'unknown-step',
    'levels.L3.step',
  ],
  [
    'a criterion on a step that is not on the scale',
    (l) => (at(transition(l).criteria, 'all-competencies-at-l3').requires = { kind: 'every-competency', atLeast: 8 }),
    'unknown-step',
    'transitions.L2-L3.criteria.all-competencies-at-l3.requires',
  ],
  [
    'a track of another level',
    (l) => transition(l, 'L3-L4').tracks.push('solution-architect'),
    'track-of-other-level',
    'transitions.L3-L4.tracks.solution-architect',
  ],
  [
    'a track that does not exist',
    (l) => transition(l, 'L3-L4').tracks.push('wizard'),
    'unknown-track',
    'transitions.L3-L4.tracks.wizard',
  ],
  [
    'a track that is strong in a competency that does not exist',
    (l) => (at(l.tracks, 'principal-engineer').strong = { charm: 5 }),
    'unknown-competency',
    'tracks.principal-engineer.strong.charm',
  ],
  [
    'a missing descriptor',
    (l) => delete at(competency(l).dimensions, 'debugging').descriptors['3'],
    'descriptor-missing',
    'competencies.technical-mastery.dimensions.debugging.descriptors.3',
  ],
  [
    'an answer that rests on a place that does not exist',
    (l) => Object.assign(l.faq[0] ?? {}, { restsOn: ['transitions.L7-L8'] }),
    'rests-on-nothing',
    'faq.',
  ],
  [
    'an id that two dimensions share',
    (l) => competency(l).dimensions.push(at(competency(l).dimensions, 'debugging')),
    'id-twice',
    'competencies.debugging',
  ],
  ['an id that two levels share', (l) => l.levels.push(at(l.levels, 'L5')), 'id-twice', 'levels.L5'],
  [
    'an anti-signal of a step that is not on the scale',
    (l) => Object.assign(competency(l).antiSignals[0] ?? {}, { step: 7 }),
    'unknown-step',
    'competencies.technical-mastery.antiSignals.',
  ],
  [
    'an area that does not exist',
    (l) => (competency(l).area = 'craft'),
    'unknown-area',
    'competencies.technical-mastery.area',
  ],
];
