import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '#test/support/browser.ts';
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

/** Pages of every kind, of ladders of every kind. */
const pages: [name: string, path: string][] = [
  ['list', ''],
  ['track', '/software-engineer-track'],
  ['track-level', '/software-engineer-track/levels/L4'],
  ['track-competency', '/software-engineer-track/competencies/technical-mastery'],
  ['track-transition', '/software-engineer-track/transitions/L2-L3'],
  ['track-transition-tracks', '/software-engineer-track/transitions/L3-L4'],
  ['track-tracks', '/software-engineer-track/tracks'],
  ['track-faq', '/software-engineer-track/faq'],
  ['track-compare', '/software-engineer-track/compare?from=L2&to=L3'],
  ['track-versions', '/software-engineer-track/versions'],
  ['ratings', '/software-engineer-ratings'],
  ['ratings-level', '/software-engineer-ratings/levels/L2'],
  ['ratings-competency', '/software-engineer-ratings/competencies/project-ownership'],
  ['ratings-compare', '/software-engineer-ratings/compare'],
  ['narrative', '/engineer-narrative'],
  ['narrative-competency', '/engineer-narrative/competencies/impact'],
  ['narrative-transition', '/engineer-narrative/transitions/L2-L3'],
  ['competencies', '/senior-engineer-competencies'],
  ['competencies-competency', '/senior-engineer-competencies/competencies/complex-bugs'],
  ['competencies-print', '/senior-engineer-competencies/print'],
  ['track-print', '/software-engineer-track/print'],
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

  test.each(pages)('the page %s can be read by everybody, by day and by night', async (name, path) => {
    await reader.page.goto(`${running.stack.url}/ladders${path}`);
    await reader.look(`ladder-${name}`);
  });
});
