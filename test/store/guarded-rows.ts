import { randomUUID } from 'node:crypto';
import type { Outside } from '#shared/cases/outside.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import type { OpenStep } from '#shared/domain/case/progress/open-steps.ts';
import type { Fact } from '#shared/domain/case/state/facts.ts';
import { loadCycle } from '#shared/store/cycles.ts';
import { loadEverybody, profileItem } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { cast, engineerAt, spare } from '#test/security/cast.ts';
import { wholePath } from '#test/security/ladder.ts';
import type { Place, Relation } from '#test/security/table.ts';
import { actorOf } from '#test/support/actor.ts';
import type { Change } from '#test/support/changing.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { commandFor as commandForStep } from '#test/support/step-commands.ts';

/** For each guarded fact a command that rests on it, and a change of it. And the facts that are only read, and why. */

export const meta = (ifVersion?: number) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...(ifVersion === undefined ? {} : { ifVersion }),
});

/** HR changes the directory item of a person. Without `more` only its version changes. */
export const changes =
  (id: string, more: Partial<Person> = {}): Change =>
  async ({ table }) => {
    const before = await actorOf({ table }, id);
    const item = profileItem({ ...before, ...more, version: before.version + 1 });
    await transact(table, [writesOf(table).put('other', item)]);
  };

/** HR changes the name of a cycle. */
const renames =
  (id: string): Change =>
  async (outside) => {
    const cycle = await loadCycle(outside.table, id);
    if (!cycle) throw new Error(id);
    const { kind, from, to, joinUntil, windows } = cycle;
    const input = cycleInput({ kind, from, to, joinUntil, windows, name: `${cycle.name}, renamed` });
    await putCycle(outside, await actorOf(outside, cast.hr), { id, input }, meta(cycle.version));
  };

/** Another case of the engineer is opened. */
const opens =
  (engineerId: string): Change =>
  async ({ table }) => {
    const item = { caseId: 'case_01KN44ARM0DKXQ0JTHY3K8ATPK', ...keys.openCase(engineerId) };
    await transact(table, [writesOf(table).putNew('other', item)]);
  };

/** A command for a step of a case that gives parts to people who can take them. */
export async function stepCommand(
  { table, clock }: Outside,
  state: Case,
  ladder: PublishedLadder,
  step: Pick<OpenStep, 'type' | 'key' | 'attestation'>,
) {
  const people = await loadEverybody(table);
  return commandForStep(step, { state, ladder, people, now: clock.now().toISOString() });
}

export interface Row {
  type: PersonCommandType;
  facts: Fact[];
  as: Relation;
  at: Place;
  /** The command, if the default of the suite of rights gives nobody a part. */
  command?: (state: Case, outside: Outside) => Promise<PersonCommand>;
  /** What changes. Without it: the engineer and everyone to whom the command gives a part, one before each transaction. */
  changes?: Change[];
  outcome?: string;
}

export const rows: Row[] = [
  {
    type: 'submit-portfolio',
    facts: ['confirmers'],
    as: 'engineer',
    at: 'portfolio',
    changes: [changes(cast.asked)],
  },
  {
    type: 'confirm-evidence',
    facts: ['engineer'],
    as: 'asked',
    at: 'sealed',
    changes: [changes(engineerAt('sealed'))],
  },
  { type: 'delegate', facts: ['people'], as: 'lead', at: 'opening' },
  { type: 'appoint-panel', facts: ['people'], as: 'lead', at: 'panel-vacant' },
  {
    type: 'answer-objection',
    facts: ['people'],
    as: 'lead',
    at: 'objected',
    command: async () => ({ type: 'answer-objection', objection: 'o1', answer: 'replace', reason: 'fair', to: spare }),
  },
  { type: 'recuse', facts: ['people'], as: 'reviewer', at: 'objected' },
  { type: 'reassign', facts: ['people'], as: 'hr', at: 'sealed' },
  { type: 'join-cycle', facts: ['namedCycle'], as: 'hr', at: 'sealed', changes: [renames('quarters-2026')] },
  {
    type: 'waive-window',
    facts: ['namedCycle'],
    as: 'hr',
    at: 'sealed',
    command: async () => ({ type: 'waive-window', answer: 'next-cycle', cycleId: 'annual-2027', reason: 'later' }),
    changes: [renames('annual-2027')],
  },
  { type: 'declare-conflict', facts: ['people'], as: 'reviewer', at: 'panel-vacant' },
  {
    type: 'sign-off',
    facts: ['cycle', 'record'],
    as: 'signer',
    at: 'sign-off',
    changes: [renames('annual-2026'), changes(engineerAt('sign-off'))],
  },
  {
    type: 'confirm-track',
    facts: ['record'],
    as: 'engineer',
    at: 'trial',
    changes: [changes(engineerAt('trial'))],
  },
  { type: 'decide-stop', facts: ['engineer'], as: 'hr', at: 'stopped', changes: [changes(engineerAt('stopped'))] },
  {
    type: 'appeal',
    facts: ['openCase'],
    as: 'engineer',
    at: 'closed',
    changes: [opens(engineerAt('closed'))],
    outcome: 'open-case-exists',
  },
  {
    type: 'decide-appeal',
    facts: ['people'],
    as: 'hr',
    at: 'appeal',
    command: (state, outside) =>
      stepCommand(outside, state, wholePath, { type: 'decide-appeal', key: '', attestation: null }),
  },
];

const givesParts = [
  'appoint-panel',
  'answer-objection',
  'declare-conflict',
  'recuse',
  'reassign',
  'delegate',
  'decide-appeal',
  'resettle',
];
const setsDays = ['extend-deadline', 'join-cycle', 'waive-window', 'decide-stop', 'open-stage', 'remind'];

/** The facts that no transaction checks, the commands that read them, and why that is right. */
export const onlyRead: Partial<Record<Fact, { by: string[]; because: string }>> = {
  line: { by: givesParts, because: 'the new holders are guarded, and so is the engineer, whose record names the line' },
  holders: { by: [...givesParts, 'open-stage'], because: 'who is of HR is checked again when the step is taken' },
  people: {
    by: setsDays,
    because: 'they say only whose calendar moves a reminder, and whom a reminder goes to',
  },
  calendars: {
    by: [...setsDays, 'submit-portfolio', 'name-confirmer', 'confirm-evidence', 'ask', 'resettle', 'decide-appeal'],
    because: 'a due day that was set stays when a calendar changes',
  },
  cycle: {
    by: ['extend-deadline', 'decide-stop', 'open-stage', 'remind'],
    because: 'the sweep follows a window that has moved',
  },
  superiors: { by: ['remind'], because: 'it says only who is told of an overdue step' },
  confirmers: { by: ['remind'], because: 'those who are asked next are guarded by the command itself' },
  changers: {
    by: ['decide-stop'],
    because: 'they are read after the engineer, whose record the transaction guards',
  },
  previousCase: { by: ['carry-evidence'], because: 'it is closed, and a closed case keeps its evidence' },
  engineer: {
    by: ['appeal', 'ask'],
    because: 'they appeal themselves, and who acts is guarded anyway; a question is due by their calendar alone',
  },
};
