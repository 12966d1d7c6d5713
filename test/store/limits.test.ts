import { expect, test } from 'vitest';
import { bytesOf } from '#infra/local/meter.ts';
import { answerWrite } from '#shared/cases/answers.ts';
import { writesFor } from '#shared/cases/writes.ts';
import type { Command, PersonCommand } from '#shared/contract/commands.ts';
import { limits, type PersonCommandType } from '#shared/contract/names.ts';
import { CommandResult } from '#shared/contract/view.ts';
import { seenOf } from '#shared/domain/case/state/contents.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { transactionLimits, type Write, writesOf } from '#shared/store/transaction.ts';
import { largerOrganisation } from '#test/reliability/support/organisation.ts';
import { evidence, ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { commandFor, missingPieces, type StepContext, signature } from '#test/support/step-commands.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';

const write = writesOf({ name: 'table', client: undefined as never });
const itemLimit = 400 * 1024;

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

/** A request under the longest key there can be. */
const askedBy = (personId: string) => ({
  personId,
  key: 'k'.repeat(200),
  fingerprint: 'f'.repeat(64),
  shape: CommandResult,
});

const itemsIn = (writes: Write[]) => writes.flatMap((one) => (one.action.Put?.Item ? [one.action.Put.Item] : []));

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

/** The longest possible reason: each emoji takes four bytes in UTF-8 and counts as two characters. */
const reason = '😀'.repeat(limits.comment / 2);
const hr = 'hugo-hr';
const spare = Array.from({ length: 40 }, (_, at) =>
  person(`spare-${at}`, { level: 'L4', roles: ['tech-lead'], team: `Team ${at}` }),
);
const people = [...largerOrganisation, ...spare];

/** The largest transaction of each command, by type. */
type Most = Map<string, { actions: number; bytes: number }>;

/** A case to send commands to. It records the largest transaction of each command, and the largest size of the head. */
class Crowded {
  readonly scene: Scene;
  readonly most: Most = new Map();
  heaviest = 0;

  constructor({ last, previous }: Partial<Context> = {}) {
    this.scene = startScene(softwareEngineerTrack, 'lena-three', people, undefined, 'L3-L4', last ? { last } : {});
    if (previous) this.scene.facts.previous = previous;
  }

  get context(): StepContext {
    return {
      state: this.scene.state,
      ladder: softwareEngineerTrack,
      people,
      now: this.scene.clock.now().toISOString(),
    };
  }

  /** Applies a command and measures its writes. */
  must(who: string | null, command: Command): void {
    const { scene } = this;
    const before = scene.state;
    const first = scene.events.length;
    scene.must(who, command);
    const events = scene.events.slice(first);
    const { head } = scene.state;
    const last = events.at(-1)?.event;
    const change = {
      before,
      after: scene.state,
      ladder: softwareEngineerTrack,
      events,
      // At worst, everyone in the case is guarded.
      guards: head.slots.map((_, at) => ({ personId: `guard-${at}`, version: 1 })),
    };
    const result = {
      caseId: head.id,
      type: command.type,
      stage: head.stage,
      outcome: null,
      at: last?.at ?? '',
      evidence: null,
    };
    const writes = [...writesFor(write, change), answerWrite(write, askedBy(who ?? 'nobody'), result)];
    const is = { actions: writes.length, bytes: bytesOf({ all: itemsIn(writes) }) };
    const was = this.most.get(command.type) ?? { actions: 0, bytes: 0 };
    this.most.set(command.type, {
      actions: Math.max(is.actions, was.actions),
      bytes: Math.max(is.bytes, was.bytes),
    });
    for (const item of itemsIn(writes)) expect(bytesOf(item)).toBeLessThan(itemLimit);
    this.heaviest = Math.max(this.heaviest, bytesOf(head));
  }

  act(who: string, command: PersonCommand | ((context: StepContext) => PersonCommand)): void {
    this.must(who, typeof command === 'function' ? command(this.context) : command);
    const { stage, status, generation } = this.scene.state.head;
    if (status === 'opening' && stage !== 'closing') this.must(null, { type: 'open-stage', generation, stage });
  }

  /** Sends the simplest command for a step. */
  take(who: string, type: PersonCommandType, attestation: string | null = null): void {
    this.act(who, (context) => commandFor({ type, key: type, attestation }, context));
  }

  holderOf(slot: string): string {
    return this.scene.state.head.slots.find((one) => one.id === slot)?.personId ?? '';
  }

  get reviewers(): string[] {
    return this.scene.state.head.slots.flatMap((one) => (one.part === 'reviewer' ? (one.personId ?? []) : []));
  }

  letActFor(slots: string[], to: string): void {
    const until = '2026-05-20T18:00:00.000Z';
    this.act(this.holderOf(slots[0] ?? ''), { type: 'delegate', slots, to, from: null, until, reason });
  }

  /** Brings the case to the portfolio, with the maximum number of pieces, and a panel. */
  begin(panel: string[]): void {
    stepOn(this.scene);
    this.take('lena-three', 'declare-track');
    this.take('lena-three', 'submit-self-assessment');
    for (const piece of missingPieces(this.context)) this.act('lena-three', piece);
    while (Object.keys(this.scene.state.head.evidence).length < limits.evidence)
      this.act('lena-three', evidence('adopted-system-design', 'system-design'));
    this.act('omar-odc', { type: 'appoint-panel', reviewers: panel });
  }

  object(slots: readonly string[]): void {
    for (const slot of slots) this.act('lena-three', { type: 'raise-objection', slot, ground: 'conflict', reason });
  }

  calibrate(): void {
    for (const who of this.reviewers) this.take(who, 'submit-review');
    this.take(this.holderOf('calibration.lead'), 'record-consensus');
    this.take(this.holderOf('calibration.tech-lead'), 'attest', 'people-leadership');
    this.take(this.holderOf('calibration.lead'), 'attest', 'track-evidence');
  }

  sendBack(stage: 'portfolio' | 'calibration', ids: string[]): void {
    const reasons = Object.fromEntries(ids.map((id) => [id, 'Look at it once more.']));
    this.act('omar-odc', (context) => signature(context, 'return', { stage, reasons }));
  }
}

/** A case with 50 pieces, five reviewers in three ODCs, delegations, objections, two full returns, a decline and an appeal. */
function turnedEveryWay(): Crowded {
  const it = new Crowded();
  const { scene } = it;
  it.begin(['paul-peer', 'olga-odc', 'orla-odc', 'petra-peer']);
  it.object(['calibration.peer-1', 'calibration.peer-2']);
  for (const [at, to] of ['pola-peer', 'otto-odc'].entries())
    it.act('omar-odc', { type: 'answer-objection', objection: `o${at + 1}`, answer: 'replace', reason, to });
  it.take('lena-three', 'accept-panel');
  it.letActFor(['calibration.tech-lead'], 'oona-odc');
  it.letActFor(['calibration.peer-1'], 'odil-odc');
  it.letActFor(['calibration.lead', 'sign-off.odc-lead'], 'hilda-head');
  it.letActFor(['sign-off.head-of-department'], 'dina-director');
  it.take('lena-three', 'submit-portfolio');
  it.calibrate();
  it.take('hana-head', 'sign-off');
  it.sendBack(
    'calibration',
    Object.keys(ratingsOf(softwareEngineerTrack, 3)).map((id) => `rating.${id}`),
  );
  it.take('omar-odc', 'record-consensus');
  it.sendBack(
    'portfolio',
    Object.keys(scene.state.head.evidence).map((id) => `evidence.${id}`),
  );
  it.act('lena-three', { type: 'remove-evidence', evidence: 'e50' });
  it.act('lena-three', evidence('adopted-system-design', 'system-design'));
  it.take('lena-three', 'submit-portfolio');
  it.take('omar-odc', 'record-consensus');
  it.act('omar-odc', (context) => signature(context, 'decline'));
  it.must(null, { type: 'close', generation: 1 });
  it.act('lena-three', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
  it.take(hr, 'decide-appeal');
  it.take('lena-three', 'accept-panel');
  it.calibrate();
  return it;
}

/** A case with the most open steps: nine reviewers, an objection to each of them, and three delegates for each person. */
function fullHouse(): Crowded {
  const it = new Crowded();
  it.begin(['toni-lead', 'paul-peer', 'petra-peer', 'pola-peer', 'peer-peer', 'olga-odc', 'orla-odc', 'otto-odc']);
  const { slots } = it.scene.state.head;
  const forLead = ['hilda-head', 'dina-director', 'dario-director'];
  let next = 0;
  for (const { id, part } of slots.filter((slot) => slot.stage === 'calibration'))
    for (let at = 0; at < 3; at++) it.letActFor([id], (part === 'lead' ? forLead[at] : spare[next++]?.id) ?? '');
  it.object(slots.flatMap((slot) => (slot.part === 'reviewer' ? slot.id : [])));
  it.take('lena-three', 'submit-portfolio');
  it.act(hr, { type: 'cancel', reason });
  return it;
}

/** A case that carries over as much evidence from the previous case as one command can. */
function takenOver(): Crowded {
  const before = new Crowded();
  before.begin(['paul-peer', 'olga-odc']);
  const previous = before.scene.state;
  const last = { caseId: previous.head.id, outcome: 'withdrawn' as const, closedAt: '2026-02-01T09:00:00.000Z' };
  const it = new Crowded({ last, previous });
  stepOn(it.scene);
  it.take('lena-three', 'declare-track');
  it.take('lena-three', 'submit-self-assessment');
  it.act('lena-three', { type: 'carry-evidence', evidence: Object.keys(previous.head.evidence).slice(0, 20) });
  return it;
}

test('the head of a case stays below 8 KB, even with every possible turn', () => {
  // 1.5 KB of it list what a full return unlocks, 1.4 KB are the slots, and 0.8 KB the timers of three ODCs. The test
  // above holds an ordinary head under 4 KB, because DynamoDB charges each started KB with every write.
  expect(turnedEveryWay().heaviest).toBeLessThan(8192);
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
