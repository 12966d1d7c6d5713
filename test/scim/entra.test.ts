import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPersonEvents } from '#shared/store/chains.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { enterprise, errorUrn, machine, patchOp, type ScimClient, scimOn } from './client.ts';

/**
 * The requests that Microsoft Entra ID sends, in the order and in the forms of "Tutorial: Develop and plan provisioning for a SCIM
 * endpoint" and "Known issues and resolutions with SCIM 2.0 protocol compliance" of its documentation.
 */

let world: World;
let entra: ScimClient;
beforeAll(async () => {
  world = await startWorld();
  entra = await scimOn(world);
});
afterAll(() => world.stop());

const userName = 'Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1';
const mail = 'Test_User_fd0ea19b-0777-472c-9f96-4f70d2226f2e@testuser.com';
const created = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName,
  active: true,
  emails: [{ primary: true, type: 'work', value: mail }],
  meta: { resourceType: 'User' },
  name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
  roles: [],
};
let id: string;

test('it looks whether its credentials are right, with a user that nobody has', async () => {
  const answer = await entra.send('GET', '/Users?filter=userName+eq+%22non-existent+user%22');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/scim+json; charset=utf-8']);
  expect(answer.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 0,
    startIndex: 1,
    itemsPerPage: 0,
    Resources: [],
  });
});

test('it creates a user, who is an engineer on no ladder', async () => {
  const answer = await entra.send('POST', '/Users', created);
  expect(answer.status).toBe(201);
  id = String(answer.body.id);
  expect(answer.headers.get('location')).toBe(`https://rungs.example.com/scim/v2/Users/${id}`);
  expect(answer.body).toMatchObject({
    externalId: created.externalId,
    userName,
    active: true,
    name: created.name,
    emails: created.emails,
    meta: { resourceType: 'User', version: answer.headers.get('etag') },
  });
  expect(await loadPerson(world.outside.table, id)).toMatchObject({
    name: 'givenName familyName',
    email: mail,
    roles: ['engineer'],
    ladder: null,
    level: null,
    team: 'To be completed',
    odc: 'To be completed',
    active: true,
  });
  const [event] = await loadPersonEvents(world.outside.table, id);
  expect(event?.actor.relation).toBe(`machine:${machine}`);
});

test('it reads the user by id, by user name, by its own id and by mail address', async () => {
  const byId = await entra.send('GET', `/Users/${id}`);
  expect(byId.status).toBe(200);
  const filters = [
    `userName eq "${userName}"`,
    `userName eq "${userName.toUpperCase()}"`,
    `externalId eq "${created.externalId}"`,
    `emails[type eq "work"].value eq "${mail}"`,
    `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${userName}"`,
  ];
  for (const filter of filters) expect([filter, await entra.find(filter)]).toEqual([filter, byId.body]);
  // Its own ids differ by capital letters.
  expect(await entra.find(`externalId eq "${created.externalId.toUpperCase()}"`)).toBeNull();
});

test('it gets 404 for a user who is not there, in the form of SCIM', async () => {
  const { status, body } = await entra.send('GET', '/Users/5171a35d82074e068ce2');
  expect([status, body]).toEqual([404, { schemas: [errorUrn], status: '404', detail: 'There is no such user.' }]);
});

test('a user whom it creates twice is refused as not unique', async () => {
  const { status, body } = await entra.send('POST', '/Users', created);
  expect([status, body]).toMatchObject([409, { schemas: [errorUrn], status: '409', scimType: 'uniqueness' }]);
});

test('it replaces one part of the name and user name, with capital letters', async () => {
  const first = await entra.send(
    'PATCH',
    `/Users/${id}`,
    patchOp({ op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' }),
  );
  expect([first.status, first.body.name]).toEqual([
    200,
    { formatted: 'givenName updatedFamilyName', familyName: 'updatedFamilyName', givenName: 'givenName' },
  ]);
  const other = '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com';
  const second = await entra.send('PATCH', `/Users/${id}`, patchOp({ op: 'Replace', path: 'userName', value: other }));
  expect([second.status, second.body.userName]).toEqual([200, other]);
  expect(await entra.find(`userName eq "${userName}"`)).toBeNull();
  expect((await entra.find(`userName eq "${other}"`))?.id).toBe(id);
});

test('it replaces many attributes, in its older and in its newer form', async () => {
  const older = await entra.send(
    'PATCH',
    `/Users/${id}`,
    patchOp(
      { op: 'Replace', path: 'displayName', value: 'Pvlo' },
      { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
      { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
      { op: 'Replace', path: 'externalId', value: 'Eqpj' },
      { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'Eqpj' },
      { op: 'Add', path: `${enterprise}:department`, value: 'Harbour' },
      { op: 'Add', path: 'nickName', value: 'Babs' },
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+1' },
    ),
  );
  expect([older.status, older.body]).toMatchObject([
    200,
    {
      displayName: 'Pvlo',
      name: { givenName: 'Gtfd', familyName: 'Pkqf' },
      externalId: 'Eqpj',
      [enterprise]: { employeeNumber: 'Eqpj', department: 'Harbour' },
    },
  ]);
  expect(older.body).not.toHaveProperty('nickName');
  const newer = await entra.send(
    'PATCH',
    `/Users/${id}`,
    patchOp({
      op: 'replace',
      value: {
        displayName: 'Bjfe',
        'name.givenName': 'Kkom',
        'name.familyName': 'Unua',
        [`${enterprise}:employeeNumber`]: 'Aklq',
      },
    }),
  );
  expect(newer.body).toMatchObject({
    displayName: 'Bjfe',
    name: { givenName: 'Kkom', familyName: 'Unua' },
    [enterprise]: { employeeNumber: 'Aklq', department: 'Harbour' },
  });
  expect(await loadPerson(world.outside.table, id)).toMatchObject({
    name: 'Bjfe',
    externalId: 'Aklq',
    team: 'Harbour',
  });
});

test('the mail of somebody who has never signed in waits for HR, while it reads what it pushed', async () => {
  const pushed = { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@microsoft.com' };
  const { status, body } = await entra.send('PATCH', `/Users/${id}`, patchOp(pushed));
  expect([status, body.emails]).toEqual([200, [{ value: 'updatedEmail@microsoft.com', type: 'work', primary: true }]]);
  expect((await loadPerson(world.outside.table, id))?.email).toBe(mail);
});

test('it disables the user, as a text and as a value, and the second time leaves no trace', async () => {
  const disabled = await entra.send(
    'PATCH',
    `/Users/${id}`,
    patchOp({ op: 'Replace', path: 'active', value: 'False' }),
  );
  expect([disabled.status, disabled.body.active]).toEqual([200, false]);
  expect((await loadPerson(world.outside.table, id))?.active).toBe(false);
  const events = await loadPersonEvents(world.outside.table, id);
  const again = await entra.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'active', value: false }));
  expect([again.status, again.body]).toEqual([200, disabled.body]);
  expect(await loadPersonEvents(world.outside.table, id)).toEqual(events);
  expect((await entra.find(`externalId eq "Eqpj"`))?.active).toBe(false);
});

test('it restores the user', async () => {
  const { body } = await entra.send('PATCH', `/Users/${id}`, patchOp({ op: 'Replace', path: 'active', value: 'True' }));
  expect(body.active).toBe(true);
  expect((await loadPerson(world.outside.table, id))?.active).toBe(true);
});

test('it deletes the user, who stays in the directory and comes back as the same person', async () => {
  expect((await entra.send('DELETE', `/Users/${id}`)).status).toBe(204);
  expect((await loadPerson(world.outside.table, id))?.active).toBe(false);
  for (const [method, body] of [
    ['GET'],
    ['PUT', created],
    ['PATCH', patchOp({ op: 'Replace', path: 'active', value: true })],
    ['DELETE'],
  ] as const)
    expect([method, (await entra.send(method, `/Users/${id}`, body)).status]).toEqual([method, 404]);
  expect(await entra.find('externalId eq "Eqpj"')).toBeNull();
  const back = await entra.send('POST', '/Users', { ...created, displayName: 'Back Again' });
  expect([back.status, back.body]).toMatchObject([201, { id, active: true, displayName: 'Back Again' }]);
  expect(await loadPerson(world.outside.table, id)).toMatchObject({ active: true, name: 'Back Again' });
});

test('it adds a manager by the id alone, which counts if that person is a tech lead', async () => {
  const path = `${enterprise}:manager`;
  const lead = await entra.send('PATCH', `/Users/${id}`, patchOp({ op: 'Add', path, value: 'tess-lead' }));
  expect(lead.body[enterprise]).toMatchObject({ manager: { value: 'tess-lead' } });
  expect((await loadPerson(world.outside.table, id))?.techLeadId).toBe('tess-lead');
  const nobody = await entra.send(
    'PATCH',
    `/Users/${id}`,
    patchOp({ op: 'Replace', path, value: { value: 'hana-head' } }),
  );
  expect([nobody.status, nobody.body[enterprise]]).toMatchObject([200, { manager: { value: 'hana-head' } }]);
  expect((await loadPerson(world.outside.table, id))?.techLeadId).toBe('tess-lead');
});

test('it discovers schemas and what we can do', async () => {
  const schemas = await entra.send('GET', '/Schemas');
  expect(schemas.body).toMatchObject({ totalResults: 2, Resources: [{ name: 'User' }, { id: enterprise }] });
  expect((await entra.send('GET', `/Schemas/${enterprise}`)).body).toMatchObject({ id: enterprise });
  expect((await entra.send('GET', '/ResourceTypes')).body).toMatchObject({
    Resources: [{ id: 'User', endpoint: '/Users' }],
  });
  expect((await entra.send('GET', '/ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users' });
  expect((await entra.send('GET', '/ResourceTypes/Group')).status).toBe(404);
  const config = await entra.send('GET', '/ServiceProviderConfig');
  expect(config.body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    etag: { supported: true },
  });
});
