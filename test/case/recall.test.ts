import { describe, expect, test } from 'vitest';
import { attest, returnTo, signOff } from '#test/support/commands.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, stepOn } from '#test/support/scene.ts';
import { shortLadder as ladder } from '#test/support/test-ladder.ts';

const recall = { type: 'recall', reason: 'I signed the wrong case.' } as const;
const minutes = (scene: Scene, count: number) =>
  scene.clock.set(new Date(Date.parse(scene.now()) + count * 60_000).toISOString());
const approve = (scene: Scene, who: string) => scene.must(who, signOff(scene.state, ladder, 'approve'));
const standing = ({ state }: Scene) => state.head.signOffs.filter((one) => one.stands).map((one) => one.by);

/** A case of two signers, of whom the first has approved. */
function signedOnce() {
  const scene = caseAt('L3-L4', ladder, 'sign-off');
  const [first = '', second = ''] = scene.state.head.slots.flatMap((slot) =>
    slot.part === 'signer' ? (slot.personId ?? []) : [],
  );
  approve(scene, first);
  return { scene, first, second };
}

describe('a signature that its signer takes back', () => {
  test('no longer counts, and they sign again', () => {
    const { scene, first, second } = signedOnce();
    scene.must(first, recall);
    expect(standing(scene)).toEqual([]);
    expect(scene.state.head).toMatchObject({ stage: 'sign-off', status: 'open', attempt: 1, outcome: null });
    approve(scene, second);
    expect(scene.state.head.outcome).toBeNull();
    approve(scene, first);
    expect(scene.state.head).toMatchObject({ stage: 'closing', outcome: 'promoted' });
  });

  test('is taken back three times at most', () => {
    const { scene, first } = signedOnce();
    for (let at = 0; at < 3; at++) {
      scene.must(first, recall);
      approve(scene, first);
    }
    expect(scene.act(first, recall)).toBe('already-done');
    expect(standing(scene)).toEqual([first]);
  });

  test('stays in the record, with the reason', () => {
    const { scene, first } = signedOnce();
    const before = scene.state.head.version;
    scene.must(first, recall);
    expect(scene.state.head.signOffs).toMatchObject([{ by: first, stands: false, recalled: before + 1 }]);
    expect(scene.events.at(-1)?.body?.content).toEqual({ reason: recall.reason });
  });

  test('is their own: nobody else takes it back, not even the holder for whom it was given', () => {
    const { scene, second } = signedOnce();
    for (const who of [second, 'hugo-hr', scene.state.head.engineerId])
      expect(scene.act(who, recall), who).not.toBe(null);

    const lent = caseAt('L3-L4', ladder, 'sign-off');
    const slot = lent.state.head.slots.find((one) => one.part === 'signer');
    const until = new Date(Date.parse(lent.now()) + 24 * 3600_000).toISOString();
    const holder = slot?.personId ?? '';
    lent.must(holder, {
      type: 'delegate',
      slots: [slot?.id ?? ''],
      to: 'olga-odc',
      from: null,
      until,
      reason: 'Away.',
    });
    approve(lent, 'olga-odc');
    expect(lent.act(holder, recall)).toBe('not-yet');
    expect(lent.act('olga-odc', recall)).toBeNull();
  });

  test('can be taken back for 30 minutes, and no longer', () => {
    const { scene, first } = signedOnce();
    minutes(scene, 30);
    expect(scene.decide(first, recall).ok).toBe(true);
    minutes(scene, 1);
    expect(scene.act(first, recall)).toBe('already-done');
  });

  test('is refused once the case is decided, or has gone back to an earlier stage', () => {
    const { scene, first, second } = signedOnce();
    const sentBack = signedOnce();
    approve(scene, second);
    for (const who of [first, second]) expect(scene.act(who, recall)).toBe('already-decided');
    sentBack.scene.must(second, returnTo(sentBack.scene.state, ladder, 'calibration', 'rating.tests'));
    // It stands there, and decides nothing.
    expect(standing(sentBack.scene)).toEqual([sentBack.first]);
    for (const who of [first, second]) expect(sentBack.scene.act(who, recall)).toBe('wrong-stage');
  });

  test('takes a case back from HR that waits for the decision on an exception', () => {
    const scene = caseAt('L1-L2', ladder, 'calibration');
    scene.must('tess-lead', attest('delivers-alone', 'no'));
    playTo(scene, 'exception');
    const [signer = ''] = standing(scene);
    const others = standing(scene).slice(1);
    scene.must(signer, recall);
    stepOn(scene);
    expect(scene.state.head).toMatchObject({ stage: 'sign-off', status: 'open', attempt: 2 });
    expect(standing(scene)).toEqual(others);
    expect(scene.act(signer, recall)).toBe('not-yet');
  });
});
