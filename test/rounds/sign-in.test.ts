import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mounted, mountIssuer, pickPerson } from '#test/local-identity/mounted.ts';
import { costOf } from '#test/support/rounds.ts';
import { type Site, startSite } from '#test/web/visit.ts';
import { differing } from './apps.ts';
import { signIn } from './table.ts';

const origin = 'https://rungs.example.com';
let mounted: Mounted;
let site: Site;
beforeAll(async () => {
  mounted = await mountIssuer({ redirectUri: `${origin}/sign-in/callback` });
  site = await startSite({ RUNGS_ORIGIN: origin, RUNGS_ISSUER: mounted.issuer });
});
afterAll(async () => {
  await site.stop();
  await mounted.stop();
});

test('signing in costs what the table says', async () => {
  const { table } = site.world.outside;
  const get = async (address: string, cookie = '') =>
    site.app.request(new URL(address, origin).href, { headers: { cookie } });
  const begun = await costOf(table, () => get('/sign-in'));
  const comeBack = async () => {
    const { headers } = await get('/sign-in');
    const callback = await pickPerson(mounted, 'erin-engineer', headers.get('location') ?? '');
    const back = await costOf(table, () => get(callback, headers.getSetCookie()[0]?.split(';')[0]));
    expect([back.result.status, back.result.headers.get('location')]).toEqual([303, '/']);
    return back.cost;
  };
  const costs = {
    'GET /sign-in': begun.cost,
    'GET /sign-in/callback, for the first time': await comeBack(),
    'GET /sign-in/callback': await comeBack(),
  };
  expect(differing(Object.entries(costs).map(([route, cost]) => [route, signIn[route], cost] as const))).toBe('');
});
