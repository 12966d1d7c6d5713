import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '#test/support/browser.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';
import { desk, type Person, personAt, phone } from './person.ts';

let browser: Browser;
let running: TestStack;
beforeAll(async () => {
  running = await startTestStack();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
});

/** Every kind of page, on every kind of ladder. */
const pages: [name: string, path: string][] = [
  ['list', ''],
  ['track', '/software-engineer-track'],
  ['track-level', '/software-engineer-track/levels/L4'],
  ['track-competency', '/software-engineer-track/competencies/technical-mastery'],
  ['track-transition', '/software-engineer-track/transitions/L2-L3'],
  ['track-choice', '/software-engineer-track/transitions/L3-L4'],
  ['track-tracks', '/software-engineer-track/tracks'],
  ['track-faq', '/software-engineer-track/faq'],
  ['track-compare', '/software-engineer-track/compare?from=L2&to=L3'],
  ['ratings', '/software-engineer-ratings'],
  ['ratings-level', '/software-engineer-ratings/levels/L2'],
  ['ratings-competency', '/software-engineer-ratings/competencies/project-ownership'],
  ['narrative-competency', '/engineer-narrative/competencies/impact'],
  ['competencies', '/senior-engineer-competencies'],
  ['competencies-print', '/senior-engineer-competencies/print'],
  ['competencies-versions', '/senior-engineer-competencies/versions'],
];

describe.each([
  ['phone', phone],
  ['desk', desk],
])('on a %s', (_where, viewport) => {
  let reader: Person;
  beforeAll(async () => {
    reader = await personAt(browser, running.stack.url, 'Noor Haddad', viewport);
  });
  afterAll(() => reader.close());

  test.each(pages)('the page %s is accessible, in light and dark colours', async (name, path) => {
    await reader.page.goto(`${running.stack.url}/ladders${path}`);
    await reader.look(`ladder-${name}`);
  });
});

/** An A4 page without its margins, in CSS pixels. */
const paper = { width: 718, height: 1047 };

test('a printed ladder has whole tables, no menus, no underlined links, and a new page for each competency', async () => {
  const { page, close } = await personAt(browser, running.stack.url, 'Noor Haddad', paper);
  await page.goto(`${running.stack.url}/ladders/software-engineer-track/print`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('header, nav, .skip').filter({ visible: true }).count()).toBe(0);
  const found = await page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    return {
      cut: all('main, main *').filter((one) => one.getBoundingClientRect().right > window.innerWidth).length,
      underlined: all('main a').filter((one) => getComputedStyle(one).textDecorationLine !== 'none').length,
      sheets: all('.sheet').filter((one) => getComputedStyle(one).breakBefore === 'page').length,
      colour: getComputedStyle(document.body).color,
    };
  });
  const { competencies } = softwareEngineerTrack;
  // The other three sheets are transitions, tracks and questions.
  expect(found).toEqual({ cut: 0, underlined: 0, sheets: competencies.length + 3, colour: 'rgb(0, 0, 0)' });
  await close();
});
