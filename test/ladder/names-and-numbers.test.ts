import { describe, expect, test } from 'vitest';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

/**
 * The expectations were typed by hand from the source document, so that they find a slip in the YAML or in its reader.
 */

test('the ladder is the Software Engineer Track, with the hire bar L3 and a total weight of 11.5', () => {
  expect(ladder).toMatchObject({
    id: 'software-engineer-track',
    version: 1,
    title: 'Software Engineer Track',
    hireBar: 'L3',
    totalWeight: 11.5,
    origin: 'source',
  });
  expect(ladder.competencies.reduce((sum, one) => sum + one.weight, 0)).toBe(11.5);
});

test.each([
  ['L1', 'Junior SE', 1.0, 1.8],
  ['L2', 'Middle SE', 1.9, 2.7],
  ['L3', 'Senior SE', 2.8, 3.6],
  ['L4', 'Tech Lead', 3.7, 4.4],
  ['L5', 'SA', 4.5, 5.0],
])('level %s is %s, from %d to %d', (id, title, min, max) => {
  expect(ladder.levels.find((level) => level.id === id)).toMatchObject({ title, band: { min, max }, described: true });
});

test('there are five levels, in order, and every overall score from 1.0 to 5.0 lies in exactly one band', () => {
  expect(ladder.levels.map((level) => level.id)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5']);
  for (let tenths = 10; tenths <= 50; tenths++) {
    const found = ladder.levels.filter(({ band }) => band && band.min <= tenths / 10 && tenths / 10 <= band.max);
    expect(found, `${tenths / 10}`).toHaveLength(1);
  }
});

test('L4 and L5 have a title for each track, and only L5 has seats: zero to two', () => {
  expect(ladder.levels.map((level) => level.titles)).toEqual([
    {},
    {},
    {},
    { 'tech-lead': 'Tech Lead', 'principal-engineer': 'Principal Engineer' },
    { 'solution-architect': 'Solution Architect', 'distinguished-engineer': 'Distinguished Engineer' },
  ]);
  expect(ladder.levels.map((level) => level.seats)).toEqual([
    null,
    null,
    null,
    null,
    { min: 0, max: 2, poolOrigin: 'ours', origin: 'source' },
  ]);
});

test('the scale has the five steps of the measurement tables, and the other names of the legend as aliases', () => {
  expect(ladder.scale.map(({ value, title, aliases }) => [value, title, ...aliases])).toEqual([
    [1, 'Aware'],
    [2, 'Familiar', 'Developing'],
    [3, 'Proficient'],
    [4, 'Advanced', 'Senior'],
    [5, 'Expert'],
  ]);
});

/** Id, title, weight, k and n of its rule, and the steps expected at L1 to L5. */
const competencies: [string, string, number, number, number, number[]][] = [
  ['technical-mastery', 'Technical Mastery', 2, 4, 6, [2, 3, 4, 5, 5]],
  ['code-quality-and-engineering-discipline', 'Code Quality & Engineering Discipline', 1.5, 3, 5, [1, 3, 3, 4, 5]],
  ['system-design-and-architecture', 'System Design & Architecture', 1.5, 3, 5, [1, 2, 3, 4, 5]],
  ['ai-tools-and-modern-engineering', 'AI Tools & Modern Engineering', 1.5, 3, 5, [1, 2, 3, 4, 4]],
  ['problem-solving-and-complexity', 'Problem Solving & Complexity', 1.5, 3, 5, [1, 2, 3, 4, 5]],
  ['communication-and-collaboration', 'Communication & Collaboration', 1.5, 3, 5, [1, 2, 3, 4, 4]],
  ['english-proficiency', 'English Proficiency', 1, 3, 5, [1, 2, 3, 4, 4]],
  ['mentoring-and-technical-leadership', 'Mentoring & Technical Leadership', 1, 3, 5, [1, 2, 3, 4, 4]],
];

test('the eight competencies are in the order of the source', () => {
  expect(ladder.competencies.map((one) => one.id)).toEqual(competencies.map(([id]) => id));
});

test.each(competencies)('%s: %s has the weight %d, the rule %d of %d dimensions, and expects %j', (...row) => {
  const [id, title, weight, k, n, expected] = row;
  const competency = ladder.competencies.find((one) => one.id === id);
  expect(competency).toMatchObject({ title, weight, rule: { kind: 'majority', k, floor: 1, origin: 'source' } });
  expect(competency?.dimensions).toHaveLength(n);
  expect(competency?.expected).toEqual(Object.fromEntries(expected.map((step, at) => [`L${at + 1}`, step])));
});

const dimensions: Record<string, string[]> = {
  'Technical Mastery': [
    'Language & stack',
    'Frameworks',
    'Codebase fluency',
    'Debugging',
    'Tooling',
    'CS & systems foundations',
  ],
  'Code Quality & Engineering Discipline': [
    'Testing discipline',
    'Review discipline',
    'Defect & root cause',
    'Tech debt mgmt',
    'Standards & gates',
  ],
  'System Design & Architecture': [
    'Scope of design',
    'Pattern selection',
    'NFR awareness',
    'ADR & documentation',
    'Design review & evolution',
  ],
  'AI Tools & Modern Engineering': [
    'AI for code generation',
    'AI output review',
    'AI for design & test',
    'Cost & standards governance',
    'Tool evaluation & strategy',
  ],
  'Problem Solving & Complexity': [
    'Ambiguity handling',
    'Problem decomposition',
    'Approach selection',
    'Experimentation & validation',
    'Scope of impact',
  ],
  'Communication & Collaboration': [
    'Audience reach',
    'Written communication',
    'Technical persuasion',
    'Stakeholder & negotiation',
    'Meeting & forum facilitation',
  ],
  'English Proficiency': [
    'CEFR band',
    'Reading & technical comprehension',
    'Writing',
    'Spoken interaction',
    'Audience reach in English',
  ],
  'Mentoring & Technical Leadership': [
    'Mentoring scope',
    'Setting the technical bar',
    'Coaching breadth',
    'Performance & hiring decisions',
    'Culture & influence',
  ],
};

describe('the forty-one dimensions', () => {
  test.each(Object.entries(dimensions))('of %s are those of the source, in its order', (title, titles) => {
    expect(ladder.competencies.find((one) => one.title === title)?.dimensions.map((one) => one.title)).toEqual(titles);
  });

  test('have different ids, each made from the title', () => {
    const all = dimensionsOf(ladder);
    expect(new Set(all.map((one) => one.id)).size).toBe(41);
    for (const { id, title } of all) expect(id).toBe(title.toLowerCase().replaceAll('&', 'and').replaceAll(' ', '-'));
  });
});

test('the tracks have their strong and relaxed steps, their parity in pay, and the way back', () => {
  const bare = { strong: {}, relaxed: {}, parityWith: null, reversible: null, origin: 'source' };
  expect(ladder.tracks.map(({ summary: _, whenToConsider: __, ...named }) => named)).toEqual([
    { ...bare, id: 'tech-lead', title: 'Tech Lead', level: 'L4' },
    {
      ...bare,
      id: 'principal-engineer',
      title: 'Principal Engineer',
      level: 'L4',
      strong: { 'technical-mastery': 5, 'system-design-and-architecture': 4, 'problem-solving-and-complexity': 4 },
      relaxed: { 'mentoring-and-technical-leadership': 3, 'communication-and-collaboration': 3 },
      // 'L3 OK for internal'
      relaxedFor: { 'communication-and-collaboration': 'internal communication' },
      parityWith: 'Tech Lead',
      reversible: { times: 1, months: 18, origin: 'source' },
    },
    { ...bare, id: 'solution-architect', title: 'Solution Architect', level: 'L5' },
    {
      ...bare,
      id: 'distinguished-engineer',
      title: 'Distinguished Engineer',
      level: 'L5',
      strong: { 'technical-mastery': 5, 'system-design-and-architecture': 5, 'problem-solving-and-complexity': 5 },
      parityWith: 'Solution Architect',
    },
  ]);
});
