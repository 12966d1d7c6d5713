import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/contract/commands.ts';
import { bodyAt, type EvidenceBody } from '#shared/domain/case/state/contents.ts';
import { returnTo, signOff } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { see } from '#test/support/see.ts';

/** A portfolio that is open again after a return or an appeal, while people of other teams go on answering about it. */

const engineer = 'lena-senior';
const says = (evidenceId: string, answer: 'yes' | 'no') =>
  ({ type: 'confirm-evidence', evidence: evidenceId, answer }) as const;
const handsIn = { type: 'submit-portfolio' } as const;

/** A case of which both adopted pieces are confirmed, and that is sent back for the second one. */
function sentBack(): { scene: Scene; first: { evidence: string; to: string } } {
  const scene = caseAt('L3-L4', ladder, 'sign-off', {}, { track: 'principal-engineer' });
  const [first, second] = scene.state.head.adoptions;
  if (!first?.to || !second?.to) throw new Error('Two pieces are adopted');
  expect([first.answer, second.answer]).toEqual(['yes', 'yes']);
  scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', `evidence.${second.evidence}`));
  stepOn(scene);
  return { scene, first: { evidence: first.evidence, to: first.to } };
}

describe('a return for one piece', () => {
  test('opens what does not count any more, because a team said no since then', () => {
    const { scene, first } = sentBack();
    const written = bodyAt<EvidenceBody>(scene.state, scene.state.head.evidence[first.evidence] ?? 0);
    if (!written?.adoption) throw new Error('It is an adopted piece');
    const { id: _, text: _text, adoption, ...piece } = written;
    const amend: CommandOf<'amend-evidence'> = {
      ...piece,
      type: 'amend-evidence',
      evidence: first.evidence,
      adoption: { since: '2025-02-01', confirmerId: adoption.confirmerId },
    };
    expect(scene.faults(engineer, amend)).toContain('evidence');
    scene.must(first.to, says(first.evidence, 'no'));
    expect(scene.faults(engineer, handsIn)).toContain(`evidence.${first.evidence}.adoption`);
    expect(see(scene, engineer).locked).not.toContain(`evidence.${first.evidence}`);
    scene.must(engineer, amend);
    scene.must(engineer, handsIn);
  });

  test('lets the engineer take out what does not count any more, and add another piece in its place', () => {
    const { scene, first } = sentBack();
    const written = bodyAt<EvidenceBody>(scene.state, scene.state.head.evidence[first.evidence] ?? 0);
    scene.must(first.to, says(first.evidence, 'no'));
    scene.must(engineer, { type: 'remove-evidence', evidence: first.evidence });
    const { id: _, text: _text, ...piece } = written as EvidenceBody;
    const adoption = { since: '2025-02-01', confirmerId: first.to };
    scene.must(engineer, { ...piece, type: 'add-evidence', url: 'https://example.com/another', adoption });
    scene.must(engineer, handsIn);
  });

  test('opens nothing else if the engineer takes out the piece that it names', () => {
    const windows = { 'sign-off': { from: '2026-02-01', to: '2026-12-31' } };
    const scene = caseAt('L1-L2', ladder, 'sign-off', { cycle: cycle({ windows }) });
    const { engineerId } = scene.state.head;
    // Five pull requests are asked for.
    const [first, second] = Object.keys(scene.state.head.evidence);
    scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', `evidence.${first}`));
    stepOn(scene);
    scene.must(engineerId, { type: 'remove-evidence', evidence: first ?? '' });
    expect(scene.faults(engineerId, handsIn)).toEqual(['requirements.merged-prs']);
    expect(scene.faults(engineerId, { type: 'remove-evidence', evidence: second ?? '' })).toEqual(['evidence']);
  });

  test('does not let its piece be moved to a requirement that is locked', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'));
    stepOn(scene);
    const bodyOf = (id: string) =>
      bodyAt<EvidenceBody>(scene.state, scene.state.head.evidence[id] ?? 0) as EvidenceBody;
    const { id: _, text: _text, ...other } = bodyOf('e2');
    const moved = {
      ...other,
      type: 'amend-evidence' as const,
      evidence: 'e1',
      adoption: null,
      url: 'https://example.com/moved',
    };
    expect(scene.faults('erin-engineer', moved)).toContain('requirement');
  });

  test('says that nothing was changed, whatever a team has said meanwhile', () => {
    const { scene, first } = sentBack();
    scene.must(first.to, says(first.evidence, 'no'));
    scene.must(first.to, says(first.evidence, 'yes'));
    expect(see(scene, engineer).returned?.unchanged).toBe(true);
    scene.must(engineer, handsIn);
    expect(see(scene, engineer).returned?.unchanged).toBe(true);
  });
});

test.each(['changes their mind', 'is silent'])(
  'an upheld appeal about evidence opens the portfolio where it comes after the calibration, and a team %s',
  (what) => {
    const scene = caseAt('L4-L5', ladder, 'sign-off');
    const [asked] = scene.state.head.adoptions;
    const { engineerId } = scene.state.head;
    scene.must('hana-head', signOff(scene.state, ladder, 'decline'));
    stepOn(scene);
    scene.must(engineerId, { type: 'appeal', ground: 'evidence', statement: 'x', against: null });
    stepOn(scene);
    // HR upholds it.
    playStep(scene);
    stepOn(scene);
    expect(scene.state.head.stage).toBe('calibration');
    if (what === 'changes their mind') scene.must(asked?.to ?? '', says(asked?.evidence ?? '', 'no'));
    for (let turn = 0; turn < 20 && scene.state.head.stage === 'calibration'; turn++) {
      playStep(scene);
      stepOn(scene);
    }
    expect(scene.state.head.stage).toBe('portfolio');
  },
);
