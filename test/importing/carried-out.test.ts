import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileLimits, type importKinds } from '#shared/contract/file-names.ts';
import type { ImportView } from '#shared/contract/imports.ts';
import type { Person } from '#shared/contract/people.ts';
import { readPersonEvents, verifyPerson } from '#shared/directory/read.ts';
import { askForExport, makeExport, readExport, readExported } from '#shared/importing/export.ts';
import { readImport, readImports, readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { wakeImports, workOnImport } from '#shared/importing/work.ts';
import { peopleCsv } from '#shared/people-files/write.ts';
import { readProposalEvents, verifyProposal } from '#shared/proposals/read.ts';
import { tellOfChange, tellOfPerson } from '#shared/proposals/telling.ts';
import { loadEverybody, loadPerson } from '#shared/store/directory.ts';
import { loadImport } from '#shared/store/imports.ts';
import { loadPlaces } from '#shared/store/places.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { changeByTwo, changeOf, confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** A file of people from its upload to the end, on the real engine. test/people-files has what a file can say. */

const worlds: World[] = [];
let world: World;
beforeEach(async () => {
  world = await startWorld([
    ...smallOrganisation,
    person('hana-hr', { roles: ['hr'] }),
    person('heidi-hr', { roles: ['hr'] }),
  ]);
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });

interface Upload {
  isFull?: boolean;
  addsPlaces?: boolean;
  by?: string;
}

async function upload(
  text: string | Uint8Array,
  { by = 'hugo-hr', isFull = false, addsPlaces = false }: Upload = {},
): Promise<string> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const input = { fileName: 'people.csv', isFull, addsPlaces, bytes };
  return (await uploadPeople(world.outside, await actorOf(world.outside, by), input, meta())).result.importId;
}

const read = async (id: string, who = 'hugo-hr') => readImport(world.outside, await actorOf(world.outside, who), id);

/** Does what the stream would bring about, until nothing is left. */
async function worked(id: string, who = 'hugo-hr'): Promise<ImportView> {
  for (let turn = 0; turn < 1000; turn++) {
    const { state, version } = await read(id, who);
    if (state !== 'checking' && state !== 'applying') return read(id, who);
    await workOnImport(world.outside, id);
    if ((await read(id, who)).version === version) throw new Error(`${id} stands still at ${state}`);
  }
  throw new Error(`${id} never ends`);
}

async function checked(text: string | Uint8Array, more: Upload = {}): Promise<ImportView> {
  return worked(await upload(text, more));
}

async function carriedOut({ id, version }: ImportView, [one, other] = ['hugo-hr', 'hedy-hr']): Promise<ImportView> {
  await confirm(world.outside, other!, await propose(world.outside, one!, { kind: 'import', of: id, version }));
  return worked(id);
}

const list = async (id: string, name: 'faults' | 'leftover' | 'absent' | (typeof importKinds)[number]) =>
  (await readImportWith(world.outside, await actorOf(world.outside, 'hugo-hr'), { id, list: name, part: 0 })).shown
    ?.items ?? [];

const of = (id: string) => loadPerson(world.outside.table, id);

const head = 'Id,Name,Mail,Ladder,Level,Team,ODC,Roles,Tech lead,ODC lead,Works here';
const row = (
  id: string,
  more: Partial<
    Record<'name' | 'mail' | 'ladder' | 'level' | 'team' | 'odc' | 'roles' | 'lead' | 'odcLead' | 'active', string>
  > = {},
) =>
  [
    id,
    more.name ?? id.replaceAll('-', ' '),
    more.mail ?? `${id}@example.com`,
    more.ladder ?? '',
    more.level ?? '',
    more.team ?? 'Harbour',
    more.odc ?? 'North',
    `"${more.roles ?? 'engineer'}"`,
    more.lead ?? '',
    more.odcLead ?? '',
    more.active ?? 'yes',
  ].join(',');
const file = (...rows: string[]) => [head, ...rows].join('\r\n');
const track = 'software-engineer-track';

describe('a file', () => {
  test('is checked and changes nobody until two people of HR have decided', async () => {
    const before = await loadEverybody(world.outside.table);
    const record = await checked(
      file(row('nina-new'), row('lena-lead', { roles: 'engineer, tech-lead' }), row('noah-new', { lead: 'lena-lead' })),
    );
    expect(record).toMatchObject({
      state: 'checked',
      by: 'hugo-hr',
      fileName: 'people.csv',
      bytes: expect.any(Number),
    });
    expect(record.found).toMatchObject({
      rows: 3,
      unchanged: 0,
      faults: 0,
      kinds: { added: 3, changed: 0 },
      encoding: 'UTF-8',
    });
    expect(await loadEverybody(world.outside.table)).toEqual(before);
    const proposal = await propose(world.outside, 'hugo-hr', {
      kind: 'import',
      of: record.id,
      version: record.version,
    });
    await workOnImport(world.outside, record.id);
    expect(await loadEverybody(world.outside.table)).toEqual(before);
    await expect(confirm(world.outside, 'hugo-hr', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'hedy-hr', proposal);
    const done = await worked(record.id);
    expect(done).toMatchObject({
      state: 'done',
      progress: { applied: 3, refused: 0, apart: 0, proposedBy: 'hugo-hr', confirmedBy: 'hedy-hr' },
    });
    expect(await of('noah-new')).toMatchObject({ name: 'noah new', techLeadId: 'lena-lead', active: true });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect(await readPersonEvents(world.outside, hugo, 'noah-new')).toMatchObject([
      { type: 'person-added', proposal, requestId: record.id, actor: { personId: 'hedy-hr', role: 'hr' } },
    ]);
    for (const id of ['nina-new', 'lena-lead', 'noah-new'])
      expect(await verifyPerson(world.outside, hugo, id)).toMatchObject({ verified: true });
    expect(await verifyProposal(world.outside, hugo, proposal)).toMatchObject({ verified: true });
  });

  test('says what it would change, and in open cases', async () => {
    const caseId = await world.open('erin-engineer');
    await world.step(caseId);
    const record = await checked(
      file(
        row('erin-engineer', {
          ladder: track,
          level: 'L3',
          team: 'Harbour',
          odc: 'North',
          lead: 'tess-lead',
          odcLead: 'olga-odc',
        }),
        row('tess-lead', { active: 'no', roles: 'engineer, tech-lead' }),
        row('eli-engineer', { ladder: track, level: 'L2', team: 'Island', lead: 'tess-lead', odcLead: 'omar-odc' }),
      ),
    );
    expect(await list(record.id, 'faults')).toEqual([]);
    expect(record.found).toMatchObject({
      kinds: { left: 1, moved: 1, changed: 1 },
      effects: { stops: 1, line: 1, part: 1 },
    });
    expect(await list(record.id, 'changed')).toMatchObject([
      {
        id: 'erin-engineer',
        changes: expect.arrayContaining([{ field: 'level', from: 'L2', to: 'L3' }]),
        effects: ['stops', 'line'],
      },
    ]);
    expect(await list(record.id, 'left')).toMatchObject([{ id: 'tess-lead', effects: ['part'] }]);
    expect(await list(record.id, 'moved')).toMatchObject([{ id: 'eli-engineer', effects: [] }]);
  });

  test('with a fault changes nobody, and every fault says where it is', async () => {
    const record = await checked(
      file(row('nina-new', { level: 'L9', ladder: track }), row('noah-new', { team: 'Nowhere' }), row('nora-new')),
    );
    expect(record.state).toBe('faulty');
    expect(await list(record.id, 'faults')).toMatchObject([
      { row: 2, column: 'E (Level)', reason: expect.stringContaining('give a level of') },
      { row: 3, column: 'F (Team)', reason: expect.stringContaining('no team is called ‘Nowhere’') },
    ]);
    const change = { kind: 'import' as const, of: record.id, version: record.version };
    await expect(propose(world.outside, 'hugo-hr', change)).rejects.toMatchObject({ code: 'already-done' });
    expect(await of('nora-new')).toBeNull();
  });

  test('has all its faults found at once, those of cells, people, places, levels and records alike', async () => {
    const record = await checked(
      file(
        row('nina-new', { mail: 'nina at example', team: 'Nowhere' }),
        row('noah-new', { lead: 'nobody-here', odc: 'Northh' }),
        row('nora-new', { level: 'L9', ladder: track, team: 'Nowhere' }),
        row('nils-new', { lead: 'nora-new', roles: 'engineer, king' }),
      ),
    );
    const faults = (await list(record.id, 'faults')) as { row: number; column: string; reason: string }[];
    expect(faults.map((one) => [one.row, one.column])).toEqual([
      [2, 'C (Mail)'],
      [2, 'F (Team)'],
      [3, 'I (Tech lead)'],
      [3, 'G (ODC)'],
      [4, 'F (Team)'],
      [4, 'E (Level)'],
      [5, 'H (Roles)'],
    ]);
  });

  test('shows of whoever is new what makes them more than a plain engineer', async () => {
    const record = await checked(
      file(row('nina-new'), row('noah-new', { roles: 'engineer, tech-lead', ladder: track, level: 'L4' })),
    );
    const shown = (await list(record.id, 'added')) as unknown as {
      id: string;
      changes: { field: string; to: unknown }[];
    }[];
    const said = shown.map(({ id, changes }) => [id, Object.fromEntries(changes.map(({ field, to }) => [field, to]))]);
    const place = { team: 'Harbour', odc: 'North' };
    expect(said).toEqual([
      ['nina-new', place],
      ['noah-new', { ...place, roles: ['engineer', 'tech-lead'], ladder: track, level: 'L4' }],
    ]);
  });

  test('that cannot be read at all says so', async () => {
    const record = await checked('Name,Name\nAda,Ada');
    expect(record).toMatchObject({ state: 'faulty', found: { rows: 0 } });
    expect((await list(record.id, 'faults')).length).toBeGreaterThan(0);
  });

  test('that adds places says which, and they are added with it', async () => {
    const text = file(
      row('nina-new', { team: 'Lagoon', odc: 'West' }),
      row('noah-new', { team: 'lagoon ', odc: 'North' }),
    );
    expect(await checked(text)).toMatchObject({ state: 'faulty' });
    const record = await checked(text, { addsPlaces: true });
    expect(record.found).toMatchObject({ teams: ['Lagoon'], odcs: ['West'], kinds: { added: 2 } });
    await carriedOut(record);
    expect((await loadPlaces(world.outside.table))?.teams.filter((one) => /lagoon/i.test(one))).toEqual(['Lagoon']);
    expect((await of('noah-new'))?.team).toBe('Lagoon');
  });

  test('says what is wrong with times away before anybody decides', async () => {
    const away = (id: string, value: string) => `${row(id)},"${value}"`;
    const text = (...rows: string[]) => [`${head},Away`, ...rows].join('\r\n');
    const faulty = await checked(
      text(
        away('nina-new', '2027-01-10/2027-01-02'),
        away('noah-new', '2027-01-02/2027-01-10; 2027-01-05/2027-01-07'),
        away('nora-new', '2027-01-02/2027-01-10 nobody-here'),
      ),
    );
    expect(faulty).toMatchObject({ state: 'faulty', found: { faults: 3 } });
    expect(await list(faulty.id, 'faults')).toMatchObject([
      { row: 2, column: 'L (Away)', reason: expect.stringContaining('last day') },
      { row: 3, column: 'L (Away)', reason: expect.stringContaining('each day in one of them') },
      { row: 4, column: 'L (Away)', reason: expect.stringContaining('name an active person') },
    ]);
    // New people come at the same time: none of them is there yet for another.
    expect(await checked(text(away('nina-new', ''), away('noah-new', '2027-01-02 nina-new')))).toMatchObject({
      state: 'faulty',
    });
    const good = await checked(text(away('nina-new', '2027-01-02/2027-01-10 tess-lead')));
    expect(await carriedOut(good)).toMatchObject({ progress: { applied: 1, refused: 0 } });
    expect((await of('nina-new'))?.leave).toEqual([{ from: '2027-01-02', to: '2027-01-10', deputyId: 'tess-lead' }]);
  });

  test('of everybody lists who is missing, and leaves them as they are', async () => {
    const everybody = await loadEverybody(world.outside.table);
    const record = await checked(
      peopleCsv(everybody.filter((one) => !['eli-engineer', 'omid-other'].includes(one.id))),
      { isFull: true },
    );
    expect(record.found).toMatchObject({ absent: 2, unchanged: everybody.length - 2 });
    expect(await list(record.id, 'absent')).toMatchObject([{ id: 'eli-engineer' }, { id: 'omid-other' }]);
    const change = { kind: 'import' as const, of: record.id, version: record.version };
    await expect(propose(world.outside, 'hugo-hr', change)).rejects.toMatchObject({ code: 'already-done' });
    expect((await of('eli-engineer'))?.active).toBe(true);
  });

  test('can bring more people to a level than it has seats, and says so', async () => {
    const rows = Array.from({ length: 4 }, (_, at) => row(`nina-${at}`, { ladder: track, level: 'L5' }));
    const record = await checked(file(...rows));
    expect(record.found?.overCap).toMatchObject([{ level: 'L5', seats: expect.any(Number) }]);
    expect(await carriedOut(record)).toMatchObject({ progress: { applied: 4, refused: 0 } });
    expect(await of('nina-3')).toMatchObject({ level: 'L5' });
  });

  test('cannot leave fewer than two people of HR, and can name new ones and take the role from others', async () => {
    const hr = ['hugo-hr', 'hedy-hr', 'hana-hr', 'heidi-hr'];
    const leave = hr.map((id) => row(id, { active: 'no', roles: 'hr' }));
    expect(await checked(file(...leave))).toMatchObject({ state: 'faulty' });
    const record = await checked(file(...leave.slice(2), row('nina-hr', { roles: 'hr' })));
    expect(await carriedOut(record)).toMatchObject({ progress: { applied: 3, refused: 0 } });
  });

  test('can give the address that one person gives up to another one', async () => {
    for (const id of ['eli-engineer', 'erin-engineer']) await signInOf(world.outside, id);
    const everybody = await loadEverybody(world.outside.table);
    const with_ = (id: string, email: string) => ({ ...(everybody.find((one) => one.id === id) as Person), email });
    const record = await checked(
      peopleCsv([with_('erin-engineer', 'eli-engineer@example.com'), with_('eli-engineer', 'eli@example.com')]),
    );
    expect(await carriedOut(record)).toMatchObject({ progress: { applied: 2, refused: 0 } });
    const swap = await checked(
      peopleCsv([with_('erin-engineer', 'eli@example.com'), with_('eli-engineer', 'eli-engineer@example.com')]),
    );
    expect(await list(swap.id, 'faults')).toMatchObject([
      { reason: expect.stringContaining('take a mail address or an employee number from each other') },
    ]);
  });

  test('can be packed, and one that is too large or broken is refused before anything is kept', async () => {
    expect(await checked(gzipSync(file(row('nina-new'))))).toMatchObject({ state: 'checked' });
    const refused = { code: 'invalid-input' };
    await expect(upload(gzipSync(Buffer.alloc(fileLimits.fileBytes + 1)))).rejects.toMatchObject(refused);
    await expect(upload(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).rejects.toMatchObject(refused);
    await expect(upload('')).rejects.toMatchObject(refused);
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect((await readImports(world.outside, hugo, { limit: 50 })).items).toHaveLength(1);
  });

  test('is for HR alone', async () => {
    await expect(upload(file(row('nina-new')), { by: 'erin-engineer' })).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await checked(file(row('nina-new')));
    for (const who of ['erin-engineer', 'tess-lead'])
      await expect(read(id, who)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(read(id, 'dario-director')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('rows that one of the two people is involved in', () => {
  test('are set apart, and two others decide them', async () => {
    const record = await checked(
      file(
        row('hugo-hr', { name: 'Hugo H', roles: 'hr' }),
        row('hedy-hr', { name: 'Hedy H', roles: 'hr' }),
        row('nina-new'),
      ),
    );
    const done = await carriedOut(record);
    expect(done).toMatchObject({ progress: { applied: 1, refused: 0, apart: 2 }, rest: expect.any(String) });
    expect(await list(done.id, 'leftover')).toMatchObject([
      { id: 'hugo-hr', apart: true },
      { id: 'hedy-hr', apart: true },
    ]);
    const rest = await read(done.rest!);
    expect(rest).toMatchObject({ state: 'checked', restOf: done.id, found: { kinds: { changed: 2 } } });
    const ended = await carriedOut(rest, ['hana-hr', 'heidi-hr']);
    expect(ended).toMatchObject({ progress: { applied: 2, apart: 0 }, rest: null });
    expect((await of('hugo-hr'))?.name).toBe('Hugo H');
  });

  test('are decided by a delivery director, if everybody else of HR is involved in all of them', async () => {
    await changeByTwo(world.outside, 'hana-hr', { active: false });
    await changeByTwo(world.outside, 'heidi-hr', { active: false });
    const record = await checked(file(row('hedy-hr', { name: 'Hedy H', roles: 'hr' })));
    expect((await loadImport(world.outside.table, record.id))?.found?.involved).toEqual(['hedy-hr']);
    const hugo = await actorOf(world.outside, 'hugo-hr');
    // Who is involved in a record has a part in a case, so it is not told.
    expect(JSON.stringify([record, await readImports(world.outside, hugo, { limit: 50 })])).not.toContain('hedy-hr');
    await expect(
      propose(world.outside, 'hedy-hr', { kind: 'import', of: record.id, version: record.version }),
    ).resolves.toBeDefined();
    const proposal = await propose(world.outside, 'hugo-hr', {
      kind: 'import',
      of: record.id,
      version: record.version,
    });
    expect(JSON.stringify(await readProposalEvents(world.outside, hugo, proposal))).not.toContain('hedy-hr');
    const director = await actorOf(world.outside, 'dario-director');
    expect((await openProposalsOf(world.outside, director)).map((one) => one.id)).toContain(proposal);
    expect((await read(record.id, 'dario-director')).id).toBe(record.id);
    await expect(confirm(world.outside, 'hedy-hr', proposal)).rejects.toMatchObject({ code: 'forbidden' });
    await confirm(world.outside, 'dario-director', proposal);
    expect(await worked(record.id)).toMatchObject({ progress: { applied: 1, apart: 0 } });
  });

  test('are those of cases in which they take part, too', async () => {
    const more = { ladder: track, level: 'L2', techLeadId: 'tess-lead', odcLeadId: 'omar-odc' };
    await changeByTwo(world.outside, 'hana-hr', { ...more, roles: ['engineer', 'hr'] });
    await world.step(await world.open('hana-hr'));
    const record = await checked(
      file(
        row('tess-lead', { name: 'Tess T', mail: 'tess@example.com', roles: 'engineer, tech-lead' }),
        row('nina-new'),
      ),
    );
    const done = await carriedOut(record, ['heidi-hr', 'hana-hr']);
    expect(done).toMatchObject({ progress: { applied: 1, apart: 1 } });
    expect(await carriedOut(await read(done.rest!), ['heidi-hr', 'hugo-hr'])).toMatchObject({
      progress: { applied: 1 },
    });
  });
});

describe('of a file that two people have decided on', () => {
  const many = file(...Array.from({ length: 101 }, (_, at) => row(`nina-${at}`, { team: 'Lagoon' })));
  /** Two others change one of the two who decided. */
  const changed = async (who: string, more: Partial<Person>) =>
    confirm(
      world.outside,
      'heidi-hr',
      await propose(world.outside, 'hana-hr', await changeOf(world.outside, who, more)),
    );
  const confirmed = async ({ id, version }: ImportView) =>
    confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', { kind: 'import', of: id, version }));

  test.each([
    ['the proposer', 'hugo-hr', { roles: ['engineer' as const] }, 'proposed this does not work in HR any more'],
    ['the confirmer', 'hedy-hr', { roles: ['engineer' as const] }, 'confirmed this does not have the role for it'],
    ['the proposer', 'hugo-hr', { hrUnits: ['South'] }, 'proposed this is limited to other units now'],
    ['the confirmer', 'hedy-hr', { hrUnits: ['South'] }, 'confirmed this is limited to other units now'],
  ])('no row is carried out once %s has lost what they decided by: %s', async (_whose, who, more, why) => {
    const record = await checked(file(row('nina-new', { team: 'Lagoon' })), { addsPlaces: true });
    await confirmed(record);
    await changed(who, more);
    const stopped = await worked(record.id, 'hana-hr');
    expect(stopped).toMatchObject({ state: 'stopped', progress: { next: 0, applied: 0 } });
    expect(stopped.stopped).toContain(why);
    expect(await of('nina-new')).toBeNull();
    expect((await loadPlaces(world.outside.table))?.teams).not.toContain('Lagoon');
  });

  test('the rows that are left are not carried out if the proposer loses HR in between', async () => {
    const record = await checked(many, { addsPlaces: true });
    await confirmed(record);
    await workOnImport(world.outside, record.id);
    await changed('hugo-hr', { roles: ['engineer'] });
    const stopped = await worked(record.id, 'hana-hr');
    expect(stopped).toMatchObject({ state: 'stopped', progress: { next: 1, applied: 100 } });
    expect([await of('nina-99'), await of('nina-100')]).toEqual([expect.anything(), null]);
  });

  test('a row that was set apart does not undo what has changed in the record since', async () => {
    const [first, ...others] = many.split('\r\n');
    const eli = row('eli-engineer', { ladder: track, level: 'L2', lead: 'tess-lead', odcLead: 'omar-odc' });
    const hedy = row('hedy-hr', { name: 'Hedy H', roles: 'hr' });
    const record = await checked([first, hedy, eli, ...others].join('\r\n'), { addsPlaces: true });
    await confirmed(record);
    await workOnImport(world.outside, record.id);
    expect((await read(record.id)).progress).toMatchObject({ next: 1, apart: 1 });
    await changed('hedy-hr', { roles: ['hr', 'tech-lead'] });
    const done = await worked(record.id);
    const rest = await carriedOut(await read(done.rest!), ['hana-hr', 'heidi-hr']);
    expect(rest).toMatchObject({ state: 'done', progress: { applied: 0, refused: 1 } });
    expect(await list(rest.id, 'leftover')).toMatchObject([
      { id: 'hedy-hr', reason: 'The record has changed since the file was checked.' },
    ]);
    expect(await of('hedy-hr')).toMatchObject({ roles: ['hr', 'tech-lead'] });
  });
});

describe('while a file waits and while it is carried out', () => {
  test('a record that changes meanwhile is left, and said', async () => {
    const record = await checked(
      file(
        row('eli-engineer', { name: 'Eli E', ladder: track, level: 'L2', lead: 'tess-lead', odcLead: 'omar-odc' }),
        row('nina-new'),
      ),
    );
    await changeByTwo(world.outside, 'eli-engineer', { levelSince: '2025-02-03' });
    const done = await carriedOut(record);
    expect(done).toMatchObject({ progress: { applied: 1, refused: 1 } });
    expect(await list(done.id, 'leftover')).toMatchObject([
      { id: 'eli-engineer', reason: expect.stringContaining('has changed since') },
    ]);
    expect(await of('eli-engineer')).toMatchObject({ name: 'Eli Engineer', levelSince: '2025-02-03' });
  });

  test('a run that is killed between two rows loses nothing and does nothing twice', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => row(`nina-${at}`));
    const record = await checked(file(...rows));
    await confirm(
      world.outside,
      'hedy-hr',
      await propose(world.outside, 'hugo-hr', { kind: 'import', of: record.id, version: record.version }),
    );
    const { client } = world.outside.table;
    const send = client.send.bind(client);
    let left = 35;
    // The process dies in the middle of the first rows.
    client.send = ((...args: Parameters<typeof send>) => {
      if (left-- <= 0) return Promise.reject(new Error('killed'));
      return send(...args);
    }) as typeof client.send;
    await expect(workOnImport(world.outside, record.id)).rejects.toThrow('killed');
    client.send = send;
    expect((await read(record.id)).progress).toMatchObject({ next: 0, applied: 0 });
    expect(await worked(record.id)).toMatchObject({ state: 'done', progress: { applied: 250, refused: 0 } });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    for (const id of ['nina-0', 'nina-9', 'nina-249'])
      expect(await readPersonEvents(world.outside, hugo, id)).toHaveLength(1);
  });

  test('work that was lost is found again', async () => {
    const id = await upload(file(row('nina-new')));
    const { version } = await read(id);
    await wakeImports(world.outside);
    expect((await read(id)).version).toBe(version + 1);
    await worked(id);
    const { version: after } = await read(id);
    await wakeImports(world.outside);
    expect((await read(id)).version).toBe(after);
  });

  test('lost work is found however many files came after it, and in no file that has none left', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 25; at++) ids.push(await upload(file(row(`nina-${at}`))));
    await worked(ids[0]!);
    const versions = () => Promise.all(ids.map(async (id) => (await read(id)).version));
    const before = await versions();
    await wakeImports(world.outside);
    expect(await versions()).toEqual(before.map((version, at) => (at === 0 ? version : version + 1)));
  });

  test('two runs at once come to the same', async () => {
    const record = await checked(file(...Array.from({ length: 30 }, (_, at) => row(`nina-${at}`))));
    await confirm(
      world.outside,
      'hedy-hr',
      await propose(world.outside, 'hugo-hr', { kind: 'import', of: record.id, version: record.version }),
    );
    await Promise.all([workOnImport(world.outside, record.id), workOnImport(world.outside, record.id)]);
    expect(await worked(record.id)).toMatchObject({ state: 'done', progress: { applied: 30, refused: 0 } });
  });
});

test('whoever gets a role or another address by a file is told, and so are their leads and the old address', async () => {
  const everybody = await loadEverybody(world.outside.table);
  const eli = everybody.find((one) => one.id === 'eli-engineer') as Person;
  const record = await checked(peopleCsv([{ ...eli, email: 'eli@example.com', roles: ['engineer', 'tech-lead'] }]));
  const done = await carriedOut(record);
  expect(done).toMatchObject({ progress: { applied: 1 } });
  const seq = (await readPersonEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), 'eli-engineer')).length;
  const told = await tellOfPerson(world.outside, 'eli-engineer', seq);
  expect(told.notices.map((one) => one.to).sort()).toEqual(['eli-engineer', 'omar-odc', 'tess-lead']);
  expect(told.notices[0]).toMatchObject({
    template: 'change-confirmed',
    data: { matters: ['roles', 'mail'], import: record.id },
  });
  expect(told.before).toEqual({ personId: 'eli-engineer', email: 'eli-engineer@example.com' });
  const ended = await tellOfChange(world.outside, done.progress!.proposal, 3);
  expect(ended.notices.map(({ to, template }) => [to, template]).sort()).toEqual([
    ['hedy-hr', 'change-applied'],
    ['hugo-hr', 'change-applied'],
  ]);
});

test('a file of everybody comes back as it was, and imports unchanged', async () => {
  const hugo = await actorOf(world.outside, 'hugo-hr');
  const { exportId } = (await askForExport(world.outside, hugo, meta())).result;
  await expect(readExported(world.outside, hugo, exportId)).rejects.toMatchObject({ code: 'not-found' });
  await makeExport(world.outside, exportId);
  await makeExport(world.outside, exportId);
  const everybody = await loadEverybody(world.outside.table);
  expect(await readExport(world.outside, hugo, exportId)).toMatchObject({ state: 'ready', people: everybody.length });
  const text = gunzipSync(await readExported(world.outside, hugo, exportId));
  const record = await checked(text, { isFull: true });
  expect(record.found).toMatchObject({ rows: everybody.length, unchanged: everybody.length, absent: 0, faults: 0 });
  await expect(
    readExport(world.outside, await actorOf(world.outside, 'erin-engineer'), exportId),
  ).rejects.toMatchObject({ code: 'forbidden' });
});
