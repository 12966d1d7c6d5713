import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { startBrowser } from '#test/support/browser.ts';
import { beginSignIn, type Mounted, mountIssuer } from './mounted.ts';

let mounted: Mounted;
let browser: Browser;
beforeAll(async () => {
  [mounted, browser] = await Promise.all([mountIssuer({ people: readOrganisation().people }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await mounted.stop();
});

async function openPicker(options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const { url } = await beginSignIn(mounted);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

const phone = { width: 320, height: 640 };
const desk = { width: 1280, height: 900 };

describe('the page to pick a person, in a real browser', () => {
  test.each([
    ['a phone by day', phone, 'light'],
    ['a phone at night', phone, 'dark'],
    ['a desk by day', desk, 'light'],
    ['a desk at night', desk, 'dark'],
  ] as const)('on %s has no accessibility fault and is not wider than the screen', async (...given) => {
    const [, viewport, colorScheme] = given;
    const { page, complaints, close } = await openPicker({ viewport, colorScheme });
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations, passes } = await checker.run();
      return { checked: passes.length, violations: violations.map(({ id, help }) => `${id}: ${help}`) };
    });
    expect(faults.violations).toEqual([]);
    expect(faults.checked).toBeGreaterThan(10);
    const seen = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      paper: getComputedStyle(document.body).backgroundColor,
    }));
    expect(seen.wide).toBeLessThanOrEqual(viewport.width);
    expect(seen.paper).toBe(colorScheme === 'dark' ? 'rgb(20, 26, 33)' : 'rgb(255, 255, 255)');
    expect(complaints).toEqual([]);
    await close();
  });

  test('works with the keyboard and without a script', async () => {
    const { page, close } = await openPicker({ javaScriptEnabled: false, viewport: desk });
    await page.keyboard.press('Tab');
    const callback = page.waitForRequest((request) => request.url().startsWith(`${mounted.redirectUri}?`));
    await page.keyboard.press('Enter');
    expect(new URL((await callback).url()).searchParams.get('code')).toMatch(/.+/);
    await close();
  });
});
