import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowOf } from '#shared/cases/commands.ts';
import { gather } from '#shared/cases/facts.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { type PersonCommandType, pathStages, personCommandTypes, roles } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { openAdoptions } from '#shared/domain/case/state/adoption.ts';
import { loadCase } from '#shared/store/cases.ts';
import { type Answered, type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { decide } from '#test/support/decide.ts';
import { drawnPart } from '#test/support/extent.ts';
import type { World } from '#test/support/world.ts';
import { cast, people } from './cast.ts';
import { idOf, verdictOf } from './cells.ts';
import { wholePath as ladder } from './ladder.ts';
import { canary, caseAt, commandFor, startSecurityWorld } from './places.ts';
import { rememberReads } from './reads.ts';
import { commands, otherwise, places, relations, type Verdict, verdicts } from './table.ts';

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startSecurityWorld();
  api = await apiOn(world);
});

let cells = 0;
afterAll(async () => {
  await world.stop();
  process.stdout.write(`${cells} cells of the matrix were run\n`);
});

const directory = Object.fromEntries(people.map((one) => [one.id, one]));
const noCase = 'case_00000000000000000000000000';

test('the table has a verdict for every cell', () => {
  expect(Object.keys(commands).sort()).toEqual([...personCommandTypes].sort());
  for (const row of [...Object.values(otherwise), ...Object.values(commands).flatMap((rows) => Object.values(rows))]) {
    const cells = row.trim().split(/\s+/);
    expect(cells).toHaveLength(places.length);
    for (const cell of cells) expect(Object.keys(verdicts)).toContain(cell);
  }
});

test('the path of the table has every kind of stage, and every command is accepted somewhere', () => {
  const kinds = ladder.transitions.flatMap((one) => one.path.map((stage) => stage.kind));
  expect([...kinds].sort()).toEqual([...pathStages].sort());
  // `adoption.test.ts`, `confirmations.test.ts` and `questions.test.ts` have the commands of people who are asked something.
  const elsewhere: PersonCommandType[] = ['name-confirmer', 'confirm-evidence', 'answer'];
  const here = personCommandTypes.filter((type) => !elsewhere.includes(type));
  for (const type of here)
    expect([type, Object.values(commands[type]).join()]).toEqual([type, expect.stringContaining('ok')]);
});

test('every role has somebody in the cast', () => {
  const held = Object.values(cast).flatMap((id) => directory[id]?.roles ?? []);
  expect(roles.filter((role) => !held.includes(role))).toEqual([]);
});

/**
 * Sends a command with a version that does not exist. A person who is allowed to send the command gets 412, and nothing
 * changes.
 */
async function give(who: string | null, caseId: string, command: unknown): Promise<Answered> {
  // A refusal is not stored under its key, so all requests can use the same key.
  const headers = { 'if-match': '"99999"', 'idempotency-key': 'the-same', 'content-type': 'application/json' };
  const path = `/api/cases/${caseId}/commands`;
  if (who) return api.post(who, path, command, headers);
  return api.raw(path, { method: 'POST', headers, body: JSON.stringify(command) });
}

const comparable = ({ status, body: { requestId: _id, instance: _of, ...body } }: Answered) => ({ status, ...body });

/**
 * The decider's refusal of a command, or null if it would be carried out. Facts from outside the case are needed only if
 * the person is allowed to send the command, so only then they are read. Whether a person acts for another one rests on
 * the records of both in any case.
 */
async function refusalOf(state: Case, who: string | null, command: PersonCommand, isTheirs: boolean) {
  const facts = isTheirs
    ? await gather(world.outside, state.head, command, rowOf(command), ladder, who)
    : { people: directory };
  const now = world.outside.clock.now().toISOString();
  const actor = who ? (directory[who] ?? null) : null;
  const decision = decide(state, command, { ...facts, now, ladder, actor, intranetHosts: [] });
  return decision.ok ? null : decision.rejection;
}

const statuses: Partial<Record<Verdict, number>> = { ok: 412, F: 403, '?': 404, '-': 401 };

describe.each(drawnPart(places, 3))('at %s', (place) => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await caseAt(world, place);
  });

  test('each command is accepted only from the people in the table, and a refusal shows and changes nothing', async () => {
    const before = await world.everything(caseId);
    const state = await loadCase(world.outside.table, caseId);
    if (!state) throw new Error(caseId);
    const wrong: unknown[] = [];
    const accepted: string[] = [];
    const forget = rememberReads(world.outside.table);
    for (const type of personCommandTypes) {
      const unknown = comparable(await give(cast['other-engineer'], noCase, commandFor(state, type, 'hr', place)));
      await Promise.all(
        relations.map(async (relation) => {
          cells += 1;
          const who = idOf(relation, place);
          const verdict = verdictOf(type, relation, place);
          const command = commandFor(state, type, relation, place);
          const answer = await give(who, caseId, command);
          // The decider would accept the answer to an open question. At the address of the case there is no such case.
          const isAnswer = type === 'confirm-evidence' && openAdoptions(state.head).some((one) => one.to === who);
          const rejection = await refusalOf(state, who, command, verdict === 'ok' || isAnswer);
          const expected = {
            status: statuses[verdict] ?? 409,
            code: verdict === 'ok' ? 'precondition-failed' : verdicts[verdict],
            decider: isAnswer ? null : verdict === '?' || verdict === '-' ? 'forbidden' : verdicts[verdict],
          };
          const found = { status: answer.status, code: answer.body.code, decider: rejection?.code ?? null };
          const said = JSON.stringify(answer.body);
          if (!isDeepStrictEqual(found, expected)) wrong.push({ type, relation, found, expected, rejection });
          // The decider takes the command from them, if perhaps with another day or another person in it.
          const isTaken = rejection === null || rejection.code === 'invalid-input';
          if (isTaken && !isAnswer) accepted.push(`${relation} ${type}`);
          if (said.includes(canary) || said.includes('ratings')) wrong.push({ type, relation, said });
          if (verdict === '?' && !isDeepStrictEqual(comparable(answer), unknown))
            wrong.push({ type, relation, said, unknown });
        }),
      );
    }
    // Whoever reads the case is offered what the decider would accept from them, and nothing else.
    const offered = await Promise.all(
      relations.map(async (relation) => {
        const who = idOf(relation, place);
        const answer = who ? await api.get(who, `/api/cases/${caseId}`) : null;
        const actions = answer?.status === 200 ? (answer.body.actions as CaseView['actions']) : [];
        return actions.flatMap(({ type, allowed }) => (allowed ? [`${relation} ${type}`] : []));
      }),
    );
    forget();
    expect(wrong).toEqual([]);
    expect(offered.flat().sort()).toEqual(accepted.sort());
    expect(await world.everything(caseId)).toEqual(before);
  });
});
