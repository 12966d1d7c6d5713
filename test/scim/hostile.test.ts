import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/scim/body.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { errorUrn, patchOp, type ScimClient, scimOn } from './client.ts';

/** Requests that are wrong, too large, at the same moment, or of somebody else: a clear error, and nothing is half done. */

let world: World;
let scim: ScimClient;
beforeAll(async () => {
  world = await startWorld();
  scim = await scimOn(world);
});
afterAll(() => world.stop());

const erin = '/Users/erin-engineer';
const user = (name: string, more: object = {}) => ({
  userName: name,
  displayName: name,
  emails: [{ value: `${name}@example.com`, type: 'work', primary: true }],
  ...more,
});
const replace = (path: unknown, value: unknown) => patchOp({ op: 'replace', path, value });

const requests: [what: string, method: string, path: string, body: unknown, status: number, scimType?: string][] = [
  ['no JSON', 'POST', '/Users', '{"userName":', 400, 'invalidSyntax'],
  ['no object', 'POST', '/Users', [], 400, 'invalidSyntax'],
  ['no user name', 'POST', '/Users', { displayName: 'No Name' }, 400, 'invalidValue'],
  ['no name', 'POST', '/Users', { userName: 'nobody@example.com' }, 400, 'invalidValue'],
  ['no mail', 'POST', '/Users', { userName: 'nobody', displayName: 'No Mail' }, 400, 'invalidValue'],
  ['no mail address', 'POST', '/Users', user('no mail'), 400, 'invalidValue'],
  ['a name of two lines', 'POST', '/Users', user('two', { displayName: 'Two\nLines' }), 400, 'invalidValue'],
  ['a name that hides its direction', 'POST', '/Users', user('rtl', { displayName: 'a\u202Eb' }), 400, 'invalidValue'],
  ['a name that is too long', 'POST', '/Users', user('long', { displayName: 'x'.repeat(121) }), 400, 'invalidValue'],
  ['a user name that is an object', 'POST', '/Users', user('odd', { userName: { a: 1 } }), 400, 'invalidValue'],
  ['the mail address of another person', 'POST', '/Users', user('Eli-Engineer'), 409, 'uniqueness'],
  ['active that is neither', 'PATCH', erin, replace('active', 'perhaps'), 400, 'invalidValue'],
  ['active taken away', 'PATCH', erin, patchOp({ op: 'remove', path: 'active' }), 400, 'invalidValue'],
  [
    'the mail taken away',
    'PATCH',
    erin,
    patchOp({ op: 'remove', path: 'emails[type eq "work"]' }),
    400,
    'invalidValue',
  ],
  ['another id', 'PATCH', erin, replace('id', 'hugo-hr'), 400, 'mutability'],
  ['another kind of operation', 'PATCH', erin, patchOp({ op: 'move', path: 'active' }), 400, 'invalidSyntax'],
  ['no operations', 'PATCH', erin, { schemas: [] }, 400, 'invalidSyntax'],
  ['an operation that is none', 'PATCH', erin, patchOp('replace'), 400, 'invalidSyntax'],
  ['a removal of nothing', 'PATCH', erin, patchOp({ op: 'remove' }), 400, 'noTarget'],
  ['no value', 'PATCH', erin, patchOp({ op: 'replace', path: 'displayName' }), 400, 'invalidValue'],
  ['a path that is no text', 'PATCH', erin, replace(7, 'x'), 400, 'invalidPath'],
  ['a path that cannot be read', 'PATCH', erin, replace('emails[type eq', 'x'), 400, 'invalidPath'],
  ['a path to the prototype', 'PATCH', erin, replace('__proto__.active', true), 400, 'invalidPath'],
  [
    'too many operations',
    'PATCH',
    erin,
    patchOp(...Array(101).fill({ op: 'add', path: 'nickName', value: 'x' })),
    400,
    'tooMany',
  ],
  ['a filter by something else', 'GET', '/Users?filter=active%20eq%20%22true%22', undefined, 400, 'invalidFilter'],
  ['a filter with another operator', 'GET', '/Users?filter=userName%20co%20%22e%22', undefined, 400, 'invalidFilter'],
  [
    'a filter that goes on',
    'GET',
    '/Users?filter=userName%20eq%20%22e%22%20or%20userName%20pr',
    undefined,
    400,
    'invalidFilter',
  ],
  ['a page that nobody can count', 'GET', '/Users?startIndex=many', undefined, 400, 'invalidValue'],
  ['a page far away', 'GET', '/Users?startIndex=5000', undefined, 400, 'invalidValue'],
  ['somebody who is not there', 'PUT', '/Users/nobody', user('nobody'), 404],
  ['an id that is none', 'PATCH', '/Users/..%2fadmin', replace('active', true), 404],
  ['another method', 'POST', erin, {}, 404],
];

test.each(requests)(
  '%s is refused in the form of SCIM, and changes nothing',
  async (_what, method, path, body, status, scimType) => {
    const before = await loadPerson(world.outside.table, 'erin-engineer');
    const answer = await scim.send(method, path, body);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/scim+json; charset=utf-8',
    ]);
    expect(answer.body).toEqual({
      schemas: [errorUrn],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail: expect.stringMatching(/^\w.+\.$/),
    });
    expect(await loadPerson(world.outside.table, 'erin-engineer')).toEqual(before);
  },
);

test('a body that is too large, of another type, and from another site is refused', async () => {
  const large = await scim.send('POST', '/Users', user('large', { title: 'x'.repeat(70_000) }));
  expect([large.status, large.body]).toMatchObject([413, { schemas: [errorUrn], status: '413' }]);
  const typed = await scim.send('POST', '/Users', user('typed'), { 'content-type': 'text/plain' });
  expect([typed.status, typed.body]).toMatchObject([415, { schemas: [errorUrn], status: '415' }]);
  const foreign = await scim.send('POST', '/Users', user('foreign'), { origin: 'https://evil.example' });
  expect([foreign.status, foreign.body]).toMatchObject([403, { schemas: [errorUrn], status: '403' }]);
});

test('no token gets 401, and that of a person 403, in the form of SCIM', async () => {
  for (const [authorization, status] of [
    ['', 401],
    ['Bearer hugo-hr', 403],
  ] as const) {
    const answer = await scim.send('GET', '/Users', undefined, { authorization });
    expect([answer.status, answer.body]).toMatchObject([status, { schemas: [errorUrn], status: String(status) }]);
  }
});

test('of two who are created with one name at the same moment, one is', async () => {
  const both = await Promise.all([1, 2].map(() => scim.send('POST', '/Users', user('twice'))));
  expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
});

test('people of one name get ids of their own', async () => {
  const ids = [];
  for (const mail of ['one', 'two', 'three']) {
    const { body } = await scim.send('POST', '/Users', user(`same-${mail}`, { displayName: 'Sam Same' }));
    ids.push(body.id);
  }
  expect(ids).toEqual(['sam-same', 'sam-same-2', 'sam-same-3']);
  const { status, body } = await scim.send('POST', '/Users', user('han', { displayName: '王小明' }));
  expect([status, body.id]).toEqual([201, 'han']);
});

test('pushes at the same moment are all carried out', async () => {
  const path = '/Users/eli-engineer';
  const all = await Promise.all([
    scim.send('PATCH', path, replace('displayName', 'Eli Anew')),
    scim.send('PATCH', path, replace('externalId', 'of-eli')),
    scim.send('PATCH', path, replace('active', false)),
  ]);
  expect(all.map((one) => one.status)).toEqual([200, 200, 200]);
  const { body } = await scim.send('GET', path);
  expect(body).toMatchObject({ displayName: 'Eli Anew', externalId: 'of-eli', active: false });
});

test('a version that has changed since is refused, and the right one goes through', async () => {
  const path = '/Users/omid-other';
  const etag = (await scim.send('GET', path)).headers.get('etag') ?? '';
  const changed = await scim.send('PATCH', path, replace('displayName', 'Omid Anew'), { 'if-match': etag });
  expect(changed.status).toBe(200);
  const stale = await scim.send('PATCH', path, replace('displayName', 'Omid Stale'), { 'if-match': etag });
  expect([stale.status, stale.body]).toMatchObject([412, { schemas: [errorUrn] }]);
});

describe('a user says nothing of', () => {
  test('levels, roles, leads and cases', async () => {
    const { body } = await scim.send('GET', '/Users?count=200');
    const text = JSON.stringify(body);
    for (const word of ['L2', 'tech-lead', 'omar-odc"}', 'software-engineer-track', 'case_', 'roles', 'level'])
      expect([word, text.includes(word)]).toEqual([word, false]);
    const names = new Set((body.Resources as JsonObject[]).flatMap((one) => Object.keys(one)));
    const known = ['schemas', 'id', 'userName', 'externalId', 'displayName', 'name', 'emails', 'active', 'meta'];
    expect([...names].filter((one) => !known.includes(one) && !one.startsWith('urn:'))).toEqual([]);
  });
});
