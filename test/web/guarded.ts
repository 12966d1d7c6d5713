import { expect } from 'vitest';
import type { Page } from './visit.ts';

/** The content security policy of every page without a script. */
export const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Expects the headers of every page, and nothing in it that would need an exception in the policy. */
export function expectGuarded({ headers, html }: Page): void {
  expect(headers.get('cache-control')).toBe('no-store, private');
  expectPolicy(headers);
  expect(html).not.toMatch(/<script|<style|<iframe|<img|<base| style=| on[a-z]+="/i);
}

/** Expects the headers that every answer has, cached or not. */
export function expectPolicy(headers: Headers): void {
  expect(headers.get('content-security-policy')).toBe(policy);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
}
