import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '#test/support/browser.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';
import { desk, personAt, phone } from './person.ts';

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

/** In the sample, Quang Huy Bui is in the portfolio stage with some evidence, and Amara Okafor has just begun. */
test.each([
  ['phone', phone],
  ['desk', desk],
])('on a %s an engineer sees what is missing, and changes a piece of evidence', async (_where, viewport) => {
  const { page, press, look, words, close } = await personAt(browser, running.stack.url, 'Quang Huy Bui', viewport);
  await press(/L2 to L3/);
  await press('See what is missing');
  expect(await words()).toContain('necessary, but not sufficient');
  expect(await words()).toContain('What your evidence covers');
  await look('missing');
  await page.goBack();
  await page
    .getByRole('link', { name: /^Change / })
    .first()
    .click();
  await page.waitForLoadState();
  await look('evidence');
  await page.getByLabel('Project').fill('Payments and refunds');
  await press('Save the change');
  expect(await words()).toContain('Project: Payments and refunds.');
  await close();
});

test('an engineer at the beginning sees everything that is still to do', async () => {
  const { press, look, words, close } = await personAt(browser, running.stack.url, 'Amara Okafor', desk);
  await press(/L2 to L3/);
  await press('See what is missing');
  expect(await words()).toContain('Still to rate in your self-assessment');
  await look('missing-at-first');
  await close();
});
