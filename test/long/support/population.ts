import { createRelay } from '#functions/relay/handler.ts';
import type { Log } from '#functions/runtime/logger.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createWorkflow } from '#functions/workflow/handler.ts';
import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case, CaseEvent } from '#shared/contract/events.ts';
import { hrDesk } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { type OpenStep, openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { unlockable } from '#shared/domain/case/progress/unlockable.ts';
import { opennessFor, relationsOf, versionFor } from '#shared/domain/case/view/visibility.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { loadCase } from '#shared/store/cases.ts';
import type { Table } from '#shared/store/client.ts';
import { profileItem } from '#shared/store/directory.ts';
import { caseOfRecord, keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { broken } from '#test/case/invariants.ts';
import { Killed, Process } from '#test/reliability/support/crash.ts';
import { MemoryMachine } from '#test/reliability/support/machine.ts';
import { largerOrganisation } from '#test/reliability/support/organisation.ts';
import { faultsOfExecution, faultsOfStored, storedOf } from '#test/reliability/support/stored-case.ts';
import { actorOf } from '#test/support/actor.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { seededIds, seededRandom, stillClock } from '#test/support/outside.ts';
import { person } from '#test/support/people.ts';
import { commandFor, missingPieces, type StepContext, signature } from '#test/support/step-commands.ts';
import { MemoryTable } from './memory-table.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} } as unknown as Log;
const dayMs = 24 * 3600 * 1000;
const reason = 'As things are.';

/** The reporting line of the ten engineers. Others with the same roles can replace these leads. */
const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
const engineers = Array.from({ length: 10 }, (_, at) =>
  person(`engineer-${at}`, {
    level: ['L1', 'L2', 'L2', 'L3', 'L4'][at % 5] ?? 'L2',
    track: at % 5 === 4 ? 'tech-lead' : null,
    ...line,
  }),
);
const staff = [
  ...largerOrganisation,
  ...['tina', 'tara', 'thea'].map((name) => person(`${name}-lead`, { level: 'L4', roles: ['tech-lead'] })),
];
const template = (async () => {
  const table = new MemoryTable();
  const clock = stillClock('2026-01-05T08:00:00.000Z');
  const outside = {
    table,
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: [],
    companyZone: 'UTC',
  };
  await addPeople(outside, [...staff, ...engineers]);
  await publishLadder(outside, ladder);
  return table;
})();

/** What happened to a population. */
export interface Report {
  cases: number;
  /** How long cases were open, summed up, in years. */
  caseYears: number;
  commands: number;
  killed: number;
  events: number;
  outcomes: Record<string, number>;
  /** The number of events of each type. */
  turns: Record<string, number>;
  /** All faults found. The test expects none. */
  faults: string[];
  /** How many days it took to close the last case, once everyone acted without delay. */
  daysToEnd: number;
}

/** Random choices that are the same for the same seed (mulberry32). */
function chances(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    is: (probability: number) => next() < probability,
    below: (limit: number) => Math.floor(next() * limit),
    one: <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)],
  };
}

/**
 * Ten engineers and their leads, simulated day by day for a year. The real parts are the commands with all their reads and
 * writes, the tasks, the relay, the sweep, and the definition and transitions of the state machine. The table and Step
 * Functions are in memory (see `memory-table.ts` and `machine.ts`), and no mail is sent.
 *
 * What goes wrong: stream records are lost, duplicated, late and out of order. Callbacks arrive before a task has
 * answered. Processes are killed between any two calls, and requests are repeated. Executions are stopped. People act at
 * the same time, leave, stay silent, return, decline, extend, withdraw and appeal.
 */
export class Population {
  private readonly chance: ReturnType<typeof chances>;
  private readonly clock = stillClock('2026-01-05T08:00:00.000Z');
  private readonly shaky = {
    person: new Process(),
    workflow: new Process(),
    relay: new Process(),
    sweep: new Process(),
  };
  private readonly table: MemoryTable;
  private readonly outside: Outside;
  private readonly shakyOutside: Outside;
  private readonly machine: MemoryMachine;
  private readonly relay: ReturnType<typeof createRelay>;
  private readonly sweep: ReturnType<typeof createSweep>;
  private readonly acknowledged = new Map<string, string[]>();
  private late: MemoryTable['records'] = [];
  private calm = false;
  private commands = 0;
  private killed = 0;
  private keys = 0;

  private constructor(seed: number, table: MemoryTable) {
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
    };
    const through = (process: Process): Outside => ({ ...this.outside, table: throughProcess(table, process) });
    this.shakyOutside = through(this.shaky.person);
    const workflow = createWorkflow(through(this.shaky.workflow));
    this.machine = new MemoryMachine(clock, (payload) =>
      this.perhapsKilled(this.shaky.workflow, () => workflow(payload, { awsRequestId: 'test' })),
    );
    const settling = (process: Process) => ({
      outside: through(process),
      machine: { client: process.around(this.machine.client), arn: this.machine.arn },
      log: quiet,
    });
    this.relay = createRelay({ ...settling(this.shaky.relay), origin: 'https://rungs.invalid', mail: null });
    this.sweep = createSweep(settling(this.shaky.sweep));
  }

  /** Simulates a population for `days` days. Then everyone acts without delay, and nothing goes wrong, until all cases end. */
  static async live(seed: number, days: number): Promise<Report> {
    const population = new Population(seed, (await template).copy());
    for (let day = 0; day < days; day++) await population.day();
    population.calm = true;
    let daysToEnd = 0;
    while (population.openHeads().length > 0 && daysToEnd < 730) {
      await population.day();
      daysToEnd += 1;
    }
    return population.report(daysToEnd);
  }

  private async day(): Promise<void> {
    const { chance, clock } = this;
    clock.set(new Date(clock.now().getTime() + dayMs * (0.8 + chance.below(40) / 100)).toISOString());
    await this.machineGoesOn();
    if (!this.calm) await this.peopleCome();
    await this.peopleAct();
    await this.streamIsRead();
    await this.machineGoesOn();
    if (this.calm || chance.is(1 / 7)) await this.sweeps();
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

  private async machineGoesOn(): Promise<void> {
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
        // People act before the task has answered, so their callback can arrive first.
        if (!this.calm && chance.is(0.1)) {
          await this.peopleAct(0.3);
          await this.streamIsRead();
        }
        machine.deliver(name);
      }
    }
    if (!this.calm && chance.is(0.01)) machine.stop(chance.one(machine.running())?.name ?? '');
  }

  private async streamIsRead(): Promise<void> {
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

  private async sweeps(): Promise<void> {
    for (const { id } of this.openHeads())
      await executeSystem(this.outside, id, { type: 'resettle' }, 'sweep', 'test').catch(onlyRefused);
    await this.perhapsKilled(this.shaky.sweep, () => this.sweep()).catch(onlyKilled);
    await this.machineGoesOn();
  }

  /** Opens new cases and appeals. Sometimes a lead leaves, and a person with the same role replaces them in every line. */
  private async peopleCome(): Promise<void> {
    const { chance, table } = this;
    const declined = this.heads().filter((head) => head.outcome === 'not-promoted' && !head.appeal);
    for (const { id } of engineers) {
      const profile = this.personOf(id);
      const last = declined.find((head) => head.engineerId === id && head.outcome === 'not-promoted' && !head.appeal);
      if (last && chance.is(0.05))
        await this.act(id, last.id, { type: 'appeal', ground: 'procedure', statement: reason, against: null });
      if (table.get(keys.openCase(id).pk, 'OPEN-CASE') || !profile?.active || !chance.is(0.2)) continue;
      const transition = { L1: 'L1-L2', L2: 'L2-L3', L3: 'L3-L4', L4: chance.is(0.6) ? 'L4-L5' : 'L4-L4' }[
        profile.level ?? ''
      ];
      if (!transition) continue;
      const input = { engineerId: id, ladderId: ladder.id, transition, cycleId: null };
      const meta = this.meta();
      await this.request(`case-opened ${id}`, async (outside) =>
        openCase(outside, await actorOf(outside, id), input, meta),
      );
    }
    if (!chance.is(0.01)) return;
    const leads = ['tess-lead', 'tina-lead', 'tara-lead', 'omar-odc', 'otto-odc', 'orla-odc'];
    const leaver = this.personOf(chance.one(leads) ?? '');
    const next =
      leaver &&
      staff.find((one) => one.id !== leaver.id && one.roles[0] === leaver.roles[0] && this.personOf(one.id)?.active);
    if (!leaver?.active || !next) return;
    await this.write({ ...leaver, active: false, version: leaver.version + 1 });
    for (const { id } of engineers) {
      const profile = this.personOf(id);
      const of = (held: string | null) => (held === leaver.id ? next.id : held);
      if (profile)
        await this.write({
          ...profile,
          techLeadId: of(profile.techLeadId),
          odcLeadId: of(profile.odcLeadId),
          version: profile.version + 1,
        });
    }
  }

  /** Some people who owe a step act, all at the same time. */
  private async peopleAct(eagerness = 1): Promise<void> {
    const { chance } = this;
    const acting: Promise<void>[] = [];
    for (const head of this.openHeads()) {
      if (head.status !== 'open' || !(this.calm || chance.is(0.06 * eagerness))) continue;
      // Some engineers never take their own steps.
      const isSilent = !this.calm && Number(head.createdAt.slice(8, 10)) % 6 === 0;
      const steps = openSteps(head, ladder).filter((one) => !isSilent || one.personId !== head.engineerId);
      // Sometimes two steps of a case are taken at the same time.
      for (const step of [chance.one(steps), ...(chance.is(0.3) ? [chance.one(steps)] : [])])
        if (step) acting.push(this.take(head, step));
      if (!this.calm && chance.is(0.06)) acting.push(this.turn(head));
    }
    await Promise.all(acting);
  }

  private async take(head: CaseHead, step: OpenStep): Promise<void> {
    const state = await loadCase(this.outside.table, head.id);
    if (!state) return;
    const who = step.personId === hrDesk ? this.hrFor(state.head) : step.personId;
    const context = this.contextFor(state);
    if (step.type === 'submit-portfolio') {
      for (const piece of missingPieces(context)) await this.act(who, head.id, piece);
      return this.act(who, head.id, { type: 'submit-portfolio' });
    }
    let command: PersonCommand = commandFor(step, context);
    if (step.type === 'sign-off') command = this.signatureOf(context);
    if (step.type === 'confirm-track' && this.chance.is(0.2)) command = { type: step.type, decision: 'stay', reason };
    if (step.type === 'decide-appeal' && this.chance.is(0.4))
      command = { type: step.type, decision: 'dismiss', reason, reviewers: [], lead: null };
    return this.act(who, head.id, command, state);
  }

  /** Most signers approve, some decline, and some return one part of the case. A case is returned twice at most. */
  private signatureOf(context: StepContext): PersonCommand {
    const { chance } = this;
    const returned = context.state.head.attempt > 2;
    if (!this.calm && !returned && chance.is(0.12)) {
      const could = chance.one(unlockable(context.state, ladder));
      if (could && could.stage !== 'attestation')
        return signature(context, 'return', { stage: could.stage as 'portfolio', reasons: { [could.id]: reason } });
    }
    return signature(context, chance.is(0.85) ? 'approve' : 'decline');
  }

  /** Sends a random command that nobody owes, such as a withdrawal or an extension. */
  private async turn(head: CaseHead): Promise<void> {
    const { chance } = this;
    const slot = chance.one(head.slots.filter((one) => one.personId !== null));
    const holder = slot?.personId ?? '';
    const now = this.clock.now().getTime();
    const until = new Date(now + 40 * dayMs).toISOString();
    const other = chance.one(staff)?.id ?? '';
    const turns: [who: string, command: PersonCommand][] = [
      [head.engineerId, { type: 'withdraw', reason }],
      [this.hrFor(head), { type: 'cancel', reason }],
      [this.hrFor(head), { type: 'extend-deadline', until: until.slice(0, 10), reason }],
      [this.hrFor(head), { type: 'extend-deadline', until: until.slice(0, 10), reason }],
      [holder, { type: 'recuse', reason }],
      [holder, { type: 'declare-conflict', reason }],
      [holder, { type: 'delegate', slots: [slot?.id ?? 'none'], to: other, from: null, until, reason }],
      [this.hrFor(head), { type: 'reassign', slot: slot?.id ?? 'none', to: other, reason }],
      [head.engineerId, { type: 'raise-objection', slot: slot?.id ?? 'none', ground: 'other', reason }],
      [head.engineerId, { type: 'accept-panel' }],
    ];
    const [who, command] = chance.one(turns) ?? ['', { type: 'accept-panel' }];
    await this.act(who, head.id, command);
  }

  private async act(who: string, caseId: string, command: PersonCommand, seen?: Case): Promise<void> {
    const meta = { ...this.meta(), ...(seen ? this.versionOf(who, seen) : {}) };
    await this.request(
      `${commands[command.type].events[0]} ${who}`,
      async (outside) => execute(outside, await actorOf(outside, who), caseId, command, meta),
      caseId,
    );
  }

  /** Sends a request of a person, and repeats it under the same key if the process was killed. Notes what was acknowledged. */
  private async request(
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
    const outside = { ...this.shakyOutside, table: throughProcess(this.table, process) };
    process.begin(1 + this.chance.below(9));
    try {
      return await process.run(() => send(outside));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.killed += 1;
      return send(this.outside);
    }
  }

  private contextFor(state: Case): StepContext {
    const people = [...staff, ...engineers].flatMap(({ id }) => this.personOf(id) ?? []);
    const rate = () => (this.chance.is(0.8) ? 4 : 5);
    return { state, ladder, people, now: this.clock.now().toISOString(), rate };
  }

  private versionOf(who: string, { head }: Case): { ifVersion?: number } {
    const viewer = this.personOf(who);
    const engineer = this.personOf(head.engineerId);
    if (!viewer) return {};
    const relations = relationsOf(head, viewer, engineer, this.clock.now().toISOString());
    return { ifVersion: versionFor(head, opennessFor(head, relations, who), relations, who) };
  }

  private hrFor(head: CaseHead): string {
    const ofHr = ['hugo-hr', 'hedy-hr', 'hank-hr'].filter((id) => ![...head.conflicts, ...head.past].includes(id));
    return ofHr.find((id) => !head.hrActs?.includes(id)) ?? ofHr[0] ?? '';
  }

  private personOf(id: string): Person | null {
    const { pk, sk } = keys.profile(id);
    const item = this.table.get(pk, sk);
    return item ? (item as unknown as Person) : null;
  }

  private async write(profile: Person): Promise<void> {
    await transact(this.table, [writesOf(this.table).put('other', profileItem(profile))]);
  }

  private meta() {
    this.keys += 1;
    return { idempotencyKey: `key-${this.keys}`, requestId: 'test' };
  }

  private heads(): CaseHead[] {
    return [...this.acknowledged.keys()].flatMap((id) => {
      const { pk, sk } = keys.head(id);
      const item = this.table.get(pk, sk);
      return item ? [headShape.read(item)] : [];
    });
  }

  private openHeads(): CaseHead[] {
    return engineers.flatMap(({ id }) => {
      const open = this.table.get(keys.openCase(id).pk, 'OPEN-CASE');
      const { pk, sk } = keys.head(String(open?.caseId));
      const item = this.table.get(pk, sk);
      return item ? [headShape.read(item)] : [];
    });
  }

  private report(daysToEnd: number): Report {
    const report: Report = {
      cases: 0,
      caseYears: 0,
      commands: this.commands,
      killed: this.killed,
      events: 0,
      outcomes: {},
      turns: {},
      faults: [],
      daysToEnd,
    };
    const items = this.table.all();
    for (const { id } of this.heads()) {
      const stored = storedOf(items, id);
      if (!stored) continue;
      const { head, events } = stored;
      report.cases += 1;
      report.events += events.length;
      for (const event of events) {
        const turn = event.type === 'signed-off' ? `signed-off ${event.data.decision}` : event.type;
        report.turns[turn] = (report.turns[turn] ?? 0) + 1;
      }
      report.caseYears +=
        (Date.parse(head.status === 'closed' ? head.closedAt : head.createdAt) - Date.parse(head.createdAt)) /
        (365 * dayMs);
      report.outcomes[head.outcome ?? 'open'] = (report.outcomes[head.outcome ?? 'open'] ?? 0) + 1;
      const faults = [
        ...(head.stage === 'closed' ? [] : [`it stands at ${head.stage} of ${head.transition}`]),
        ...faultsOfStored(stored, ladder),
        ...faultsOfExecution(stored, this.machine),
        ...broken({ head, bodies: stored.bodies }, events, ladder),
        ...lostOrDoubled(events, this.acknowledged.get(id) ?? []),
      ];
      report.faults.push(...faults.map((fault) => `${id}: ${fault}`));
    }
    return report;
  }
}

/** Compares the events of people with the commands that were acknowledged. */
function lostOrDoubled(events: readonly CaseEvent[], acknowledged: readonly string[]): string[] {
  const recorded = events
    .filter((event) => event.actor.personId !== null && event.type !== 'stage-carried-over')
    // The first question about a piece comes with the portfolio.
    .filter((event) => event.type !== 'adoption-asked' || event.data.turn > 1)
    .map((event) => `${event.type} ${event.actor.personId}`)
    .sort();
  const expected = [...acknowledged].sort();
  if (String(recorded) === String(expected)) return [];
  return [`recorded: ${recorded.join(', ')}; acknowledged: ${expected.join(', ')}`];
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
