import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { lint } from '#shared/domain/ladder/lint/lint.ts';
import { evidence, portfolioForL3 } from '#test/support/commands.ts';
import { everyLadder, softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { playTo } from '#test/support/play.ts';
import { type Scene, startOn } from '#test/support/scene.ts';

type Piece = CommandOf<'add-evidence'>;

/** A case at its portfolio on 2 March 2026. */
function atPortfolio(transition = 'L2-L3'): { scene: Scene; engineer: string } {
  const scene = startOn(transition, ladder);
  playTo(scene, 'portfolio');
  return { scene, engineer: scene.state.head.engineerId };
}

const faultsOf = ({ scene, engineer }: ReturnType<typeof atPortfolio>, piece: Piece) => scene.faults(engineer, piece);
const adr = () => evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' });
const onboarded = () => evidence('mentoring', 'onboarded-junior', { junior: 'Aiko Tan' });
const owned = (module: string, since: string) => evidence('module-ownership', 'module-ownership', { module, since });
const p1 = (module: string, occurredOn: string) =>
  evidence('p1-postmortem', 'postmortem', { module, severity: 'P1', occurredOn });

test('every kind of evidence that others must be able to open is marked in the ladders, and no other', () => {
  const marked = everyLadder.flatMap(({ id, transitions }) =>
    transitions.flatMap((transition) =>
      transition.portfolio.flatMap(({ oneOf }) =>
        oneOf.map((kind) => `${id} ${transition.id} ${kind.id}: ${kind.document?.form ?? 'nothing to open'}`),
      ),
    ),
  );
  expect(marked.filter((one) => one.endsWith('nothing to open'))).toEqual([
    'software-engineer-track L1-L2 stack-declaration: nothing to open',
  ]);
  expect(marked.filter((one) => one.startsWith('software-engineer-track'))).toEqual([
    'software-engineer-track L1-L2 merged-pr: pull-request',
    'software-engineer-track L1-L2 stack-declaration: nothing to open',
    'software-engineer-track L1-L2 debugged-production-issue: incident',
    'software-engineer-track L2-L3 adr: document',
    'software-engineer-track L2-L3 design-doc: design',
    'software-engineer-track L2-L3 module-ownership: record',
    'software-engineer-track L2-L3 postmortem: incident',
    'software-engineer-track L2-L3 onboarded-junior: record',
    'software-engineer-track L2-L3 pr-review-at-scale: record',
    'software-engineer-track L3-L4 system-design: design',
    'software-engineer-track L3-L4 hiring-panel: record',
    'software-engineer-track L3-L4 idp: document',
    'software-engineer-track L3-L4 rfc: rfc',
    'software-engineer-track L4-L5 system-design: design',
    'software-engineer-track L4-L5 reference-architecture: architecture',
  ]);
});

describe('a piece that others must be able to open', () => {
  test('is refused without a link, and the refusal names the field', () => {
    const at = atPortfolio();
    const refused = at.scene.decide(at.engineer, { ...adr(), url: null });
    expect(refused).toMatchObject({
      rejection: {
        faults: [
          {
            path: 'url',
            reason:
              "'Link' is missing: others must be able to open the architecture decision record. Give a link, or attach a text",
          },
        ],
      },
    });
    expect(faultsOf(at, adr())).toEqual([]);
  });

  test('needs no link where the ladder lets an answer stand in, whatever the answer is', () => {
    for (const answer of ['yes', 'no'] as const) {
      const scene = startOn('L2-L3', ladder);
      playTo(scene, 'calibration');
      scene.must('tess-lead', {
        type: 'attest',
        attestation: 'mentoring-readiness',
        answer,
        note: 'Seen.',
        evidence: [],
      });
      playTo(scene, 'portfolio');
      for (const piece of portfolioForL3.slice(0, 3)) scene.must('erin-engineer', piece);
      scene.must('erin-engineer', { ...onboarded(), url: null });
      expect(scene.act('erin-engineer', { type: 'submit-portfolio' })).toBeNull();
    }
  });

  test('cannot rest on an answer that no criterion asks for', () => {
    const document = {
      form: 'record' as const,
      orAttestation: 'ships-features-independently',
      origin: 'ours' as const,
    };
    const of = (transition: string) => ({
      ...ladder,
      transitions: ladder.transitions.map((one) =>
        one.id !== transition
          ? one
          : {
              ...one,
              portfolio: one.portfolio.map((asked) => ({
                ...asked,
                oneOf: asked.oneOf.map((kind) => (kind.document ? { ...kind, document } : kind)),
              })),
            },
      ),
    });
    const codes = (transition: string) => lint(of(transition)).map(({ code }) => code);
    expect(codes('L1-L2')).not.toContain('document-without-attestation');
    expect(codes('L2-L3')).toContain('document-without-attestation');
  });
});

test.each([
  ['the same link', 'https://code.example.com/pr/1'],
  ['the same page at another place', 'https://code.example.com/pr/1#files'],
  ['the same page with a slash', 'https://code.example.com/pr/1/'],
  ['the same page in a form that browsers repair', 'https:/CODE.example.com/pr/1'],
])('%s cannot be given twice for a requirement', (_case, url) => {
  const at = atPortfolio('L1-L2');
  const pr = (link: string): Piece => ({ ...evidence('merged-prs', 'merged-pr'), url: link });
  at.scene.must(at.engineer, pr('https://code.example.com/pr/1'));
  expect(faultsOf(at, pr(url))).toEqual(['url']);
  expect(faultsOf(at, pr('https://code.example.com/pr/2'))).toEqual([]);
  expect(faultsOf(at, pr('https://code.example.com/pr/1?side=left'))).toEqual([]);
  // The piece itself can be amended and keep its link.
  const { type: _type, ...content } = pr(url);
  expect(at.scene.act(at.engineer, { type: 'amend-evidence', evidence: 'e1', ...content })).toBeNull();
});

test('the evidence of a case takes three hundred changes, and then what is there can still be removed and handed in', () => {
  const { scene, engineer } = atPortfolio();
  for (const piece of portfolioForL3) scene.must(engineer, piece);
  scene.must(engineer, evidence('adr-or-design-doc', 'adr', { feature: 'Search' }));
  const { type: _type, ...content } = adr();
  const amended = { type: 'amend-evidence' as const, evidence: 'e1', ...content };
  for (let at = 5; at < limits.evidenceChanges; at++) scene.must(engineer, amended);
  expect(scene.act(engineer, amended)).toBe('already-done');
  expect(scene.act(engineer, adr())).toBe('already-done');
  expect(scene.act(engineer, { type: 'remove-evidence', evidence: 'e5' })).toBeNull();
  expect(scene.act(engineer, { type: 'submit-portfolio' })).toBeNull();
});

test('a piece that was added and removed has cost two of the changes', () => {
  const { scene, engineer } = atPortfolio();
  for (let at = 1; at <= limits.evidenceChanges / 2; at++) {
    scene.must(engineer, adr());
    scene.must(engineer, { type: 'remove-evidence', evidence: `e${at}` });
  }
  expect(scene.act(engineer, adr())).toBe('already-done');
});

test('another requirement can have the same link', () => {
  const at = atPortfolio();
  at.scene.must(at.engineer, { ...adr(), url: 'https://docs.example.com/1' });
  expect(faultsOf(at, { ...owned('Payments', '2025-06-01'), url: 'https://docs.example.com/1' })).toEqual([]);
});

test.each([
  ['a field', { ...owned('Payments', '2026-03-03') }, ['fields.since']],
  ['a field, years ahead', { ...p1('Payments', '2031-01-01') }, ['fields.occurredOn']],
  ['the day of the work', { ...adr(), workedOn: '2026-03-03' }, ['workedOn']],
  ['today in a field', { ...owned('Payments', '2026-03-02') }, []],
  ['today as the day of the work', { ...adr(), workedOn: '2026-03-02' }, []],
])('a day in the future is refused where it is written: %s', (_case, piece, faults) => {
  expect(faultsOf(atPortfolio(), piece)).toEqual(faults);
});

test.each([
  ['before the module was owned', 'Payments', '2025-05-31', ['evidence.e3.fields.occurredOn']],
  ['on the day from which it was owned', 'payments', '2025-06-01', []],
  ['of another module, owned earlier', 'Search', '2025-03-01', []],
])('an incident counts only inside the ownership of its module: %s', (_case, module, day, faults) => {
  const { scene, engineer } = atPortfolio();
  const pieces = [owned('Payments', '2025-06-01'), owned('Search', '2025-02-01'), p1(module, day), adr(), onboarded()];
  for (const piece of pieces) scene.must(engineer, piece);
  expect(scene.faults(engineer, { type: 'submit-portfolio' })).toEqual(faults);
});

test.each(['Erin Engineer', ' erin  engineer ', 'erin-engineer', 'Erin-Engineer@Example.com'])(
  'the engineer did not onboard themself: %j is refused',
  (junior) => {
    const at = atPortfolio();
    expect(faultsOf(at, { ...onboarded(), fields: { junior } })).toEqual(['fields.junior']);
    expect(faultsOf(at, onboarded())).toEqual([]);
  },
);
