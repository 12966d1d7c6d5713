import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Requirement } from '#shared/contract/ladder-requirements.ts';
import type { Gap } from '#shared/contract/missing.ts';
import { Missing } from '#shared/contract/missing.ts';
import { dayWords } from '#shared/domain/calendar/words.ts';
import type { RequirementStatus } from '#shared/domain/case/state/evidence.ts';
import type { Piece } from '#shared/domain/missing/coverage.ts';
import { type MissingInput, missingFor } from '#shared/domain/missing/missing.ts';
import { ratingsOf, readyForL3 } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

const today = '2026-03-02';
const dimensions = Object.keys(ratingsOf(ladder, 1));

/** A complete piece of evidence. A test changes the fields that it is about. */
const piece = (id: string, changes: Partial<Piece> = {}): Piece => ({
  id,
  title: `Piece ${id}`,
  requirement: 'module-ownership',
  kind: 'module-ownership',
  shows: dimensions,
  workedOn: '2026-01-15',
  project: 'Payments',
  seenBy: 'Tess Lead',
  ...changes,
});

/** Nothing is missing, except the answers of other people. */
const complete: MissingInput = {
  ladder,
  transition: 'L2-L3',
  track: null,
  ratings: readyForL3(ladder),
  evidence: [piece('e1'), piece('e2', { project: 'Search' })],
  requirements: [],
  today,
};

const missing = (changes: Partial<MissingInput> = {}) => missingFor({ ...complete, ...changes });
const gaps = (list: readonly Gap[], ...codes: Gap['code'][]) =>
  list.filter((gap) => codes.includes(gap.code)).map((gap) => [gap.place, gap.sentence]);
const codes = (list: readonly Gap[]) => [...new Set(list.map((gap) => gap.code))];

test('if nothing is missing, only the questions to others are listed, and the note says that this is not enough', () => {
  const all = missing();
  expect(all.note).toBe(
    'Covering everything here is necessary, but not sufficient: this list shows what is there, not how good it is. Your reviewers and signers judge that.',
  );
  expect(all.blocking).toEqual([]);
  expect(all.advisory).toEqual([
    {
      code: 'question-for-others',
      place: 'mentoring-readiness',
      sentence: 'Not for you to answer, but for the tech lead: Has this engineer shown that they are ready to mentor?',
    },
    {
      code: 'question-for-others',
      place: 'owns-a-module',
      sentence: 'Not for you to answer, but for the tech lead: Does this engineer own a module of the codebase?',
    },
  ]);
  expect(all.coverage.map((one) => [one.covered, one.of])).toEqual([[6, 6], ...Array(7).fill([5, 5])]);
});

describe('blocking', () => {
  test('is every dimension that is not rated yet', () => {
    const { tooling: _, writing: __, ...ratings } = readyForL3(ladder);
    const { blocking, advisory } = missing({ ratings });
    expect(gaps(blocking, 'dimension-not-rated')).toEqual([
      ['tooling', 'Still to rate in your self-assessment: Tooling (Technical Mastery).'],
      ['writing', 'Still to rate in your self-assessment: Writing (English Proficiency).'],
    ]);
    // A criterion that is unknown because of a missing rating is not a gap of its own.
    expect(gaps(advisory, 'criterion-not-met')).toEqual([]);
  });

  test('is not a dimension that is marked as not applicable', () => {
    const some: Ladder = { ...ladder, notApplicable: 'allowed' };
    const { blocking, coverage } = missing({
      ladder: some,
      ratings: { ...readyForL3(ladder), tooling: 'not-applicable' },
      evidence: [],
    });
    expect(blocking).toEqual([]);
    expect(coverage[0]).toMatchObject({ covered: 0, of: 5 });
    expect(coverage[0]?.dimensions.map((one) => one.id)).not.toContain('tooling');
  });

  test('is every reason for which the portfolio would be refused, with the names of pieces and fields', () => {
    const [, ownership, postmortem] = ladder.transitions[1]!.portfolio as [Requirement, Requirement, Requirement];
    const status = (requirement: Requirement, faults: RequirementStatus['faults']): RequirementStatus => ({
      requirement,
      counted: [],
      waived: false,
      met: faults.length === 0,
      metByEvidence: faults.length === 0,
      faults,
    });
    const { blocking } = missing({
      requirements: [
        status(ownership, [{ path: 'evidence.e1.fields.since', reason: "'Owned since' must be longer ago" }]),
        status(postmortem, [{ path: `requirements.${postmortem.id}`, reason: `add 1 more: ${postmortem.title}` }]),
      ],
    });
    expect(blocking).toEqual([
      {
        code: 'requirement-not-met',
        place: 'module-ownership',
        sentence: "'Piece e1': 'Owned since' must be longer ago.",
      },
      {
        code: 'requirement-not-met',
        place: 'p1-postmortem',
        sentence: `For your portfolio, add 1 more: ${postmortem.title}.`,
      },
    ]);
  });
});

describe('advisory', () => {
  test('is a criterion that the engineer’s own ratings do not meet, with a change that would be enough', () => {
    const ratings = { ...readyForL3(ladder), debugging: 3, tooling: 3, frameworks: 3 };
    expect(gaps(missing({ ratings }).advisory, 'criterion-not-met')).toEqual([
      [
        'technical-mastery-at-l4',
        `'${ladder.transitions[1]?.criteria[1]?.title}' is not met by your own ratings yet: Technical Mastery is 3, and 4 is required: 1 too low. This would pass with Frameworks at 4 (now 3).`,
      ],
    ]);
  });

  test('is only about criteria and questions of the chosen track', () => {
    const at = { transition: 'L3-L4', ratings: ratingsOf(ladder, 3) };
    const about = (track: string | null) =>
      missing({ ...at, track })
        .advisory.filter((gap) => gap.code === 'criterion-not-met' || gap.code === 'question-for-others')
        .map((gap) => gap.place);
    expect(about('tech-lead')).toEqual(['tech-lead-profile', 'people-leadership', 'track-evidence']);
    expect(about('principal-engineer')).toEqual([
      'principal-engineer-profile',
      'technical-leadership',
      'track-evidence',
    ]);
    expect(about(null)).toEqual(['track-evidence']);
  });

  test('offers no change if no rating would be enough', () => {
    const on: Ladder = { ...threeReviewerLadder, notApplicable: 'allowed' };
    const ratings = { ...ratingsOf(on, 2), tests: 'not-applicable', tools: 'not-applicable' } as const;
    const found = missing({ ladder: on, ratings, evidence: [] }).advisory.filter(
      (gap) => gap.code === 'criterion-not-met',
    );
    expect(found.map((gap) => gap.sentence)).toEqual([
      "'Step 3 in all' is not met by your own ratings yet: 3 is required in all 2 competencies. Below it: design (2, 1 too low).",
    ]);
  });

  test('is every dimension that no evidence shows', () => {
    const shows = dimensions.filter((id) => id !== 'debugging' && id !== 'coaching-breadth');
    const { advisory, coverage } = missing({
      evidence: [piece('e1', { shows }), piece('e2', { shows, project: 'Search' })],
    });
    expect(gaps(advisory, 'dimension-without-evidence')).toEqual([
      ['debugging', 'No evidence shows Debugging (Technical Mastery) yet.'],
      ['coaching-breadth', 'No evidence shows Coaching breadth (Mentoring & Technical Leadership) yet.'],
    ]);
    expect([coverage[0]?.covered, coverage[7]?.covered]).toEqual([5, 4]);
  });

  test.each<[string, (string | null)[], string | null]>([
    ['exactly twelve months ago', ['2025-03-02'], '2025-03-02'],
    ['one day less than twelve months ago', ['2025-03-03'], null],
    ['long ago, except one piece', ['2020-01-01', '2026-02-01'], null],
    ['long ago', ['2020-01-01', '2024-02-01'], '2024-02-01'],
    ['an unknown day', [null], null],
    ['long ago, and one piece from an unknown day', ['2020-01-01', null], '2020-01-01'],
  ])('is old evidence of a competency: from %s', (_, days, newest) => {
    const evidence = days.map((workedOn, at) => piece(`e${at + 1}`, { workedOn, shows: ['writing'] }));
    const sentence = `The newest evidence for English Proficiency is from ${newest && dayWords(newest)}, 12 months ago or more.`;
    expect(gaps(missing({ evidence }).advisory, 'evidence-old')).toEqual(
      newest === null ? [] : [['english-proficiency', sentence]],
    );
  });

  test('is evidence of a competency that names no second person', () => {
    const shows = ['writing', 'debugging'];
    const alone = [piece('e1', { shows, seenBy: '' }), piece('e2', { shows: ['debugging'] })];
    expect(gaps(missing({ evidence: alone }).advisory, 'evidence-not-corroborated')).toEqual([
      ['english-proficiency', 'No evidence for English Proficiency names a second person who saw the work.'],
    ]);
  });

  test.each<[string, string[], string | null]>([
    ['two pieces of one project', ['Payments', 'Payments'], 'Payments'],
    ['the same name in another spelling', ['Payments', ' payments '], 'Payments'],
    ['one project, and one piece without a project', ['Payments', 'Payments', ''], 'Payments'],
    ['two projects', ['Payments', 'Search'], null],
    ['a single piece', ['Payments'], null],
    ['no project at all', ['', ''], null],
  ])('is dependence on one project: %s', (_, projects, only) => {
    const evidence = projects.map((project, at) => piece(`e${at + 1}`, { project }));
    expect(gaps(missing({ evidence }).advisory, 'evidence-from-one-project')).toEqual(
      only === null
        ? []
        : [
            [
              'L2-L3',
              `Every piece of evidence that names a project names '${only}'. Evidence from another would show that your work does not depend on one project.`,
            ],
          ],
    );
  });

  test('is a piece of evidence without a day, a project or dimensions', () => {
    const evidence = [piece('e1', { workedOn: null, project: ' ', shows: [] }), piece('e2')];
    expect(
      gaps(
        missing({ evidence }).advisory,
        'evidence-without-day',
        'evidence-without-project',
        'evidence-shows-nothing',
      ),
    ).toEqual([
      ['e1', "'Piece e1' has no day yet, so reviewers cannot tell how recent it is."],
      ['e1', "'Piece e1' does not say which project it was part of."],
      ['e1', "'Piece e1' does not say which dimensions it shows."],
    ]);
  });

  test('never uses the word fail', () => {
    const worst = missing({
      ratings: ratingsOf(ladder, 1),
      evidence: [piece('e1', { workedOn: null, project: '', seenBy: '' })],
    });
    expect(codes(worst.advisory).length).toBeGreaterThan(3);
    for (const gap of [...worst.blocking, ...worst.advisory]) expect(gap.sentence).not.toMatch(/fail/i);
  });
});

test('coverage gives for each dimension its evidence, the newest day, whether a second person saw it, and the projects', () => {
  const evidence = [
    piece('e1', { shows: ['writing'], workedOn: '2025-11-03', project: 'Payments', seenBy: '' }),
    piece('e2', { shows: ['writing'], workedOn: '2025-12-24', project: 'payments' }),
    piece('e3', { shows: ['writing'], workedOn: null, project: 'Search', seenBy: '' }),
  ];
  const english = missing({ evidence }).coverage.find((one) => one.competency === 'english-proficiency');
  expect(english).toMatchObject({ title: 'English Proficiency', covered: 1, of: 5 });
  expect(english?.dimensions.find((one) => one.id === 'writing')).toEqual({
    id: 'writing',
    title: 'Writing',
    evidence: ['e1', 'e2', 'e3'],
    newest: '2025-12-24',
    corroborated: true,
    projects: ['Payments', 'Search'],
  });
  expect(english?.dimensions[0]).toEqual({
    id: 'cefr-band',
    title: 'CEFR band',
    evidence: [],
    newest: null,
    corroborated: false,
    projects: [],
  });
});

test('the same input gives the same answer, in the shape of the contract', () => {
  const input: MissingInput = {
    ...complete,
    ratings: ratingsOf(ladder, 2),
    evidence: [piece('e1', { shows: ['writing'] })],
  };
  const first = missingFor(input);
  expect(missingFor(structuredClone(input))).toEqual(first);
  expect(Missing.parse(first)).toEqual(first);
});

test('a change of track asks for no ratings, so only the questions to others are listed', () => {
  const all = missing({ transition: 'L4-L4', track: 'tech-lead', ratings: {}, evidence: [] });
  expect(all.blocking).toEqual([]);
  expect(codes(all.advisory).filter((code) => code !== 'question-for-others')).toEqual([]);
});
