import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPersonEvents } from '#shared/store/chains.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { errorUrn, patchOp, type ScimClient, scimOn } from './client.ts';

/**
 * The requests that Okta sends, in the order and in the forms of "Okta and SCIM Version 2.0" and of the SCIM 2.0 specification
 * test that it gives to developers.
 */

let world: World;
let okta: ScimClient;
beforeAll(async () => {
  world = await startWorld();
  okta = await scimOn(world);
});
afterAll(() => world.stop());

const user = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'runscope300@example.com',
  name: { givenName: 'Runscope', familyName: 'Test' },
  emails: [{ primary: true, value: 'runscope300@example.com', type: 'work' }],
  displayName: 'Runscope Test',
  locale: 'en-US',
  externalId: '00ujl29u0le5T6Aj10h7',
  groups: [],
  password: '1mz050nq',
  active: true,
};
let id: string;

test('it tests the connection with a page of two', async () => {
  const { status, body } = await okta.send('GET', '/Users?startIndex=1&count=2');
  expect([status, body]).toMatchObject([
    200,
    { startIndex: 1, itemsPerPage: 2, schemas: [expect.stringContaining('ListResponse')] },
  ]);
  expect(body.Resources).toHaveLength(2);
  expect(body.totalResults).toBeGreaterThan(2);
  expect(body.Resources).toMatchObject([{ id: 'dario-director', userName: 'dario-director@example.com' }, {}]);
});

test('it imports everybody, page after page', async () => {
  const seen: string[] = [];
  for (let startIndex = 1; ; ) {
    const { body } = await okta.send('GET', `/Users?startIndex=${startIndex}&count=4`);
    seen.push(...(body.Resources as { id: string }[]).map((one) => one.id));
    startIndex += Number(body.itemsPerPage);
    if (startIndex > Number(body.totalResults)) break;
  }
  expect(seen).toEqual(smallOrganisation.map((one) => one.id).sort());
});

test('it looks whether the user is there, and finds people of the directory by their mail address', async () => {
  expect(await okta.find('userName eq "runscope300@example.com"')).toBeNull();
  expect(await okta.find('userName eq "Erin-Engineer@example.com"')).toMatchObject({
    id: 'erin-engineer',
    active: true,
  });
});

test('it creates the user, reads it, and is refused a second one', async () => {
  const created = await okta.send('POST', '/Users', user);
  expect([created.status, created.body]).toMatchObject([
    201,
    { userName: user.userName, name: user.name, active: true, displayName: 'Runscope Test' },
  ]);
  // A password is never kept or shown.
  expect(JSON.stringify(created.body)).not.toContain(user.password);
  id = String(created.body.id);
  expect((await okta.send('GET', `/Users/${id}`)).body).toEqual(created.body);
  const again = await okta.send('POST', '/Users', user);
  expect([again.status, again.body]).toMatchObject([
    409,
    { schemas: [errorUrn], status: '409', scimType: 'uniqueness' },
  ]);
});

test('it replaces the user, and the same again leaves no trace', async () => {
  const replaced = {
    ...user,
    id,
    name: { givenName: 'Another', familyName: 'Test' },
    displayName: 'Another Test',
    meta: {},
  };
  const first = await okta.send('PUT', `/Users/${id}`, replaced);
  expect([first.status, first.body.displayName]).toEqual([200, 'Another Test']);
  const events = await loadPersonEvents(world.outside.table, id);
  expect((await okta.send('PUT', `/Users/${id}`, replaced)).body).toEqual(first.body);
  expect(await loadPersonEvents(world.outside.table, id)).toEqual(events);
});

test('it deactivates and reactivates the user without a path', async () => {
  for (const active of [false, true]) {
    const { status, body } = await okta.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value: { active } }));
    expect([status, body.active]).toEqual([200, active]);
    expect((await loadPerson(world.outside.table, id))?.active).toBe(active);
  }
});

test('it deactivates the user by a replacement of all', async () => {
  expect((await okta.send('PUT', `/Users/${id}`, { ...user, active: false })).body.active).toBe(false);
  expect((await loadPerson(world.outside.table, id))?.active).toBe(false);
});

test('it takes over somebody of the directory whom it found, and changes only what it says', async () => {
  const before = await loadPerson(world.outside.table, 'omid-other');
  const found = await okta.find('userName eq "omid-other@example.com"');
  const names = { givenName: 'Omid', familyName: 'Other' };
  const { status } = await okta.send('PUT', `/Users/${found?.id}`, {
    ...user,
    ...{ userName: 'omid', externalId: '00u2' },
    name: names,
    displayName: 'Omid Other',
    emails: [{ value: 'omid-other@example.com', primary: true, type: 'work' }],
  });
  expect(status).toBe(200);
  expect(await loadPerson(world.outside.table, 'omid-other')).toEqual(before);
  expect(await okta.find('userName eq "omid"')).toMatchObject({ id: 'omid-other', externalId: '00u2' });
  expect(await okta.find('userName eq "omid-other@example.com"')).toBeNull();
});

test('an unknown user is 404, and so is a group', async () => {
  expect((await okta.send('GET', '/Users/010101001010101011001010101011')).status).toBe(404);
  const groups = await okta.send('GET', '/Groups?startIndex=1&count=100');
  expect([groups.status, groups.body]).toMatchObject([404, { schemas: [errorUrn], status: '404' }]);
});
