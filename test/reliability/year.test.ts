import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, assessThemselves, calibrate, handInPortfolio, type Journey } from '#infra/local/client/journey.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { localDay } from '#shared/domain/calendar/zone.ts';
import { loadEvents, loadHead } from '#shared/store/cases.ts';
import { openTable, type Table } from '#shared/store/client.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { by } from '#test/support/extent.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;

let world: TestStack;
let sfn: SFNClient;
let table: Table;
beforeAll(async () => {
  world = await startTestStack();
  const { inner } = world.stack;
  sfn = new SFNClient(localAccess(inner.stepFunctions));
  table = openTable(inner.table, localAccess(inner.dynamodb));
});
afterAll(async () => {
  sfn.destroy();
  table.client.destroy();
  await world.stop();
});

async function pass(milliseconds: number): Promise<void> {
  world.stack.clock.advance(milliseconds);
  await world.stack.settled();
}

async function headOf({ caseId }: Journey): Promise<CaseHead> {
  const head = await loadHead(table, caseId);
  if (!head) throw new Error('The case is gone');
  return head;
}

/** The number of history events of all executions of a case. */
async function historyOf({ caseId }: Journey): Promise<number> {
  const { stateMachineArn } = world.stack.inner;
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }));
  let count = 0;
  for (const { executionArn } of executions.filter((one) => one.name?.startsWith(caseId))) {
    let nextToken: string | undefined;
    do {
      const page = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }));
      count += page.events?.length ?? 0;
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return count;
}

const decisions: CaseEvent['type'][] = [
  'review-submitted',
  'consensus-recorded',
  'attested',
  'signed-off',
  'case-closed',
];

// `test/journeys/silent-year.test.ts` has one more.
test.each(by({ sample: [], all: ['calibration', 'sign-off'] as const }))(
  'nobody answers for a year in %s: reminders, escalations and twelve extensions, but no decision',
  async (stage) => {
    const journey = await world.begin();
    await assessThemselves(journey);
    if (stage === 'sign-off') {
      await calibrate(journey);
      await handInPortfolio(journey);
    }
    await world.stack.settled();
    expect(await headOf(journey)).toMatchObject({ stage, status: 'open' });
    const before = await historyOf(journey);
    const decided = (await loadEvents(table, journey.caseId)).filter((event) => decisions.includes(event.type)).length;

    for (let month = 0; month < 12; month++) {
      const now = world.stack.clock.now().getTime();
      // Every second month the new deadline is so short that all escalations are sent.
      if (month > 0)
        await act(journey, 'hr', {
          type: 'extend-deadline',
          until: new Date(now + (month % 2 === 0 ? 20 : 3) * dayMs).toISOString().slice(0, 10),
          reason: 'They are needed elsewhere.',
        });
      for (let day = 0; day < 30; day++) await pass(dayMs);
      await world.stack.sweep();
      await world.stack.settled();
    }
    await act(journey, 'hr', {
      type: 'extend-deadline',
      until: new Date(world.stack.clock.now().getTime() + 90 * dayMs).toISOString().slice(0, 10),
      reason: 'A last time.',
    });
    for (let day = 0; day < 6; day++) await pass(dayMs);

    const events = await loadEvents(table, journey.caseId);
    const count = (type: CaseEvent['type']) => events.filter((event) => event.type === type).length;
    const history = (await historyOf(journey)) - before;
    console.log(
      `A silent year in ${stage}: ${history} history events, ${count('reminder-sent')} reminders, ` +
        `${count('escalated')} escalations, ${count('deadline-extended')} extensions`,
    );
    expect(count('deadline-extended')).toBe(12);
    expect(count('escalated')).toBeGreaterThan(12);
    expect(events.filter((event) => decisions.includes(event.type))).toHaveLength(decided);
    expect(await headOf(journey)).toMatchObject({ stage, outcome: null });
    expect(await historyOf(journey)).toBeLessThan(2500);
  },
  300_000,
);

test('an engineer’s stage lapses after its grace period and not before, past a holiday and a weekend of their ODC', async () => {
  const journey = await world.begin();
  await world.stack.settled();
  const { cast, caseId } = journey;
  const engineer = await loadPerson(table, cast.engineer);
  const odc = engineer?.odc ?? '';
  const { timers } = openHead(await headOf(journey));
  const timeZone = 'Asia/Dhaka';
  const dueDay = localDay(timers.find((one) => one.kind === 'due')?.at ?? '', timeZone);
  // The due day and the next day are holidays. The weekend is Friday and Saturday.
  const off = [0, 1].map((days) => new Date(Date.parse(dueDay) + days * dayMs).toISOString().slice(0, 10));
  const calendar = {
    odc,
    timeZone,
    weekend: [5, 6],
    holidays: off,
    version: 99,
    audit: { seq: 1, hash: '0' },
  };
  await transact(table, [writesOf(table).put('other', { ...calendar, ...keys.calendar(odc) })]);
  // Extending the deadline computes the timers again, with the new calendar.
  await act(journey, 'hr', { type: 'extend-deadline', until: nextDay(dueDay), reason: 'The holidays were forgotten.' });
  await world.stack.settled();
  const head = openHead(await headOf(journey));
  const lapse = Date.parse(head.timers.find((one) => one.kind === 'lapse')?.at ?? '');
  const isWorking = (at: number) => {
    const day = new Date(at + 6 * hourMs);
    return ![5, 6].includes(day.getUTCDay()) && !off.includes(day.toISOString().slice(0, 10));
  };
  for (const { at } of head.timers) expect(isWorking(Date.parse(at)), at).toBe(true);
  expect((Date.parse(head.dueAt) - Date.parse(nextDay(dueDay))) / dayMs).toBeGreaterThan(1);
  expect(lapse - Date.parse(head.dueAt)).toBeGreaterThanOrEqual(14 * dayMs);

  await pass(lapse - world.stack.clock.now().getTime() - 60_000);
  await world.stack.sweep();
  await world.stack.settled();
  expect(await headOf(journey)).toMatchObject({ stage: 'self-assessment', outcome: null });
  await pass(4 * 60_000);
  expect(await headOf(journey)).toMatchObject({ stage: 'closed', outcome: 'lapsed' });
  const lapsed = (await loadEvents(table, caseId)).find((event) => event.type === 'case-lapsed');
  expect(Date.parse(lapsed?.at ?? '')).toBeGreaterThanOrEqual(lapse);
});

const nextDay = (day: string) => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
