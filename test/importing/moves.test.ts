import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileLimits, type MoveListName } from '#shared/contract/file-names.ts';
import type { MoveView } from '#shared/contract/moves.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readSignIns } from '#shared/directory/sign-ins.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { stillCounts } from '#shared/domain/directory/sign-ins.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { readMoves, readMoveWith } from '#shared/importing/move-read.ts';
import { wakeMoves, workOnMove } from '#shared/importing/move-work.ts';
import { readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { tellOfSignIn } from '#shared/proposals/telling.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { loadMoves } from '#shared/store/moves.ts';
import { loadSignIns } from '#shared/store/sign-ins.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** People move to another issuer by a mapping file that two people of HR decide, from its upload to their sign-ins. */

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('hana-hr', { roles: ['hr'] }),
    person('heidi-hr', { roles: ['hr'] }),
    person('lea-left', { active: false }),
  ]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const [oldIssuer, newIssuer] = ['https://old.example.com', 'https://new.example.com/'];
const meta = () => ({ idempotencyKey: randomUUID() });

const come = (subject: string, issuer = newIssuer, value: string | null = null) =>
  enter(world.outside, { issuer, subject, claim: 'email', value }, { isVerified: value !== null, requestId: 'test' });
const comeBefore = (id: string) => come(`old-${id}`, oldIssuer, `${id}@example.com`);

async function upload(text: string | Uint8Array, by = 'hugo-hr', issuer = newIssuer): Promise<string> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const input = { fileName: 'accounts.csv', issuer, bytes };
  return (await uploadMove(world.outside, await actorOf(world.outside, by), input, meta())).result.moveId;
}

const readWith = async (id: string, list: MoveListName | null = null, who = 'hugo-hr') =>
  readMoveWith(world.outside, await actorOf(world.outside, who), { id, list, part: 0 });
const read = async (id: string) => (await readWith(id)).record;

async function worked(id: string): Promise<MoveView> {
  for (let turn = 0; turn < 100; turn++) {
    const { version } = await read(id);
    await workOnMove(world.outside, id);
    if ((await read(id)).version === version) break;
  }
  return read(id);
}

const checked = async (...rows: string[]) => worked(await upload(['Mail,Subject', ...rows].join('\n')));
const row = (id: string, subject = `new-${id}`) => `${id}@example.com,${subject}`;

async function inForce({ id, version }: MoveView, [one, other] = ['hugo-hr', 'hedy-hr']): Promise<MoveView> {
  await confirm(world.outside, other!, await propose(world.outside, one!, { kind: 'issuer-move', of: id, version }));
  return worked(id);
}

const historyOf = async (id: string) => readSignIns(world.outside, await actorOf(world.outside, 'hugo-hr'), id);

describe('a mapping file', () => {
  test('moves people one by one as they come, by two people, with an event each', async () => {
    await comeBefore('erin-engineer');
    const record = await checked(row('erin-engineer'), row('eli-engineer'));
    expect(record).toMatchObject({ state: 'checked', found: { rows: 2, unchanged: 0, faults: 0, holders: 0 } });
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'no-claim' });
    const proposal = await propose(world.outside, 'hugo-hr', {
      kind: 'issuer-move',
      of: record.id,
      version: record.version,
    });
    await expect(confirm(world.outside, 'hugo-hr', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    await worked(record.id);
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'no-claim' });
    await confirm(world.outside, 'hedy-hr', proposal);
    expect(await worked(record.id)).toMatchObject({ state: 'in-force', come: 0, progress: { applied: 2, apart: 0 } });

    expect(await come('new-erin-engineer')).toMatchObject({ ok: true, person: { id: 'erin-engineer' } });
    // Somebody who has never signed in comes in by the file alone.
    expect(await come('new-eli-engineer')).toMatchObject({ ok: true, person: { id: 'eli-engineer' } });
    expect(await come('new-erin-engineer')).toMatchObject({ ok: true, person: { id: 'erin-engineer' } });
    expect(await read(record.id)).toMatchObject({ come: 2 });
    const { signIns, events, proof } = await historyOf('erin-engineer');
    expect(signIns.list).toMatchObject([
      { issuer: oldIssuer, endedAt: expect.any(String) },
      { issuer: newIssuer, claim: 'sub', endedAt: null },
    ]);
    expect(events).toMatchObject([
      { type: 'sign-in-bound' },
      { type: 'sign-in-ended', proposal, actor: { personId: 'erin-engineer', relation: 'sign-in' } },
      { type: 'sign-in-bound', proposal, data: { issuer: newIssuer, claim: 'sub' } },
    ]);
    expect(proof.verified).toBe(true);
    expect(JSON.stringify(events)).not.toContain('new-erin-engineer');
    // If it was not they who came over, they hear of it. A first sign-in is told to nobody.
    expect((await tellOfSignIn(world.outside, 'erin-engineer', 3)).notices).toMatchObject([
      {
        to: 'erin-engineer',
        template: 'change-confirmed',
        proposalId: proposal,
        data: { of: 'erin-engineer', by: 'hugo-hr' },
      },
    ]);
    for (const seq of [1, 2, 4]) expect((await tellOfSignIn(world.outside, 'erin-engineer', seq)).notices).toEqual([]);
    expect(await comeBefore('erin-engineer')).toEqual({ ok: false, reason: 'ended' });
    expect(await come('somebody-else', newIssuer, 'erin-engineer@example.com')).toEqual({
      ok: false,
      reason: 'second',
    });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect(await verifyProposal(world.outside, hugo, proposal)).toMatchObject({ verified: true });
    expect((await readMoves(world.outside, hugo, { limit: 10 })).items).toMatchObject([{ id: record.id, come: 2 }]);
  });

  test('ends at once by two people, and who has come over stays', async () => {
    const record = await inForce(await checked(row('erin-engineer'), row('eli-engineer')));
    await come('new-erin-engineer');
    const end = { kind: 'issuer-move-end' as const, of: record.id, version: record.version };
    const proposal = await propose(world.outside, 'hana-hr', end);
    expect(await come('new-nobody')).toMatchObject({ ok: false });
    await expect(confirm(world.outside, 'hana-hr', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'heidi-hr', proposal);
    expect(await come('new-eli-engineer')).toEqual({ ok: false, reason: 'no-claim' });
    expect(await come('new-erin-engineer')).toMatchObject({ ok: true });
    await expect(propose(world.outside, 'hugo-hr', { ...end, version: record.version + 1 })).rejects.toMatchObject({
      code: 'already-done',
    });
  });

  test.each([
    ['hugo-hr', { roles: ['engineer' as const] }, 'proposed this does not work in HR any more'],
    ['hedy-hr', { roles: ['engineer' as const] }, 'confirmed this does not have the role for it any more'],
    ['hedy-hr', { hrUnits: ['South'] }, 'confirmed this is limited to other units now'],
  ])('does not begin to count once %s, who decided it, has lost what they decided by', async (who, more, why) => {
    const { id, version } = await checked(row('erin-engineer'));
    const proposal = await propose(world.outside, 'hugo-hr', { kind: 'issuer-move', of: id, version });
    await confirm(world.outside, 'hedy-hr', proposal);
    const change = await changeOf(world.outside, who, more);
    await confirm(world.outside, 'heidi-hr', await propose(world.outside, 'hana-hr', change));
    await workOnMove(world.outside, id);
    const { record } = await readWith(id, null, 'hana-hr');
    expect(record).toMatchObject({ state: 'stopped', stopped: expect.stringContaining(why), come: 0 });
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'no-claim' });
    expect(await verifyProposal(world.outside, await actorOf(world.outside, 'hana-hr'), proposal)).toMatchObject({
      verified: true,
    });
  });

  test('counts for so long as files are kept', async () => {
    await inForce(await checked(row('erin-engineer')));
    world.clock.advanceDays(fileLimits.keptDays + 1);
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'no-claim' });
  });

  test('gives way to a newer one for the people whom that names', async () => {
    await inForce(await checked(row('erin-engineer', 'wrong'), row('eli-engineer')));
    await inForce(await checked(row('erin-engineer', 'right')));
    expect(await come('wrong')).toEqual({ ok: false, reason: 'no-claim' });
    expect(await come('right')).toMatchObject({ ok: true, person: { id: 'erin-engineer' } });
    expect(await come('new-eli-engineer')).toMatchObject({ ok: true, person: { id: 'eli-engineer' } });
  });

  test('brings in nobody who has left meanwhile, nor back a sign-in that HR has ended', async () => {
    await inForce(await checked(row('eli-engineer'), row('erin-engineer')));
    const eli = (await loadPerson(world.outside.table, 'eli-engineer'))!;
    const hana = await actorOf(world.outside, 'hana-hr');
    const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: eli.version };
    await putPerson(world.outside, hana, { id: eli.id, input: { ...inputOf(eli), active: false } }, meta);
    expect(await come('new-eli-engineer')).toEqual({ ok: false, reason: 'left' });
    await come('new-erin-engineer');
    const { signIns } = await historyOf('erin-engineer');
    const change = { of: 'erin-engineer', version: signIns.version, signIn: signIns.list[0]!.id };
    await confirm(
      world.outside,
      'hedy-hr',
      await propose(world.outside, 'hugo-hr', { kind: 'sign-in-end', ...change }),
    );
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'ended' });
    const again = await checked(row('erin-engineer'));
    expect((await readWith(again.id)).shown?.items).toEqual([
      { row: 2, column: 'B (Subject)', reason: 'HR has ended this sign-in of theirs: give another account' },
    ]);
  });

  test('brings people back to the issuer from which another file moved them, and none of their old sessions', async () => {
    await comeBefore('erin-engineer');
    await inForce(await checked(row('erin-engineer')));
    const before = await loadSignIns(world.outside.table, 'erin-engineer');
    const first = before!.list[0]!.id;
    const began = world.clock.now().getTime() / 1000;
    world.clock.advanceDays(0.01);
    await come('new-erin-engineer');
    const back = await worked(
      await upload(`Mail,Subject\n${row('erin-engineer', 'old-erin-engineer')}`, 'hugo-hr', oldIssuer),
    );
    expect(back).toMatchObject({ state: 'checked', found: { rows: 1, unchanged: 0, faults: 0 } });
    expect(await comeBefore('erin-engineer')).toEqual({ ok: false, reason: 'ended' });
    await inForce(back);
    world.clock.advanceDays(0.01);
    expect(await comeBefore('erin-engineer')).toMatchObject({ ok: true, signIn: first });
    expect(await comeBefore('erin-engineer')).toMatchObject({ ok: true });
    // The newer file counts.
    expect(await come('new-erin-engineer')).toEqual({ ok: false, reason: 'no-claim' });
    const { signIns, proof } = await historyOf('erin-engineer');
    expect(signIns.list.map(({ id, endedAt }) => [id === first, endedAt === null])).toEqual([
      [true, false],
      [false, false],
      [true, true],
    ]);
    expect(proof.verified).toBe(true);
    expect([
      stillCounts(signIns, first, began),
      stillCounts(signIns, first, world.clock.now().getTime() / 1000),
    ]).toEqual([false, true]);
    // Two people end it: then no file brings it back.
    const end = { kind: 'sign-in-end' as const, of: 'erin-engineer', version: signIns.version, signIn: first };
    await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', end));
    const again = await worked(
      await upload(`Mail,Subject\n${row('erin-engineer', 'old-erin-engineer')}`, 'hugo-hr', oldIssuer),
    );
    expect((await readWith(again.id)).shown?.items).toMatchObject([
      { reason: expect.stringContaining('HR has ended this sign-in of theirs') },
    ]);
  });

  test('swaps accounts by which nobody has come over yet', async () => {
    await inForce(await checked(row('erin-engineer', 'one'), row('eli-engineer', 'two')));
    await inForce(await checked(row('erin-engineer', 'two'), row('eli-engineer', 'one')));
    expect(await come('one')).toMatchObject({ ok: true, person: { id: 'eli-engineer' } });
    expect(await come('two')).toMatchObject({ ok: true, person: { id: 'erin-engineer' } });
  });

  test('swaps accounts by which people sign in only once two people have ended these sign-ins', async () => {
    const both = ['erin-engineer', 'eli-engineer'];
    await inForce(await checked(row('erin-engineer', 'one'), row('eli-engineer', 'two')));
    for (const subject of ['one', 'two']) await come(subject);
    const swapped = [row('erin-engineer', 'two'), row('eli-engineer', 'one')];
    const refused = await checked(...swapped);
    expect((await readWith(refused.id)).shown?.items).toMatchObject([
      { row: 2, reason: expect.stringContaining('eli-engineer signs in by this account: end that first') },
      { row: 3, reason: expect.stringContaining('erin-engineer signs in by this account: end that first') },
    ]);
    for (const of of both) {
      const { version, list } = (await historyOf(of)).signIns;
      const end = { kind: 'sign-in-end' as const, of, version, signIn: list[0]!.id };
      await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', end));
    }
    await inForce(await checked(...swapped));
    expect(await come('two')).toMatchObject({ ok: true, person: { id: 'erin-engineer' } });
    expect(await come('one')).toMatchObject({ ok: true, person: { id: 'eli-engineer' } });
    for (const of of both) expect((await historyOf(of)).proof.verified).toBe(true);
  });

  test('shows those with a role, and leaves out the two who decide and those on whom their cases rest', async () => {
    const record = await checked(
      ...['erin-engineer', 'tess-lead', 'hugo-hr', 'hedy-hr', 'hana-hr'].map((id) => row(id)),
    );
    const { shown } = await readWith(record.id, 'holders');
    expect(shown?.items).toEqual([
      expect.objectContaining({ row: 3, id: 'tess-lead', subject: 'new-tess-lead' }),
      expect.objectContaining({ id: 'hugo-hr', roles: ['hr'] }),
      expect.objectContaining({ id: 'hedy-hr' }),
      expect.objectContaining({ id: 'hana-hr' }),
    ]);
    const done = await inForce(record);
    expect(done).toMatchObject({ state: 'in-force', progress: { applied: 3, apart: 2 } });
    const left = (await readWith(done.id, 'leftover')).shown?.items ?? [];
    expect(left.map((one) => 'id' in one && one.id)).toEqual(['hugo-hr', 'hedy-hr']);
    for (const id of ['hugo-hr', 'hedy-hr']) expect(await come(`new-${id}`)).toEqual({ ok: false, reason: 'no-claim' });
    expect(await come('new-hana-hr')).toMatchObject({ ok: true });
    // Two others decide about them, in a file of their own.
    await inForce(await checked(row('hugo-hr'), row('hedy-hr')), ['hana-hr', 'heidi-hr']);
    expect(await come('new-hedy-hr')).toMatchObject({ ok: true, person: { id: 'hedy-hr' } });
  });

  test('leaves out rows of people on whose records an open case of one of the two rests', async () => {
    await changeByTwo(world.outside, 'erin-engineer', { roles: ['engineer', 'hr'] });
    world.clock.set(new Date(world.clock.now().getTime() + 60_000).toISOString());
    await world.open('erin-engineer');
    const record = await checked(row('tess-lead'), row('omar-odc'), row('olga-odc'));
    const done = await inForce(record, ['erin-engineer', 'hedy-hr']);
    const left = (await readWith(done.id, 'leftover')).shown?.items ?? [];
    expect(left.map((one) => 'id' in one && one.id)).toContain('tess-lead');
    expect(await come('new-tess-lead')).toEqual({ ok: false, reason: 'no-claim' });
    // A file with nothing else is not for them to propose or confirm.
    const own = await checked(row('erin-engineer'));
    const change = { kind: 'issuer-move' as const, of: own.id, version: own.version };
    const proposal = await propose(world.outside, 'hedy-hr', change);
    await expect(confirm(world.outside, 'erin-engineer', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    // Who is involved in a record has a part in a case, so it is not told.
    expect(await loadMoves(world.outside.table, [own.id])).toMatchObject([{ found: { involved: ['erin-engineer'] } }]);
    const events = await readProposalEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), proposal);
    expect([own.found, JSON.stringify(events)]).toEqual([
      expect.not.objectContaining({ involved: expect.anything() }),
      expect.not.stringContaining('involved'),
    ]);
  });

  test('is refused with each fault by row and column', async () => {
    await comeBefore('lena-senior');
    await inForce(await checked(row('lena-senior', 'taken')));
    await come('taken');
    const faulty = await worked(
      await upload(
        [
          'Id,Mail,Subject',
          'nobody,,a',
          ',nobody@example.com,b',
          'lea-left,,c',
          'erin-engineer,,d',
          'erin-engineer,,e',
          'eli-engineer,tess-lead@example.com,f',
          ',,g',
          'omar-odc,,',
          'tess-lead,,h',
          'omar-odc,,h',
          'hedy-hr,,1.2E+20',
        ].join('\n'),
      ),
    );
    expect(faulty.state).toBe('faulty');
    const faults = (await readWith(faulty.id)).shown?.items ?? [];
    expect(faults.map((one) => 'column' in one && [one.row, one.column, one.reason.split(':')[0]])).toEqual([
      [2, 'A (Id)', 'nobody in the directory has this'],
      [3, 'B (Mail)', 'nobody in the directory has this'],
      [4, 'A (Id)', 'lea-left does not work here any more'],
      [6, 'A (Id)', 'row 5 is about the same person'],
      [7, 'B (Mail)', 'this is tess-lead, and the row is about eli-engineer'],
      [8, 'A (Id)', 'this row names nobody'],
      [9, 'C (Subject)', expect.stringContaining('give what the new issuer calls the person')],
      [11, 'C (Subject)', 'row 10 has the same account'],
      [12, 'C (Subject)', 'a spreadsheet has rounded this number'],
    ]);
    const taken = await checked(row('erin-engineer', 'taken'));
    expect((await readWith(taken.id)).shown?.items).toMatchObject([
      { row: 2, column: 'B (Subject)', reason: expect.stringContaining('lena-senior signs in by this account') },
    ]);
    await expect(
      propose(world.outside, 'hugo-hr', { kind: 'issuer-move', of: taken.id, version: taken.version }),
    ).rejects.toMatchObject({ code: 'already-done' });
    // Whoever has come over is no fault.
    expect(await checked(row('lena-senior', 'taken'), row('erin-engineer'))).toMatchObject({
      state: 'checked',
      found: { rows: 2, unchanged: 1 },
    });
  });

  test.each([
    ['no heading', 'a,b\nc,d', 'no heading says'],
    ['no person', 'Subject,Shoe size\nc,d', 'no heading says who a row is about'],
    ['no row', 'Mail,Subject\n', 'there is no row'],
    ['a column twice', 'Mail,Subject,sub\na@example.com,b,c', 'is there twice'],
  ])('with %s is refused', async (_what, text, reason) => {
    const { id, state } = await worked(await upload(text));
    expect(state).toBe('faulty');
    expect((await readWith(id)).shown?.items).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test('is for HR alone', async () => {
    const { id, version } = await checked(row('erin-engineer'));
    for (const who of ['erin-engineer', 'tess-lead', 'omar-odc', 'dario-director']) {
      await expect(upload('Mail,Subject\na,b', who)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(readWith(id, null, who)).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|not-found/),
      });
      await expect(propose(world.outside, who, { kind: 'issuer-move', of: id, version })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  test('of many people is carried out in pieces, also after a run that was lost', async () => {
    const many = Array.from({ length: 1050 }, (_, n) => person(`person-${n}`));
    world = await startWorld([...smallOrganisation, ...many]);
    worlds.push(world);
    const record = await checked(...many.map(({ id }) => row(id)));
    expect(record).toMatchObject({ state: 'checked', found: { rows: 1050 } });
    const change = { kind: 'issuer-move' as const, of: record.id, version: record.version };
    await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', change));
    await workOnMove(world.outside, record.id);
    expect(await read(record.id)).toMatchObject({ state: 'applying', progress: { next: 10, applied: 1000 } });
    // The rows that count already let people come over.
    expect(await come('new-person-7')).toMatchObject({ ok: true, person: { id: 'person-7' } });
    const { version } = await read(record.id);
    await wakeMoves(world.outside);
    expect((await read(record.id)).version).toBe(version + 1);
    expect(await worked(record.id)).toMatchObject({ state: 'in-force', progress: { applied: 1050, apart: 0 } });
    const others = await Promise.all(Array.from({ length: 20 }, (_, n) => come(`new-person-${n + 1000}`)));
    expect(others.every((one) => one.ok)).toBe(true);
    expect(await read(record.id)).toMatchObject({ come: 21 });
  }, 120_000);
});

test('lost work on a mapping file is found however many files came after it', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 22; at++) ids.push(await upload(Buffer.from(`Mail,Subject\n${row('erin-engineer')}`)));
  await worked(ids[1]!);
  const versions = () => Promise.all(ids.map(async (id) => (await read(id)).version));
  const before = await versions();
  await wakeMoves(world.outside);
  expect(await versions()).toEqual(before.map((version, at) => (at === 1 ? version : version + 1)));
});

test('a mapping file packed with gzip is taken, and a broken one is not', async () => {
  const id = await upload(gzipSync(`Mail,Subject\n${row('erin-engineer')}`));
  await wakeMoves(world.outside);
  expect(await worked(id)).toMatchObject({ state: 'checked', found: { rows: 1 } });
  await expect(upload(Buffer.from([0x1f, 0x8b, 1]))).rejects.toMatchObject({ code: 'invalid-input' });
});
