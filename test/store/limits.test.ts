import { expect, test } from 'vitest';
import { bytesOf } from '#infra/local/meter.ts';
import { writesFor } from '#shared/cases/commit.ts';
import { limits, type PersonCommand } from '#shared/contract/commands.ts';
import { seenOf } from '#shared/domain/case/parts.ts';
import { transactionLimits, type Write, writesOf } from '#shared/store/transaction.ts';
import { evidence, ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';

const write = writesOf({ name: 'table', client: undefined as never });
const itemLimit = 400 * 1024;

/** The writes of the last command of a scene, as the store makes them. */
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
  return writesFor(write, {
    before,
    after: scene.state,
    ladder: ladderOf,
    events: [last],
    guards: [{ personId: 'tess-lead', version: 1 }],
    answer: { personId: 'tess-lead', key: 'k'.repeat(200), fingerprint: 'f'.repeat(64), result },
  });
}

const itemsIn = (writes: Write[]) => writes.flatMap((one) => (one.action.Put?.Item ? [one.action.Put.Item] : []));

test('the longest self-assessment that a request can carry fits a transaction and its items', () => {
  const scene = startScene(softwareEngineerTrack);
  stepOn(scene);
  const dimensions = Object.keys(ratingsOf(softwareEngineerTrack, 3));
  // As many and as long notes as 256 KiB hold: the longest character in UTF-8 takes four bytes for two of JavaScript's.
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

test('a piece of evidence is bounded by itself', () => {
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
