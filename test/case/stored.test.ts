import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needsVersion } from '#shared/cases/commands.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand, SystemCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { Ladder } from '#shared/contract/ladder.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { replay } from '#shared/domain/case/evolve.ts';
import { hasOpenPart } from '#shared/domain/directory/involvement.ts';
import { publish } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadCase, loadEvents } from '#shared/store/cases.ts';
import { getMany, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { by } from '#test/support/extent.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import { confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { counts, type Real, tries } from './model/commands.ts';
import { engineerWith, opened, others } from './model/people.ts';
import { engineer } from './model/state.ts';

const numRuns = by({ sample: 3, all: 10, long: 1000 });
const seed = Number(process.env.RUNGS_SEED ?? 20260302);
const lateInstant = '2027-06-01T09:00:00.000Z';

let world: World;
beforeAll(async () => {
  world = await startWorld(others);
  // Up to a thousand engineers are promoted in one table, so the levels are not capped.
  const { hash: _hash, ...document } = structuredClone(shortLadder);
  for (const level of document.levels) level.seats = null;
  await publishLadder(world.outside, publish(Ladder.parse(document)));
});
afterAll(() => world.stop());

/** Opens a case of this engineer in the table, for the model's steps. */
async function realOf(engineerId: string): Promise<Real & { caseId: string }> {
  const { outside, clock } = world;
  await addPeople(outside, [engineerWith(engineerId)]);
  const input = { engineerId, ladderId: shortLadder.id, transition: 'L3-L4', cycleId: null };
  const opening = await openCase(outside, await actorOf(outside, engineerId), input, {
    idempotencyKey: randomUUID(),
    requestId: 'test',
  });
  const { caseId } = opening.result;
  let state = (await loadCase(outside.table, caseId)) as Case;

  /** Runs a command. Returns whether it recorded an event. */
  async function did(command: () => Promise<unknown>): Promise<boolean> {
    const { version } = state.head;
    try {
      await command();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    state = (await loadCase(outside.table, caseId)) as Case;
    expect(await withCaseListed(caseId, engineerId)).toEqual(partsIn(state.head, engineerId));
    return state.head.version > version;
  }
  /** Sends a command as a person does: a decision names the version of the case that this person has just read. */
  async function byPerson(id: string, command: PersonCommand) {
    if (!needsVersion(command.type)) return world.act(id, caseId, command);
    const { view } = await readCase(outside, await actorOf(outside, id), caseId);
    return world.act(id, caseId, command, view.version);
  }
  const system = (command: SystemCommand) => executeSystem(outside, caseId, command, 'workflow', 'test');

  return {
    caseId,
    state: () => state,
    now: () => clock.now().toISOString(),
    act: (who, command) =>
      did(() =>
        who === null
          ? system(command as SystemCommand)
          : byPerson(who === engineer ? engineerId : who, command as PersonCommand),
      ),
    async actLate(command) {
      const now = clock.now().toISOString();
      clock.set(lateInstant);
      const isDone = await did(() => system(command as SystemCommand));
      clock.set(now);
      return isDone && state.head.outcome === 'lapsed' && command.type === 'remind';
    },
    correct: (who, second, to) =>
      did(async () => {
        const { version } = state.head;
        const proposer = who === engineer ? engineerId : who;
        const change = { kind: 'correct-outcome' as const, of: caseId, version, to };
        await confirm(outside, second, await propose(outside, proposer, change), 'So it is.');
      }),
  };
}

const everybody = (engineerId: string) => [engineerId, ...others.map(({ id }) => id)];

/** Those who find the case among their open ones. */
async function withCaseListed(caseId: string, engineerId: string): Promise<string[]> {
  const ids = everybody(engineerId);
  const found = await getMany(
    world.outside.table,
    ids.map((id) => keys.openPart(id, caseId)),
  );
  return ids.filter((id) => found.has(nameOf(keys.openPart(id, caseId))));
}

/** Those who should. */
const partsIn = (head: Case['head'], engineerId: string) =>
  head.status === 'closed' ? [] : everybody(engineerId).filter((id) => hasOpenPart(head, id));

test('whatever people try, whoever has a part finds the case among their open ones, and replaying the events gives the case in the table', async () => {
  const began = Date.now();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(tries, async (commands) => {
      const real = await realOf(`ed-engineer-${++count}`);
      await fc.asyncModelRun(() => ({ model: opened(), real }), commands);
      const events = await loadEvents(world.outside.table, real.caseId);
      const { head, bodies } = real.state();
      expect(replay(events, bodies)).toEqual({ head, bodies });
    }),
    { seed, numRuns, endOnFailure: true },
  );
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.info(`${count} cases in a table, ${counts.tried} commands, ${counts.done} done, seed ${seed}, ${seconds} s`);
}, 7_200_000);
