import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#infra/local/engine/engine.ts';
import { chanceOf } from '#infra/local/load/chance.ts';
import { startBrowser } from '#test/support/browser.ts';
import { drawnPart } from '#test/support/extent.ts';
import { type Company, companyOn } from './company.ts';
import { desk, faultless, type Person, personAt, phone } from './person.ts';
import { addPiece, answerAndReview, handIn, openPortfolio, piecesOn, rateAll, sign, waitFor } from './steps.ts';

/**
 * A company moves in, as the README and docs/how-to/move-in.md say: the commands, and then a browser. There is no token, no
 * API and no sample.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rungs-move-in-'));
const company: Company = companyOn(new Date(), chanceOf(Number(process.env.RUNGS_SEED ?? 11)));
const { cast, fault } = company;
const [first, second] = company.people
  .filter((one) => one.Roles === 'hr' && one['HR for'] === '')
  .map((one) => one.Name) as [string, string];

let env: NodeJS.ProcessEnv;
let url = '';
let stack: ChildProcess;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  env = { ...process.env, PORT: String(port), RUNGS_DATA_DIR: join(folder, 'data') };
  url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'organisation.yaml'), company.organisation);
  writeFileSync(join(folder, 'people.csv'), company.first);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (stack?.exitCode === null) {
    const gone = once(stack, 'exit');
    stack.kill('SIGINT');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm run NAME -- ...` and `npm start -- ...` run. */
const program = (name: string, ...args: string[]) => ['infra/local/program.mjs', name, ...args];

test('the setup fills an empty folder with the people of HR, and the start takes it as it is', async () => {
  const command = program('setup', '--organisation', join(folder, 'organisation.yaml'));
  const { stdout } = await promisify(execFile)(process.execPath, command, { env, cwd: root });
  expect(stdout).toContain('People: 3 added.');
  expect(stdout).toContain('Working calendars: 4 added.');
  expect(stdout).toContain('Ladders: 4 added.');
  stack = spawn(process.execPath, program('start'), { env, cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    stack.stdout?.on('data', (chunk) => String(chunk).includes(`ready at ${url}`) && resolve());
    stack.once('exit', () => reject(new Error('the stack ended before it was ready')));
  });
});

test('two people of HR bring in everybody by a file', async () => {
  const [hr, other] = await Promise.all([personAt(browser, url, first), personAt(browser, url, second)]);
  await hr.page.goto(`${url}/people`);
  await hr.press('Files of people');
  await hr.look('imports');

  // One cell is wrong: nothing can be carried out, and the page names it.
  await send(hr, company.faulty);
  const said = `Row ${fault.row}, column ${fault.column}`;
  await checked(hr, 'Has faults');
  expect(await hr.words()).toContain(said);
  await hr.look('import-faulty');

  await hr.press('send it again');
  await send(hr, company.everybody);
  await checked(hr, 'Checked, not carried out');
  for (const words of [
    '297 people are added.',
    '3 rows say what the directory says.',
    'New teams: Architecture, Delivery,',
    'Team 9, Team 10,',
    'L5 of software-engineer-track has 2 seats, and 3 people would be there.',
    '(Cost centre)',
  ])
    expect(await hr.words()).toContain(words);
  await hr.look('import-checked');
  await hr.page.getByLabel('Why, for the second person').fill('Everybody of the company, as of today.');
  await hr.press('Propose to carry it out');
  await hr.look('proposal-own');

  // The second person finds it on their first page.
  await other.page.goto(url);
  await other.look('first-page-hr');
  await other.press(/people\.csv/);
  await other.look('proposal');
  await other.press('Confirm and change the record');
  expect(await other.words()).toContain('The page of the file shows how far it is carried out.');
  await other.look('proposal-confirmed');
  await other.press('The file, and what each row does');
  await checked(other, 'Carried out');
  expect(await other.words()).toContain('297 rows were carried out.');
  await other.look('import-done');

  // The search needs no accents.
  await other.page.goto(`${url}/people`);
  await other.look('people');
  const { Name: name } = cast.engineer;
  await other.page.getByLabel(/^Name/).fill(plain(name));
  await other.press('Search');
  expect(await other.page.getByRole('row', { name: new RegExp(`^${name} .* L2`) }).count()).toBe(1);
  await other.look('people-found');
  await Promise.all([hr.close(), other.close()]);
}, 300_000);

test('people of the file take a case from opening to promotion, and HR sees it', async () => {
  const [engineer, techLead, odcLead] = await Promise.all([
    personAt(browser, url, cast.engineer.Name, phone),
    personAt(browser, url, cast.techLead.Name),
    personAt(browser, url, cast.odcLead.Name),
  ]);
  await engineer.press('Open a case');
  await engineer.press('Open the case');
  // The relay may still be telling people of the file. The page reloads itself until the stage is open.
  await engineer.page.getByText('It is your turn.').waitFor({ timeout: 120_000 });
  await engineer.press('Submit the self-assessment');
  await rateAll(engineer);
  await engineer.press('Submit the self-assessment');
  await engineer.page.getByText('Your self-assessment is submitted.').waitFor();
  await answerAndReview(techLead, url);
  await openPortfolio(engineer, url);
  for (const piece of piecesOn(new Date())) await addPiece(engineer, piece);
  await handIn(engineer);
  await sign(techLead, url, 'I have seen the work myself.', []);
  await sign(odcLead, url, 'A clear case. Congratulations.', ['I have seen the work myself.']);
  await waitFor(async () => {
    await engineer.page.reload();
    return (await engineer.words()).includes('Promoted');
  });
  await engineer.press('History and proof');
  expect(await engineer.words()).toContain('The record holds.');
  await engineer.close();

  const hr = await personAt(browser, url, first);
  await hr.page.goto(`${url}/cases?state=closed`);
  await hr.look('cases');
  await hr.press(new RegExp(`^${cast.engineer.Name}`));
  expect(await hr.words()).toContain('Promoted');
  await hr.page.goto(`${url}/people?${new URLSearchParams({ q: cast.engineer.Name })}`);
  await hr.press(cast.engineer.Name);
  expect(await hr.page.getByLabel('Ladder, level and track').inputValue()).toBe('software-engineer-track/L3');
  await hr.look('person');
  await Promise.all([hr.close(), techLead.close(), odcLead.close()]);
}, 300_000);

test('the pages on which HR keeps a company work on a phone and a desktop', async () => {
  for (const viewport of drawnPart([phone, desk], 2)) {
    const hr = await personAt(browser, url, first, viewport);
    for (const path of [
      '/',
      '/people',
      '/people?role=tech-lead',
      '/hr/imports',
      '/hr/proposals',
      '/hr/sign-ins',
      '/hr/moves',
      '/hr/scim',
      '/hr/places',
      '/hr/calendars',
      '/hr/seats',
      '/hr/leave',
    ]) {
      await hr.page.goto(`${url}${path}`);
      await hr.look(`hr${path.replaceAll(/[/?=&]/g, '-')}`);
    }
    await hr.close();
  }
});

test('a person of HR who is limited to an ODC finds its people and its cases alone', async () => {
  for (const viewport of drawnPart([phone, desk], 2)) {
    const hr = await personAt(browser, url, cast.limited.Name, viewport);
    for (const path of ['/', '/people', '/people?role=odc-lead&odc=Lisboa', '/cases?state=closed', '/hr/imports']) {
      await hr.page.goto(`${url}${path}`);
      await hr.look(`limited${path.replaceAll(/[/?=&]/g, '-')}`);
    }
    expect(await hr.page.getByRole('checkbox').count()).toBe(1);
    await hr.page.goto(`${url}/people`);
    expect(await hr.page.getByLabel('ODC').locator('option').allInnerTexts()).toEqual(['Any', 'Lisboa']);
    await hr.close();
  }
});

test('the sign-in page shows people of HR, and finds everybody else', async () => {
  for (const viewport of drawnPart([phone, desk], 2)) {
    const page = await (await browser.newContext({ viewport })).newPage();
    await page.goto(url);
    const offered = page.locator('button[name=person]');
    const search = async (sought: string) => {
      await page.getByLabel('Name, id or mail address').fill(sought);
      await page.getByLabel('Name, id or mail address').press('Enter');
    };
    expect(await offered.count()).toBe(4);
    await faultless(page, viewport, 'sign-in');
    await search('gonc');
    await page.getByText(/found for ‘gonc’/).waitFor();
    expect(await offered.count()).toBe(company.people.filter((one) => one.Name.includes('Gonç')).length);
    await faultless(page, viewport, 'sign-in-found');
    await search(cast.techLead.Mail);
    await page.getByText(`1 found for ‘${cast.techLead.Mail}’.`).waitFor();
    expect(await offered.allInnerTexts()).toEqual([expect.stringContaining(cast.techLead.Name)]);
    await search('nobody');
    await page.getByText('Nobody who works here was found for ‘nobody’.').waitFor();
    await page.context().close();
  }
});

/** Sends a file of everybody, whose teams are new. */
async function send({ page, press }: Person, text: string): Promise<void> {
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel(/^The file has everybody who works here/).check();
  await page.getByLabel(/^Add the teams and ODCs of the/).check();
  await press('Check this file');
}

/** Looks at the page of a file again until it is in this state. */
async function checked({ page }: Person, state: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.locator('h1 .chip').innerText();
      },
      { timeout: 150_000, interval: 500 },
    )
    .toBe(state);
}

/** A name as people type it who do not have its letters. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .replaceAll('ß', 'ss');
}
