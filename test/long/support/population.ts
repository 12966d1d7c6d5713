import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { hrDesk, peer } from '#shared/contract/names.ts';
import { addDays } from '#shared/domain/calendar/calendar.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { type OpenStep, openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { unlockable } from '#shared/domain/case/progress/unlockable.ts';
import { lendersTo } from '#shared/domain/case/state/delegations.ts';
import { opennessFor, relationsOf, versionFor } from '#shared/domain/case/view/visibility.ts';
import { loadCase } from '#shared/store/cases.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { commandFor, missingPieces, type StepContext, signature } from '#test/support/step-commands.ts';
import { engineers, staff, template } from './company.ts';
import { type Report, reportOf } from './report.ts';
import { ShakyWorld } from './shaky-world.ts';

const dayMs = 24 * 3600 * 1000;
/** No execution waits longer before it looks where its case stands. */
const longestWait = 30;
const reason = 'As things are.';

/**
 * Ten engineers and their leads, simulated day by day for a year, in a world in which everything goes wrong. They act at the
 * same time, leave, stay silent, return, decline, extend, withdraw and appeal.
 */
export class Population {
  private readonly world: ShakyWorld;

  private constructor(world: ShakyWorld) {
    this.world = world;
  }

  /** Simulates a population for `days` days. Then everyone acts without delay, and nothing goes wrong, until all cases end. */
  static async live(seed: number, days: number): Promise<Report> {
    const population = new Population(new ShakyWorld(seed, (await template).copy()));
    for (let day = 0; day < days; day++) await population.day();
    population.world.calm = true;
    let daysToEnd = 0;
    while (population.world.openHeads().length > 0 && daysToEnd < 730) {
      await population.day();
      daysToEnd += 1;
    }
    // An execution that another one has replaced, because it was old, ends when its wait is over.
    for (let rest = 0; population.world.machine.running().length > 0 && rest <= longestWait * 2; rest++)
      await population.day();
    return reportOf(population.world, daysToEnd);
  }

  private async day(): Promise<void> {
    const { chance, clock } = this.world;
    const peopleAct = (eagerness: number) => this.peopleAct(eagerness);
    clock.set(new Date(clock.now().getTime() + dayMs * (0.8 + chance.below(40) / 100)).toISOString());
    await this.world.machineGoesOn(peopleAct);
    if (!this.world.calm) await this.peopleCome();
    await this.peopleAct();
    await this.world.streamIsRead();
    await this.world.machineGoesOn(peopleAct);
    if (this.world.calm || chance.is(1 / 7)) {
      await this.world.sweeps();
      await this.world.machineGoesOn(peopleAct);
    }
  }

  /**
   * Opens new cases and appeals. Sometimes somebody is away, or a lead leaves, and a person with the same role replaces them in
   * every line.
   */
  private async peopleCome(): Promise<void> {
    const { chance, table } = this.world;
    const declined = this.world.heads().filter((head) => head.outcome === 'not-promoted' && !head.appeal);
    for (const { id } of engineers) {
      const profile = this.world.personOf(id);
      const last = declined.find((head) => head.engineerId === id && head.outcome === 'not-promoted' && !head.appeal);
      if (last && chance.is(0.05))
        await this.act(id, last.id, { type: 'appeal', ground: 'procedure', statement: reason, against: null });
      if (table.get(keys.openCase(id).pk, 'OPEN-CASE') || !profile?.active || !chance.is(0.2)) continue;
      const transition = { L1: 'L1-L2', L2: 'L2-L3', L3: 'L3-L4', L4: chance.is(0.6) ? 'L4-L5' : 'L4-L4' }[
        profile.level ?? ''
      ];
      if (!transition) continue;
      const input = { engineerId: id, ladderId: ladder.id, transition, cycleId: null };
      const meta = this.world.meta();
      await this.world.request(`case-opened ${id}`, async (outside) =>
        openCase(outside, await actorOf(outside, id), input, meta),
      );
    }
    if (chance.is(0.05)) await this.isAway();
    if (!chance.is(0.01)) return;
    const leads = ['tess-lead', 'tina-lead', 'tara-lead', 'omar-odc', 'otto-odc', 'orla-odc'];
    const leaver = this.world.personOf(chance.one(leads) ?? '');
    const next =
      leaver &&
      staff.find(
        (one) => one.id !== leaver.id && one.roles[0] === leaver.roles[0] && this.world.personOf(one.id)?.active,
      );
    if (!leaver?.active || !next) return;
    await this.world.write({ ...leaver, active: false, version: leaver.version + 1 });
    for (const { id } of engineers) {
      const profile = this.world.personOf(id);
      const of = (held: string | null) => (held === leaver.id ? next.id : held);
      if (profile)
        await this.world.write({
          ...profile,
          techLeadId: of(profile.techLeadId),
          odcLeadId: of(profile.odcLeadId),
          version: profile.version + 1,
        });
    }
  }

  /** Somebody is away from today or in a few days, for up to 60 days. Half of them name who acts for them. */
  private async isAway(): Promise<void> {
    const { chance, clock } = this.world;
    const away = this.world.personOf(chance.one([...staff, ...engineers])?.id ?? '');
    if (!away?.active) return;
    const day = (ahead: number) => addDays(clock.now().toISOString().slice(0, 10), ahead);
    const begins = chance.below(5);
    const deputy = chance.is(0.5) ? (chance.one(staff.filter(({ id }) => id !== away.id))?.id ?? null) : null;
    const leave = [{ from: day(begins), to: day(begins + chance.below(60)), deputyId: deputy }];
    await this.world.write({ ...away, leave, version: away.version + 1 });
  }

  /** Some people who owe a step act, all at the same time. */
  private async peopleAct(eagerness = 1): Promise<void> {
    const { chance } = this.world;
    const acting: Promise<void>[] = [];
    for (const head of this.world.openHeads()) {
      if (head.status !== 'open' || !(this.world.calm || chance.is(0.06 * eagerness))) continue;
      // Some engineers never take their own steps.
      const isSilent = !this.world.calm && Number(head.createdAt.slice(8, 10)) % 6 === 0;
      const steps = openSteps(head, ladder).filter((one) => !isSilent || one.personId !== head.engineerId);
      // Sometimes two steps of a case are taken at the same time.
      for (const step of [chance.one(steps), ...(chance.is(0.3) ? [chance.one(steps)] : [])])
        if (step) acting.push(this.take(head, step));
      if (!this.world.calm && chance.is(0.06)) acting.push(this.turn(head));
    }
    await Promise.all(acting);
  }

  private async take(head: CaseHead, step: OpenStep): Promise<void> {
    const state = await loadCase(this.world.outside.table, head.id);
    if (!state) return;
    const context = this.contextFor(state);
    if (step.type === 'submit-portfolio') {
      for (const piece of missingPieces(context)) await this.act(step.personId, head.id, piece);
      return this.act(step.personId, head.id, { type: 'submit-portfolio' });
    }
    let command: PersonCommand = commandFor(step, context);
    if (step.type === 'sign-off') command = this.signatureOf(context);
    if (step.type === 'confirm-track' && this.world.chance.is(0.2))
      command = { type: step.type, decision: 'stay', reason };
    if (step.type === 'decide-appeal' && this.world.chance.is(0.4))
      command = { type: step.type, decision: 'dismiss', reason, reviewers: [], lead: null };
    // Where everybody who could take a part has another one, HR has to end the case.
    if (isWithoutPeople(command, state.head)) {
      this.world.deadEnds += 1;
      return this.act(this.hrFor(state.head, 'cancel'), head.id, { type: 'cancel', reason }, state);
    }
    const who = step.personId === hrDesk ? this.hrFor(state.head, command.type) : step.personId;
    return this.act(who, head.id, command, state);
  }

  /** Most signers approve, some decline, and some return one part of the case. A case is returned twice at most. */
  private signatureOf(context: StepContext): PersonCommand {
    const { chance } = this.world;
    const returned = context.state.head.attempt > 2;
    if (!this.world.calm && !returned && chance.is(0.12)) {
      const could = chance.one(unlockable(context.state, ladder));
      if (could && could.stage !== 'attestation')
        return signature(context, 'return', { stage: could.stage as 'portfolio', reasons: { [could.id]: reason } });
    }
    return signature(context, chance.is(0.85) ? 'approve' : 'decline');
  }

  /** Sends a random command that nobody owes, such as a withdrawal or an extension. */
  private async turn(head: CaseHead): Promise<void> {
    const { chance } = this.world;
    const slot = chance.one(head.slots.filter((one) => one.personId !== null));
    const holder = slot?.personId ?? '';
    const now = this.world.clock.now().getTime();
    const until = new Date(now + 40 * dayMs).toISOString();
    const other = chance.one(staff)?.id ?? '';
    const turns: [who: string, command: PersonCommand][] = [
      [head.engineerId, { type: 'withdraw', reason }],
      [this.hrFor(head, 'cancel'), { type: 'cancel', reason }],
      [this.hrFor(head, 'extend-deadline'), { type: 'extend-deadline', until: until.slice(0, 10), reason }],
      [this.hrFor(head, 'extend-deadline'), { type: 'extend-deadline', until: until.slice(0, 10), reason }],
      [holder, { type: 'recuse', reason }],
      [holder, { type: 'declare-conflict', reason }],
      [holder, { type: 'delegate', slots: [slot?.id ?? 'none'], to: other, from: null, until, reason }],
      [this.hrFor(head, 'reassign'), { type: 'reassign', slot: slot?.id ?? 'none', to: other, reason }],
      [head.engineerId, { type: 'raise-objection', slot: slot?.id ?? 'none', ground: 'other', reason }],
      [head.engineerId, { type: 'accept-panel' }],
    ];
    const [who, command] = chance.one(turns) ?? ['', { type: 'accept-panel' }];
    await this.act(who, head.id, command);
  }

  private async act(who: string, caseId: string, command: PersonCommand, seen?: Case): Promise<void> {
    const meta = { ...this.world.meta(), ...(seen ? this.versionOf(who, seen) : {}) };
    await this.world.request(
      `${commands[command.type].events[0]} ${who}`,
      async (outside) => execute(outside, await actorOf(outside, who), caseId, command, meta),
      caseId,
    );
  }

  private contextFor(state: Case): StepContext {
    const people = [...staff, ...engineers].flatMap(({ id }) => this.world.personOf(id) ?? []);
    const rate = () => (this.world.chance.is(0.8) ? 4 : 5);
    return { state, ladder, people, now: this.world.clock.now().toISOString(), rate };
  }

  private versionOf(who: string, { head }: Case): { ifVersion?: number } {
    const viewer = this.world.personOf(who);
    if (!viewer) return {};
    const people = Object.fromEntries(
      [head.engineerId, ...lendersTo(head, who)].flatMap((id) => {
        const person = this.world.personOf(id);
        return person ? [[id, person]] : [];
      }),
    );
    const relations = relationsOf(head, viewer, people, this.world.clock.now().toISOString());
    return { ifVersion: versionFor(head, opennessFor(head, relations, who), relations, who) };
  }

  /** Who of HR gives a command: whoever has acted in the case before, or for what takes an uninvolved person, another one. */
  private hrFor(head: CaseHead, type: PersonCommand['type']): string {
    const ofHr = ['hugo-hr', 'hedy-hr', 'hank-hr'].filter((id) => ![...head.conflicts, ...head.past].includes(id));
    const wasHere = commands[type].by.hr !== 'uninvolved';
    return ofHr.find((id) => Boolean(head.hrActs?.includes(id)) === wasHere) ?? ofHr[0] ?? '';
  }
}

/** Whether a command names fewer people than it has to: there is nobody else in the company who could take the part. */
function isWithoutPeople(command: PersonCommand, { slots }: CaseHead): boolean {
  if (command.type === 'reassign') return command.to === '';
  const vacant = slots.filter((slot) => slot.role === peer && slot.personId === null);
  return command.type === 'appoint-panel' && command.reviewers.length < vacant.length;
}
