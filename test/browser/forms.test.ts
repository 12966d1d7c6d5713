import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stylesheet } from '#functions/web/views/styles.ts';
import { startBrowser } from '#test/support/browser.ts';
import { caseAt } from '#test/web/cases.ts';
import { does, open, startTurns } from '#test/web/turns.ts';
import type { Site } from '#test/web/visit.ts';
import { faultless, phone, picture } from './person.ts';
import { telephone } from './telephone.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), startTurns()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function look(page: Page, name: string): Promise<void> {
  await faultless(page, phone);
  const pictures = process.env.RUNGS_SCREENSHOTS;
  if (pictures) await picture(page, join(pictures, `form-${name}`));
}

test('on a phone a signer sees only the fields of the decision they choose', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const page = await telephone(browser, site, 'tess-lead');
  await page.goto(`${site.origin}/cases/${caseId}/steps/sign-off`);
  const [back, decline] = [page.getByText('When you return it'), page.getByText('When you decline')];
  expect([await back.isVisible(), await decline.isVisible()]).toEqual([false, false]);
  await page.getByRole('radio', { name: /^Decline/ }).check();
  expect([await back.isVisible(), await decline.isVisible()]).toEqual([false, true]);
  await look(page, 'decline');
  await page.getByRole('radio', { name: /^Return/ }).check();
  expect([await back.isVisible(), await decline.isVisible()]).toEqual([true, false]);
  await page.getByRole('radio', { name: 'Self-assessment' }).check();
  await page.getByText('What to look at again in Self-assessment').click();
  const why = page.getByLabel('Why: Debugging').first();
  expect(await why.isVisible()).toBe(false);
  await page.getByRole('checkbox', { name: 'Debugging' }).first().check();
  expect(await why.isVisible()).toBe(true);
  await look(page, 'return');
  await page.getByLabel('Comment').fill('Nearly there.');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  // Refused because the reason is missing. The choices are still there, and the fault is visible.
  await page.getByRole('alert').waitFor();
  expect([await why.isVisible(), await page.locator('#f-why-self-debugging-fault').isVisible()]).toEqual([true, true]);
  await look(page, 'return-refused');
  await page.context().close();
});

test('every form with people or days works on a phone', async () => {
  const caseId = await open(site, 'senior-0', 'L3-L4');
  const see = async (who: string, step: string) => {
    const page = await telephone(browser, site, who);
    await page.goto(`${site.origin}/cases/${caseId}/steps/${step}`);
    expect([step, await page.getByRole('main').getByRole('button').count()]).toEqual([step, 1]);
    await look(page, step);
    await page.context().close();
  };
  await see('senior-0', 'declare-track');
  await see('omar-odc', 'appoint-panel');
  await does(site, 'omar-odc', caseId, 'appoint-panel', { 'reviewers.0': 'pia-peer', 'reviewers.1': 'petra-peer' });
  await see('senior-0', 'raise-objection');
  await see('tess-lead', 'delegate');
  await see('hugo-hr', 'reassign');
  await see('hugo-hr', 'extend-deadline');
  await see('hugo-hr', 'cancel');
  const said = { slot: 'calibration.peer-1', ground: 'other', reason: 'We have never worked together.' };
  await does(site, 'senior-0', caseId, 'raise-objection', said);
  await see('omar-odc', 'answer-objection');
});

test('a field with a fault has a red border, in light and dark colours', async () => {
  const page = await (await browser.newContext()).newPage();
  const faulty = 'id="f-one" aria-invalid="true"';
  const fields = [
    `<input type="text" ${faulty}>`,
    `<input type="date" ${faulty}>`,
    `<select ${faulty}></select>`,
    `<textarea ${faulty}></textarea>`,
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const field of fields) {
      const form = `<div class="field">${field}<p class="fault">Write it.</p></div>`;
      await page.setContent(`<!doctype html><style>${stylesheet}</style><main>${form}</main>`);
      const [border, red] = await page.evaluate(() => [
        getComputedStyle(document.getElementById('f-one') as HTMLElement).borderTopColor,
        getComputedStyle(document.querySelector('.fault') as HTMLElement).color,
      ]);
      expect([colorScheme, field, border]).toEqual([colorScheme, field, red]);
    }
  }
  await page.context().close();
});

test('on a phone a long word in a list of facts makes the page no wider than the screen', async () => {
  const page = await (await browser.newContext({ viewport: phone })).newPage();
  const facts = `<dl><dt>Why it takes two people</dt><dd><p class="said">${'x'.repeat(100)}</p></dd></dl>`;
  await page.setContent(`<!doctype html><style>${stylesheet}</style><main>${facts}</main>`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  await page.context().close();
});
