import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Place } from '#test/security/table.ts';
import type { Cost } from '#test/support/rounds.ts';
import { type Apps, type Asking, differing, prepare, startApps } from './apps.ts';
import { reads, roundsOfARead, steps, type Cost as Typed } from './table.ts';

let apps: Apps;
beforeAll(async () => {
  apps = await startApps();
  await prepare(apps);
});
afterAll(() => apps.stop());

/** The query of the form of a step: what the step is about. */
const about = '?attestation=talk&evidence=e1&objection=o1&requirement=demo';
const formOf = (type: keyof typeof steps): [string, Typed, Asking] => {
  const [cost, as, at] = steps[type];
  return [`GET /cases/:case/steps/${type}${about}`, cost, { as, at }];
};
const rows: [string, Typed, Asking?][] = [...reads, ...(Object.keys(steps) as (keyof typeof steps)[]).map(formOf)];

test('every page and every read of the API costs what the table says', async () => {
  const places = new Set(rows.flatMap(([, , asking]) => asking?.at ?? []));
  for (const place of places satisfies Set<Place>) await apps.caseAt(place);
  const costs: [string, Typed, Cost][] = [];
  for (const [route, typed, asking] of rows) {
    // The first request reads the ladders that it needs. They then stay in memory.
    const first = await apps.ask(route, asking);
    const status = asking?.status ?? (route.endsWith('favicon.ico') ? 204 : 200);
    expect([route, asking, first.status]).toEqual([route, asking, status]);
    const { cost } = await apps.ask(route, asking);
    costs.push([`${route} as ${asking?.as}`, typed, cost]);
  }
  expect(differing(costs)).toBe('');
}, 180_000);

test('no page and no read of the API takes more than two rounds', () => {
  expect(rows.filter(([, [rounds]]) => rounds > roundsOfARead)).toEqual([]);
});
