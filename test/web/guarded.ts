import { expect } from 'vitest';
import picker from '#functions/web/browser/picker.json' with { type: 'json' };
import type { Page } from './visit.ts';

/** The content security policy of every page without a script. */
export const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const pickerScript = `<script src="${picker.path}" defer=""></script>`;

/**
 * Expects the headers of every page, and nothing in it that would need an exception in the policy. Only a page with pickers of
 * people has one: its script, which can send requests to ourselves.
 */
export function expectGuarded(page: Page): void {
  const { headers } = page;
  expect(headers.get('cache-control')).toBe('no-store, private');
  const isPicking = page.html.includes(pickerScript);
  expectPolicy(headers, isPicking ? `${policy}; script-src 'self'; connect-src 'self'` : policy);
  const html = page.html.replace(pickerScript, '');
  expect(html).not.toMatch(/<script|<style|<iframe|<img|<base| style=| on[a-z]+="/i);
}

/** Expects the headers that every answer has, cached or not. */
export function expectPolicy(headers: Headers, expected = policy): void {
  expect(headers.get('content-security-policy')).toBe(expected);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
}
