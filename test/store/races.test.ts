import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from '#shared/cases/execute.ts';
import { readCase } from '#shared/cases/read.ts';
import { verifyCase } from '#shared/cases/record.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { loadCase, loadEvents } from '#shared/store/cases.ts';
import { actorOf } from '#test/support/actor.ts';
import { evidence, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { injectConflicts } from '#test/support/conflicts.ts';
import { readAllEvents } from '#test/support/events.ts';
import { by } from '#test/support/extent.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';
import { startWorld, type World } from '#test/support/world.ts';

const rounds = by({ sample: 10, all: 200 });
const engineers = Array.from({ length: rounds * 3 + 20 }, (_, at) =>
  person(`racer-${at}`, {
    level: 'L2',
    techLeadId: 'tess-lead',
    odcLeadId: 'omar-odc',
    headOfDepartmentId: 'hana-head',
    deliveryDirectorId: 'dario-director',
  }),
);

let world: World;
let next = 0;
beforeAll(async () => {
  world = await startWorld([...smallOrganisation, ...engineers]);
});
afterAll(() => world.stop());

async function toCalibration(): Promise<string> {
  const engineer = engineers[next++]?.id ?? '';
  const caseId = await world.open(engineer, ladder.id);
  await world.step(caseId);
  await world.act(engineer, caseId, selfAssessment(ratingsOf(ladder, 3)));
  await world.step(caseId);
  await world.act(engineer, caseId, evidence('design-doc', 'design-doc'));
  await world.act(engineer, caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  return caseId;
}

const consensus: PersonCommand = {
  type: 'record-consensus',
  ratings: ratingsOf(ladder, 3),
  reasons: {},
  antiSignals: [],
  comment: '',
};

async function versionFor(who: string, caseId: string): Promise<number> {
  return (await readCase(world.outside, await actorOf(world.outside, who), caseId)).view.version;
}

async function toSignOff(): Promise<string> {
  const caseId = await toCalibration();
  for (const who of ['tess-lead', 'omar-odc', 'hana-head']) await world.act(who, caseId, review(ratingsOf(ladder, 3)));
  await world.act('dario-director', caseId, consensus, await versionFor('dario-director', caseId));
  await world.step(caseId);
  return caseId;
}

async function decisionOf(who: string, caseId: string, decision: 'approve' | 'decline') {
  const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId);
  if (!view.seen) throw new Error('nothing to sign');
  const [criterion = ''] = Object.keys(view.seen.criteria);
  const command: PersonCommand = {
    type: 'sign-off',
    decision,
    comment: 'Because.',
    seen: view.seen,
    exceptionReasons: {},
    declineReasons: decision === 'decline' ? { [criterion]: { reason: 'Not yet.', wouldChange: 'A year.' } } : {},
    returns: null,
  };
  return [command, view.version] as const;
}

/** Runs the rounds, eight at a time. Each round is a race of its own, on a case of its own. */
async function race(round: (at: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < rounds; at += 8)
    await Promise.all(Array.from({ length: Math.min(8, rounds - at) }, (_, more) => round(at + more)));
}

const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'fulfilled'
    ? 'done'
    : result.reason instanceof Refusal
      ? result.reason.code
      : String(result.reason);

async function chainHolds(caseId: string): Promise<boolean> {
  return (await verifyCase(world.outside, await actorOf(world.outside, 'hugo-hr'), caseId)).verified;
}

test(`${rounds} times, the last two of three reviews arrive at once: both count, and calibration closes once`, async () => {
  await race(async (_round) => {
    const caseId = await toCalibration();
    await world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)));
    const versions = await Promise.all(['omar-odc', 'hana-head'].map((who) => versionFor(who, caseId)));
    // Each sends the version they saw. A sealed review of another person must not make it stale.
    const results = await Promise.allSettled([
      world.act('omar-odc', caseId, review(ratingsOf(ladder, 3)), versions[0]),
      world.act('hana-head', caseId, review(ratingsOf(ladder, 3)), versions[1]),
    ]);
    expect(results.map(codeOf)).toEqual(['done', 'done']);
    const state = await loadCase(world.outside.table, caseId);
    expect(state?.head.reviews).toHaveLength(3);
    expect(state?.head.sealed).toBeNull();

    const version = await versionFor('dario-director', caseId);
    const closing = await Promise.allSettled([1, 2].map(() => world.act('dario-director', caseId, consensus, version)));
    expect(closing.map(codeOf).sort()).toEqual(['done', 'wrong-stage']);
    expect(
      (await loadEvents(world.outside.table, caseId)).filter((one) => one.type === 'consensus-recorded'),
    ).toHaveLength(1);
    expect(await chainHolds(caseId)).toBe(true);
  });
}, 400_000);

test(`${rounds} times, approve races decline: the first to commit decides, and the other is refused`, async () => {
  await race(async (_round) => {
    const caseId = await toSignOff();
    await world.act('tess-lead', caseId, ...(await decisionOf('tess-lead', caseId, 'approve')));
    const [approve, version] = await decisionOf('omar-odc', caseId, 'approve');
    const [decline] = await decisionOf('omar-odc', caseId, 'decline');
    const results = await Promise.allSettled([
      world.act('omar-odc', caseId, approve, version),
      world.act('omar-odc', caseId, decline, version),
    ]);
    const codes = results.map(codeOf);
    expect(codes.sort()).toEqual(['already-decided', 'done']);
    const state = await loadCase(world.outside.table, caseId);
    const [, second] = state?.head.signOffs ?? [];
    expect(state?.head.signOffs).toHaveLength(2);
    expect(state?.head.outcome).toBe(second?.decision === 'approve' ? 'promoted' : 'not-promoted');
    const lost = results.find((one) => one.status === 'rejected')?.reason as Refusal;
    expect(lost.message).toContain(second?.decision === 'approve' ? 'approved' : 'declined');
    expect(await chainHolds(caseId)).toBe(true);
  });
}, 400_000);

test(`${rounds} times, one command is sent twice at once under one key: one event, and the same answer twice`, async () => {
  await race(async (round) => {
    const engineer = engineers[next++]?.id ?? '';
    const caseId = await world.open(engineer, ladder.id);
    await world.step(caseId);
    const meta = { idempotencyKey: `key-${round}`, requestId: 'race' };
    const command = selfAssessment(ratingsOf(ladder, 3));
    const actor = await actorOf(world.outside, engineer);
    const [first, second] = await Promise.all([
      execute(world.outside, actor, caseId, command, meta),
      execute(world.outside, actor, caseId, command, meta),
    ]);
    expect(first.result).toEqual(second.result);
    expect([first.replayed, second.replayed].sort()).toEqual([false, true]);
    const events = await readAllEvents(world.outside, actor, caseId);
    expect(events.filter((event) => event.type === 'self-assessment-submitted')).toHaveLength(1);
    expect(await chainHolds(caseId)).toBe(true);
  });
}, 400_000);

test('two signers at once: the second is refused, so that they read the decision of the first before deciding', async () => {
  const caseId = await toSignOff();
  const ours = await decisionOf('tess-lead', caseId, 'approve');
  const theirs = await decisionOf('omar-odc', caseId, 'approve');
  const results = await Promise.allSettled([
    world.act('tess-lead', caseId, ...ours),
    world.act('omar-odc', caseId, ...theirs),
  ]);
  expect(results.map(codeOf).sort()).toEqual(['done', 'precondition-failed']);
  const lost = results.find((one) => one.status === 'rejected')?.reason as Refusal;
  expect(lost.changes).toMatchObject([{ type: 'signed-off' }]);
});

test('a conflicting transaction is retried; after five conflicts the answer is busy, and nothing is written', async () => {
  const caseId = await toCalibration();
  const before = await world.everything(caseId);
  const stop = injectConflicts(world.outside.table, (transaction) => transaction <= 5);
  await expect(world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)))).rejects.toMatchObject({ code: 'busy' });
  expect(await world.everything(caseId)).toEqual(before);
  stop();
  const stopAgain = injectConflicts(world.outside.table, (transaction) => transaction <= 4);
  await world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)));
  stopAgain();
  expect((await loadCase(world.outside.table, caseId))?.head.reviews).toHaveLength(1);
});

test('if every second transaction conflicts, reviews sent at once still all count', async () => {
  const caseId = await toCalibration();
  const stop = injectConflicts(world.outside.table, (transaction) => transaction % 2 === 1);
  const reviewers = ['tess-lead', 'omar-odc', 'hana-head'];
  const results = await Promise.allSettled(
    reviewers.map((who) => world.act(who, caseId, review(ratingsOf(ladder, 3)))),
  );
  stop();
  for (const [at, result] of results.entries())
    if (codeOf(result) === 'busy') await world.act(reviewers[at] as string, caseId, review(ratingsOf(ladder, 3)));
  expect((await loadCase(world.outside.table, caseId))?.head.reviews).toHaveLength(3);
  expect(await chainHolds(caseId)).toBe(true);
});

test('if a person’s directory item changes while they act, the command is decided again', async () => {
  const caseId = await toCalibration();
  let changed = false;
  const { table } = world.outside;
  const { loadPerson, profileItem } = await import('#shared/store/directory.ts');
  const { transact, writesOf } = await import('#shared/store/transaction.ts');
  const tess = await loadPerson(table, 'tess-lead');
  if (!tess) throw new Error('tess');
  // Between the read and the write, tess stops being a tech lead.
  const stop = injectConflicts(table, () => {
    if (changed) return false;
    changed = true;
    return true;
  });
  // allSettled from the start, because the command can be refused before we await it.
  const acting = Promise.allSettled([world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)))]);
  while (!changed) await new Promise((resolve) => setTimeout(resolve, 1));
  await transact(table, [
    writesOf(table).put('other', profileItem({ ...tess, roles: ['engineer'], version: tess.version + 1 })),
  ]);
  const [result] = await acting;
  stop();
  // If the change came first, the review is refused. If the review was committed first, it counts.
  const reviews = (await loadCase(table, caseId))?.head.reviews.length;
  expect([codeOf(result), reviews]).toEqual(reviews === 1 ? ['done', 1] : ['forbidden', 0]);
  await transact(table, [writesOf(table).put('other', profileItem({ ...tess, version: tess.version + 2 }))]);
});
