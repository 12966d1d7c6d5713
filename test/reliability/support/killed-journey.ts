import { expect } from 'vitest';
import { needsVersion } from '#shared/cases/commands.ts';
import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { type PersonCommandType, peer } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CommandResult } from '#shared/contract/results.ts';
import type { OpenStep } from '#shared/domain/case/progress/open-steps.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { proposeChange } from '#shared/proposals/propose.ts';
import { loadCase } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { answersOwed, commandFor, missingPieces, type StepContext } from '#test/support/step-commands.ts';
import { death, goOn, headRecord, itemsNow, kill, machine, outsideOf, relay, sweep, world } from './killing.ts';
import { largerOrganisation as people } from './organisation.ts';
import { type Stored, storedOf } from './stored-case.ts';

interface Meta {
  idempotencyKey: string;
  requestId: string;
}

/** A case from step to step. Every process is killed at every crash point on the way. */
export class Journey {
  private id: string | null = null;
  private count = 0;
  private readonly name: string;

  private readonly ladder: PublishedLadder;

  constructor(name: string, ladder: PublishedLadder = softwareEngineerTrack) {
    this.name = name;
    this.ladder = ladder;
  }

  get caseId(): string {
    if (!this.id) throw new Error('No case was opened');
    return this.id;
  }

  async open(engineerId: string, transition: string): Promise<this> {
    const input = { engineerId, ladderId: this.ladder.id, transition, cycleId: null };
    await this.request('open-case', async (meta) =>
      openCase(outsideOf.person, await actorOf(world.outside, engineerId), input, meta),
    );
    await this.machineGoesOn();
    return this;
  }

  /** High ratings meet every criterion of the ratings. */
  private contextOf(state: Case): StepContext {
    return { state, ladder: this.ladder, people, now: this.now, rate: () => 5 };
  }

  /** Sends one command. If `command` is a function, it builds the command from the current state of the case. */
  async act(personId: string, command: PersonCommand | ((context: StepContext) => PersonCommand)): Promise<this> {
    const state = await this.state();
    const given = typeof command === 'function' ? command(this.contextOf(state)) : command;
    const version = await this.versionFor(personId, given.type);
    await this.request(`${given.type} ${state.head.stage}`, async (meta) =>
      execute(
        outsideOf.person,
        await actorOf(world.outside, personId),
        this.caseId,
        given,
        { ...meta, ...version },
        { asConfirmer: given.type === 'confirm-evidence' },
      ),
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
    for (const piece of missingPieces(this.contextOf(state))) await this.act(engineerId, piece);
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

  /** The directory says something else of a person. */
  async changed(personId: string, more: Partial<Person>): Promise<this> {
    const person = await loadPerson(world.outside.table, personId);
    if (!person) throw new Error('Nobody is changed');
    const now = { ...person, ...more, version: person.version + 1 };
    await transact(world.outside.table, [writesOf(world.outside.table).put('other', profileItem(now))]);
    return this;
  }

  /** Everybody who is asked whether their team has adopted a piece says yes. */
  async confirmed(): Promise<this> {
    for (const { who, command } of answersOwed((await this.state()).head)) await this.act(who, command);
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

  /** Hugo proposes another outcome of the closed case, and Hedy confirms it. */
  async corrected(to: 'promoted' | 'not-promoted'): Promise<this> {
    const { version } = (await this.state()).head;
    const change = { kind: 'correct-outcome', of: this.caseId, version, to } as const;
    const who = async (id: string) => actorOf(world.outside, id);
    let id = '';
    await this.killedRequest('propose correct-outcome', async (meta) => {
      const input = { change, reason: 'It was wrong.' };
      id = (await proposeChange(outsideOf.person, await who('hugo-hr'), input, meta)).result.proposalId;
    });
    await this.killedRequest('confirm correct-outcome', async (meta) => {
      const command = { type: 'confirm' as const, reason: 'So it is.' };
      await actOnProposal(outsideOf.person, await who('hedy-hr'), { id, command }, meta);
    });
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

  private async request(what: string, send: (meta: Meta) => Promise<{ result: CommandResult }>): Promise<void> {
    const meta = this.nextRequest();
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

  private nextRequest(): Meta {
    this.count += 1;
    return { idempotencyKey: `${this.name}-${this.count}`, requestId: 'test' };
  }

  /** A request about the case that is no command on it. Whoever gets no answer sends it again. */
  private async killedRequest(what: string, send: (meta: Meta) => Promise<void>): Promise<void> {
    const meta = this.nextRequest();
    const work = () => send(meta);
    await kill('person', what, () => this.id, work, work);
    await work();
  }

  /** The relay gets the record of the case, and the machine continues. Both are killed at every crash point. */
  private async machineGoesOn(why = ''): Promise<void> {
    const { head } = await this.state();
    const what = `${head.stage} ${head.status === 'open' ? 'open' : 'opening'} ${head.attempt > 1 ? 'again' : ''} ${why}`;
    const id = () => this.id;
    const hears = () => relay(headRecord(this.caseId));
    await kill('relay', `relay: ${what}`, id, hears, async () => {});
    await hears();
    for (const error of ['Lambda.Unknown', 'Crash'] as const) {
      death.as = error;
      await kill('workflow', `${error}: ${what}`, id, goOn, goOn);
    }
    death.as = 'Lambda.Unknown';
    await goOn();
  }
}
