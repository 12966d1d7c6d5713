import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { putPerson } from '#shared/directory/put.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { loadHead } from '#shared/store/cases.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Whoever of HR changes a record that moves a case did something in that case. */

let world: World;
beforeAll(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('helga-hr', { roles: ['hr'] }),
    person('constructor', { level: 'L2', techLeadId: 'tess-lead', odcLeadId: 'olga-odc' }),
    person('nora-newcomer', { level: 'L2', techLeadId: 'tess-lead', odcLeadId: 'olga-odc' }),
  ]);
});
afterAll(() => world.stop());

async function alone(who: string, id: string, more: Partial<PersonInput>): Promise<void> {
  const before = await loadPerson(world.outside.table, id);
  if (!before) throw new Error(id);
  const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
  const input = { ...inputOf(before), ...more };
  await putPerson(world.outside, await actorOf(world.outside, who), { id, input }, meta);
}

const sweep = (caseId: string, behind: string[] = []) =>
  executeSystem(world.outside, caseId, { type: 'resettle' }, 'sweep', 'test', { behind });
const actsIn = async (caseId: string) => (await loadHead(world.outside.table, caseId))?.hrActs ?? [];

test('a part that goes to another person names who changed the role, and nobody who changed something else', async () => {
  const caseId = await world.open('erin-engineer');
  await world.step(caseId);
  await alone('helga-hr', 'omar-odc', { team: 'Island' });
  await changeByTwo(world.outside, 'omar-odc', { roles: ['engineer'] });
  await sweep(caseId);
  expect((await loadHead(world.outside.table, caseId))?.slots.some((slot) => slot.personId === 'omar-odc')).toBe(false);
  expect((await actsIn(caseId)).sort()).toEqual(['hedy-hr', 'hugo-hr']);
});

test('a case stops at the opening of a stage too, and names who changed the record, whatever the id of its engineer', async () => {
  const caseId = await world.open('constructor');
  await changeByTwo(world.outside, 'constructor', { level: 'L4' });
  await world.step(caseId);
  expect((await loadHead(world.outside.table, caseId))?.stage).toBe('stopped');
  expect((await actsIn(caseId)).sort()).toEqual(['hedy-hr', 'hugo-hr']);
});

type Input = { ExpressionAttributeValues?: Record<string, unknown>; RequestItems?: unknown };

/** Does some work. When it has read the chain of a person, and before it reads the person, the change happens once. */
async function changingBetween(id: string, change: () => Promise<void>, work: () => Promise<unknown>): Promise<void> {
  const { middlewareStack } = world.outside.table.client;
  const name = 'test-change-between-reads';
  let isChanging = false;
  let hasChanged = () => {};
  const changed = new Promise<void>((resolve) => {
    hasChanged = resolve;
  });
  middlewareStack.add(
    (next) => async (args) => {
      const { ExpressionAttributeValues, RequestItems } = args.input as Input;
      const isOf = (read: unknown, key: string) => !isChanging && JSON.stringify(read ?? null).includes(`"${key}"`);
      if (isOf(RequestItems, keys.profile(id).pk)) await changed;
      if (!isOf(ExpressionAttributeValues, keys.chainPartition(`person:${id}`))) return next(args);
      const answer = await next(args);
      isChanging = true;
      await change();
      hasChanged();
      return answer;
    },
    { step: 'initialize', name },
  );
  await work().finally(() => middlewareStack.remove(name));
}

test('a part that goes to another person names who changed the role between the reads of the sweep', async () => {
  const caseId = await world.open('nora-newcomer');
  await world.step(caseId);
  await changingBetween(
    'olga-odc',
    () => changeByTwo(world.outside, 'olga-odc', { roles: ['engineer'] }),
    () => sweep(caseId, ['nora-newcomer', 'olga-odc']),
  );
  expect((await loadHead(world.outside.table, caseId))?.slots.some((slot) => slot.personId === 'olga-odc')).toBe(false);
  expect((await actsIn(caseId)).sort()).toEqual(['hedy-hr', 'hugo-hr']);
});
