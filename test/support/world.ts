import { randomUUID } from 'node:crypto';
import { startEngine } from '#infra/local/engine/engine.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { type ExecutedCommand, execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { WorkflowStage } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { addPlaces } from '#shared/directory/kept-places.ts';
import { addPeople, addSeats } from '#shared/directory/setup.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadHead } from '#shared/store/cases.ts';
import { openTable } from '#shared/store/client.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { queryAll } from '#shared/store/items.ts';
import { isOfSignIn, keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from './actor.ts';
import { softwareEngineerTrack } from './ladders.ts';
import { type StillClock, seededIds, seededRandom, stillClock } from './outside.ts';
import { smallOrganisation } from './people.ts';
import { threeReviewerLadder } from './test-ladder.ts';

/** A table on the real engine, with people, ladders and a clock that stands still. */
export interface World {
  outside: Outside;
  endpoint: string;
  table: string;
  clock: StillClock;
  people: Person[];
  ladder: PublishedLadder;
  /** Opens a case and returns its id. Its first stage is not open yet. */
  open(engineerId: string, ladderId?: string, actorId?: string): Promise<string>;
  /** Does the next step of the state machine: opens the stage that the case stands at, or closes the case. */
  step(caseId: string): Promise<void>;
  /** Sends one command of a person, with a fresh idempotency key. */
  act(personId: string, caseId: string, command: PersonCommand, ifVersion?: number): Promise<ExecutedCommand>;
  /** Every item of a case, its events and all people. A test compares them before and after. */
  everything(caseId: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Moves a person to another ladder, as HR would. */
async function putOnLadder({ table }: Outside, personId: string, ladder: string): Promise<void> {
  const person = await loadPerson(table, personId);
  if (!person || person.ladder === ladder) return;
  const moved = { ...person, ladder, version: person.version + 1 };
  await transact(table, [writesOf(table).putIfVersion('guard', profileItem(moved), person.version)]);
}

/** Teams and ODCs that tests give to people, besides those in which their people begin. */
const morePlaces = { teams: ['Harbour', 'Island', 'Lighthouse', 'Elsewhere', 'Other'], odcs: ['North', 'South'] };

export async function startWorld(people: Person[] = smallOrganisation): Promise<World> {
  const engine = await startEngine();
  const table = 'rungs-test';
  await createTable(engine.endpoint, table);
  const clock = stillClock();
  const outside: Outside = {
    table: openTable(table, localAccess(engine.endpoint)),
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: ['wiki.intranet'],
    companyZone: 'UTC',
    signInKey: 'mail',
  };
  await addPeople(outside, people);
  await addPlaces(outside, morePlaces);
  await publishLadder(outside, softwareEngineerTrack);
  await publishLadder(outside, threeReviewerLadder);
  for (const ladder of [softwareEngineerTrack, threeReviewerLadder]) await addSeats(outside, ladder, people);
  return worldOn(outside, { endpoint: engine.endpoint, clock, people, stop: () => engine.stop() });
}

/** The world of a table that exists. `stop` ends what the caller started for it. */
export function worldOn(
  outside: Outside,
  { endpoint, clock, people, stop }: Pick<World, 'endpoint' | 'clock' | 'people' | 'stop'>,
): World {
  return {
    outside,
    endpoint,
    table: outside.table.name,
    clock,
    people,
    ladder: softwareEngineerTrack,
    async open(engineerId, ladderId = softwareEngineerTrack.id, actorId = engineerId) {
      await putOnLadder(outside, engineerId, ladderId);
      const input = { engineerId, ladderId, transition: 'L2-L3', cycleId: null };
      const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
      return (await openCase(outside, await actorOf(outside, actorId), input, meta)).result.caseId;
    },
    async step(caseId) {
      const head = await loadHead(outside.table, caseId);
      if (!head) throw new Error(`There is no case ${caseId}`);
      const { generation, stage } = head;
      if (stage === 'closing') await executeSystem(outside, caseId, { type: 'close', generation }, 'workflow', 'test');
      else if (stage !== 'closed')
        await executeSystem(
          outside,
          caseId,
          { type: 'open-stage', generation, stage: stage as WorkflowStage },
          'workflow',
          'test',
        );
    },
    act: async (personId, caseId, command, ifVersion) =>
      execute(
        outside,
        await actorOf(outside, personId),
        caseId,
        command,
        { idempotencyKey: randomUUID(), requestId: 'test', ...(ifVersion === undefined ? {} : { ifVersion }) },
        { asConfirmer: command.type === 'confirm-evidence' },
      ),
    async everything(caseId) {
      const partitions = [
        keys.casePartition(caseId),
        keys.eventsPartition(caseId),
        ...people.map((one) => keys.personPartition(one.id)),
      ];
      const all = await Promise.all(
        partitions.map((pk) =>
          queryAll(outside.table, {
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pk },
            ConsistentRead: true,
          }),
        ),
      );
      // A visitor who comes in the meantime signs in, which changes nothing of a case.
      return all.map((items) => items.filter((item) => !isOfSignIn(item)));
    },
    async stop() {
      outside.table.client.destroy();
      await stop();
    },
  };
}
