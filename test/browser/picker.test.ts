import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadHead } from '#shared/store/cases.ts';
import { startBrowser } from '#test/support/browser.ts';
import { person } from '#test/support/people.ts';
import { caseAt } from '#test/web/cases.ts';
import { type Site, startSite } from '#test/web/visit.ts';
import { faultless, phone } from './person.ts';
import { telephone } from './telephone.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), startSite({})]);
  for (let at = 0; at < 22; at++)
    await site.change(
      person(`bo-${at}`, { name: `Bo Björk ${at}`, level: 'L4', team: 'Shore', odc: 'South', roles: ['odc-lead'] }),
    );
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const holderOf = async (caseId: string) =>
  (await loadHead(site.world.outside.table, caseId))?.slots.find((one) => one.id === 'sign-off.odc-lead')?.personId;

test('with a script, a picker is a combobox: it searches as one types, and keys and a tap choose', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const page = await telephone(browser, site, 'hugo-hr');
  const failed: string[] = [];
  page.on('console', (message) => failed.push(message.text()));
  await page.goto(`${site.origin}/cases/${caseId}/steps/reassign?slot=sign-off.odc-lead`);
  const field = page.getByRole('combobox', { name: 'The new person' });
  await faultless(page, phone);
  // The arrow opens the people who are suggested.
  await field.press('ArrowDown');
  await page.getByRole('option', { name: /Olga Odc/ }).waitFor();
  await field.press('Escape');
  expect(await page.getByRole('listbox').count()).toBe(0);
  await field.pressSequentially('bjork 1');
  await page.getByRole('option', { name: /Bo Björk 11,/ }).waitFor();
  await faultless(page, phone);
  await page.getByText(/found for ‘bjork 1’/).waitFor();
  await field.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
  await field.press('Enter');
  expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual([
    expect.stringMatching(/^Bo Björk 1/),
    'false',
  ]);
  // Whoever types again chooses again. A person who cannot take the part cannot be tapped.
  await field.fill('tess');
  const tess = page.getByRole('option', { name: /Tess Lead/ });
  await tess.waitFor();
  expect(await tess.getAttribute('aria-disabled')).toBe('true');
  await tess.click({ force: true });
  expect(await field.inputValue()).toBe('tess');
  await field.fill('bjork');
  await page.getByRole('option', { name: 'Show the next people' }).click();
  await page.getByRole('option', { name: /Bo Björk 9,/ }).click();
  await page.getByLabel('Why').fill('They are away.');
  expect(failed).toEqual([]);
  await page.getByRole('button', { name: 'Give the part to them' }).click();
  await expect.poll(() => holderOf(caseId)).toBe('bo-9');
  await page.context().close();
});

test('with a script, a filter of the list of cases finds a person, and the list keeps to them', async () => {
  const page = await telephone(browser, site, 'hugo-hr');
  const failed: string[] = [];
  page.on('console', (message) => failed.push(message.text()));
  await page.goto(`${site.origin}/cases?state=any`);
  await page.getByText('Filter and order').click();
  const field = page.getByRole('combobox', { name: 'Lead of the engineer' });
  // A name of which nobody is chosen comes back with a fault beside the field, however often it is sent.
  await field.fill('bjork');
  await page.getByRole('button', { name: 'Show the cases' }).click();
  await page
    .getByText(/found for ‘bjork’/)
    .locator('visible=true')
    .waitFor();
  await page.getByRole('button', { name: 'Show the cases' }).click();
  await page.getByText('Choose one of the people who were found, or empty the search').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await faultless(page, phone);
  await field.fill('');
  await field.pressSequentially('bjork 7');
  await page.getByRole('option', { name: /Bo Björk 7,/ }).click();
  await faultless(page, phone);
  await page.getByRole('button', { name: 'Show the cases' }).click();
  await page.getByText('Lead of the engineer: Bo Björk 7').waitFor();
  expect(new URL(page.url()).searchParams.get('supervisorId')).toBe('bo-7');
  await page.getByText('No more cases fit the filters.').waitFor();
  // The fields are folded, so the list is on the first screen.
  expect(await page.getByLabel('Due from').isVisible()).toBe(false);
  await faultless(page, phone);
  expect(failed).toEqual([]);
  await page.context().close();
});

test('without a script, the form itself searches, and keeps what was filled in', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const page = await telephone(browser, site, 'hugo-hr', false);
  await page.goto(`${site.origin}/cases/${caseId}/steps/reassign?slot=sign-off.odc-lead`);
  await page.getByLabel('Why').fill('They are away.');
  // Enter stands for the button of the form; with a new name it searches, and nothing is decided.
  await page.getByLabel('Search by name for The new person').fill('bjork 7');
  await page.getByLabel('Search by name for The new person').press('Enter');
  await page.getByText('1 found for ‘bjork 7’. Choose above.').waitFor();
  expect(await page.getByLabel('Why').inputValue()).toBe('They are away.');
  await page.getByLabel('Search by name for The new person').fill('bjork');
  await page.getByRole('button', { name: 'Search for The new person', exact: true }).click();
  await page.getByRole('button', { name: 'The next people for The new person' }).click();
  await page.getByLabel('The new person', { exact: true }).selectOption('bo-9');
  await page.getByRole('button', { name: 'Give the part to them' }).click();
  await expect.poll(() => holderOf(caseId)).toBe('bo-9');
  await page.context().close();
});

test('HR picks the lead of a person, on a phone', async () => {
  const page = await telephone(browser, site, 'hugo-hr');
  await page.goto(`${site.origin}/hr/people/erin-engineer`);
  const field = page.getByRole('combobox', { name: 'ODC lead' });
  expect(await field.inputValue()).toMatch(/^Omar Odc/);
  await field.fill('björk 3');
  await page.getByRole('option', { name: /Bo Björk 3,/ }).click();
  await faultless(page, phone);
  expect(await field.inputValue()).toMatch(/^Bo Björk 3/);
  expect(await page.locator('select[name=odcLeadId]').inputValue()).toBe('bo-3');
  await page.context().close();
});
