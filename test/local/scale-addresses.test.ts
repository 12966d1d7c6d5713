import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import { type Site, startSite } from '#test/web/visit.ts';
import { askedOf, readers, unasked } from '../../bench/scale-addresses.ts';

/** What `npm run bench -- --scale` asks for comes from what is served. */

let site: Site;
let routes: string[];
beforeAll(async () => {
  site = await startSite();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const identify = async (subject: string) => ({ issuer: '', subject, issuedAt: 0 });
  const deps = { outside: site.world.outside, origin: site.origin, version: '0', identify, log };
  const apps = [createApi(deps), createHr(deps), site.app, site.hr];
  routes = apps.flatMap((app) => app.routes.flatMap(({ method, path }) => (method === 'GET' ? path : [])));
});
afterAll(() => site.stop());

test('every address that is served is asked by every reader, or there is a reason why not', () => {
  const asked = askedOf(routes);
  for (const address of ['/', '/hr/imports', '/hr/people/:engineer', '/api/cases/:case', '/ladders/:ladder'])
    for (const who of readers) expect(asked).toContainEqual([who, address]);
  expect(asked.filter(([, address]) => /:id\b/.test(address))).toEqual([]);
});

test('a new page with a name of its own is not forgotten', () => {
  expect(() => askedOf([...routes, '/hr/gifts/:gift'])).toThrow('what /hr/gifts/:gift stands for');
  expect(askedOf([...routes, '/hr/gifts'])).toContainEqual(['director', '/hr/gifts']);
});

test('each reason is about something that is served', () => {
  expect(Object.keys(unasked).filter((begin) => !routes.some((path) => path.startsWith(begin)))).toEqual([]);
});
