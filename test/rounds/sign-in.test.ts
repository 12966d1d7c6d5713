import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindSignIns } from '#infra/local/identity/bind.ts';
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
  const signIn = { subject: 'erin-engineer', personId: 'erin-engineer' };
  await bindSignIns(site.world.outside, mounted.issuer, [signIn]);
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
  const [cookie = ''] = begun.result.headers.getSetCookie()[0]?.split(';') ?? [];
  const callback = await pickPerson(mounted, 'erin-engineer', begun.result.headers.get('location') ?? '');
  const back = await costOf(table, () => get(callback, cookie));
  expect([back.result.status, back.result.headers.get('location')]).toEqual([303, '/']);
  const costs = { 'GET /sign-in': begun.cost, 'GET /sign-in/callback': back.cost };
  expect(differing(Object.entries(costs).map(([route, cost]) => [route, signIn[route], cost] as const))).toBe('');
});
