import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { startBrowser } from '#test/support/browser.ts';
import { drawnPart } from '#test/support/extent.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';
import { desk, personAt, phone, pick } from './person.ts';
import { addPiece, answerAndReview, fill, handIn, openPortfolio, piecesOn, rateAll, sign, waitFor } from './steps.ts';

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

test('an engineer, their tech lead and their ODC lead take a case from opening to promotion', async () => {
  const { url } = running.stack;
  const people = readOrganisation().people;
  const nameOf = (id: string | null | undefined) => people.find((one) => one.id === id)?.name ?? '';
  const { personId } = await tokenFor(url, 'engineer');
  const item = people.find((one) => one.id === personId);
  const [engineer, techLead, odcLead] = await Promise.all([
    personAt(browser, url, nameOf(personId), phone),
    personAt(browser, url, nameOf(item?.techLeadId)),
    personAt(browser, url, nameOf(item?.odcLeadId)),
  ]);

  // The engineer opens the case. Its first stage opens a moment later, and the page refreshes itself.
  await engineer.look('first-page');
  await engineer.press('Open a case');
  await engineer.look('open');
  await engineer.press('Open the case');
  await engineer.page.getByText('It is your turn.').waitFor();
  await engineer.look('case-self-assessment');

  // They leave one dimension out. The form comes back as it was, and they reach the missing field with the keyboard.
  await engineer.press('Submit the self-assessment');
  await engineer.look('self-assessment');
  await rateAll(engineer, ['debugging']);
  await engineer.page.locator('summary').first().click();
  await engineer.page.getByLabel('Note: Language & stack').fill('I moved the team to strict types.');
  await engineer.press('Submit the self-assessment');
  const { page } = engineer;
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
  expect(await page.getByLabel('Note: Language & stack').inputValue()).toBe('I moved the team to strict types.');
  await engineer.look('self-assessment-refused');
  for (const key of ['Tab', 'Enter', 'ArrowRight']) await page.keyboard.press(key);
  expect(await page.locator('input[name="ratings.debugging"]:checked').count()).toBe(1);
  await page.check('input[name="ratings.debugging"][value="4"]');
  await engineer.press('Submit the self-assessment');
  await page.getByText('Your self-assessment is submitted.').waitFor();

  await answerAndReview(techLead, url);

  // The engineer adds the evidence. A link that is not allowed comes back with the reason beside it.
  await openPortfolio(engineer, url);
  await engineer.look('case-portfolio');
  for (const [at, piece] of piecesOn(running.stack.clock.now()).entries())
    await addPiece(engineer, piece, async () => {
      if (at > 0) return;
      await fill(engineer, { ...piece[1], Link: 'http://docs.example.com/adr/17' });
      await engineer.press('Add to the portfolio');
      await page.getByRole('alert').waitFor();
      await engineer.look('evidence-refused');
    });
  expect(await engineer.words()).toContain('4 of 4 requirements are met.');
  await engineer.look('case-portfolio-complete');
  await engineer.press('Change A year of reviews');
  await engineer.look('evidence-change');
  await page.goBack();
  await handIn(engineer);
  await engineer.look('case-engineer-waits');

  // Both sign. The second signer sees the comment of the first.
  await sign(techLead, url, 'I have seen the work myself.', []);
  await sign(odcLead, url, 'A clear case. Congratulations.', ['I have seen the work myself.']);

  // The engineer reads the outcome with its reasons, and checks the record.
  await waitFor(async () => {
    await page.reload();
    return (await engineer.words()).includes('Promoted');
  });
  for (const said of ['A clear case. Congratulations.', 'Criteria', 'Consensus'])
    expect(await engineer.words()).toContain(said);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await engineer.look('case-promoted');
  await engineer.press('History and proof');
  expect(await engineer.words()).toContain('The record holds.');
  await engineer.look('history');
  await page.goto(`${url}/people?${new URLSearchParams({ q: nameOf(personId) })}`);
  expect(await page.getByRole('row', { name: `${nameOf(personId)} ${personId} L3` }).count()).toBe(1);
  await Promise.all([engineer.close(), techLead.close(), odcLead.close()]);
}, 300_000);

test('every other page works on a phone and a desktop, in light and dark colours', async () => {
  const { url } = running.stack;
  for (const viewport of drawnPart([phone, desk], 2)) {
    const hr = await personAt(browser, url, 'Noor Haddad', viewport);
    for (const path of ['/', '/cases', '/people', '/ladders', '/ladders/software-engineer-track', '/nothing-here']) {
      await hr.page.goto(`${url}${path}`);
      await hr.look(`hr${path.replaceAll('/', '-')}`);
    }
    for (const name of ['Olena Bondar', 'Kwame Boateng', 'Zainab Idris', 'Tuan Kiet Ngo']) {
      // The list begins with open cases; a filter shows the closed ones.
      await hr.page.goto(`${url}/cases`);
      if (
        (await hr.page
          .getByRole('main')
          .getByRole('link', { name: new RegExp(`^${name}`) })
          .count()) === 0
      )
        await hr.page.goto(`${url}/cases?state=closed`);
      await hr.press(new RegExp(`^${name}`));
      for (const summary of await hr.page.locator('summary').all()) await summary.click();
      await hr.look(`hr-case-${name.replaceAll(' ', '-').toLowerCase()}`);
    }
    await hr.press('Sign out');
    await hr.look('signed-out');
    await hr.close();
  }
});

test('a person who was signed out while writing does not lose their text', async () => {
  const { url } = running.stack;
  const amara = await personAt(browser, url, 'Amara Okafor', phone);
  await amara.press(/^Amara Okafor/);
  await amara.press('withdraw your case');
  await amara.page.getByLabel('Why you withdraw').fill('I would rather begin in spring.\nThank you all.');

  const elsewhere = await amara.page.context().newPage();
  await elsewhere.goto(url);
  await elsewhere.getByRole('button', { name: 'Sign out' }).click();
  await elsewhere.getByText('You are signed out').waitFor();

  await amara.press('Withdraw the case');
  expect(await amara.words()).toContain('What you wrote is kept on this page.');
  await amara.look('sign-in-again');
  const opened = amara.page.context().waitForEvent('page');
  await amara.page.getByRole('link', { name: 'Sign in, in a new tab' }).click();
  await pick(await opened, 'Amara Okafor');
  await amara.press('Send it again');
  await amara.page.getByText('I would rather begin in spring.').waitFor();
  await amara.close();
});

test('a page of another site can neither send our forms nor show our pages in a frame', async () => {
  const { url } = running.stack;
  const noor = await personAt(browser, url, 'Noor Haddad');
  const page = `<form method="post" action="${url}/sign-out" target="inside"><button>Win a prize</button></form>
    <iframe name="inside" src="${url}/"></iframe>`;
  const other = createServer((_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end(page));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const tab = await noor.page.context().newPage();
  await tab.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  const answered = tab.waitForResponse(`${url}/sign-out`);
  await tab.getByRole('button', { name: 'Win a prize' }).click();
  expect((await answered).status()).toBe(403);
  expect(await tab.frameLocator('iframe').getByText('Rungs').count()).toBe(0);
  await noor.page.reload();
  expect(await noor.words()).toContain('Your open steps');
  await noor.close();
  other.closeAllConnections();
  other.close();
});

test('with the keyboard a person can skip the menu, and sign out', async () => {
  const { page, close } = await personAt(browser, running.stack.url, 'Noor Haddad');
  await page.reload();
  for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('You are signed out').waitFor();
  await close();
});
