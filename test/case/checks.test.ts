import { describe, expect, test } from 'vitest';
import { asked } from '#functions/web/forms/evidence.tsx';
import { checkSentence } from '#functions/web/views/ladder/words.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { EvidenceCheck, EvidenceField, EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import { sayKind } from '#shared/domain/ladder/compare/sentences.ts';
import { lint } from '#shared/domain/ladder/lint/lint.ts';
import { evidence } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { playTo } from '#test/support/play.ts';
import { startOn } from '#test/support/scene.ts';

type Kind = EvidenceCheck['kind'];
interface Example {
  check: EvidenceCheck;
  /** The only kinds of field that it can judge. */
  of: EvidenceField['kind'][];
  passes: string | number;
  fails: string | number;
  /** What its sentences must say. */
  says: string;
}
const about = { field: 'value', origin: 'ours' } as const;

const examples: { [K in Kind]: Example & { check: { kind: K } } } = {
  'months-up-to-submission': {
    check: { kind: 'months-up-to-submission', atLeast: 6, ...about },
    of: ['date'],
    passes: '2020-03-02',
    fails: '2026-01-05',
    says: '6 calendar months',
  },
  'at-least': {
    check: { kind: 'at-least', value: 120, ...about },
    of: ['number'],
    passes: 120,
    fails: 119,
    says: '120',
  },
  equals: { check: { kind: 'equals', value: 'P1', ...about }, of: ['text'], passes: ' p1', fails: 'P2', says: 'P1' },
  'same-as': {
    check: { kind: 'same-as', requirement: 'other', otherField: 'module', ...about },
    of: ['text', 'number', 'date'],
    passes: 'payments',
    fails: 'Search',
    says: 'same as',
  },
  'within-months': {
    check: { kind: 'within-months', atMost: 6, ...about },
    of: ['date'],
    passes: '2025-12-01',
    fails: '2025-08-01',
    says: '6 calendar months',
  },
  'not-before': {
    check: { kind: 'not-before', requirement: 'other', otherField: 'since', matching: 'module', ...about },
    of: ['date'],
    passes: '2025-06-01',
    fails: '2025-05-31',
    says: 'not before',
  },
  'not-the-engineer': {
    check: { kind: 'not-the-engineer', ...about },
    of: ['text'],
    passes: 'Petra Peer',
    fails: ' erin  ENGINEER',
    says: 'not the engineer',
  },
};

const other: EvidenceKind = {
  id: 'other',
  title: 'Other',
  fields: [
    { id: 'module', title: 'Module', kind: 'text', required: true },
    { id: 'since', title: 'Since', kind: 'date', required: true },
  ],
  checks: [],
  origin: 'ours',
};

function kindWith(check: EvidenceCheck, kind: EvidenceField['kind']): EvidenceKind {
  const fields: EvidenceField[] = [
    { id: 'value', title: 'Value', kind, required: true },
    { id: 'module', title: 'Module', kind: 'text', required: false },
  ];
  return { id: 'checked', title: 'Checked', fields, checks: [check], origin: 'ours' };
}

/** The ladder with a portfolio of two pieces from L2 to L3. The second has a field with the check. */
function ladderWith(checked: EvidenceKind): PublishedLadder {
  const portfolio = [other, checked].map((one) => ({
    id: one.id,
    title: one.title,
    count: 1,
    oneOf: [one],
    track: null,
    origin: 'ours' as const,
  }));
  return {
    ...ladder,
    transitions: ladder.transitions.map((one) => (one.id === 'L2-L3' ? { ...one, portfolio } : one)),
  };
}

describe.each(Object.entries(examples))('the check %s', (_kind, { check, of, passes, fails, says }) => {
  const checked = kindWith(check, of[0] ?? 'text');
  const atPortfolio = () => {
    const scene = startOn('L2-L3', ladderWith(checked));
    playTo(scene, 'portfolio');
    return scene;
  };

  test.each([
    ['passes', passes, []],
    ['fails', fails, ['evidence.e2.fields.value']],
  ])('%s a piece with %s when the portfolio is handed in', (_verdict, value, faults) => {
    const scene = atPortfolio();
    scene.must('erin-engineer', evidence('other', 'other', { module: 'Payments', since: '2025-06-01' }));
    const piece = evidence('checked', 'checked', { value, module: 'payments' });
    // Whom a field names is judged against the person who writes it.
    if (check.kind === 'not-the-engineer') {
      expect(scene.faults('erin-engineer', piece)).toEqual(faults.length > 0 ? ['fields.value'] : []);
      return;
    }
    scene.must('erin-engineer', piece);
    expect(scene.faults('erin-engineer', { type: 'submit-portfolio' })).toEqual(faults);
    expect(scene.act('erin-engineer', { type: 'submit-portfolio' }) === null).toBe(faults.length === 0);
  });

  test('is passed by a sample value, so that a case can be played', () => {
    const scene = atPortfolio();
    playTo(scene, 'sign-off');
    expect(scene.state.head.stage).toBe('sign-off');
  });

  test('is refused at a field of another kind', () => {
    const refused = (['text', 'number', 'date'] as const).filter((kind) =>
      lint(ladderWith(kindWith(check, kind))).some(({ code }) => code === 'check-of-other-kind'),
    );
    expect(refused).toEqual((['text', 'number', 'date'] as const).filter((kind) => !of.includes(kind)));
  });

  test('is said in the form, on the page of the ladder and in a comparison', () => {
    const transition = ladderWith(checked).transitions.find((one) => one.id === 'L2-L3')!;
    for (const said of [asked(check, transition), checkSentence(check, checked, transition), sayKind(checked)])
      expect(said.toLowerCase()).toContain(says.toLowerCase());
  });
});
