import { expect, test } from 'vitest';
import { bytesOf } from '#infra/local/meter.ts';
import { answerWrite } from '#shared/cases/answers.ts';
import { writesFor } from '#shared/cases/writes.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { seenOf } from '#shared/domain/case/state/contents.ts';
import { transactionLimits, type Write } from '#shared/store/transaction.ts';
import { evidence, ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';
import { Crowded, type Most, reason, spare } from './limits/crowded.ts';
import { fullHouse, takenOver, turnedEveryWay } from './limits/crowded-cases.ts';
import { askedBy, itemLimit, itemsIn, write } from './limits/sizes.ts';

/** The writes that the store makes for the last command of a scene. */
function writesOfLast(scene: Scene, before: Scene['state'], ladderOf = ladder): Write[] {
  const last = scene.events.at(-1);
  if (!last) throw new Error('nothing happened');
  const { event } = last;
  const result = {
    caseId: event.caseId,
    type: event.type,
    stage: scene.state.head.stage,
    outcome: null,
    at: event.at,
    evidence: null,
  };
  const change = {
    before,
    after: scene.state,
    ladder: ladderOf,
    events: [last],
    guards: [{ personId: 'tess-lead', version: 1 }],
  };
  return [...writesFor(write, change), answerWrite(write, askedBy('tess-lead'), result)];
}

test('the longest self-assessment that fits into a request also fits into a transaction and its items', () => {
  const scene = startScene(softwareEngineerTrack);
  stepOn(scene);
  const dimensions = Object.keys(ratingsOf(softwareEngineerTrack, 3));
  // Notes of the maximum length. An emoji needs four bytes in UTF-8 and counts as two characters in JavaScript, which is
  // the worst case for the limit of 256 KiB.
  const note = '😀'.repeat(limits.note / 2);
  const command: PersonCommand = {
    type: 'submit-self-assessment',
    ratings: ratingsOf(softwareEngineerTrack, 3),
    notes: Object.fromEntries(dimensions.map((id) => [id, note])),
  };
  expect(bytesOf(command)).toBeLessThan(limits.body);
  const before = scene.state;
  scene.must('erin-engineer', command);
  const writes = writesOfLast(scene, before, softwareEngineerTrack);
  expect(writes.length).toBeLessThanOrEqual(transactionLimits.actions);
  expect(bytesOf({ all: itemsIn(writes) })).toBeLessThan(transactionLimits.bytes);
  for (const item of itemsIn(writes)) expect(bytesOf(item)).toBeLessThan(itemLimit);
});

test('a case with fifty pieces of evidence, three reviews and two signatures keeps its head under 4 KB', () => {
  const scene = startScene(ladder);
  stepOn(scene);
  scene.must('erin-engineer', { type: 'submit-self-assessment', ratings: ratingsOf(ladder, 3), notes: {} });
  stepOn(scene);
  for (let at = 0; at < limits.evidence; at++) scene.must('erin-engineer', evidence('design-doc', 'design-doc'));
  expect(scene.act('erin-engineer', evidence('design-doc', 'design-doc'))).toBe('already-done');
  const before = scene.state;
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  expect(writesOfLast(scene, before).length).toBeLessThanOrEqual(transactionLimits.actions);
  stepOn(scene);
  for (const who of ['tess-lead', 'omar-odc', 'hana-head'])
    scene.must(who, { type: 'submit-review', ratings: ratingsOf(ladder, 3), notes: {}, antiSignals: [], comment: '' });
  scene.must('dario-director', {
    type: 'record-consensus',
    ratings: ratingsOf(ladder, 3),
    reasons: {},
    antiSignals: [],
    comment: '',
  });
  stepOn(scene);
  const seen = seenOf(scene.state, ladder);
  for (const who of ['tess-lead', 'omar-odc'])
    scene.must(who, {
      type: 'sign-off',
      decision: 'approve',
      comment: 'Yes.',
      seen,
      exceptionReasons: {},
      declineReasons: {},
      returns: null,
    });
  expect(bytesOf(scene.state.head)).toBeLessThan(4096);
});

test('a single piece of evidence cannot be longer than its own limit', () => {
  const scene = startScene(ladder);
  stepOn(scene);
  scene.must('erin-engineer', { type: 'submit-self-assessment', ratings: ratingsOf(ladder, 3), notes: {} });
  stepOn(scene);
  const long = {
    ...evidence('design-doc', 'design-doc'),
    title: '😀'.repeat(99),
    note: '😀'.repeat(490),
    url: `https://example.com/${'a'.repeat(1900)}`,
  };
  expect(scene.act('erin-engineer', long)).toBe('invalid-input');
  expect(scene.act('erin-engineer', { ...long, url: null })).toBeNull();
});

test('the head of a case stays below 8 KB after every kind of turn, and below 12.5 KB with all delegations', () => {
  // 1.5 KB of it list what a full return unlocks, 1.4 KB are the slots, and 0.5 KB the timers of three ODCs. The test
  // above holds an ordinary head under 4 KB, because DynamoDB charges each started KB with every write.
  expect(turnedEveryWay().heaviest).toBeLessThan(8192);

  expect(fullHouse().heaviest).toBeLessThan(12.5 * 1024);
});

test('every command fits into a transaction, even in its largest form', () => {
  const largest: Most = new Map();
  for (const { most } of [turnedEveryWay(), fullHouse(), takenOver()])
    for (const [type, { actions, bytes }] of most) {
      const was = largest.get(type) ?? { actions: 0, bytes: 0 };
      largest.set(type, { actions: Math.max(actions, was.actions), bytes: Math.max(bytes, was.bytes) });
    }
  for (const [type, { actions, bytes }] of largest) {
    expect(actions, type).toBeLessThanOrEqual(transactionLimits.actions);
    expect(bytes, type).toBeLessThan(transactionLimits.bytes);
  }
  // These commands write the most. The minimums prove that the cases above are really large.
  expect(largest.get('carry-evidence')?.actions).toBeGreaterThan(40);
  expect(largest.get('appoint-panel')?.actions).toBeGreaterThan(10);
  expect(largest.get('cancel')?.actions).toBeGreaterThan(70);
});

test('a person can have three delegates at most at a time, and a delegation that is over does not count', () => {
  const it = new Crowded();
  it.begin(['paul-peer', 'olga-odc']);
  const slot = 'calibration.tech-lead';
  for (const one of spare.slice(0, 3)) it.letActFor([slot], one.id);
  expect(() => it.letActFor([slot], 'spare-3')).toThrow('invalid-input');
  it.scene.clock.advanceDays(85);
  it.act('tess-lead', {
    type: 'delegate',
    slots: [slot],
    to: 'spare-3',
    from: null,
    until: '2026-06-20T18:00:00.000Z',
    reason,
  });
  expect(it.scene.state.head.delegations.map((one) => one.to)).toEqual(['spare-3']);
});
