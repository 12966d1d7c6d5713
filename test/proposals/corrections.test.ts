import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { afterwardsOf } from '#shared/cases/afterwards.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { readEvents, verifyCase } from '#shared/cases/record.ts';
import type { CommandOf } from '#shared/contract/commands.ts';
import type { ProposedChange } from '#shared/contract/proposals.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import { usualAppeal } from '#shared/domain/ladder/waiting-times.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { readCorrectable } from '#shared/proposals/outcome-change.ts';
import { readProposal, verifyProposal } from '#shared/proposals/read.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { loadHead } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { openCaseIn } from '#shared/store/engineer-cases.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { changingBefore } from '#test/support/changing.ts';
import { endedCase } from '#test/support/ended.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation.map((one) => (one.id === 'erin-engineer' ? { ...one, levelSince: '2025-02-03' } : one)),
    person('hana-hr', { roles: ['hr'] }),
    person('heidi-hr', { roles: ['hr'] }),
  ]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const actor = (id: string) => actorOf(world.outside, id);
const head = async (id: string) => {
  const found = await loadHead(world.outside.table, id);
  if (!found) throw new Error(id);
  return found;
};
const erin = () => loadPerson(world.outside.table, 'erin-engineer');
const later = (days: number) => world.clock.advanceDays(days);

const ended = (how: 'approve' | 'decline', rated?: 'ready' | 'not ready') => endedCase(world, how, rated);

async function correction(of: string, to: 'promoted' | 'not-promoted'): Promise<ProposedChange> {
  return { kind: 'correct-outcome', of, version: (await head(of)).version, to };
}
const proposed = async (who: string, of: string, to: 'promoted' | 'not-promoted') =>
  propose(world.outside, who, await correction(of, to));
const confirmed = (who: string, id: string) => confirm(world.outside, who, id, 'I have read the case.');
async function corrected(of: string, to: 'promoted' | 'not-promoted') {
  expect(await readCorrectable(world.outside, await actor('hugo-hr'), of)).toMatchObject({ to });
  const id = await proposed('hugo-hr', of, to);
  await confirmed('hedy-hr', id);
  return id;
}

/** A person leaves, as far as the directory says. */
async function leaves(id: string): Promise<void> {
  const before = await loadPerson(world.outside.table, id);
  if (!before) throw new Error(id);
  const gone = profileItem({ ...before, active: false, version: before.version + 1 });
  await transact(world.outside.table, [writesOf(world.outside.table).putIfVersion('guard', gone, before.version)]);
}

test('a promotion that was wrong is taken back: level, day and outcome are what they should be, and the record keeps both', async () => {
  const caseId = await ended('approve');
  expect(await erin()).toMatchObject({ level: 'L3', lostAt: null });
  const closedAt = (await head(caseId)) as { closedAt?: string };
  later(3);
  const id = await corrected(caseId, 'not-promoted');
  expect(await head(caseId)).toMatchObject({ status: 'closed', outcome: 'not-promoted', closedAt: closedAt.closedAt });
  // What rested on the level, such as acting for somebody on a panel, is lost with it.
  const lostAt = world.clock.now().toISOString();
  expect(await erin()).toMatchObject({ level: 'L2', levelSince: '2025-02-03', lostAt });
  const events = await readPersonEvents(world.outside, await actor('hana-hr'), 'erin-engineer');
  expect(events.at(-1)).toMatchObject({
    type: 'person-promotion-undone',
    proposal: id,
    actor: { personId: 'hedy-hr' },
  });
  for (const verified of [
    await verifyPerson(world.outside, await actor('hana-hr'), 'erin-engineer'),
    await verifyProposal(world.outside, await actor('hana-hr'), id),
    await verifyCase(world.outside, await actor('hana-hr'), caseId),
  ])
    expect(verified).toMatchObject({ verified: true });
  const { view } = await readCase(world.outside, await actor('erin-engineer'), caseId);
  expect(view.corrected).toMatchObject({
    from: 'promoted',
    reason: 'As agreed.',
    secondReason: 'I have read the case.',
  });
  const { items } = await readEvents(world.outside, await actor('erin-engineer'), caseId, { limit: 50 });
  expect(items.filter((one) => ['case-closed', 'outcome-corrected'].includes(one.type))).toMatchObject([
    { data: { outcome: 'promoted' } },
    {
      data: { from: 'promoted', to: 'not-promoted', proposedBy: 'hugo-hr' },
      actor: { personId: 'hedy-hr' },
      body: { reason: 'As agreed.', secondReason: 'I have read the case.' },
    },
  ]);
});

test('a decline that was wrong becomes a promotion, from the day of the correction', async () => {
  const caseId = await ended('decline');
  later(3);
  await corrected(caseId, 'promoted');
  const on = world.clock.now().toISOString().slice(0, 10);
  expect(await head(caseId)).toMatchObject({ outcome: 'promoted' });
  expect(await erin()).toMatchObject({ level: 'L3', levelSince: on });
  const { view } = await readCase(world.outside, await actor('erin-engineer'), caseId);
  expect(view.actions.find((one) => one.type === 'appeal')?.allowed).not.toBe(true);
});

test('the engineer appeals against a correction in its own time, and nobody decides the appeal who made it', async () => {
  const caseId = await ended('approve');
  later(usualAppeal.windowDays + 10);
  await corrected(caseId, 'not-promoted');
  later(5);
  const erin = await actor('erin-engineer');
  const { view } = await readCase(world.outside, erin, caseId);
  expect(afterwardsOf(view, world.ladder, erin)?.appealUntil).not.toBeNull();
  await world.act('erin-engineer', caseId, {
    type: 'appeal',
    ground: 'procedure',
    statement: 'The promotion was right.',
    against: null,
  });
  await world.step(caseId);
  const { version } = await head(caseId);
  const dismiss: CommandOf<'decide-appeal'> = {
    type: 'decide-appeal',
    decision: 'dismiss',
    reason: 'It stands.',
    reviewers: [],
    lead: null,
  };
  for (const who of ['hugo-hr', 'hedy-hr'])
    await expect(world.act(who, caseId, dismiss, version)).rejects.toMatchObject({ code: 'forbidden' });
  await world.act('hana-hr', caseId, dismiss, version);
  await world.step(caseId);
  expect(await head(caseId)).toMatchObject({ outcome: 'not-promoted', corrected: { from: 'promoted' } });
});

describe('a correction is not proposed', () => {
  const refusedFor = async (caseId: string, to: 'promoted' | 'not-promoted', code: string, who = 'hugo-hr') => {
    await expect(proposed(who, caseId, to)).rejects.toMatchObject({ code });
    // The page for it says so too. It is for the correction to the other outcome only.
    if ((await head(caseId)).outcome !== to)
      await expect(readCorrectable(world.outside, await actor(who), caseId)).rejects.toThrow();
  };

  test('as a way around what the ladder requires', async () => {
    await refusedFor(await ended('decline', 'not ready'), 'promoted', 'not-yet');
  });

  test('for the outcome that the case has', async () => {
    await refusedFor(await ended('approve'), 'promoted', 'not-yet');
  });

  test('for a case that is open, or that HR ended', async () => {
    const caseId = await world.open('erin-engineer');
    await world.step(caseId);
    await refusedFor(caseId, 'promoted', 'wrong-stage');
    await world.act('hugo-hr', caseId, { type: 'cancel', reason: 'A mistake.' });
    await world.step(caseId);
    await refusedFor(caseId, 'promoted', 'not-yet');
  });

  test('if the record says something else than the case wrote', async () => {
    const caseId = await ended('approve');
    await changeByTwo(world.outside, 'erin-engineer', { level: 'L4' });
    await refusedFor(caseId, 'not-promoted', 'not-yet');
  });

  test('if the engineer is no longer where the case began', async () => {
    const caseId = await ended('decline');
    await changeByTwo(world.outside, 'erin-engineer', { level: 'L4' });
    await refusedFor(caseId, 'promoted', 'not-yet');
  });

  test('to give a level to an engineer who has left', async () => {
    const caseId = await ended('decline');
    await leaves('erin-engineer');
    await refusedFor(caseId, 'promoted', 'not-yet');
  });

  test('while the engineer has another case', async () => {
    const caseId = await ended('approve');
    const input = { engineerId: 'erin-engineer', ladderId: world.ladder.id, transition: 'L3-L4', cycleId: null };
    await openCase(world.outside, await actor('erin-engineer'), input, {
      idempotencyKey: randomUUID(),
      requestId: 'test',
    });
    await refusedFor(caseId, 'not-promoted', 'open-case-exists');
  });

  test.each(['erin-engineer', 'tess-lead', 'dario-director'])('by %s', async (who) => {
    await refusedFor(await ended('approve'), 'not-promoted', 'forbidden', who);
  });
});

test('a promotion that was wrong is taken back from an engineer who has left since', async () => {
  const caseId = await ended('approve');
  await leaves('erin-engineer');
  await corrected(caseId, 'not-promoted');
  expect(await erin()).toMatchObject({ level: 'L2', active: false });
});

describe('a correction is not confirmed', () => {
  test('once whoever proposed it has left', async () => {
    const id = await proposed('hugo-hr', await ended('approve'), 'not-promoted');
    await leaves('hugo-hr');
    await expect(confirmed('hana-hr', id)).rejects.toMatchObject({ code: 'proposal-stale' });
    expect(await erin()).toMatchObject({ level: 'L3' });
  });

  test('without a reason of the person who confirms it', async () => {
    const id = await proposed('hugo-hr', await ended('approve'), 'not-promoted');
    await expect(confirm(world.outside, 'hedy-hr', id)).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [{ path: 'reason' }],
    });
    expect(await erin()).toMatchObject({ level: 'L3' });
  });

  test('by the person who proposed it', async () => {
    const id = await proposed('hugo-hr', await ended('approve'), 'not-promoted');
    await expect(confirmed('hugo-hr', id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await erin()).toMatchObject({ level: 'L3' });
  });

  test('by a person of HR who did something in the case', async () => {
    const caseId = await ended('approve');
    await confirmed('hedy-hr', await proposed('hugo-hr', caseId, 'not-promoted'));
    const back = await proposed('hugo-hr', caseId, 'promoted');
    await expect(confirmed('hedy-hr', back)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmed('hana-hr', back);
    expect(await head(caseId)).toMatchObject({ outcome: 'promoted', corrected: { from: 'not-promoted' } });
  });

  test('by a person of HR who took part in the case, who learns nothing of the proposal', async () => {
    const caseId = await ended('approve');
    await changeByTwo(world.outside, 'tess-lead', { roles: ['tech-lead', 'hr'] });
    await changeByTwo(world.outside, 'erin-engineer', { roles: ['engineer', 'hr'] });
    const id = await proposed('hugo-hr', caseId, 'not-promoted');
    for (const who of ['tess-lead', 'erin-engineer']) {
      expect(await openProposalsOf(world.outside, await actor(who))).toEqual([]);
      await expect(readProposal(world.outside, await actor(who), id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(confirmed(who, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(proposed(who, caseId, 'not-promoted')).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('by a person of HR who gave a part back: the version in it counts objections', async () => {
    const caseId = await ended('approve');
    const { table } = world.outside;
    const offered = headShape.content({ ...(await head(caseId)), offered: ['heidi-hr'] });
    await transact(table, [writesOf(table).put('other', { ...offered, ...keys.head(caseId) })]);
    const heidi = await actor('heidi-hr');
    await expect(readCorrectable(world.outside, heidi, caseId)).rejects.toMatchObject({ code: 'forbidden' });
    const id = await proposed('hugo-hr', caseId, 'not-promoted');
    expect(await openProposalsOf(world.outside, heidi)).toEqual([]);
    await expect(confirmed('heidi-hr', id)).rejects.toMatchObject({ code: 'not-found' });
    await confirmed('hedy-hr', id);
  });

  test('after the case or the record has changed', async () => {
    const caseId = await ended('approve');
    const [first, second] = [
      await proposed('hugo-hr', caseId, 'not-promoted'),
      await proposed('hugo-hr', caseId, 'not-promoted'),
    ];
    await confirmed('hedy-hr', first);
    await expect(confirmed('hana-hr', second)).rejects.toMatchObject({ code: 'proposal-stale' });
  });
});

test('where everybody else of HR did something in the case, a delivery director confirms', async () => {
  const caseId = await ended('approve');
  await confirmed('hedy-hr', await proposed('hugo-hr', caseId, 'not-promoted'));
  await confirmed('hana-hr', await proposed('hugo-hr', caseId, 'promoted'));
  await confirmed('heidi-hr', await proposed('hugo-hr', caseId, 'not-promoted'));
  const last = await proposed('hugo-hr', caseId, 'promoted');
  expect(await readProposal(world.outside, await actor('dario-director'), last)).toMatchObject({
    to: 'delivery-director',
  });
  await confirmed('dario-director', last);
  expect(await erin()).toMatchObject({ level: 'L3' });
});

test('those of HR who can confirm are told of the proposal one by one, and nobody who took part', async () => {
  const caseId = await ended('approve');
  await changeByTwo(world.outside, 'tess-lead', { roles: ['tech-lead', 'hr'] });
  const id = await proposed('hugo-hr', caseId, 'not-promoted');
  const told = await tellOfChange(world.outside, id, 1);
  expect(told.notices.map((one) => one.to).sort()).toEqual(['hana-hr', 'hedy-hr', 'heidi-hr']);
  expect(JSON.stringify(told.notices)).not.toContain('As agreed');
});

test('a correction is confirmed only on a record that stays as it was, and on a case that stays the latest', async () => {
  const { outside } = world;
  const caseId = await ended('approve');
  const [first, second] = [
    await proposed('hugo-hr', caseId, 'not-promoted'),
    await proposed('hana-hr', caseId, 'not-promoted'),
  ];
  const input = { engineerId: 'erin-engineer', ladderId: world.ladder.id, transition: 'L3-L4', cycleId: null };
  const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });
  const opens = async () => openCase(outside, await actor('erin-engineer'), input, meta());
  const open = await changingBefore(
    outside,
    () => confirmed('hedy-hr', first),
    () => [opens],
  );
  expect(open).toEqual({ transactions: ['cancelled'], outcome: 'open-case-exists' });
  const other = openCaseIn(await getMany(outside.table, [keys.openCase('erin-engineer')]), 'erin-engineer') ?? '';
  await world.act('erin-engineer', other, { type: 'withdraw', reason: 'Not now.' });
  await world.step(other);
  const moves = async () => {
    const before = await erin();
    if (!before) throw new Error('erin-engineer');
    const moved = profileItem({ ...before, team: 'Island', version: before.version + 1 });
    await transact(outside.table, [writesOf(outside.table).putIfVersion('guard', moved, before.version)]);
  };
  const moved = await changingBefore(
    outside,
    () => confirmed('heidi-hr', second),
    () => [moves],
  );
  expect(moved).toEqual({ transactions: ['cancelled', 'written'], outcome: 'done' });
  expect(await erin()).toMatchObject({ level: 'L2', team: 'Island' });
});

test('a confirmation that is sent twice changes the case once', async () => {
  const caseId = await ended('approve');
  const id = await proposed('hugo-hr', caseId, 'not-promoted');
  const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
  const send = async () =>
    actOnProposal(
      world.outside,
      await actor('hedy-hr'),
      { id, command: { type: 'confirm', reason: 'So it is.' } },
      meta,
    );
  const { version } = (await send()).result;
  expect(await send()).toMatchObject({ replayed: true });
  expect((await head(caseId)).version).toBe(version);
});
