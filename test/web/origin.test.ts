import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseAt } from './cases.ts';
import { routesOf } from './routes.ts';
import { fieldsOf, pageOf, type Site, startSite } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const types = [
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'text/html',
  null,
];

const foreign: [string, Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example.com' }],
  ['a site with the origin null', { origin: 'null' }],
  ['our own host on another port', { origin: 'http://127.0.0.1:3998' }],
  ['an address that begins like ours', { origin: 'http://127.0.0.1:3999.evil.example.com' }],
  ['a sender without any origin', {}],
  ['another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour of ours', { 'sec-fetch-site': 'same-site' }],
  ['two places at once', { origin: 'http://127.0.0.1:3999', 'sec-fetch-site': 'cross-site' }],
];

describe('a request that changes something', () => {
  test.each(foreign)(
    'from %s is refused on every route with every content type, and nothing changes',
    async (_from, said) => {
      const routes = await routesOf(site);
      const posts = routes.filter(({ method }) => method === 'POST').map(({ address }) => address);
      const { caseId, engineerId } = await caseAt(site, 'portfolio');
      const { cookie, get } = await site.visitor(engineerId);
      const withdraw = `/cases/${caseId}/steps/withdraw`;
      const body = new URLSearchParams({ ...fieldsOf((await get(withdraw)).html), reason: 'Not mine' }).toString();
      const before = await site.world.everything(caseId);
      expect(posts).toHaveLength(7);
      for (const address of [...posts, withdraw])
        for (const type of types) {
          const headers = { cookie, ...said, ...(type ? { 'content-type': type } : {}) };
          const answer = await site.app.request(`${site.origin}${address}`, {
            method: 'POST',
            headers,
            body: type ? body : null,
          });
          expect([address, type, answer.status]).toEqual([address, type, 403]);
        }
      expect(await site.world.everything(caseId)).toEqual(before);
      // Not even the sign-out was carried out.
      expect((await get('/')).status).toBe(200);
    },
  );

  test('from our own pages is accepted, by Origin or by Sec-Fetch-Site', async () => {
    for (const said of [
      { origin: site.origin },
      { origin: site.origin, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      const { caseId, engineerId } = await caseAt(site, 'portfolio');
      const { cookie, get } = await site.visitor(engineerId);
      const withdraw = `/cases/${caseId}/steps/withdraw`;
      const body = new URLSearchParams({ ...fieldsOf((await get(withdraw)).html), reason: 'Mine' }).toString();
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', ...said } as Record<
        string,
        string
      >;
      const page = await pageOf(await site.app.request(`${site.origin}${withdraw}`, { method: 'POST', headers, body }));
      expect(page.status).toBe(303);
    }
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('by %s from another site is refused too', async (method) => {
    const { cookie } = await site.visitor('tess-lead');
    const headers = { cookie, origin: 'https://evil.example.com' };
    expect((await site.app.request(`${site.origin}/cases`, { method, headers })).status).toBe(403);
  });
});
