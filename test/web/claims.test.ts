import { expect, test } from 'vitest';
import { claimedBy } from '#functions/web/http/claims.ts';

const token = { iss: 'https://login.example.com/', sub: 'sub-1', aud: 'rungs-web', iat: 1, exp: 2 };

test.each<[string, string, Record<string, unknown>, string | null, boolean]>([
  ['a checked mail address', 'email', { email: 'a@example.com', email_verified: true }, 'a@example.com', true],
  ['one that is checked in a word', 'email', { email: 'a@example.com', email_verified: 'true' }, 'a@example.com', true],
  ['one that is not checked', 'email', { email: 'a@example.com', email_verified: false }, 'a@example.com', false],
  [
    'one that is not checked, in a word',
    'email',
    { email: 'a@example.com', email_verified: 'false' },
    'a@example.com',
    false,
  ],
  ['one of which nothing is said', 'email', { email: 'a@example.com' }, 'a@example.com', false],
  ['no mail address', 'email', { email_verified: true }, null, true],
  ['a claim that the deployment names', 'upn', { upn: 'a@example.com', email: 'b@example.com' }, 'a@example.com', true],
  ['no such claim', 'upn', { email: 'b@example.com', email_verified: true }, null, true],
  ['an employee number', 'employeeid', { employeeid: 'A-0042' }, 'A-0042', true],
  ['one that is a number', 'employeeid', { employeeid: 4711 }, '4711', true],
  ['a number that no text says exactly', 'employeeid', { employeeid: 1.5 }, null, true],
  ['blanks', 'upn', { upn: '  ' }, null, true],
  ['a list', 'upn', { upn: ['a@example.com'] }, null, true],
  ['a longer text than an address can be', 'upn', { upn: `${'a'.repeat(250)}@example.com` }, null, true],
])('a visitor is known by %s', (_what, claim, claims, value, isVerified) => {
  expect(claimedBy({ ...token, ...claims }, claim)).toEqual({
    claimed: { issuer: token.iss, subject: token.sub, claim, value },
    isVerified,
  });
});
