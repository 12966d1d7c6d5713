import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import { readHistory, verifyCase } from '#shared/cases/record.ts';
import type { Person } from '#shared/contract/people.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { verifyCycle } from '#shared/cycles/read.ts';
import { profileItem } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { readAllEvents } from '#test/support/events.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });

/** Changes a person in the directory. Gives the person as they were before. */
async function changed(id: string, more: Partial<Person>): Promise<Person> {
  const { table } = world.outside;
  const before = await actorOf(world.outside, id);
  const after = { ...before, ...more, version: before.version + 1 };
  await transact(table, [writesOf(table).put('other', profileItem(after))]);
  return before;
}

/** Makes something happen once during some work: after a read of one partition, before its answer is given back. */
async function onceRead<T>(partition: string, happens: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { middlewareStack } = world.outside.table.client;
  let isOver = false;
  const name = 'test-after-a-read';
  middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { Key, ExpressionAttributeValues } = args.input as {
        Key?: { pk?: string };
        ExpressionAttributeValues?: Record<string, unknown>;
      };
      if (isOver || (Key?.pk ?? ExpressionAttributeValues?.[':pk']) !== partition) return answer;
      isOver = true;
      await happens();
      return answer;
    },
    { step: 'initialize', name, override: true },
  );
  try {
    return await work();
  } finally {
    middlewareStack.remove(name);
  }
}

describe('a person who has changed since their request came in', () => {
  test('can neither change nor open a case if they have left', async () => {
    const caseId = await world.open('eli-engineer');
    await world.step(caseId);
    const before = await world.everything(caseId);
    const eli = await changed('eli-engineer', { active: false });
    const command = selfAssessment(readyForL3(world.ladder));
    await expect(execute(world.outside, eli, caseId, command, meta())).rejects.toMatchObject({ code: 'not-found' });
    const omid = await changed('omid-other', { active: false });
    const opening = { engineerId: 'omid-other', ladderId: world.ladder.id, transition: 'L2-L3', cycleId: null };
    await expect(openCase(world.outside, omid, opening, meta())).rejects.toMatchObject({ code: 'invalid-input' });
    for (const id of ['eli-engineer', 'omid-other']) await changed(id, { active: true });
    const [cases, events] = (await world.everything(caseId)) as unknown[][];
    expect([cases, events]).toEqual((before as unknown[]).slice(0, 2));
  });

  test('can do nothing for HR if they have lost the role', async () => {
    const hedy = await changed('hedy-hr', { roles: ['engineer'] });
    const cycle = { id: 'annual-2030', input: cycleInput() };
    await expect(putCycle(world.outside, hedy, cycle, meta())).rejects.toMatchObject({ code: 'forbidden' });
    await changed('hedy-hr', { roles: ['hr'] });
  });
});

describe('a chain that grows while it is read', () => {
  test('verifies for a case, and shows no event that is newer than the case that was read', async () => {
    const caseId = await world.open('erin-engineer');
    await world.step(caseId);
    await world.act('erin-engineer', caseId, selfAssessment(readyForL3(world.ladder)));
    await world.step(caseId);
    const hugo = await actorOf(world.outside, 'hugo-hr');
    const proofs = [
      [keys.casePartition(caseId), () => world.act('tess-lead', caseId, attest('owns-a-module'))],
      [keys.eventsPartition(caseId), () => world.act('tess-lead', caseId, attest('mentoring-readiness'))],
    ] as const;
    for (const [partition, happens] of proofs) {
      const proof = await onceRead(partition, happens, () => verifyCase(world.outside, hugo, caseId));
      expect([partition, proof.faults]).toEqual([partition, []]);
    }
    const erin = await actorOf(world.outside, 'erin-engineer');
    const reviews = () => world.act('tess-lead', caseId, review(readyForL3(world.ladder)));
    const seen = await onceRead(keys.casePartition(caseId), reviews, () => readAllEvents(world.outside, erin, caseId));
    expect(seen.map((event) => event.type)).not.toContain('review-submitted');
    const { proof } = await readHistory(world.outside, erin, caseId, { limit: 50 });
    expect(proof.verified).toBe(true);
  });

  test('verifies for a cycle', async () => {
    const hugo = await actorOf(world.outside, 'hugo-hr');
    const put = (name: string, more = {}) =>
      putCycle(world.outside, hugo, { id: 'annual-2026', input: cycleInput({ name }) }, { ...meta(), ...more });
    await put('One');
    for (const [at, partition] of [keys.cycleListPartition, keys.chainPartition('cycle:annual-2026')].entries()) {
      const happens = () => put(`Name ${at}`, { ifVersion: at + 1 });
      const proof = await onceRead(partition, happens, () => verifyCycle(world.outside, hugo, 'annual-2026'));
      expect([partition, proof.faults]).toEqual([partition, []]);
    }
  });
});
