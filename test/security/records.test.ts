import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowOf } from '#shared/cases/commands.ts';
import { gather } from '#shared/cases/facts.ts';
import type { DraftEvent } from '#shared/contract/events.ts';
import { eventTypes, type PersonCommandType, personCommandTypes } from '#shared/contract/names.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { systemCommands } from '#shared/domain/case/commands/system/index.ts';
import { loadCase } from '#shared/store/cases.ts';
import { commands as places } from '#test/rounds/table.ts';
import { actorOf } from '#test/support/actor.ts';
import { decide } from '#test/support/decide.ts';
import type { World } from '#test/support/world.ts';
import { idOf } from './cells.ts';
import { wholePath as ladder } from './ladder.ts';
import { canary, caseAt, commandFor, startSecurityWorld } from './places.ts';
import type { Place, Relation } from './table.ts';

/** What each command of a person records, and whether the words of the person are where they can be erased. */

let world: World;
beforeAll(async () => {
  world = await startSecurityWorld();
});
afterAll(() => world.stop());

/** A case at a place. The first command that needs it makes it. */
const cases = new Map<Place, Promise<string>>();
function caseOnceAt(place: Place): Promise<string> {
  const caseId = cases.get(place) ?? caseAt(world, place);
  cases.set(place, caseId);
  return caseId;
}

/** Who can give a command, and where. */
function placeOf(type: PersonCommandType): [Relation, Place] {
  if (type === 'recall') return ['signer', 'exception'];
  if (type === 'confirm-evidence' || type === 'name-confirmer') return ['asked', 'sealed'];
  if (type === 'answer') return ['engineer', 'sealed'];
  const [, relation, place] = places[type];
  return [relation, place];
}

/** A valid command of this type, and the events that it would record. */
async function recordedBy(type: PersonCommandType): Promise<{ written: string; events: DraftEvent[] }> {
  const [relation, place] = placeOf(type);
  const { outside, clock } = world;
  const state = await loadCase(outside.table, await caseOnceAt(place));
  if (!state) throw new Error(place);
  const command = commandFor(state, type, relation, place);
  const actor = await actorOf(outside, idOf(relation, place) ?? '');
  const facts = await gather(outside, state.head, command, rowOf(command), ladder, actor.id);
  const now = clock.now().toISOString();
  const decision = decide(state, command, { ...facts, now, ladder, actor, intranetHosts: [] });
  if (!decision.ok) throw new Error(`${type}: ${decision.rejection.message}`);
  return { written: JSON.stringify(command), events: decision.events };
}

test('a command records only events of its row, and what the person wrote only in their bodies', async () => {
  const wrong: string[] = [];
  // A person who needs another name exists only after a question that nobody could answer: see `adoption.test.ts`.
  for (const type of personCommandTypes.filter((one) => one !== 'name-confirmer' && one !== 'answer')) {
    const { written, events } = await recordedBy(type);
    const [first] = events;
    if (first?.type !== commands[type].events[0]) wrong.push(`${type} begins with ${first?.type}`);
    for (const event of events) {
      if (!commands[type].events.includes(event.type)) wrong.push(`${type} records ${event.type}`);
      if (JSON.stringify(event.data).includes(canary))
        wrong.push(`${type} writes words into the facts of ${event.type}`);
    }
    const isKept = events.some(({ body }) => JSON.stringify(body ?? null).includes(canary));
    if (written.includes(canary) && !isKept) wrong.push(`${type} loses what the person wrote`);
  }
  expect(wrong).toEqual([]);
}, 300_000);

test('every event is recorded by a command whose row names it', () => {
  const rows = [...Object.values(commands), ...Object.values(systemCommands)];
  // A case is opened before there is one, and an outcome is corrected by a proposal.
  const named = new Set<string>(['case-opened', 'outcome-corrected', ...rows.flatMap(({ events }) => events)]);
  expect(eventTypes.filter((type) => !named.has(type))).toEqual([]);
});
