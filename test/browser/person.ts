import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { isDrawn } from '#test/support/extent.ts';

/** A person who is signed in, in a browser of their own. */
export interface Person {
  page: Page;
  /** Clicks a link or a button by its text, and waits for the next page. */
  press(words: string | RegExp): Promise<void>;
  /**
   * Checks the page: accessible in light and dark colours (a sample looks at a sixth of the pages), not wider than the
   * screen, and no errors in the browser.
   */
  look(name: string): Promise<void>;
  words(): Promise<string>;
  close(): Promise<void>;
}

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

/** The folder for screenshots of every page, for people to look at. Without it no screenshots are taken. */
const pictures = process.env.RUNGS_SCREENSHOTS;

export async function personAt(
  browser: Browser,
  url: string,
  name: string,
  viewport: { width: number; height: number } = desk,
): Promise<Person> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const complaints: string[] = [];
  let looks = 0;
  context.on('console', (message) => {
    // Browsers log this for a page with an error status, which is fine. The handler below checks all other resources.
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  context.on('response', (response) => {
    if (!response.ok() && !response.request().isNavigationRequest()) complaints.push(`no ${response.url()}`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  await pick(page, name);
  return {
    page,
    async press(words) {
      const named = { name: words, exact: typeof words === 'string' };
      const link = page.getByRole('main').getByRole('link', named);
      await Promise.all([page.waitForEvent('load'), link.or(page.getByRole('button', named)).first().click()]);
    },
    async look(what) {
      // While a stage is opening, the page reloads itself. Wait for the page that stays.
      await page.getByText(/ is opening\./).waitFor({ state: 'hidden' });
      if (isDrawn(looks++, 6)) await accessible(page);
      await asWideAs(page, viewport);
      if (pictures) await picture(page, join(pictures, `${what}.${viewport.width}`));
      expect(complaints).toEqual([]);
    },
    words: async () => (await page.getByRole('main').allInnerTexts()).join(),
    close: () => context.close(),
  };
}

/** Picks a person on the sign-in page of the local issuer. In a large directory it searches them first. */
export async function pick(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Who are you today?' }).waitFor();
  const search = page.getByLabel('Name, id or mail address');
  if ((await search.count()) > 0) {
    await search.fill(name);
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Search' }).click()]);
  }
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Fails if a page is not accessible in light and dark colours, or is wider than the screen. With a name it takes pictures. */
export async function faultless(page: Page, viewport: { width: number }, name?: string): Promise<void> {
  await accessible(page);
  await asWideAs(page, viewport);
  if (pictures && name) await picture(page, join(pictures, `${name}.${viewport.width}`));
}

async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await checked(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only the colours differ in the dark scheme.
  const dark = await checked(page, ['color-contrast']);
  expect({ url: page.url(), light: light.violations, dark: dark.violations }).toEqual({
    url: page.url(),
    light: [],
    dark: [],
  });
  expect(light.passes).toBeGreaterThan(15);
  expect(dark.passes).toBe(1);
}

async function asWideAs(page: Page, viewport: { width: number }): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect([page.url(), width]).toEqual([page.url(), viewport.width]);
}

async function checked(page: Page, rules?: string[]) {
  return page.evaluate(async (only) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations, passes } = await checker.run(document, only ? { runOnly: { type: 'rule', values: only } } : {});
    return {
      passes: passes.length,
      violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    };
  }, rules);
}

/** Takes screenshots of a page in light and dark colours, for people to look at. */
export async function picture(page: Page, file: string): Promise<void> {
  mkdirSync(join(file, '..'), { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${file}.${colorScheme}.png`, fullPage: true });
  }
}
