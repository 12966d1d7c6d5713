import { describe, expect, test } from 'vitest';
import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { DraftEvent } from '#shared/contract/events.ts';
import { limits } from '#shared/contract/names.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { whyFull } from '#shared/domain/case/state/full-record.ts';
import {
  evidence,
  portfolioForL3,
  ratingsOf,
  returnTo,
  review,
  selfAssessment,
  signOff,
} from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt } from '#test/support/play.ts';
import { startScene, stepOn } from '#test/support/scene.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

const erin = 'erin-engineer';
const textOf = (at: number) => ({ format: 'plain' as const, content: String(at).padEnd(limits.attachedBytes, 'x') });
const piece = (at: number) => ({
  ...evidence('adr-or-design-doc', 'adr', { feature: 'Offline mode' }),
  url: `https://example.com/${at}`,
  text: textOf(at),
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
      message: expect.stringMatching(
        /^This takes 6[4-9] KB, and the case has room for 6[0-3] KB\. Write less, or give a link/,
      ),
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
  const added = { by: 'tess-lead', repeats: false, isSealed: () => false };
  const said = (length: number, type: DraftEvent['type'] = 'signed-off', repeats = false) => {
    const body = { audience: 'decision', content: { comment: 'x'.repeat(length) } };
    return whyFull({ ...state, bodies }, { ...added, events: [{ type, body } as unknown as DraftEvent], repeats });
  };
  expect(said(4000)).toBeNull();
  expect(said(5000)).toMatchObject({ rejection: { code: 'already-done' } });
  // What can be given again and again has its own spare room.
  expect(said(4000, 'delegated', true)).toBeNull();
  const more = { ...bodies, 1000: { ...one, content: { note: 'x'.repeat(limits.spareBytes / 2) } } };
  const again = [{ type: 'delegated', body: { content: { reason: 'x' } } } as unknown as DraftEvent];
  expect(whyFull({ ...state, bodies: more }, { ...added, events: again, repeats: true })).toMatchObject({
    rejection: { code: 'already-done' },
  });
  expect(said(10, 'evidence-amended', true)).toMatchObject({ rejection: { code: 'already-done' } });
});

test('a record that is full takes what decides the case, and nothing that can be repeated', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const slots = ['sign-off.odc-lead'];
  const until = '2026-04-20T09:00:00.000Z';
  const reason = 'I am away.';
  const letAct = () => scene.decide('omar-odc', { type: 'delegate', slots, to: 'olga-odc', from: null, until, reason });
  for (let at = 0; at < limits.events && letAct().ok; at++) {
    scene.must('omar-odc', { type: 'delegate', slots, to: 'olga-odc', from: null, until, reason });
    scene.must('omar-odc', { type: 'end-delegation', to: 'olga-odc' });
  }
  expect(scene.state.head.version).toBeLessThanOrEqual(limits.events + 1);
  expect(letAct()).toMatchObject({
    rejection: { code: 'already-done', message: expect.stringContaining('600 events') },
  });
  expect(scene.act('tess-lead', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'))).toBe('already-done');
  scene.must('tess-lead', signOff(scene.state, ladder, 'decline'));
  expect(scene.state.head.outcome).toBe('not-promoted');
});

test('a record that is full still gives a vacant part to somebody, and takes no part from anybody', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const { repeats } = commands.reassign;
  const given = { type: 'reassign', slot: 'sign-off.odc-lead', to: 'olga-odc', reason: 'Away.' } as const;
  expect(repeats?.(given, scene.state.head)).toBe(true);
  const slots = scene.state.head.slots.map((slot) => (slot.id === given.slot ? { ...slot, personId: null } : slot));
  expect(repeats?.(given, { ...scene.state.head, slots })).toBe(false);
});

/** A case whose reviews are sealed. `more` adds what is hidden from the second reviewer: a review and an objection. */
function underSeal(more: boolean) {
  const scene = startScene(threeReviewerLadder);
  stepOn(scene);
  scene.must(erin, selfAssessment(ratingsOf(threeReviewerLadder, 5)));
  stepOn(scene);
  scene.must(erin, evidence('design-doc', 'design-doc'));
  const reason = 'x'.repeat(3000);
  if (more) scene.must(erin, { type: 'raise-objection', slot: 'calibration.tech-lead', ground: 'other', reason });
  scene.must(erin, { type: 'submit-portfolio' });
  stepOn(scene);
  if (more) scene.must('tess-lead', { ...review(ratingsOf(threeReviewerLadder, 3)), comment: reason } as PersonCommand);
  return scene;
}

describe('no refusal tells of a sealed review or of an objection', () => {
  test('by the number of events', () => {
    const accepted = [false, true].map((more) => {
      const scene = underSeal(more);
      const slot = scene.state.head.slots.find(({ personId }) => personId === 'omar-odc')?.id ?? '';
      const until = '2026-04-20T09:00:00.000Z';
      const letAct: PersonCommand = {
        type: 'delegate',
        slots: [slot],
        to: 'olga-odc',
        from: null,
        until,
        reason: 'Away.',
      };
      let times = 0;
      while (times < limits.events && scene.act('omar-odc', letAct) === null) {
        scene.must('omar-odc', { type: 'end-delegation', to: 'olga-odc' });
        times++;
      }
      return times;
    });
    expect(accepted[0]).toBeGreaterThan(200);
    expect(accepted[0]).toBeLessThan(limits.events);
    expect(accepted[1]).toBe(accepted[0]);
  });

  test('by the room for text', () => {
    const answers = [false, true].map((more) => {
      const { state, decide } = underSeal(more);
      const [one] = Object.values(state.bodies);
      state.bodies[0] = { ...one!, seq: 0, content: { note: 'x'.repeat(limits.textBytes - 80_000) } };
      const { notes: _, ...empty } = review(ratingsOf(threeReviewerLadder, 3)) as CommandOf<'submit-review'>;
      const dimensions = Object.keys(empty.ratings);
      return [1, 5, 6, 7, 8].map((count) => {
        const notes = Object.fromEntries(dimensions.slice(0, count).map((id) => [id, 'x'.repeat(1000)]));
        return decide('omar-odc', { ...empty, notes, comment: 'x'.repeat(3000) });
      });
    });
    expect(answers[0]?.map(({ ok }) => ok)).toContain(false);
    expect(answers[0]?.map(({ ok }) => ok)).toContain(true);
    const said = answers.map((of) => of.map((one) => (one.ok ? null : one.rejection)));
    expect(said[1]).toEqual(said[0]);
  });
});

test('every command says whether the case reaches its end without it', () => {
  const { head } = caseAt('L2-L3', ladder, 'sign-off').state;
  const always = Object.entries(commands).flatMap(([type, row]) =>
    row.repeats && type !== 'sign-off' && row.repeats({ type } as never, head) ? [type] : [],
  );
  expect(always.sort()).toEqual([
    'add-evidence',
    'amend-evidence',
    'amend-review',
    'ask',
    'carry-evidence',
    'delegate',
    'extend-deadline',
    'join-cycle',
    'raise-objection',
    'recall',
    'recuse',
    'waive-requirement',
  ]);
});

test('at the last attempt a case is not returned, but decided', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const back = returnTo(scene.state, ladder, 'portfolio', 'evidence.e1');
  expect(scene.decide('tess-lead', back).ok).toBe(true);
  scene.state.head.attempt = limits.attempts;
  expect(scene.decide('tess-lead', back)).toMatchObject({
    rejection: { code: 'already-done', message: expect.stringContaining('come back 11 times') },
  });
  scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
});
