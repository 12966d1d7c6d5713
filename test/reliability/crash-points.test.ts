import { createHash } from 'node:crypto';
import { BatchWriteCommand, DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import type { Log } from '#functions/runtime/logger.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createWorkflow } from '#functions/workflow/handler.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { needsVersion } from '#shared/cases/commands.ts';
import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { type PersonCommandType, peer, personCommandTypes } from '#shared/contract/names.ts';
import type { CommandResult } from '#shared/contract/view.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import type { OpenStep } from '#shared/domain/case/progress/open-steps.ts';
import { bodyAt } from '#shared/domain/case/state/contents.ts';
import { loadCase } from '#shared/store/cases.ts';
import { openTable } from '#shared/store/client.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { loadLadder } from '#shared/store/ladders.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { evidence } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { extent, isDrawn } from '#test/support/extent.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { commandFor, missingPieces, type StepContext, signature } from '#test/support/step-commands.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { Killed, Process } from './support/crash.ts';
import { type Kept, MemoryMachine } from './support/machine.ts';
import { largerOrganisation as people } from './support/organisation.ts';
import {
  accountOf,
  canonical,
  faultsOfExecution,
  faultsOfStored,
  type Stored,
  storedOf,
} from './support/stored-case.ts';

/**
 * Every process that changes something is killed at each of its crash points: before each call to the outside, and before
 * it can answer its caller. Then the caller recovers in its usual way, all stream records are lost, and one sweep runs.
 * After that the case must look as if there had been no crash. The database is the embedded engine. Step Functions is
 * simulated in memory, so that it can be reset for every crash point; `support/machine.ts` says which parts are real.
 */

type Part = 'person' | 'relay' | 'workflow' | 'sweep';
const quiet = { info: () => {}, warn: () => {}, error: () => {} } as unknown as Log;

let world: World;
let machine: MemoryMachine;
const processes: Record<Part, Process> = {
  person: new Process(),
  relay: new Process(),
  workflow: new Process(),
  sweep: new Process(),
};
/** How the machine learns that a task was killed: as an error of the Lambda service, or as an error without a retry. */
let dies: 'Lambda.Unknown' | 'Crash' = 'Lambda.Unknown';
let outsideOf: Record<Part, Outside>;
let relay: ReturnType<typeof createRelay>;
let sweep: ReturnType<typeof createSweep>;
const points: Record<string, number> = {};
const covered = new Set<string>();
const tried = new Set<string>();

beforeAll(async () => {
  world = await startWorld(people);
  const through = (part: Part): Outside => ({
    ...world.outside,
    table: processes[part].watch(openTable(world.table, localAccess(world.endpoint))),
  });
  outsideOf = {
    person: through('person'),
    relay: through('relay'),
    workflow: through('workflow'),
    sweep: through('sweep'),
  };
  // A process reads a published version once. After that the tests remove it from the table, to copy the table quickly.
  for (const { table } of [world.outside, ...Object.values(outsideOf)])
    await loadLadder(table, ladder.id, ladder.version);
  for (const one of [ladder, threeReviewerLadder])
    await world.outside.table.client.send(
      new DeleteCommand({ TableName: world.table, Key: keys.ladder(one.id, one.version) }),
    );
  const cycle = { id: 'annual-2026', input: cycleInput() };
  await putCycle(world.outside, await actorOf(world.outside, 'hugo-hr'), cycle, {
    idempotencyKey: 'cycle',
    requestId: 'test',
  });
  const workflow = createWorkflow(outsideOf.workflow);
  machine = new MemoryMachine(world.clock, async (payload) => {
    try {
      return await processes.workflow.run(() => {
        // The start of a task counts as a call, so that each of several tasks can be killed before it does anything.
        processes.workflow.send();
        return workflow(payload, { awsRequestId: 'test' });
      });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      processes.workflow.begin(null);
      throw Object.assign(new Error('killed'), { name: dies });
    }
  });
  const settling = (part: Part) => ({
    outside: outsideOf[part],
    machine: { client: processes[part].around(machine.client), arn: machine.arn },
    log: quiet,
  });
  relay = createRelay({ ...settling('relay'), origin: 'https://rungs.invalid', mail: null });
  sweep = createSweep(settling('sweep'));
});
afterAll(async () => {
  for (const outside of Object.values(outsideOf)) outside.table.client.destroy();
  await world.stop();
  console.log(`Crash points: ${JSON.stringify(points)}, ${Object.values(points).reduce((a, b) => a + b, 0)} in all`);
});

/** Everything that can be reset: the table without its ladders, the machine, and the time. */
interface Moment {
  items: Map<string, Item>;
  kept: Kept;
  now: string;
}

async function itemsNow(): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await world.outside.table.client.send(
      new ScanCommand({
        TableName: world.table,
        ConsistentRead: true,
        FilterExpression: 'NOT contains(pk, :ladder)',
        ExpressionAttributeValues: { ':ladder': 'LADDER' },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of (page.Items ?? []) as Item[]) items.set(nameOf(item), item);
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

async function momentNow(): Promise<Moment> {
  return { items: await itemsNow(), kept: machine.keep(), now: world.clock.now().toISOString() };
}

/** Resets everything to a moment. `there` is the content of the table, if the caller knows it. */
async function putBack({ items, kept, now }: Moment, there?: Map<string, Item>): Promise<void> {
  const held = there ?? (await itemsNow());
  const requests = [
    ...[...held].filter(([name]) => !items.has(name)).map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ...[...items]
      .filter(([name, item]) => canonical(held.get(name)) !== canonical(item))
      .map(([, Item]) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < requests.length; at += 25)
    await world.outside.table.client.send(
      new BatchWriteCommand({ RequestItems: { [world.table]: requests.slice(at, at + 25) } }),
    );
  machine.putBack(kept);
  world.clock.set(now);
}

/** Runs the machine until it only waits. Pauses between two attempts are skipped. */
async function goOn(): Promise<void> {
  await machine.settle();
  for (let next = machine.nextAttempt(); next !== null; next = machine.nextAttempt()) {
    world.clock.set(new Date(Math.max(next, world.clock.now().getTime())).toISOString());
    await machine.settle();
  }
}

const headRecord = (caseId: string): DynamoDBStreamEvent => {
  const { pk, sk } = keys.head(caseId);
  const Keys = { pk: { S: pk }, sk: { S: sk } };
  return { Records: [{ eventName: 'MODIFY', dynamodb: { Keys, SequenceNumber: '1' } }] };
};

/** Runs one sweep and the machine, checks the case and its execution, and returns what happened to the case. */
async function look(
  caseId: () => string | null,
  what: string,
): Promise<{ account: string[]; items: Map<string, Item> }> {
  await sweep();
  await goOn();
  // A restarted execution wakes within a minute for timers that are already due.
  world.clock.set(new Date(world.clock.now().getTime() + 2 * 60_000).toISOString());
  await goOn();
  const id = caseId();
  const items = await itemsNow();
  const stored = id === null ? null : storedOf([...items.values()], id);
  if (!stored) throw new Error(`${what}: there is no case`);
  expect([...faultsOfStored(stored, ladder), ...faultsOfExecution(stored, machine)], what).toEqual([]);
  return { account: accountOf(stored), items };
}

/** Of what each process does, a sample has one in so many. A person does far more than the others. */
const sampled: Record<Part, number> = { person: 20, relay: 12, workflow: 12, sweep: 2 };

/** Whether a sample has what is done. It is drawn by a hash, because what is done has no order. */
function isInSample(part: Part, what: string): boolean {
  const [byte = 0] = createHash('sha256').update(what).digest();
  return isDrawn(byte, sampled[part]);
}

/**
 * Kills `part` at each crash point of `work`, and checks the case each time after `recover`, which is what the caller of
 * `work` would do. At the end the table is as it was before.
 */
async function kill(
  part: Part,
  what: string,
  caseId: () => string | null,
  work: () => Promise<unknown>,
  recover: () => Promise<unknown>,
): Promise<void> {
  tried.add(what);
  if (covered.has(what) || !isInSample(part, what)) return;
  const process = processes[part];
  process.begin(null);
  const before = await momentNow();
  await work();
  const calls = process.calls;
  const right = await look(caseId, what);
  await putBack(before, right.items);
  if (calls === 0) return;
  covered.add(what);
  for (let at = 1; at <= calls + 1; at++) {
    process.begin(at);
    await process.run(work).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    process.begin(null);
    await recover();
    const point = `${what}, killed at ${at} of ${calls}`;
    const found = await look(caseId, point);
    expect(found.account, point).toEqual(right.account);
    points[part] = (points[part] ?? 0) + 1;
    await putBack(before, found.items);
  }
}

/** A case from step to step. Every process is killed at every crash point on the way. */
class Journey {
  private id: string | null = null;
  private count = 0;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get caseId(): string {
    if (!this.id) throw new Error('No case was opened');
    return this.id;
  }

  async open(engineerId: string, transition: string): Promise<this> {
    const input = { engineerId, ladderId: ladder.id, transition, cycleId: null };
    await this.request('open-case', async (meta) =>
      openCase(outsideOf.person, await actorOf(world.outside, engineerId), input, meta),
    );
    await this.machineGoesOn();
    return this;
  }

  /** Sends one command. If `command` is a function, it builds the command from the current state of the case. */
  async act(personId: string, command: PersonCommand | ((context: StepContext) => PersonCommand)): Promise<this> {
    const state = await this.state();
    const given = typeof command === 'function' ? command({ state, ladder, people, now: this.now }) : command;
    const version = await this.versionFor(personId, given.type);
    await this.request(`${given.type} ${state.head.stage}`, async (meta) =>
      execute(outsideOf.person, await actorOf(world.outside, personId), this.caseId, given, { ...meta, ...version }),
    );
    await this.machineGoesOn();
    return this;
  }

  /** Sends the simplest command for a step. */
  take(
    personId: string,
    type: PersonCommandType,
    attestation: string | null = null,
    key: string = type,
  ): Promise<this> {
    const step: Pick<OpenStep, 'type' | 'key' | 'attestation'> = { type, key, attestation };
    return this.act(personId, (context) => commandFor(step, context));
  }

  async portfolio(engineerId: string): Promise<this> {
    const state = await this.state();
    for (const piece of missingPieces({ state, ladder, people, now: this.now })) await this.act(engineerId, piece);
    return this.take(engineerId, 'submit-portfolio');
  }

  /** Lets days pass. The machine does what is due, and each of its tasks is killed at every crash point too. */
  async days(days: number): Promise<this> {
    for (let day = 0; day < days; day++) {
      world.clock.advanceDays(1);
      await this.machineGoesOn('waiting');
    }
    return this;
  }

  /** Lets days pass without any kills. */
  async passes(days: number): Promise<this> {
    for (let day = 0; day < days; day++) {
      world.clock.advanceDays(1);
      await goOn();
    }
    return this;
  }

  /** A person leaves the company. */
  async leaves(personId: string): Promise<this> {
    const person = await loadPerson(world.outside.table, personId);
    if (!person) throw new Error('Nobody leaves');
    const gone = { ...person, active: false, version: person.version + 1 };
    await transact(world.outside.table, [writesOf(world.outside.table).put('other', profileItem(gone))]);
    return this;
  }

  async holder(slot: string): Promise<string | null> {
    return (await this.state()).head.slots.find((one) => one.id === slot)?.personId ?? null;
  }

  /** The panel members. */
  async panel(): Promise<string[]> {
    const { slots } = (await this.state()).head;
    return slots.flatMap((slot) => (slot.role === peer ? (slot.personId ?? []) : []));
  }

  async reviewers(): Promise<string[]> {
    const { slots } = (await this.state()).head;
    return slots.flatMap((slot) => (slot.part === 'reviewer' ? (slot.personId ?? []) : []));
  }

  /** Stops the execution by hand. The sweep that repairs this is killed at every crash point. */
  async stopped(): Promise<this> {
    const { head } = await this.state();
    machine.stop(`${this.caseId}-g${head.generation}`);
    await kill('sweep', `sweep at ${head.stage}`, () => this.id, sweep, sweep);
    await sweep();
    await goOn();
    return this;
  }

  async system(command: Parameters<typeof executeSystem>[2]): Promise<this> {
    const work = () => executeSystem(outsideOf.sweep, this.caseId, command, 'sweep', 'test');
    await kill('sweep', `${command.type} of ${this.name}`, () => this.id, work, work);
    await work();
    await this.machineGoesOn();
    return this;
  }

  async state(): Promise<Case> {
    const state = await loadCase(world.outside.table, this.caseId);
    if (!state) throw new Error('The case is gone');
    return state;
  }

  /** Everything that the table holds about the case. This reads the whole table. */
  async stored(): Promise<Stored> {
    const stored = storedOf([...(await itemsNow()).values()], this.caseId);
    if (!stored) throw new Error('The case is gone');
    return stored;
  }

  private get now(): string {
    return world.clock.now().toISOString();
  }

  /** The version to send with decisions. Other commands do not need one. */
  private async versionFor(personId: string, type: PersonCommandType): Promise<{ ifVersion?: number }> {
    if (!needsVersion(type)) return {};
    return {
      ifVersion: (await readCase(world.outside, await actorOf(world.outside, personId), this.caseId)).view.version,
    };
  }

  private async request(
    what: string,
    send: (meta: { idempotencyKey: string; requestId: string }) => Promise<{ result: CommandResult }>,
  ): Promise<void> {
    this.count += 1;
    const meta = { idempotencyKey: `${this.name}-${this.count}`, requestId: 'test' };
    let answer: CommandResult | null = null;
    const work = async () => {
      answer = (await send(meta)).result;
      this.id ??= answer.caseId;
    };
    const opens = what === 'open-case';
    const again = async () => {
      if (opens) this.id = null;
      await work();
      expect(answer, what).toMatchObject({ type: what.split(' ')[0] });
    };
    const first = opens ? again : work;
    await kill('person', what, () => this.id, first, again);
    await first();
  }

  /** The relay gets the record of the case, and the machine continues. Both are killed at every crash point. */
  private async machineGoesOn(why = ''): Promise<void> {
    const { head } = await this.state();
    const what = `${head.stage} ${head.status === 'open' ? 'open' : 'opening'} ${head.attempt > 1 ? 'again' : ''} ${why}`;
    const id = () => this.id;
    const hears = () => relay(headRecord(this.caseId));
    await kill('relay', `relay: ${what}`, id, hears, async () => {});
    await hears();
    for (const death of ['Lambda.Unknown', 'Crash'] as const) {
      dies = death;
      await kill('workflow', `${death}: ${what}`, id, goOn, goOn);
    }
    dies = 'Lambda.Unknown';
    await goOn();
  }
}

const reason = 'It is better so.';
type Review = CommandOf<'submit-review'>;
type AddEvidence = CommandOf<'add-evidence'>;
const firstMissing = (context: StepContext) => missingPieces(context)[0] as AddEvidence;

const asLongAsItTakes = 600_000;

test(
  'a case until promotion: a window, a waiver, reminders, and an execution stopped by hand',
  async () => {
    const journey = await new Journey('promoted').open('ida-one', 'L1-L2');
    await journey.days(7);
    await journey.take('ida-one', 'submit-self-assessment');
    await journey.stopped();
    await journey.take('tess-lead', 'submit-review');
    await journey.act('tess-lead', (context) => ({
      ...(commandFor({ type: 'submit-review', key: '', attestation: null }, context) as Review),
      type: 'amend-review',
      reason,
    }));
    await journey.take('tess-lead', 'attest', 'ships-features-independently');
    await journey.act('ida-one', firstMissing);
    await journey.act('ida-one', (context) => ({ ...firstMissing(context), type: 'amend-evidence', evidence: 'e1' }));
    await journey.act('ida-one', { type: 'remove-evidence', evidence: 'e1' });
    await journey.act('omar-odc', { type: 'waive-requirement', requirement: 'merged-prs', reason, instead: reason });
    await journey.portfolio('ida-one');
    await journey.act('hugo-hr', { type: 'join-cycle', cycleId: 'annual-2026', reason });
    await journey.take('hugo-hr', 'waive-window');
    await journey.days(30);
    await journey.take('omar-odc', 'sign-off');
    expect((await journey.state()).head.outcome).toBe('promoted');
  },
  asLongAsItTakes,
);

test(
  'a case with a panel, objections, delegation, a return and people who leave',
  async () => {
    const journey = await new Journey('panel').open('lena-three', 'L3-L4');
    const slot = 'calibration.tech-lead';
    await journey.take('lena-three', 'declare-track');
    await journey.act('lena-three', { type: 'raise-objection', slot, ground: 'other', reason });
    await journey.take('omar-odc', 'answer-objection', null, 'answer-objection.o1');
    await journey.take('omar-odc', 'appoint-panel');
    await journey.take('lena-three', 'accept-panel');
    await journey.take('lena-three', 'submit-self-assessment');
    await journey.portfolio('lena-three');
    const until = new Date(Date.parse('2026-03-02T09:00:00Z') + 80 * 24 * 3600 * 1000).toISOString();
    await journey.act('tess-lead', { type: 'delegate', slots: [slot], to: 'oona-odc', from: null, until, reason });
    await journey.take('oona-odc', 'submit-review');
    await journey.act('tess-lead', { type: 'end-delegation', to: 'oona-odc' });
    const [first = '', second = ''] = await journey.panel();
    await journey.act(first, { type: 'recuse', reason });
    await journey.take('omar-odc', 'appoint-panel');
    await journey.take('lena-three', 'accept-panel');
    for (const who of [...(await journey.panel()).slice(0, 1), second]) await journey.take(who, 'submit-review');
    await journey.take('omar-odc', 'record-consensus');
    await journey.take('tess-lead', 'attest', 'people-leadership');
    await journey.take('omar-odc', 'attest', 'track-evidence');
    await journey.act('hana-head', { type: 'declare-conflict', reason });
    await journey.act('hugo-hr', { type: 'extend-deadline', until: '2026-05-29', reason });
    await journey.act('omar-odc', (context) =>
      signature(context, 'return', { stage: 'portfolio', reasons: { 'evidence.e1': reason } }),
    );
    await journey.act('lena-three', (context) => {
      const { requirement, kind, fields } = bodyAt(context.state, context.state.head.evidence.e1 ?? 0) as AddEvidence;
      return { ...evidence(requirement, kind, fields), type: 'amend-evidence', evidence: 'e1' };
    });
    await journey.take('lena-three', 'submit-portfolio');
    await journey.take('omar-odc', 'record-consensus');
    await journey.take('omar-odc', 'sign-off');
    await journey.leaves('dario-director');
    await journey.system({ type: 'resettle' });
    await journey.act('hugo-hr', { type: 'reassign', slot: 'sign-off.head-of-department', to: 'hilda-head', reason });
    await journey.take('hilda-head', 'sign-off');
    expect((await journey.state()).head.outcome).toBe('promoted');
  },
  asLongAsItTakes,
);

test(
  'declined cases, their appeals, and a next case with evidence carried over',
  async () => {
    const declined = async (name: string) => {
      const journey = await new Journey(name).open('erin-two', 'L2-L3');
      await journey.take('erin-two', 'submit-self-assessment');
      await journey.take('tess-lead', 'submit-review');
      await journey.take('tess-lead', 'attest', 'mentoring-readiness');
      await journey.take('tess-lead', 'attest', 'owns-a-module');
      await journey.portfolio('erin-two');
      await journey.act('omar-odc', (context) => signature(context, 'decline'));
      await journey.act('erin-two', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
      return journey;
    };
    const first = await declined('dismissed');
    await first.act('hugo-hr', { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null });
    expect((await first.state()).head).toMatchObject({ stage: 'closed', outcome: 'not-promoted', generation: 2 });

    await first.passes(190);
    const next = await declined('upheld');
    await next.take('hugo-hr', 'decide-appeal');
    await next.take('erin-two', 'accept-panel');
    const [reviewer = ''] = await next.reviewers();
    await next.take(reviewer, 'submit-review');
    await next.take(reviewer, 'attest', 'mentoring-readiness');
    await next.take(reviewer, 'attest', 'owns-a-module');
    await next.act('tess-lead', (context) => signature(context, 'decline'));
    expect((await next.state()).head).toMatchObject({ stage: 'closed', outcome: 'not-promoted' });

    await next.passes(190);
    const last = await new Journey('again').open('erin-two', 'L2-L3');
    await last.take('erin-two', 'submit-self-assessment');
    await last.take('tess-lead', 'submit-review');
    await last.take('tess-lead', 'attest', 'mentoring-readiness');
    await last.take('tess-lead', 'attest', 'owns-a-module');
    await last.act('erin-two', { type: 'carry-evidence', evidence: ['e1', 'e2'] });
    await last.act('erin-two', { type: 'withdraw', reason });
    expect((await last.state()).head.outcome).toBe('withdrawn');
  },
  asLongAsItTakes,
);

test(
  'the last seat of a capped level, a move to another track, a lapse and a cancelled case',
  async () => {
    const seat = await new Journey('seat').open('pia-four', 'L4-L5');
    await seat.take('pia-four', 'declare-track');
    await seat.take('hana-head', 'appoint-panel');
    await seat.take('pia-four', 'accept-panel');
    await seat.take('pia-four', 'submit-self-assessment');
    for (const who of await seat.panel()) await seat.take(who, 'submit-review');
    await seat.take('hana-head', 'record-consensus');
    await seat.take('hana-head', 'attest', 'technical-influence');
    await seat.take('hana-head', 'attest', 'justified-need');
    await seat.portfolio('pia-four');
    await seat.take('hana-head', 'sign-off');
    await seat.take((await seat.holder('sign-off.delivery-director')) ?? '', 'sign-off');
    const { head, seats } = await seat.stored();
    expect(head.outcome).toBe('promoted');
    expect(seats.flatMap((one) => one.holders.map(({ personId }) => personId))).toEqual(['pia-four']);

    const track = await new Journey('track').open('paul-peer', 'L4-L4');
    await track.take('paul-peer', 'declare-track');
    await track.take('toni-lead', 'attest', 'talk-with-tech-lead');
    await track.take('olga-odc', 'attest', 'talk-with-odc-lead');
    await track.passes(190);
    await track.take('paul-peer', 'confirm-track');
    await track.take('olga-odc', 'sign-off');
    expect((await track.state()).head.outcome).toBe('track-changed');

    const lapsed = await new Journey('lapsed').open('peer-peer', 'L4-L4');
    await lapsed.passes(26);
    await lapsed.days(8);
    expect((await lapsed.state()).head.outcome).toBe('lapsed');

    const cancelled = await new Journey('cancelled').open('petra-peer', 'L4-L4');
    await cancelled.system({ type: 'restart', generation: 1, reason: 'test' });
    await cancelled.act('hugo-hr', { type: 'cancel', reason });
    expect((await cancelled.state()).head.outcome).toBe('cancelled');
  },
  asLongAsItTakes,
);

test('every command of a person is killed at each of its points', () => {
  const done = extent === 'sample' ? tried : covered;
  const commands = new Set([...done].map((what) => what.split(' ')[0]));
  expect(personCommandTypes.filter((type) => !commands.has(type))).toEqual([]);
  expect(covered.size).toBeGreaterThan(0);
});
