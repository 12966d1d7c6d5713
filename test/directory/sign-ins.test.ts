import { describe, expect, test } from 'vitest';
import type { SignInRefusal } from '#shared/contract/names.ts';
import type { SignIns } from '#shared/contract/sign-ins.ts';
import { decideSignIn, decideSignInEnd, type Visitor } from '#shared/domain/directory/sign-ins.ts';
import { person } from '#test/support/people.ts';

const at = '2026-03-02T09:00:00.000Z';
const [first, other] = ['a'.repeat(32), 'b'.repeat(32)];
const erin = person('erin-engineer');

const signIns = (...list: [id: string, endedAt: string | null][]): SignIns => ({
  list: list.map(([id, endedAt]) => ({ id, issuer: 'https://one.example', claim: 'email', boundAt: at, endedAt })),
  version: list.length,
  audit: { seq: list.length, hash: '' },
});

const visitor: Visitor = {
  id: first,
  claimed: { issuer: 'https://one.example', subject: 'erin', claim: 'email', value: 'erin@example.com' },
  isVerified: true,
  person: erin,
  signIns: null,
};

describe('a visitor whom their issuer knows', () => {
  test('is bound to the person whom the claim names, at their first sign-in', () => {
    expect(decideSignIn(visitor)).toEqual({
      ok: true,
      person: erin,
      events: [
        {
          type: 'sign-in-bound',
          data: { signIn: first, issuer: 'https://one.example', claim: 'email' },
          actor: { personId: erin.id, role: 'engineer', relation: 'sign-in', onBehalfOf: null },
        },
      ],
    });
  });

  test.each<[string, Partial<Visitor>]>([
    ['as they did before', {}],
    ['although the issuer says nothing more of them', { claimed: { ...visitor.claimed, value: null } }],
    ['although the issuer has not checked their mail address again', { isVerified: false }],
  ])('comes in by their own sign-in %s', (_how, more) => {
    expect(decideSignIn({ ...visitor, signIns: signIns([first, null]), ...more })).toEqual({
      ok: true,
      person: erin,
      events: null,
    });
  });

  test('comes in by a new sign-in after HR has ended the old one', () => {
    expect(decideSignIn({ ...visitor, signIns: signIns([other, at]) })).toMatchObject({
      ok: true,
      events: [{ type: 'sign-in-bound' }],
    });
  });

  test('comes over by an account that a mapping file names, and their earlier one ends', () => {
    const unknown = { ...visitor.claimed, value: null };
    const mapped = { ...visitor, claimed: unknown, isVerified: false, isMapped: true };
    expect(decideSignIn({ ...mapped, signIns: signIns([other, null]) })).toMatchObject({
      ok: true,
      events: [
        { type: 'sign-in-ended', data: { signIn: other }, actor: { personId: erin.id, relation: 'sign-in' } },
        { type: 'sign-in-bound', data: { signIn: first, claim: 'sub' } },
      ],
    });
    expect(decideSignIn(mapped)).toMatchObject({ ok: true, events: [{ type: 'sign-in-bound' }] });
    expect(decideSignIn({ ...mapped, person: { ...erin, active: false } })).toEqual({ ok: false, reason: 'left' });
    const ended = signIns([first, at], [other, null]);
    expect(decideSignIn({ ...mapped, signIns: ended })).toEqual({ ok: false, reason: 'ended' });
  });

  test.each<[SignInRefusal, string, Partial<Visitor>]>([
    ['no-claim', 'the issuer sends no such claim', { claimed: { ...visitor.claimed, value: null } }],
    ['unverified', 'the issuer has not checked the mail address', { isVerified: false }],
    ['unknown', 'nobody in the directory has the mail address', { person: null }],
    ['left', 'the person has left', { person: { ...erin, active: false } }],
    [
      'left',
      'the person has left, with a sign-in',
      { person: { ...erin, active: false }, signIns: signIns([first, null]) },
    ],
    ['second', 'the person comes in by another sign-in', { signIns: signIns([other, null]) }],
    [
      'second',
      'the person has had more sign-ins than anybody needs',
      {
        signIns: signIns(
          ...Array.from({ length: 50 }, (_, n) => [String(n).padStart(32, '0'), at] as [string, string]),
        ),
      },
    ],
    ['ended', 'HR has ended this sign-in', { signIns: signIns([first, at]) }],
    ['ended', 'HR has ended this one, and the person has another', { signIns: signIns([first, at], [other, null]) }],
  ])('is refused as %s: %s', (reason, _why, more) => {
    expect(decideSignIn({ ...visitor, ...more })).toEqual({ ok: false, reason });
  });
});

describe('a sign-in is ended', () => {
  const end = (actor = person('hugo-hr', { roles: ['hr'] }), of = erin.id, list = signIns([first, null])) =>
    decideSignInEnd(list, { of, signIn: first }, { actor, casesOfActor: [], units: [erin.odc] });

  test('by HR', () => {
    expect(end()).toMatchObject({ ok: true, event: { type: 'sign-in-ended', data: { signIn: first } } });
  });

  test.each([
    ['by an engineer', 'forbidden', () => end(person('eli-engineer'))],
    [
      'by a lead',
      'forbidden',
      () => end(person('tess-lead', { roles: ['tech-lead', 'odc-lead', 'head-of-department'] })),
    ],
    ['by a person of HR who has left', 'forbidden', () => end(person('gone', { roles: ['hr'], active: false }))],
    ['by the person, who is of HR', 'forbidden', () => end(person('hugo-hr', { roles: ['hr'] }), 'hugo-hr')],
    ['a second time', 'already-done', () => end(undefined, undefined, signIns([first, at]))],
    ['if the person has no such sign-in', 'not-found', () => end(undefined, undefined, signIns([other, null]))],
  ])('but not %s', (_who, code, decide) => {
    expect(decide()).toMatchObject({ ok: false, rejection: { code } });
  });
});
