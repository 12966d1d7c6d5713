import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readOnce, resettle } from '#shared/cases/resettle.ts';
import type { Leave } from '#shared/contract/people.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents } from '#shared/directory/read.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { askForLeave, readOwnLeave } from '#shared/proposals/own-leave.ts';
import { readProposal, readProposalHistory } from '#shared/proposals/read.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { loadCase } from '#shared/store/cases.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { actorOf } from '#test/support/actor.ts';
import { readyForL3, selfAssessment } from '#test/support/commands.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('hana-hr', { roles: ['hr'] }),
    person('hilde-hr', { roles: ['engineer', 'hr'], level: 'L2', techLeadId: 'tess-lead', odcLeadId: 'omar-odc' }),
  ]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = (ifVersion?: number) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...(ifVersion === undefined ? {} : { ifVersion }),
});
const actor = (id: string) => actorOf(world.outside, id);
const leaveOf = async (id: string) => (await loadPerson(world.outside.table, id))?.leave;
const march: Leave = { from: '2026-03-02', to: '2026-03-15', deputyId: null };

async function ask(who: string, leave: Leave[] = [march]): Promise<string> {
  const { version } = await readOwnLeave(world.outside, await actor(who));
  return (await askForLeave(world.outside, await actor(who), { leave, version }, meta())).result.proposalId;
}
const act = async (who: string, id: string, command: Parameters<typeof actOnProposal>[2]['command']) =>
  actOnProposal(world.outside, await actor(who), { id, command }, meta());

test('an engineer asks for leave, HR confirms it, and what they owe in their case waits', async () => {
  const erin = 'erin-engineer';
  const caseId = await world.open(erin);
  await world.step(caseId);
  const id = await ask(erin);
  expect(await leaveOf(erin)).toEqual([]);
  expect((await readOwnLeave(world.outside, await actor(erin))).requests).toMatchObject([
    { proposalId: id, leave: [march] },
  ]);
  expect((await tellOfChange(world.outside, id, 1)).notices.map(({ to }) => to)).toEqual(['@hr']);
  await confirm(world.outside, 'hugo-hr', id);
  expect(await leaveOf(erin)).toEqual([march]);
  expect((await tellOfChange(world.outside, id, 2)).notices.map(({ to }) => to)).toEqual([erin]);
  const [, entered] = await readPersonEvents(world.outside, await actor('hana-hr'), erin);
  expect(entered).toMatchObject({ type: 'person-changed', proposal: id, actor: { personId: 'hugo-hr' } });
  const before = (await loadCase(world.outside.table, caseId))?.head;
  if (before?.status !== 'open') throw new Error(caseId);
  await resettle(world.outside, before, readOnce(world.outside), 'test');
  const after = (await loadCase(world.outside.table, caseId))?.head;
  expect(after).toMatchObject({ awayUntil: march.to, stage: 'self-assessment' });
  expect(after?.status === 'open' && after.dueAt > before.dueAt).toBe(true);
  // Leave decides nothing in the case: whoever entered it can still decide there.
  expect(after?.hrActs ?? []).toEqual([]);
});

test('a request can be refused with a reason that the person reads, and withdrawn by them alone', async () => {
  const refused = await ask('erin-engineer');
  await act('hugo-hr', refused, { type: 'refuse', reason: 'Please talk to us first.' });
  expect(await readProposal(world.outside, await actor('erin-engineer'), refused)).toMatchObject({
    state: 'refused',
    refusal: 'Please talk to us first.',
  });
  const id = await ask('erin-engineer');
  for (const who of ['hugo-hr', 'tess-lead'])
    await expect(act(who, id, { type: 'withdraw' }), who).rejects.toMatchObject({ code: 'forbidden' });
  await act('erin-engineer', id, { type: 'withdraw' });
  expect((await readOwnLeave(world.outside, await actor('erin-engineer'))).requests).toEqual([]);
  expect(await leaveOf('erin-engineer')).toEqual([]);
});

test('three requests of a person wait for HR at a time, and the next one comes when one of them is decided', async () => {
  const days = ['04', '05', '06', '07'].map(
    (month): Leave => ({ from: `2026-${month}-02`, to: `2026-${month}-03`, deputyId: null }),
  );
  const ids = [];
  for (const day of days.slice(0, 3)) ids.push(await ask('erin-engineer', [day]));
  const more = days.slice(3);
  await expect(ask('erin-engineer', more)).rejects.toMatchObject({ code: 'not-yet' });
  const change = { kind: 'leave' as const, of: 'erin-engineer', version: 1, leave: more };
  await expect(propose(world.outside, 'erin-engineer', change)).rejects.toMatchObject({ code: 'not-yet' });
  // The page of a request that HR can still confirm does not say that nobody can.
  const [first = ''] = ids;
  expect((await readProposalHistory(world.outside, await actor('hugo-hr'), first)).obstacles.ofAll).toEqual([]);
  await ask('eli-engineer', more);
  await act('erin-engineer', first, { type: 'withdraw' });
  await ask('erin-engineer', more);
});

test('each of two requests says what it adds or takes out, so both hold whatever comes first', async () => {
  const erin = 'erin-engineer';
  const july: Leave = { from: '2026-07-01', to: '2026-07-10', deputyId: null };
  const [first, second] = [await ask(erin), await ask(erin, [july])];
  await confirm(world.outside, 'hugo-hr', first);
  const { version } = (await loadPerson(world.outside.table, erin)) as { version: number };
  await putPerson(
    world.outside,
    await actor('hugo-hr'),
    { id: erin, input: { ...inputOf(await actor(erin)), name: 'Erin Anew' } },
    meta(version),
  );
  expect((await readOwnLeave(world.outside, await actor(erin))).requests).toMatchObject([{ leave: [july], was: [] }]);
  expect((await readProposalHistory(world.outside, await actor('hugo-hr'), second)).obstacles.ofAll).toEqual([]);
  await confirm(world.outside, 'hugo-hr', second);
  expect(await leaveOf(erin)).toEqual([march, july]);
  const [out, more] = [
    await ask(erin, [july]),
    await ask(erin, [march, july, { ...july, from: '2026-07-11', to: '2026-07-12' }]),
  ];
  const overlaps = await ask(erin, [march, july, { ...july, from: '2026-07-12', to: '2026-07-20' }]);
  for (const id of [more, out]) await confirm(world.outside, 'hugo-hr', id);
  expect((await leaveOf(erin))?.map(({ from }) => from)).toEqual(['2026-07-01', '2026-07-11']);
  // What cannot hold beside the other one is refused, and HR reads why.
  await expect(confirm(world.outside, 'hugo-hr', overlaps)).rejects.toMatchObject({ code: 'invalid-input' });
  expect((await readProposalHistory(world.outside, await actor('hugo-hr'), overlaps)).obstacles.ofAll.join()).toMatch(
    /each day/,
  );
});

test('nobody asks for days that are over, and days that are over stay', async () => {
  const erin = 'erin-engineer';
  const over: Leave = { from: '2026-02-02', to: '2026-02-20', deputyId: null };
  await expect(ask(erin, [over])).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'leave.0' }] });
  const { version } = (await loadPerson(world.outside.table, erin)) as { version: number };
  const input = { ...inputOf(await actor(erin)), leave: [over] };
  await putPerson(world.outside, await actor('hugo-hr'), { id: erin, input }, meta(version));
  await confirm(world.outside, 'hugo-hr', await ask(erin, [over, march]));
  expect(await leaveOf(erin)).toEqual([over, march]);
});

describe('nobody', () => {
  test('confirms their own leave, or that of somebody in a case of theirs', async () => {
    const own = await ask('hugo-hr');
    await expect(confirm(world.outside, 'hugo-hr', own)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(confirm(world.outside, 'erin-engineer', own)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'hedy-hr', own);
    await world.open('hilde-hr');
    const ofReviewer = await ask('tess-lead');
    await expect(confirm(world.outside, 'hilde-hr', ofReviewer)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'hana-hr', ofReviewer);
  });

  test('asks for the leave of another person, or reads what another person asked for', async () => {
    const change = { kind: 'leave' as const, of: 'erin-engineer', version: 1, leave: [march] };
    for (const who of ['tess-lead', 'eli-engineer', 'hugo-hr'])
      await expect(propose(world.outside, who, change), who).rejects.toMatchObject({ code: 'forbidden' });
    const id = await ask('erin-engineer');
    for (const who of ['tess-lead', 'eli-engineer'])
      await expect(readProposal(world.outside, await actor(who), id), who).rejects.toMatchObject({ code: 'forbidden' });
    expect((await readOwnLeave(world.outside, await actor('tess-lead'))).requests).toEqual([]);
    expect((await openProposalsOf(world.outside, await actor('hugo-hr'))).map((one) => one.id)).toEqual([id]);
  });

  test('of HR enters the leave of somebody in a case of theirs; another person of HR does', async () => {
    await world.open('hilde-hr');
    const put = async (who: string) => {
      const before = await loadPerson(world.outside.table, 'tess-lead');
      if (!before) throw new Error('tess-lead');
      const input = { ...inputOf(before), leave: [march] };
      return putPerson(world.outside, await actor(who), { id: 'tess-lead', input }, meta(before.version));
    };
    await expect(put('hilde-hr')).rejects.toMatchObject({ code: 'forbidden' });
    await put('hugo-hr');
    expect(await leaveOf('tess-lead')).toEqual([march]);
  });
});

test('whoever enters that others act for a reviewer has acted as HR in the case', async () => {
  const caseId = await world.open('erin-engineer');
  await world.step(caseId);
  await world.act('erin-engineer', caseId, selfAssessment(readyForL3(world.ladder)));
  await world.step(caseId);
  const before = await loadPerson(world.outside.table, 'tess-lead');
  if (!before) throw new Error('tess-lead');
  const leave = [{ ...march, deputyId: 'olga-odc' }];
  const input = { ...inputOf(before), leave };
  await putPerson(world.outside, await actor('hugo-hr'), { id: 'tess-lead', input }, meta(before.version));
  const state = await loadCase(world.outside.table, caseId);
  if (!state) throw new Error(caseId);
  await resettle(world.outside, state.head, readOnce(world.outside), 'test');
  const after = (await loadCase(world.outside.table, caseId))?.head;
  expect(after?.delegations).toMatchObject([{ by: 'tess-lead', to: 'olga-odc' }]);
  expect(after?.hrActs).toEqual(['hugo-hr']);
});

test.each<[string, Leave[]]>([
  ['ends before it begins', [{ ...march, to: '2026-03-01' }]],
  ['shares days with another one', [march, { ...march, from: '2026-03-10', to: '2026-03-20' }]],
  ['names nobody who works here', [{ ...march, deputyId: 'nobody-known' }]],
  ['names the person', [{ ...march, deputyId: 'erin-engineer' }]],
])('leave that %s is refused with its place', async (_what, leave) => {
  await expect(ask('erin-engineer', leave)).rejects.toMatchObject({
    code: 'invalid-input',
    faults: [{ path: expect.stringMatching(/^leave\.\d$/) }],
  });
});
