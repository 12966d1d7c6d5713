import { expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import { createWeb } from '#functions/web/app.tsx';
import { createHrPages } from '#functions/web/hr.tsx';
import { forManyCases, forms, reads, signIn, writes } from './table.ts';

/** A route without the names of its parameters: the table names them differently from the apps. */
const plain = (route: string) =>
  route
    .replace(/[?,].*/, '')
    .replace(/(\/steps)\/[a-z-]+/, '$1/:')
    .replace(/:[a-z]*/g, ':');

test('every route of the APIs and of the pages has a row, and every row a route', () => {
  const nothing = {} as never;
  const apps = [createApi(nothing), createHr(nothing), createWeb(nothing), createHrPages(nothing)];
  const routes = apps.flatMap((app) => app.routes.filter(({ method }) => method !== 'ALL'));
  const named = [
    ...reads.map(([route]) => route),
    ...[writes, forms, forManyCases, signIn].flatMap((table) => Object.keys(table)),
    // These two have a row for each command. The compiler asks for all of them.
    'GET /cases/:case/steps/:type',
    'POST /api/cases/:case/commands',
  ];
  const there = new Set(routes.map(({ method, path }) => plain(`${method} ${path}`)));
  expect([...new Set(named.map(plain))].sort()).toEqual([...there].sort());
});
