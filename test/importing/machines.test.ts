import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ImportView } from '#shared/contract/imports.ts';
import { hrDesk } from '#shared/contract/names.ts';
import { readPersonEvents } from '#shared/directory/read.ts';
import { readImport, readImportWith, readSentFaults, readSentFile } from '#shared/importing/read.ts';
import { uploadByMachine, uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { actOnProposal } from '#shared/proposals/decide.ts';
import { readProposal, readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { loadEverybody, loadPerson } from '#shared/store/directory.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeByTwo, confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** A machine, such as a company's HR system, sends a file of people. One person of HR carries out what one person can. */

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, person('hana-hr', { roles: ['hr'] })]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const machine = 'hr-system';
const head = 'Id,Name,Mail,Ladder,Level,Team,ODC,Roles,Works here';
const row = (
  id: string,
  more: Partial<Record<'name' | 'ladder' | 'level' | 'team' | 'roles' | 'active', string>> = {},
) =>
  [
    ...[id, more.name ?? id, `${id}@example.com`, more.ladder ?? '', more.level ?? '', more.team ?? 'Harbour', 'North'],
    ...[`"${more.roles ?? 'engineer'}"`, more.active ?? 'yes'],
  ].join(',');
const file = (...rows: string[]) => Buffer.from([head, ...rows].join('\r\n'));

const send = async (bytes: Uint8Array, by = machine, idempotencyKey: string = randomUUID()) =>
  (
    await uploadByMachine(
      world.outside,
      by,
      { bytes, fileName: 'nightly.csv', isFull: false, addsPlaces: false },
      { idempotencyKey },
    )
  ).result.importId;

const read = async (id: string) => readImport(world.outside, await actorOf(world.outside, 'hugo-hr'), id);

async function worked(id: string): Promise<ImportView> {
  for (let turn = 0; turn < 20; turn++) await workOnImport(world.outside, id);
  return read(id);
}

const checked = async (...rows: string[]) => worked(await send(file(...rows)));
const open = async (who = 'hugo-hr') => openProposalsOf(world.outside, await actorOf(world.outside, who));

describe('a file of a machine', () => {
  test('is checked and proposed by the machine, HR is told, and nobody is changed', async () => {
    const before = await loadEverybody(world.outside.table);
    const record = await checked(row('nina-new'));
    expect(record).toMatchObject({ state: 'checked', by: 'machine:hr-system' });
    const [proposal, ...others] = await open();
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({
      ...{ kind: 'import', of: record.id, version: record.version, by: 'machine:hr-system', to: 'hr', state: 'open' },
      matters: ['import'],
    });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect(await readProposalEvents(world.outside, hugo, proposal!.id)).toMatchObject([
      { type: 'change-proposed', machine, actor: { personId: null, role: 'system', relation: 'machine:hr-system' } },
    ]);
    expect(await verifyProposal(world.outside, hugo, proposal!.id)).toMatchObject({ verified: true });
    const { notices } = await tellOfChange(world.outside, proposal!.id, 1);
    expect(notices).toMatchObject([
      { to: hrDesk, template: 'change-proposed', data: { kind: 'import', by: 'machine:hr-system' } },
    ]);
    await worked(record.id);
    expect(await loadEverybody(world.outside.table)).toEqual(before);
  });

  test('is carried out by one person as far as one person can, and the rest waits for two', async () => {
    await world.open('erin-engineer');
    const erin = (await loadPerson(world.outside.table, 'erin-engineer'))!;
    const record = await checked(
      row('nina-new'),
      row('lena-lead', { roles: 'engineer, tech-lead' }),
      row('noah-new', { ladder: 'software-engineer-track', level: 'L3' }),
      row('petra-peer', { ladder: 'software-engineer-track', level: 'L4' }),
      row('erin-engineer', { ladder: erin.ladder!, level: erin.level!, team: erin.team, active: 'no' }),
      row('hedy-hr', { name: 'Hedy Another', roles: 'hr' }),
    );
    expect(record).toMatchObject({ state: 'checked', found: { faults: 0 } });
    const [proposal] = await open('hedy-hr');
    await confirm(world.outside, 'hedy-hr', proposal!.id);
    const done = await worked(record.id);
    expect(done).toMatchObject({
      state: 'done',
      progress: { applied: 1, refused: 0, apart: 5, proposedBy: 'machine:hr-system', confirmedBy: 'hedy-hr' },
    });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    const left = await readImportWith(world.outside, hugo, { id: record.id, list: 'leftover', part: 0 });
    expect(
      Object.fromEntries(
        (left.shown?.items ?? []).map((one) => ['id' in one && one.id, 'reason' in one && one.reason]),
      ),
    ).toEqual({
      'lena-lead': 'This row takes two people of HR.',
      'noah-new': 'This row takes two people of HR.',
      'petra-peer': 'This row takes two people of HR.',
      'erin-engineer': 'This row changes an open case, so it takes two people of HR.',
      'hedy-hr': 'The person who decided is involved in this record.',
    });
    expect(await readPersonEvents(world.outside, hugo, 'nina-new')).toMatchObject([
      { type: 'person-added', machine, proposal: proposal!.id, actor: { personId: 'hedy-hr', role: 'hr' } },
    ]);
    expect(await loadPerson(world.outside.table, 'lena-lead')).toBeNull();
    expect(await loadPerson(world.outside.table, 'erin-engineer')).toMatchObject({ active: true });
    const rest = await read(done.rest!);
    expect(rest).toMatchObject({ state: 'checked', by: 'machine:hr-system', restOf: record.id, found: { rows: 5 } });
    // The machine proposes what it has sent, and not what others set apart. Nobody confirms this alone.
    expect(await open()).toEqual([]);
    const second = await propose(world.outside, 'hugo-hr', { kind: 'import', of: rest.id, version: rest.version });
    await expect(confirm(world.outside, 'hugo-hr', second)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'hana-hr', second);
    expect(await worked(rest.id)).toMatchObject({ progress: { applied: 5, refused: 0, apart: 0 } });
    expect(await readPersonEvents(world.outside, hugo, 'lena-lead')).toMatchObject([
      { machine, proposal: second, actor: { personId: 'hana-hr' } },
    ]);
    const events = await readProposalEvents(world.outside, hugo, second);
    expect(events.map((one) => one.machine)).toEqual([machine, machine, machine]);
  });

  test('is told to the person who decided it when it is carried out, and to no machine', async () => {
    const record = await checked(row('nina-new'));
    const [proposal] = await open();
    await confirm(world.outside, 'hugo-hr', proposal!.id);
    await worked(record.id);
    expect((await tellOfChange(world.outside, proposal!.id, 2)).notices).toEqual([]);
    expect((await tellOfChange(world.outside, proposal!.id, 3)).notices).toMatchObject([
      { to: 'hugo-hr', template: 'change-applied' },
    ]);
  });

  test('takes the place of an earlier one that waits, and leaves those of other machines and people', async () => {
    const first = await checked(row('nina-new'));
    const [earlier] = await open();
    await worked(await send(file(row('otto-new')), 'payroll'));
    const own = (
      await uploadPeople(
        world.outside,
        await actorOf(world.outside, 'hugo-hr'),
        { bytes: file(row('paul-new')), fileName: '', isFull: false, addsPlaces: false },
        { idempotencyKey: randomUUID() },
      )
    ).result.importId;
    const { version } = await worked(own);
    await propose(world.outside, 'hugo-hr', { kind: 'import', of: own, version });
    const second = await checked(row('nina-new'), row('noah-new'));
    expect((await open()).map((one) => [one.of === second.id, one.by]).sort()).toEqual([
      [false, 'hugo-hr'],
      [false, 'machine:payroll'],
      [true, 'machine:hr-system'],
    ]);
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect(await readProposal(world.outside, hugo, earlier!.id)).toMatchObject({
      of: first.id,
      state: 'withdrawn',
      decidedBy: 'machine:hr-system',
    });
    expect(await verifyProposal(world.outside, hugo, earlier!.id)).toMatchObject({ verified: true });
    await expect(confirm(world.outside, 'hedy-hr', earlier!.id)).rejects.toMatchObject({ code: 'already-decided' });
  });

  test('is not taken while another one of the machine is at work, and once under one key', async () => {
    const key = randomUUID();
    const id = await send(file(row('nina-new')), machine, key);
    await expect(send(file(row('noah-new')))).rejects.toMatchObject({ code: 'busy' });
    expect(await send(file(row('nina-new')), machine, key)).toBe(id);
    await expect(send(file(row('noah-new')), machine, key)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    await worked(id);
    await send(file(row('noah-new')));
  });

  test('is not proposed if it has faults or changes nothing; the machine reads its faults', async () => {
    const faulty = await checked(row('nina-new', { team: '' }));
    expect(faulty.state).toBe('faulty');
    expect(await readSentFile(world.outside, machine, faulty.id)).toEqual({
      ...{ id: faulty.id, at: faulty.at, fileName: 'nightly.csv', state: 'faulty', faults: 1 },
    });
    expect(await readSentFaults(world.outside, machine, { id: faulty.id, part: 0 })).toEqual({
      items: [{ row: 2, column: 'F (Team)', reason: expect.stringContaining('give a team') }],
      next: null,
    });
    const eli = (await loadPerson(world.outside.table, 'eli-engineer'))!;
    const same = await checked(
      row(eli.id, { name: eli.name, ladder: eli.ladder ?? '', level: eli.level ?? '', team: eli.team }),
    );
    expect(same).toMatchObject({ state: 'checked', found: { unchanged: 1 } });
    expect(await open()).toEqual([]);
  });

  test('is there for no other machine, and a machine reads no file of a person', async () => {
    const mine = await checked(row('nina-new'));
    const refused = { code: 'not-found' };
    await expect(readSentFile(world.outside, 'payroll', mine.id)).rejects.toMatchObject(refused);
    await expect(readSentFaults(world.outside, 'payroll', { id: mine.id, part: 0 })).rejects.toMatchObject(refused);
    const { importId } = (
      await uploadPeople(
        world.outside,
        await actorOf(world.outside, 'hugo-hr'),
        { bytes: file(row('paul-new')), fileName: '', isFull: false, addsPlaces: false },
        { idempotencyKey: randomUUID() },
      )
    ).result;
    await expect(readSentFile(world.outside, 'hugo-hr', importId)).rejects.toMatchObject(refused);
    await expect(readSentFile(world.outside, machine, importId)).rejects.toMatchObject(refused);
  });

  test('can be refused by one person of HR, and is for nobody else, nor for those who got the role after it', async () => {
    await checked(row('nina-new'));
    const { id } = (await open())[0]!;
    for (const who of ['erin-engineer', 'tess-lead', 'omar-odc'])
      await expect(confirm(world.outside, who, id)).rejects.toMatchObject({ code: 'forbidden' });
    // A delivery director confirms what takes two people where HR cannot; this takes one, of HR.
    await expect(confirm(world.outside, 'dario-director', id)).rejects.toMatchObject({ code: 'not-found' });
    world.clock.set(new Date(world.clock.now().getTime() + 60_000).toISOString());
    const { roles } = (await loadPerson(world.outside.table, 'omar-odc'))!;
    await changeByTwo(world.outside, 'omar-odc', { roles: [...roles, 'hr'] });
    await expect(confirm(world.outside, 'omar-odc', id)).rejects.toMatchObject({ code: 'forbidden' });
    const hana = await actorOf(world.outside, 'hana-hr');
    const command = { type: 'refuse' as const, reason: 'Last month’s file.' };
    await actOnProposal(world.outside, hana, { id, command }, { idempotencyKey: randomUUID(), requestId: 'test' });
    expect(await loadPerson(world.outside.table, 'nina-new')).toBeNull();
    expect(await open()).toEqual([]);
  });
});
