import { expect, test } from 'vitest';
import type { DraftEvent } from '#shared/contract/events.ts';
import { limits } from '#shared/contract/names.ts';
import { tooMuchText } from '#shared/domain/case/state/live-text.ts';
import { evidence, portfolioForL3, signOff } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';

const erin = 'erin-engineer';
const text = { format: 'plain' as const, content: 'x'.repeat(limits.attachedBytes) };
const piece = (at: number) => ({
  ...evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }),
  url: `https://example.com/${at}`,
  text,
});

/** A case at its portfolio, whose evidence is full. */
function full() {
  const scene = caseAt('L2-L3', ladder, 'portfolio');
  for (let at = 1; at <= 5; at++) scene.must(erin, piece(at));
  return scene;
}

test('the text of a case is bounded, and the refusal says by how much', () => {
  const scene = full();
  const refused = scene.decide(erin, piece(6));
  expect(refused).toMatchObject({
    rejection: {
      code: 'already-done',
      message: expect.stringMatching(/would hold 38[5-9] KB, and 384 KB is the most\. Write less, or give a link/),
    },
  });
});

test('a text that is replaced or removed makes room', () => {
  const scene = full();
  const { type: _, ...first } = piece(1);
  const amend = { ...first, type: 'amend-evidence' as const, evidence: 'e1' };
  scene.must(erin, amend);
  scene.must(erin, { ...amend, text: null });
  scene.must(erin, piece(6));
  expect(scene.act(erin, piece(7))).toBe('already-done');
  scene.must(erin, { type: 'remove-evidence', evidence: 'e2' });
  scene.must(erin, piece(7));
});

test('a case whose evidence is full is decided all the same', () => {
  const scene = full();
  // Their links alone count here, so that the rest of the portfolio fits.
  scene.must(erin, { type: 'remove-evidence', evidence: 'e5' });
  for (const one of portfolioForL3) scene.must(erin, one);
  scene.must(erin, { type: 'submit-portfolio' });
  scene.must(null, { type: 'open-stage', generation: scene.state.head.generation, stage: 'sign-off' });
  scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
});

test('beyond the bound, short words are still taken, and long ones are not', () => {
  const { state } = caseAt('L2-L3', ladder, 'sign-off');
  const [one] = Object.values(state.bodies);
  if (!one) throw new Error('Nobody has written');
  const bodies = { ...state.bodies, 999: { ...one, content: { note: 'x'.repeat(limits.textBytes) } } };
  const said = (length: number, type: DraftEvent['type'] = 'signed-off') =>
    tooMuchText({ ...state, bodies }, [
      { type, body: { audience: 'decision', content: { comment: 'x'.repeat(length) } } } as unknown as DraftEvent,
    ]);
  expect(said(4000)).toBeNull();
  expect(said(5000)).toMatchObject({ rejection: { code: 'already-done' } });
  expect(said(10, 'evidence-amended')).toMatchObject({ rejection: { code: 'already-done' } });
});
