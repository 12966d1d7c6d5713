import { expect, test } from 'vitest';
import { statuses } from '#functions/runtime/api/statuses.ts';
import { statusOf } from '#functions/web/http/errors.tsx';
import type { RefusalCode } from '#shared/cases/refusal.ts';

test('a refusal has the same status on a page as in the API', () => {
  // Codes that only the API uses are about the form of a request. Pages have their own errors for that.
  const { unauthenticated, failed, ...rest } = statuses;
  const ofRequests = ['foreign-origin', 'no-such-route', 'method-not-allowed', 'body-too-large', 'not-json'];
  const own = [...ofRequests, 'unsupported-media-type', 'if-match-unreadable'];
  const shared = Object.entries(rest).filter(([code]) => !own.includes(code));
  expect(shared.length).toBeGreaterThan(15);
  expect(shared.map(([code]) => [code, statusOf(code as RefusalCode)])).toEqual(shared);
  expect([unauthenticated, failed]).toEqual([401, 500]);
});
