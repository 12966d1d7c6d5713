import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { startBrowser } from '#test/support/browser.ts';
import { startTestStack, type TestStack } from '#test/support/stack.ts';
import { desk, type Person, personAt, phone } from './person.ts';

const folder = mkdtempSync(join(tmpdir(), 'rungs-ladder-'));
const id = 'software-engineer-track';
const source = readFileSync(new URL(`../../shared/ladders/${id}.yaml`, import.meta.url), 'utf8');

let browser: Browser;
let running: TestStack;
let noor: Person;
let beatriz: Person;
beforeAll(async () => {
  running = await startTestStack();
  browser = await startBrowser();
  const { url } = running.stack;
  [noor, beatriz] = [
    await personAt(browser, url, 'Noor Haddad', phone),
    await personAt(browser, url, 'Beatriz Antunes', desk),
  ];
});
afterAll(async () => {
  await noor?.close();
  await beatriz?.close();
  await browser?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a file that a person can upload. Returns its path. */
function fileOf(text: string): string {
  const file = join(folder, 'ladder.yaml');
  writeFileSync(file, text);
  return file;
}

async function toPublishing({ page }: Person): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Publishing' }).click();
  await page.getByRole('heading', { name: 'Publishing', level: 1 }).waitFor();
}

const next = source.replace(/^version: 1$/m, 'version: 2');

/** `better` is a valid next version that needs one step more in every competency. `spoilt` has faults. */
const better = next.replace('{ kind: every-competency, atLeast: 3 }', '{ kind: every-competency, atLeast: 4 }');
const spoilt = next.replace(/^( +weight: ).*$/m, '$19').replace(/^title: .*$/m, 'title: 7');

test('one person of HR uploads, corrects and proposes on a phone; another one reads and publishes on a desktop', async () => {
  const { page } = noor;
  await toPublishing(noor);
  await noor.look('publish-list');
  await noor.press('Software Engineer Track');
  await noor.look('publish-ladder');

  await page.getByLabel('File').setInputFiles(fileOf(spoilt));
  await noor.press('Upload as a draft');
  expect(await noor.words()).toContain('The document is not a ladder.');
  // The page comes back with the text of the file. When it is sent again without a file, the text counts.
  expect(await page.getByLabel('Or its text').inputValue()).toBe(spoilt);
  await noor.look('publish-refused');
  await page.getByLabel('Or its text').fill(spoilt.replace('title: 7', 'title: Software Engineer Track'));
  await noor.press('Upload as a draft');
  expect(await noor.words()).toContain('A draft with errors cannot be published.');
  await noor.look('publish-errors');

  await noor.press(/^Back to/);
  await page.getByLabel('File').setInputFiles(fileOf(better));
  await noor.press('Upload as a draft');
  expect(await noor.words()).toContain('L2 to L3 now needs 4 in every competency');
  await noor.look('publish-draft');
  const today = running.stack.clock.now();
  const tomorrow = new Date(today.getTime() + 24 * 3600 * 1000).toISOString().slice(0, 10);
  expect(await page.getByLabel('In force from').inputValue()).toBe(today.toISOString().slice(0, 10));
  await page.getByLabel('In force from').fill('');
  await noor.press('Propose');
  expect(await page.getByLabel('In force from').getAttribute('aria-invalid')).toBe('true');
  await noor.look('publish-no-day');
  await page.getByLabel('In force from').fill(tomorrow);
  await noor.press('Propose');
  expect(await noor.words()).toContain('You uploaded this draft, so another person of HR must confirm it');
  await noor.look('publish-proposed');

  await toPublishing(beatriz);
  await beatriz.look('publish-waits');
  await beatriz.press('Draft of version 2');
  await beatriz.look('publish-confirm');
  await beatriz.press('Read the draft as people will see it');
  expect(await beatriz.words()).toContain('This is the draft of version 2.');
  await beatriz.look('publish-read');
  await beatriz.press('Back to the draft');
  await beatriz.press('Confirm and publish version 2');
  expect(await beatriz.words()).toContain('It is published.');
  await beatriz.look('publish-done');
});

test('a file of ten megabytes is refused with a clear message, on the page for a new ladder', async () => {
  const { page } = noor;
  await page.goto(`${running.stack.url}/hr/ladders/new`);
  await noor.look('publish-new');
  await page.getByLabel('File').setInputFiles(fileOf('x'.repeat(10_000_000)));
  await noor.press('Upload as a draft');
  expect(await noor.words()).toContain('A ladder can have 512 KB at most');
});

test('HR changes a person, and sees what a colleague changed meanwhile', async () => {
  const { page } = beatriz;
  const name = readOrganisation().people.find((one) => one.techLeadId !== null)?.name ?? '';
  await beatriz.page.goto(`${running.stack.url}/people`);
  await page.getByLabel('Name').fill(name);
  await beatriz.press('Search');
  await beatriz.press(name);
  await beatriz.look('publish-person');
  await noor.page.goto(page.url());
  await noor.page.getByLabel('Team').selectOption('Estuary');
  await noor.press('Save');
  expect(await noor.words()).toContain('The change is saved.');
  await noor.look('publish-person-saved');
  await page.getByLabel('ODC', { exact: true }).selectOption('Riverbend');
  await beatriz.press('Save');
  expect(await beatriz.words()).toContain('Team is now Estuary');
  await beatriz.look('publish-person-meanwhile');
  await beatriz.press('Save');
  expect(await page.getByLabel('Team').inputValue()).toBe('Estuary');
  expect(await page.getByLabel('ODC', { exact: true }).inputValue()).toBe('Riverbend');
});
