import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#shared/cases/execute.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { hrDesk } from '#shared/contract/names.ts';
import { CaseId } from '#shared/contract/workflow.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { systemCommands } from '#shared/domain/case/commands/system/index.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { standingSignOffs } from '#shared/domain/case/state/sign-offs.ts';
import { wait } from '#shared/domain/seats/seats.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadCase } from '#shared/store/cases.ts';
import { profileItem } from '#shared/store/directory.ts';
import { lastCaseShape } from '#shared/store/engineer-cases.ts';
import { keys } from '#shared/store/keys.ts';
import { listSeats, seatsWrite } from '#shared/store/seats.ts';
import { attempts, transact, writesOf } from '#shared/store/transaction.ts';
import { engineerWith, others } from '#test/case/model/people.ts';
import { cast, engineerAt } from '#test/security/cast.ts';
import { idOf } from '#test/security/cells.ts';
import { caseAt, commandFor, startSecurityWorld } from '#test/security/places.ts';
import type { Place } from '#test/security/table.ts';
import { actorOf } from '#test/support/actor.ts';
import { type Change, changingBefore, type Written } from '#test/support/changing.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { grounds, missingPieces } from '#test/support/step-commands.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import type { World } from '#test/support/world.ts';
import { changes, meta, onlyRead, rows, stepCommand } from './guarded-rows.ts';

/**
 * A row of a command says which facts from outside the case are guarded. Here each of them changes after the command was
 * decided and before it is written. The transaction must then fail, and the command be decided again.
 */

const short = 'sid-short';
const excepted = 'ella-short';
const again = 'alma-short';

let world: World;
beforeAll(async () => {
  world = await startSecurityWorld();
  await addPeople(world.outside, [...others, engineerWith(short), engineerWith(excepted), engineerWith(again)]);
  await publishLadder(world.outside, shortLadder);
  const days = { from: '2027-01-01', to: '2027-12-31', joinUntil: '2027-06-30' };
  const input = cycleInput({ ...days, windows: { 'sign-off': { from: '2027-11-01', to: '2027-11-30' } } });
  await putCycle(world.outside, await actorOf(world.outside, cast.hr), { id: 'annual-2027', input }, meta());
});
afterAll(() => world.stop());

/** Another person comes to wait for a seat. */
const waits: Change = async ({ table }) => {
  const of = { ladder: shortLadder.id, level: 'L4' };
  const before = (await listSeats(table)).find((one) => one.ladder === of.ladder && one.level === of.level) ?? null;
  const after = wait(before, of, { personId: 'pia-peer', caseId: null, since: '2026-03-02T09:00:00.000Z' });
  await transact(table, [seatsWrite(writesOf(table), before, after)]);
};

async function stateOf(caseId: string): Promise<Case> {
  const state = await loadCase(world.outside.table, caseId);
  if (!state) throw new Error(caseId);
  return state;
}

/** A case at a place. The first row that needs it makes it. */
const cases = new Map<Place, Promise<string>>();
function caseOnceAt(place: Place): Promise<string> {
  const caseId = cases.get(place) ?? caseAt(world, place);
  cases.set(place, caseId);
  return caseId;
}

/** A step of a case on the short ladder, with the command of the person who owes it. */
interface Owed {
  state: Case;
  command: PersonCommand;
}

/** Plays a case until a step is owed, which `act` then takes. Its question is answered as said. */
async function untilStep(engineerId: string, isIt: (owed: Owed) => boolean, answer: 'yes' | 'no' = 'yes') {
  const input = { engineerId, ladderId: shortLadder.id, transition: 'L3-L4', cycleId: null };
  const { caseId } = (await openCase(world.outside, await actorOf(world.outside, engineerId), input, meta())).result;
  for (let turn = 0; turn < 40; turn++) {
    await world.step(caseId);
    const state = await stateOf(caseId);
    if (state.head.slots.some((slot) => slot.openFrom && slot.openFrom > world.clock.now().toISOString()))
      await world.act(engineerId, caseId, { type: 'accept-panel' });
    const [owed] = openSteps(state.head, shortLadder).filter((step) => step.onBehalfOf === null);
    if (!owed) throw new Error(`Nobody owes a step in ${state.head.stage}`);
    const given = await stepCommand(world.outside, state, shortLadder, owed);
    const command: PersonCommand = given.type === 'attest' ? { ...given, answer } : given;
    const context = { state, ladder: shortLadder, people: [], now: world.clock.now().toISOString() };
    if (command.type === 'submit-portfolio')
      for (const piece of missingPieces(context)) await world.act(owed.personId, caseId, piece);
    const { version } = await stateOf(caseId).then((one) => one.head);
    const who = owed.personId === hrDesk ? cast.hr : owed.personId;
    const act = () => world.act(who, caseId, command, commands[owed.type].needsVersion ? version : undefined);
    if (isIt({ state, command })) return { caseId, act };
    await act();
  }
  throw new Error('The step never comes');
}

/** The fact is guarded if each change cancels the transaction that it comes before. */
function guarded(changes: number, outcome = 'done'): Written {
  const cancelled = Array.from({ length: changes }, () => 'cancelled' as const);
  return { transactions: outcome === 'done' ? [...cancelled, 'written'] : cancelled, outcome };
}

/** Every use of a fact, by the command that makes it. */
function usesOf(use: 'read' | 'guarded'): [type: string, fact: string][] {
  return [...Object.entries(commands), ...Object.entries(systemCommands)].flatMap(([type, { facts = {} }]) =>
    Object.entries(facts).flatMap(([fact, one]): [string, string][] => (one === use ? [[type, fact]] : [])),
  );
}

describe('if a guarded fact changes before the transaction, the command is decided again', () => {
  test.each(rows)('$type: $facts', async ({ type, as, at, command, changes: said, outcome }) => {
    const caseId = await caseOnceAt(at);
    const state = await stateOf(caseId);
    const what = command ? await command(state, world.outside) : commandFor(state, type, as, at);
    const actor = await actorOf(world.outside, idOf(as, at) ?? '');
    const version = commands[type].needsVersion
      ? (await readCase(world.outside, actor, caseId)).view.version
      : undefined;
    let count = 0;
    const written = await changingBefore(
      world.outside,
      () => execute(world.outside, actor, caseId, what, meta(version), { asConfirmer: as === 'asked' }),
      (given) => {
        // Who may get a part rests on the engineer too: on their line and their team.
        // A command is tried only so many times. One function guards all of them.
        const all = said ?? [engineerAt(at), ...given].slice(0, attempts - 1).map((id) => changes(id));
        count = all.length;
        return all;
      },
    );
    expect(written).toEqual(guarded(count, outcome));
    expect(count).toBeGreaterThan(said ? 0 : 1);
  });

  test('name-confirmer: who is named, and remind: the lead who is asked after them', async () => {
    const { outside } = world;
    const caseId = await caseOnceAt('revealed');
    const engineerId = engineerAt('revealed');
    const passesOn = { type: 'confirm-evidence', evidence: 'e2', answer: 'not-mine' } as const;
    await changes('carla-confirmer', { techLeadId: 'sam-lead' })(outside, []);
    await changes('sam-lead', { team: 'Ledger' })(outside, []);
    await world.act(cast.asked, caseId, passesOn);
    const names = () =>
      world.act(engineerId, caseId, { type: 'name-confirmer', evidence: 'e2', confirmerId: 'carla-confirmer' });
    const named = [changes('carla-confirmer'), changes(engineerId)];
    expect(await changingBefore(outside, names, () => named)).toEqual(guarded(2));
    await world.act('carla-confirmer', caseId, passesOn);
    const { generation } = (await stateOf(caseId)).head;
    const asks = () => executeSystem(outside, caseId, { type: 'remind', generation }, 'workflow', 'test');
    expect(await changingBefore(outside, asks, () => [changes('sam-lead'), changes(engineerId)])).toEqual(guarded(2));
    expect((await stateOf(caseId)).head.adoptions.at(-1)).toMatchObject({ turn: 3, to: 'sam-lead' });
  });

  test('open-case: the engineer, and how their last case ended', async () => {
    const { outside } = world;
    const input = { engineerId: again, ladderId: shortLadder.id, transition: 'L3-L4', cycleId: null };
    const last = {
      caseId: CaseId.parse(outside.ids.next('case')),
      outcome: 'not-promoted' as const,
      closedAt: world.clock.now().toISOString(),
    };
    const closes: Change = ({ table }) =>
      transact(table, [
        writesOf(table).put('other', {
          ...lastCaseShape.content(last),
          ...keys.lastCase(again, shortLadder.id, 'L3-L4'),
        }),
      ]);
    const opens = async () => openCase(outside, await actorOf(outside, again), input, meta());
    expect(await changingBefore(outside, opens, () => [changes(again), closes])).toEqual({
      transactions: ['cancelled', 'cancelled'],
      outcome: 'cooling-down',
    });
  });

  test('decide-exception: seats and record, and decide-stop: seats', async () => {
    const { outside } = world;
    const { caseId, act } = await untilStep(excepted, ({ command }) => command.type === 'decide-exception', 'no');
    expect(await changingBefore(outside, act, () => [waits, changes(excepted)])).toEqual(guarded(2));
    const holders = async () => (await listSeats(outside.table)).flatMap((one) => one.holders.map((of) => of.personId));
    expect(await holders()).toContain(excepted);
    await changes(excepted, { track: 'elsewhere' })(outside, []);
    await executeSystem(outside, caseId, { type: 'resettle' }, 'sweep', 'test');
    await world.step(caseId);
    const { version } = (await stateOf(caseId)).head;
    const ends = () =>
      world.act('heidi-hr', caseId, { type: 'decide-stop', decision: 'end', reason: grounds }, version);
    expect(await changingBefore(outside, ends, () => [waits])).toEqual(guarded(1));
    expect(await holders()).not.toContain(excepted);
  });

  test('sign-off: seats, and close: engineer', async () => {
    const { outside } = world;
    const { caseId, act } = await untilStep(
      short,
      ({ command, state }) => command.type === 'sign-off' && standingSignOffs(state.head).length === 1,
    );
    expect(await changingBefore(outside, act, () => [waits])).toEqual(guarded(1));
    expect(
      await changingBefore(
        outside,
        () => world.step(caseId),
        () => [changes(short)],
      ),
    ).toEqual(guarded(1));
    expect(await actorOf(outside, short)).toMatchObject({ level: 'L4' });
  });

  test('resettle: people', async () => {
    const { outside } = world;
    const caseId = await caseOnceAt('self-assessment');
    const leaver = await actorOf(outside, cast.signer);
    const left = profileItem({ ...leaver, active: false, version: leaver.version + 1 });
    await transact(outside.table, [writesOf(outside.table).put('other', left)]);
    let count = 0;
    const written = await changingBefore(
      world.outside,
      () => executeSystem(outside, caseId, { type: 'resettle' }, 'sweep', 'test'),
      (given) => {
        const all = [engineerAt('self-assessment'), ...given].map((id) => changes(id));
        count = all.length;
        return all;
      },
    );
    expect(written).toEqual(guarded(count));
    expect(count).toBeGreaterThan(1);
  });

  test('resettle: deputies', async () => {
    const { outside } = world;
    const caseId = await caseOnceAt('sealed');
    const { from, to } = { from: '2026-01-01', to: '2027-12-31' };
    await changes(cast.reviewer, { leave: [{ from, to, deputyId: cast['other-tech-lead'] }] })(outside, []);
    const sweeps = () => executeSystem(outside, caseId, { type: 'resettle' }, 'sweep', 'test');
    expect(await changingBefore(outside, sweeps, () => [changes(cast['other-tech-lead'])])).toEqual(guarded(1));
    expect((await stateOf(caseId)).head.delegations.map((one) => one.to)).toContain(cast['other-tech-lead']);
  });

  test('every fact that no transaction checks is listed, with the reason why that is right', () => {
    const said = usesOf('read').map(([type, fact]) => `${type}: ${fact}`);
    const known = Object.entries(onlyRead).flatMap(([fact, { by }]) => by.map((type) => `${type}: ${fact}`));
    expect(known.sort()).toEqual(said.sort());
  });

  test('covers every fact that a row says is guarded', () => {
    const said = usesOf('guarded').map(([type, fact]) => `${type}: ${fact}`);
    const shown = [
      ...rows.flatMap(({ type, facts }) => facts.map((fact) => `${type}: ${fact}`)),
      'sign-off: seats',
      'decide-exception: seats',
      'decide-exception: record',
      'decide-stop: seats',
      'close: engineer',
      'resettle: people',
      'resettle: deputies',
    ];
    expect(shown.sort()).toEqual(said.sort());
  });
});
