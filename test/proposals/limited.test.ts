import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inboxOf } from '#shared/cases/inbox.ts';
import { listNotices } from '#shared/cases/notices.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import { tell } from '#shared/cases/telling.ts';
import { readDirectory, readPeople, readPerson } from '#shared/directory/people.ts';
import { putPerson } from '#shared/directory/put.ts';
import { readPersonEvents, readPersonHistory } from '#shared/directory/read.ts';
import { readRefusedSignIns, readSignInHistory } from '#shared/directory/sign-ins.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { askForExport, makeExport, readExport, readExported } from '#shared/importing/export.ts';
import { readImport, readImports, readImportWith } from '#shared/importing/read.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { readProposal } from '#shared/proposals/read.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { loadHead } from '#shared/store/cases.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { holdersIn } from '#shared/store/holders.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { keepRefused } from '#shared/store/sign-ins.ts';
import { actorOf } from '#test/support/actor.ts';
import { changeRecord } from '#test/support/directory.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeOf, confirm, openProposalsOf, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** People of HR who are limited to ODCs: two to South, one to North. */

let world: World;
beforeAll(async () => {
  const ofHr = (id: string, odc: string) => person(id, { odc, roles: ['hr'], hrUnits: [odc] });
  world = await startWorld([
    ...smallOrganisation,
    ofHr('lars-south', 'South'),
    ofHr('lara-south', 'South'),
    ofHr('nils-north', 'North'),
    person('sue-south', { odc: 'South', level: 'L2' }),
    person('sam-south', { odc: 'South', roles: ['tech-lead'] }),
    person('sven-south', { odc: 'South' }),
    person('gwen-goes', {
      level: 'L2',
      techLeadId: 'tess-lead',
      odcLeadId: 'omar-odc',
      headOfDepartmentId: 'hana-head',
    }),
  ]);
});
afterAll(() => world.stop());

const actor = (id: string) => actorOf(world.outside, id);
const meta = () => ({ idempotencyKey: randomUUID(), requestId: 'test' });
const notFound = { code: 'not-found' };
const forbidden = { code: 'forbidden', message: 'This is for HR.' };
const seesCase = async (who: string, caseId: string) =>
  readCase(world.outside, await actor(who), caseId).then(
    ({ view }) => view.relations,
    ({ code }) => code,
  );

test('only those who are of HR for everything count among the two who remain', async () => {
  const kept = holdersIn(await getMany(world.outside.table, [keys.holders('hr')]), 'hr');
  expect(kept?.people.toSorted()).toEqual(['hedy-hr', 'hugo-hr']);
  // Lars gets everything, and is one of them; then the limit again.
  const { hrUnits: _limit, ...unlimited } = inputOf(await actor('lars-south'));
  const version = (await actor('lars-south')).version;
  const wide = { kind: 'person' as const, of: 'lars-south', version, input: unlimited };
  await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', wide));
  const after = holdersIn(await getMany(world.outside.table, [keys.holders('hr')]), 'hr');
  expect(after?.people).toContain('lars-south');
  const narrow = await changeOf(world.outside, 'lars-south', { hrUnits: ['South'] });
  await confirm(world.outside, 'hedy-hr', await propose(world.outside, 'hugo-hr', narrow));
  expect((await loadPerson(world.outside.table, 'lars-south'))?.hrUnits).toEqual(['South']);
  const last = await changeOf(world.outside, 'hedy-hr', { hrUnits: ['North'] });
  await expect(propose(world.outside, 'hugo-hr', last)).rejects.toMatchObject({ code: 'too-few-of-hr' });
});

test('a case is of the ODC in which its stage was opened, and goes with its engineer when the next one opens', async () => {
  const id = await world.open('gwen-goes');
  await world.step(id);
  expect([await seesCase('nils-north', id), await seesCase('lars-south', id)]).toEqual([['hr'], 'not-found']);
  const gwen = await actor('gwen-goes');
  await changeRecord(world.outside.table, { ...gwen, odc: 'South', version: gwen.version + 1 });
  expect([await seesCase('nils-north', id), await seesCase('lars-south', id)]).toEqual([['hr'], 'not-found']);
  // Another level stops the case. HR says how it goes on: who is HR to it is settled when that opens.
  const there = await actor('gwen-goes');
  await changeRecord(world.outside.table, { ...there, level: 'L4', version: there.version + 1 });
  await executeSystem(world.outside, id, { type: 'resettle' }, 'sweep', 'test');
  await world.step(id);
  const head = await loadHead(world.outside.table, id);
  expect(head).toMatchObject({ stage: 'stopped', status: 'open', odc: 'South' });
  expect([await seesCase('nils-north', id), await seesCase('lars-south', id)]).toEqual(['not-found', ['hr']]);
  for (let seq = 1; seq <= (head?.version ?? 0); seq++) await tell(world.outside, id, seq);
  const inbox = async (who: string) =>
    (await inboxOf(world.outside, await actor(who), { limit: 50 })).items.map((one) => one.caseId);
  const told = async (who: string) => (await listNotices(world.outside, await actor(who), { limit: 20 })).items.length;
  expect(await Promise.all(['hugo-hr', 'lars-south', 'nils-north'].map(inbox))).toEqual([[id], [id], []]);
  const [hugo, lars, nils] = await Promise.all(['hugo-hr', 'lars-south', 'nils-north'].map(told));
  expect([hugo, lars, nils]).toEqual([expect.any(Number), hugo, 0]);
  expect(hugo).toBeGreaterThan(0);
});

describe('a change of a record that takes two people', () => {
  test('is proposed and confirmed by two who are limited to its ODC, and nobody else who is limited knows of it', async () => {
    const change = await changeOf(world.outside, 'sue-south', { roles: ['engineer', 'tech-lead'] });
    const id = await propose(world.outside, 'lars-south', change);
    await tellOfChange(world.outside, id, 1);
    const listed = async (who: string) => (await openProposalsOf(world.outside, await actor(who))).map((one) => one.id);
    const told = async (who: string) =>
      (await listNotices(world.outside, await actor(who), { limit: 20 })).items.filter(
        (one) => 'proposalId' in one && one.proposalId === id,
      ).length;
    expect(await Promise.all(['hugo-hr', 'lara-south', 'nils-north'].map(listed))).toEqual([[id], [id], []]);
    expect(await Promise.all(['hugo-hr', 'lara-south', 'nils-north'].map(told))).toEqual([1, 1, 0]);
    await expect(readProposal(world.outside, await actor('nils-north'), id)).rejects.toMatchObject(notFound);
    await expect(confirm(world.outside, 'nils-north', id)).rejects.toMatchObject(notFound);
    expect(await confirm(world.outside, 'lara-south', id)).toMatchObject({ state: 'confirmed' });
  });

  test('is not proposed for somebody of another ODC, nor for more than they have', async () => {
    const north = await changeOf(world.outside, 'erin-engineer', { roles: ['engineer', 'tech-lead'] });
    const more = await changeOf(world.outside, 'sven-south', { roles: ['hr'] });
    for (const change of [north, more])
      await expect(propose(world.outside, 'lars-south', change)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of somebody whose proposer is limited to another ODC since is stale', async () => {
    const change = await changeOf(world.outside, 'sue-south', { roles: ['engineer'] });
    const id = await propose(world.outside, 'lars-south', change);
    const lars = await actor('lars-south');
    await changeRecord(world.outside.table, { ...lars, hrUnits: ['North'], version: lars.version + 1 });
    await expect(confirm(world.outside, 'lara-south', id)).rejects.toMatchObject({ code: 'proposal-stale' });
    await changeRecord(world.outside.table, { ...lars, version: lars.version + 2 });
  });
});

describe('people', () => {
  test('of another ODC are changed by one person of HR of theirs alone', async () => {
    const put = async (who: string, id: string) => {
      const before = await actor(id);
      const input = { ...inputOf(before), name: `${before.name} Again` };
      return putPerson(world.outside, await actor(who), { id, input }, { ...meta(), ifVersion: before.version });
    };
    await expect(put('lars-south', 'eli-engineer')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await put('lars-south', 'sven-south')).result).toMatchObject({ type: 'person-changed' });
  });

  test('are read with their records within the ODCs, and as everybody reads them beyond', async () => {
    const lars = await actor('lars-south');
    expect(await readPerson(world.outside, lars, 'sven-south')).toHaveProperty('email');
    expect(Object.keys((await readPerson(world.outside, lars, 'eli-engineer')) ?? {})).toEqual(
      Object.keys((await readPerson(world.outside, await actor('lena-senior'), 'eli-engineer')) ?? {}),
    );
    const { items } = await readPeople(world.outside, lars, { q: 's' }, 20);
    const whole = items.filter((one) => 'email' in one).map((one) => one.id);
    expect(whole.toSorted()).toEqual(['lars-south', 'lara-south', 'sam-south', 'sue-south', 'sven-south'].sort());
    expect(items.length).toBeGreaterThan(whole.length);
    for (const read of [readPersonEvents, readSignInHistory])
      await expect(read(world.outside, lars, 'eli-engineer')).rejects.toMatchObject(forbidden);
    await expect(readPersonHistory(world.outside, lars, 'eli-engineer', [])).rejects.toMatchObject(forbidden);
    expect((await readPersonHistory(world.outside, lars, 'sven-south', [])).person.id).toBe('sven-south');
  });

  test('are searched by role within one of the ODCs alone', async () => {
    const lars = await actor('lars-south');
    const leads = await readDirectory(world.outside, lars, { role: 'tech-lead', odc: 'south' }, 20);
    expect(leads.items.map(({ id }) => id)).toContain('sam-south');
    expect(leads.items.every(({ isRead }) => isRead)).toBe(true);
    // Who has one ODC need not name it.
    expect(await readDirectory(world.outside, lars, { role: 'tech-lead' }, 20)).toEqual(leads);
    for (const sought of [{ role: 'tech-lead' as const, odc: 'North' }, { odc: 'North' }])
      await expect(readDirectory(world.outside, lars, sought, 20)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('who were not let in are shown to HR of their ODC', async () => {
    const refused = (id: string, personId: string | null) => ({
      ...{
        id: id.repeat(32),
        issuer: 'https://issuer.example.com',
        subject: id,
        claim: 'email',
        value: `${id}@example.com`,
      },
      ...{ reason: 'second' as const, personId, at: world.clock.now().toISOString() },
    });
    for (const one of [refused('a', 'sven-south'), refused('b', 'eli-engineer'), refused('c', null)])
      await keepRefused(world.outside.table, one);
    const shown = async (who: string) =>
      (await readRefusedSignIns(world.outside, await actor(who), { limit: 50 })).items
        .map(({ subject }) => subject)
        .sort();
    expect(await Promise.all(['hugo-hr', 'lars-south', 'nils-north'].map(shown))).toEqual([
      ['a', 'b', 'c'],
      ['a'],
      ['b'],
    ]);
  });
});

describe('files of people', () => {
  const columns = 'Id,Name,Mail,Team,ODC,Roles,HR for';
  const checked = async (who: string, text: string) => {
    const input = { fileName: 'people.csv', isFull: true, addsPlaces: true, bytes: Buffer.from(text) };
    const { importId } = (await uploadPeople(world.outside, await actor(who), input, meta())).result;
    await workOnImport(world.outside, importId);
    return readImport(world.outside, await actor(who), importId);
  };
  const faultsOf = async (who: string, id: string) =>
    (await readImportWith(world.outside, await actor(who), { id, list: 'faults', part: 0 })).shown?.items;

  test('have no rows of others, and no new places', async () => {
    const rows = [
      'nora-new,Nora New,nora@example.com,Harbour,South,engineer,',
      'noah-new,Noah New,noah@example.com,Harbour,North,engineer,',
      'eli-engineer,Eli E,eli-engineer@example.com,Harbour,South,engineer,',
      'nina-new,Nina New,nina@example.com,Nowhere,South,engineer,',
      'nick-new,Nick New,nick@example.com,Harbour,South,hr,',
    ];
    const record = await checked('lars-south', [columns, ...rows].join('\n'));
    expect(record.state).toBe('faulty');
    expect(await faultsOf('lars-south', record.id)).toMatchObject([
      { row: 3, column: 'E (ODC)', reason: expect.stringContaining('you keep people of South alone') },
      { row: 4, column: 'E (ODC)' },
      { row: 5, column: 'D (Team)' },
      { row: 6, column: 'E (ODC)' },
    ]);
    await expect(readImport(world.outside, await actor('nils-north'), record.id)).rejects.toMatchObject(notFound);
  });

  test('do not tell who has an address elsewhere', async () => {
    const row = 'nora-new,Nora New,erin-engineer@example.com,Harbour,South,engineer,';
    const record = await checked('lars-south', [columns, row].join('\n'));
    const reasons = JSON.stringify(await faultsOf('lars-south', record.id));
    expect(reasons).toContain('another person has this mail address');
    expect(reasons).not.toContain('erin-engineer');
  });

  test('are carried out by two who are limited to the ODC, and list whoever is missing there alone', async () => {
    const row = 'nora-new,Nora New,nora@example.com,Harbour,South,hr,South';
    const record = await checked('lars-south', [columns, row].join('\n'));
    expect(record).toMatchObject({ state: 'checked', units: ['South'], found: { kinds: { added: 1 } } });
    const { shown } = await readImportWith(world.outside, await actor('lars-south'), {
      ...{ id: record.id, list: 'absent', part: 0 },
    });
    expect((shown?.items ?? []).flatMap((one) => ('id' in one ? one.id : []))).not.toContain('erin-engineer');
    const change = { kind: 'import' as const, of: record.id, version: record.version };
    const id = await propose(world.outside, 'lars-south', change);
    await expect(confirm(world.outside, 'nils-north', id)).rejects.toMatchObject(notFound);
    await confirm(world.outside, 'lara-south', id);
    await workOnImport(world.outside, record.id);
    await workOnImport(world.outside, record.id);
    expect(await loadPerson(world.outside.table, 'nora-new')).toMatchObject({ roles: ['hr'], hrUnits: ['South'] });
    const listed = async (who: string) =>
      (await readImports(world.outside, await actor(who), { limit: 50 })).items.length;
    expect([await listed('nils-north'), (await listed('lara-south')) > 0]).toEqual([0, true]);
  });

  test('that HR asks for have the people of their ODCs, and can be sent again unchanged', async () => {
    const made = async (who: string) => {
      const { exportId } = (await askForExport(world.outside, await actor(who), meta())).result;
      await makeExport(world.outside, exportId);
      return { exportId, text: gunzipSync(await readExported(world.outside, await actor(who), exportId)).toString() };
    };
    const { exportId, text } = await made('lars-south');
    expect([text.includes('sven-south'), text.includes('erin-engineer')]).toEqual([true, false]);
    for (const who of ['nils-north', 'erin-engineer'])
      await expect(readExport(world.outside, await actor(who), exportId)).rejects.toThrow();
    const everybody = await made('hugo-hr');
    await expect(readExport(world.outside, await actor('lars-south'), everybody.exportId)).rejects.toMatchObject(
      notFound,
    );
    const again = await checked('hugo-hr', everybody.text);
    expect(again.found).toMatchObject({ faults: 0, kinds: { changed: 0, added: 0, moved: 0 } });
    // An empty cell takes a limit away, and says so.
    const wide = await checked('hugo-hr', 'Id,HR for\nlars-south,');
    const { shown } = await readImportWith(world.outside, await actor('hugo-hr'), {
      ...{ id: wide.id, list: 'changed', part: 0 },
    });
    expect(shown?.items).toMatchObject([{ changes: [{ field: 'hrUnits', from: ['South'], to: null }] }]);
  });
});
