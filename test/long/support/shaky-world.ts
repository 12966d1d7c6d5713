import { createRelay } from '#functions/relay/handler.ts';
import type { Log } from '#functions/runtime/logger.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createWorkflow } from '#functions/workflow/handler.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { Person } from '#shared/contract/people.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import type { Table } from '#shared/store/client.ts';
import { profileItem } from '#shared/store/directory.ts';
import { caseOfRecord, keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { Killed, Process } from '#test/reliability/support/crash.ts';
import { MemoryMachine } from '#test/reliability/support/machine.ts';
import { seededIds, seededRandom, stillClock } from '#test/support/outside.ts';
import { chances } from './chances.ts';
import { begins, engineers } from './company.ts';
import type { MemoryTable } from './memory-table.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} } as unknown as Log;

/**
 * The product, with everything around it going wrong. The real parts are the commands with all their reads and writes, the
 * tasks, the relay, the sweep, and the definition and transitions of the state machine. The table and Step Functions are in
 * memory (see `memory-table.ts` and `machine.ts`), and no mail is sent.
 *
 * What goes wrong: stream records are lost, duplicated, late and out of order. Callbacks arrive before a task has
 * answered. Processes are killed between any two calls, and requests are repeated. Executions are stopped.
 */
export class ShakyWorld {
  readonly chance: ReturnType<typeof chances>;
  readonly clock = stillClock(begins);
  private readonly shaky = {
    workflow: new Process(),
    relay: new Process(),
    sweep: new Process(),
  };
  readonly table: MemoryTable;
  readonly outside: Outside;
  readonly machine: MemoryMachine;
  private readonly relay: ReturnType<typeof createRelay>;
  private readonly sweep: ReturnType<typeof createSweep>;
  readonly acknowledged = new Map<string, string[]>();
  private late: MemoryTable['records'] = [];
  /** Nothing goes wrong any more. */
  calm = false;
  commands = 0;
  /** How often HR found nobody for a part, and ended the case. */
  deadEnds = 0;
  killed = 0;
  private keys = 0;

  constructor(seed: number, table: MemoryTable) {
    this.chance = chances(seed);
    this.table = table;
    const { clock } = this;
    this.outside = {
      table,
      clock,
      ids: seededIds(clock, seed),
      random: seededRandom(String(seed)),
      intranetHosts: [],
      companyZone: 'UTC',
      signInKey: 'mail',
    };
    const workflow = createWorkflow(this.through(this.shaky.workflow));
    this.machine = new MemoryMachine(clock, (payload) =>
      this.perhapsKilled(this.shaky.workflow, () => workflow(payload, { awsRequestId: 'test' })),
    );
    const settling = (process: Process) => ({
      outside: this.through(process),
      machine: { client: process.around(this.machine.client), arn: this.machine.arn },
      log: quiet,
    });
    this.relay = createRelay({ ...settling(this.shaky.relay), origin: 'https://rungs.invalid', mail: null });
    this.sweep = createSweep(settling(this.shaky.sweep), async () => {});
  }

  /** The world outside, for a process that can be killed. */
  private through(process: Process): Outside {
    return { ...this.outside, table: throughProcess(this.table, process) };
  }

  /** Runs work as a process that is sometimes killed. Throws `Killed` if it was. */
  private async perhapsKilled<T>(process: Process, work: () => Promise<T>): Promise<T> {
    const isKilled = !this.calm && this.chance.is(0.04);
    process.begin(isKilled ? 1 + this.chance.below(7) : null);
    try {
      return await process.run(work);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.killed += 1;
      // Half of the deaths are retried by the service. The others fail their execution.
      throw this.chance.is(0.5) ? error : Object.assign(new Killed('lost'), { name: 'Crash' });
    } finally {
      process.begin(null);
    }
  }

  /** Lets the machine do what is due. People act before a task has answered, so their callback can arrive first. */
  async machineGoesOn(peopleAct: (eagerness: number) => Promise<void>): Promise<void> {
    const { machine, chance, clock } = this;
    for (let round = 0; round < 40; round++) {
      machine.expire();
      const ready = machine.running().filter(({ doing }) => doing?.phase === 'invoking');
      const pause = machine.nextAttempt();
      if (ready.length === 0 && pause === null) return;
      if (ready.length === 0 && pause !== null)
        clock.set(new Date(Math.max(pause, clock.now().getTime())).toISOString());
      for (const { name } of ready) {
        await machine.call(name);
        if (!this.calm && chance.is(0.1)) {
          await peopleAct(0.3);
          await this.streamIsRead();
        }
        machine.deliver(name);
      }
    }
    if (!this.calm && chance.is(0.01)) machine.stop(chance.one(machine.running())?.name ?? '');
  }

  async streamIsRead(): Promise<void> {
    const { chance, table } = this;
    const seen = [...this.late, ...table.records].filter(({ pk, sk }) => caseOfRecord({ pk, sk }) !== null);
    table.records = [];
    this.late = this.calm ? [] : seen.filter(() => chance.is(0.15));
    const heard = seen
      .filter((one) => this.calm || (!this.late.includes(one) && !chance.is(0.05)))
      .flatMap((one) => (chance.is(0.1) ? [one, one] : [one]))
      .map((one) => ({ one, place: chance.below(1000) }))
      .sort((a, b) => a.place - b.place);
    const Records = heard.map(({ one: { eventName, pk, sk } }, at) => ({
      eventName,
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(at) },
    }));
    if (Records.length > 0) await this.perhapsKilled(this.shaky.relay, () => this.relay({ Records })).catch(onlyKilled);
  }

  async sweeps(): Promise<void> {
    for (const { id } of this.openHeads())
      await executeSystem(this.outside, id, { type: 'resettle' }, 'sweep', 'test').catch(onlyRefused);
    await this.perhapsKilled(this.shaky.sweep, () => this.sweep()).catch(onlyKilled);
  }

  /** Sends a request of a person, and repeats it under the same key if the process was killed. Notes what was acknowledged. */
  async request(
    what: string,
    send: (outside: Outside) => Promise<{ result: { caseId: string } }>,
    known?: string,
  ): Promise<void> {
    this.commands += 1;
    const isShaky = !this.calm && this.chance.is(0.05);
    try {
      const answer = isShaky ? await this.shaken(send) : await send(this.outside);
      const { caseId } = answer.result;
      this.acknowledged.set(caseId, [...(this.acknowledged.get(caseId) ?? []), what]);
    } catch (error) {
      onlyRefused(error);
    }
    if (known && !this.acknowledged.has(known)) this.acknowledged.set(known, []);
  }

  private async shaken(send: (outside: Outside) => Promise<{ result: { caseId: string } }>) {
    const process = new Process();
    process.begin(1 + this.chance.below(9));
    try {
      return await process.run(() => send(this.through(process)));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.killed += 1;
      return send(this.outside);
    }
  }

  personOf(id: string): Person | null {
    const { pk, sk } = keys.profile(id);
    const item = this.table.get(pk, sk);
    return item ? (item as unknown as Person) : null;
  }

  async write(profile: Person): Promise<void> {
    await transact(this.table, [writesOf(this.table).put('other', profileItem(profile))]);
  }

  meta() {
    this.keys += 1;
    return { idempotencyKey: `key-${this.keys}`, requestId: 'test' };
  }

  heads(): CaseHead[] {
    return [...this.acknowledged.keys()].flatMap((id) => {
      const { pk, sk } = keys.head(id);
      const item = this.table.get(pk, sk);
      return item ? [headShape.read(item)] : [];
    });
  }

  openHeads(): CaseHead[] {
    return engineers.flatMap(({ id }) => {
      const open = this.table.get(keys.openCase(id).pk, 'OPEN-CASE');
      const { pk, sk } = keys.head(String(open?.caseId));
      const item = this.table.get(pk, sk);
      return item ? [headShape.read(item)] : [];
    });
  }
}

/** The table, used by a process that can be killed. */
function throughProcess(table: MemoryTable, process: Process): Table {
  const send = async (command: never) => {
    process.send();
    return table.client.send(command);
  };
  return { name: table.name, client: { send } as unknown as Table['client'] };
}

function onlyKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
