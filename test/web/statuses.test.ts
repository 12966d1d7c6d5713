import { type ErrorHandler, Hono } from 'hono';
import { expect, test } from 'vitest';
import { problemOf } from '#functions/runtime/api/problem.ts';
import { statuses } from '#functions/runtime/api/statuses.ts';
import { errorPage } from '#functions/web/http/errors.tsx';
import { Refusal, type RefusalCode } from '#shared/cases/refusal.ts';

/** The status of the answer to each refusal, from an app that turns errors into answers this way. */
function answers(codes: readonly RefusalCode[], onError: ErrorHandler) {
  const app = new Hono().get('/:code', (c) => {
    throw new Refusal(c.req.param('code') as RefusalCode, 'Not now.');
  });
  app.onError(onError);
  return Promise.all(codes.map(async (code) => [code, (await app.request(`/${code}`)).status]));
}

test('a refusal has the same status on a page as in the API', async () => {
  // Codes that only the API uses are about the form of a request. Pages have their own errors for that.
  const { unauthenticated, failed, ...rest } = statuses;
  const ofRequests = ['foreign-origin', 'no-such-route', 'method-not-allowed', 'body-too-large', 'not-json'];
  const own = [...ofRequests, 'unsupported-media-type', 'if-match-unreadable'];
  const codes = (Object.keys(rest) as RefusalCode[]).filter((code) => !own.includes(code));
  expect(codes.length).toBeGreaterThan(15);
  const onPages = await answers(codes, errorPage as unknown as ErrorHandler);
  expect(onPages).toEqual(codes.map((code) => [code, statuses[code]]));
  expect(await answers(codes, problemOf as unknown as ErrorHandler)).toEqual(onPages);
  expect([unauthenticated, failed]).toEqual([401, 500]);
});
