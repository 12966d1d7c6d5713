import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outlineOf } from '#functions/web/browser/radar.ts';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Rating, Ratings, Score } from '#shared/contract/score.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { verdictTitles } from '#shared/domain/words.ts';
import { startBrowser } from '#test/support/browser.ts';
import { everyLadder, softwareEngineerTrack } from '#test/support/ladders.ts';
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

/** A mix of ratings for every dimension. Some are 'not-applicable', if the ladder allows that. */
function someRatings(ladder: PublishedLadder, seed: number): Ratings {
  const choices: Rating[] = ladder.scale.map((step) => step.value);
  if (ladder.notApplicable === 'allowed') choices.push('not-applicable');
  const dimensions = dimensionsOf(ladder).map(({ id }) => id);
  return Object.fromEntries(dimensions.map((id, at) => [id, choices[(at * at + at * seed + seed) % choices.length]!]));
}

const choiceOf = (dimension: string, value: Rating | '') => `input[data-dimension="${dimension}"][value="${value}"]`;

async function rate(page: Page, ratings: Ratings): Promise<void> {
  for (const [dimension, value] of Object.entries(ratings)) await page.locator(choiceOf(dimension, value)).check();
}

function scored(ladder: PublishedLadder, transition: string, ratings: Ratings, track?: string): Score {
  const result = score(ladder, { ratings, transition, ...(track ? { track } : {}) });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score;
}

/** Everything that a page shows about a score. */
const shown = (page: Page) =>
  page.evaluate(() => {
    const texts = (name: string) =>
      [...document.querySelectorAll<HTMLElement>(`[data-${name}]`)].map((one) => [
        one.getAttribute(`data-${name}`),
        one.textContent,
      ]);
    return {
      values: texts('value'),
      explanations: texts('explains'),
      overall: document.getElementById('overall')?.textContent,
      verdicts: texts('verdict'),
      reasons: texts('reason'),
      outline: document.getElementById('own-outline')?.getAttribute('d'),
      points: document.querySelectorAll('#own-points circle').length,
    };
  });

function expected(
  { competencies, overall, criteria }: Score,
  ladder: PublishedLadder,
): Awaited<ReturnType<typeof shown>> {
  const { value, band, explanation } = overall;
  const values = competencies.map((one) => one.value);
  return {
    values: competencies.map((one) => [one.id, one.value === null ? 'no value' : String(one.value)]),
    explanations: competencies.map((one) => [one.id, one.explanation]),
    overall: value === null ? explanation : `${value.toFixed(1)}${band ? `, ${band}` : ''}. ${explanation}`,
    verdicts: criteria.map((one) => [one.id, `${verdictTitles[one.verdict]}:`]),
    reasons: criteria.map((one) => [one.id, one.reason]),
    outline: outlineOf(values, Math.max(...ladder.scale.map((step) => step.value))),
    points: values.filter((one) => one !== null).length,
  };
}

/** Every place where a page could store something. */
async function kept(page: Page) {
  const inPage = await page.evaluate(async () => ({
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    databases: await indexedDB.databases(),
    caches: 'caches' in globalThis ? await caches.keys() : [],
    address: location.href,
    history: [history.length, JSON.stringify(history.state)],
    window: window.name,
  }));
  return { ...inPage, cookies: await page.context().cookies() };
}

/** Collects every request of a page from now on. */
function watch(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  page.on('websocket', (socket) => asked.push(socket.url()));
  return asked;
}

async function openCheck({ page }: Person, ladder: string, query = ''): Promise<void> {
  await page.goto(`${running.stack.url}/ladders/${ladder}/self-check${query}`, { waitUntil: 'networkidle' });
}

const nameOf = (id: string) => readOrganisation().people.find((one) => one.id === id)?.name ?? '';

describe.each(everyLadder)('on the ladder $id', (ladder) => {
  const transition = ladder.transitions.at(-1)!;
  const track = transition.tracks.at(-1);

  test.each([phone, desk])('at $width pixels the page shows exactly what the rules give', async (viewport) => {
    const noor = await personAt(browser, running.stack.url, 'Noor Haddad', viewport);
    const { page } = noor;
    await openCheck(noor, ladder.id, `?transition=${transition.id}${track ? `&track=${track}` : ''}`);
    const before = await kept(page);
    expect(before).toMatchObject({ local: '{}', session: '{}', databases: [], caches: [], window: '' });
    const asked = watch(page);
    const shows = async (ratings: Ratings) =>
      expect(await shown(page)).toEqual(expected(scored(ladder, transition.id, ratings, track), ladder));
    await shows({});

    const first = someRatings(ladder, 1);
    const [last = '', ...others] = Object.keys(first).reverse();
    const part = Object.fromEntries(others.map((id) => [id, first[id]!]));
    await rate(page, part);
    await shows(part);
    await rate(page, first);
    await shows(first);
    const second = someRatings(ladder, 2);
    await rate(page, second);
    await shows(second);
    // A rating can be taken back. Then it is unknown again.
    await page.locator(choiceOf(last, '')).check();
    const { [last]: _, ...rest } = second;
    await shows(rest);
    await rate(page, second);

    expect(asked).toEqual([]);
    expect(await kept(page)).toEqual(before);
    await noor.look(`self-check-${ladder.id}`);
    await noor.close();
  });
});

test('the chart has a title, and its numbers and those of the track are also in the table', async () => {
  const noor = await personAt(browser, running.stack.url, 'Noor Haddad');
  await openCheck(noor, softwareEngineerTrack.id, '?transition=L3-L4&track=principal-engineer');
  const { page } = noor;
  expect(await page.getByRole('img').getAttribute('aria-labelledby')).toBe('radar-title');
  await page.getByRole('img', { name: /^The steps expected at L4 and your own values/ }).waitFor();
  const { strong, relaxed } = softwareEngineerTrack.tracks.find((one) => one.id === 'principal-engineer')!;
  const profile = softwareEngineerTrack.competencies.map(
    (one) => strong[one.id] ?? relaxed[one.id] ?? one.expected.L4!,
  );
  expect(await page.locator('.result td:last-child').allInnerTexts()).toEqual(profile.map(String));
  expect(await page.locator('path.target').getAttribute('d')).toBe(outlineOf(profile, 5));
  await noor.close();
});

test('the keyboard moves between dimensions and steps, and the screen reader text waits for a pause', async () => {
  const noor = await personAt(browser, running.stack.url, 'Noor Haddad');
  await openCheck(noor, softwareEngineerTrack.id, '?transition=L2-L3');
  const { page } = noor;
  await page.evaluate(() => {
    const status = document.getElementById('status')!;
    const said: string[] = [];
    new MutationObserver(() => void said.push(status.textContent ?? '')).observe(status, { childList: true });
    Object.assign(globalThis, { said });
  });
  await page.locator('input[data-dimension]').first().focus();
  for (let at = 0; at < 6; at++)
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Tab']) await page.keyboard.press(key);
  expect(await page.locator('[data-value="technical-mastery"]').textContent()).toBe('3');
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  await expect
    .poll(async () => (await said()).at(-1), { timeout: 10_000 })
    .toBe('6 of 41 dimensions rated. 0 of 4 criteria met.');
  // There were 18 choices.
  expect((await said()).length).toBeLessThan(6);
  await noor.close();
});

test('without JavaScript the page can be read, says that it needs JavaScript, and shows no inputs', async () => {
  const noor = await personAt(browser, running.stack.url, 'Noor Haddad', phone);
  const cookies = await noor.page.context().cookies();
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${running.stack.url}/ladders/engineer-narrative/self-check`);
  const words = (await page.locator('main').allInnerTexts()).join();
  expect(words).toContain('this page needs JavaScript');
  expect(words).toContain('L2 is expected at step 2');
  const [{ dimensions: [dimension] = [] } = {}] = everyLadder.find(
    (one) => one.id === 'engineer-narrative',
  )!.competencies;
  for (const text of Object.values(dimension!.descriptors)) expect(words).toContain(text);
  expect(await page.locator('input:enabled:visible').count()).toBe(0);
  expect(await page.getByRole('button', { name: /case/ }).count()).toBe(0);
  await context.close();
  await noor.close();
});

test('an engineer starts a case from the self-check: only then is something sent, and the form is filled in', async () => {
  const { url } = running.stack;
  const { personId } = await tokenFor(url, 'engineer');
  const engineer = await personAt(browser, url, nameOf(personId), phone);
  const { page } = engineer;
  const ladder = softwareEngineerTrack;
  await openCheck(engineer, ladder.id);
  await engineer.look('self-check-own');
  const before = await kept(page);
  const asked = watch(page);
  const { tooling: _, ...ratings } = someRatings(ladder, 3);
  await rate(page, ratings);
  await page.waitForTimeout(2000);
  expect(asked).toEqual([]);
  expect(await kept(page)).toEqual(before);

  await page.getByRole('button', { name: 'Start a case with this' }).click();
  await page.getByRole('heading', { name: 'Assess yourself' }).waitFor();
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual([
    `POST ${url}/ladders/${ladder.id}/self-check?transition=L2-L3`,
  ]);
  const chosen = () =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLInputElement>('input[name^="ratings."]:checked')].map((one) => [
          one.name.replace('ratings.', ''),
          Number(one.value),
        ]),
      ),
    );
  expect(await chosen()).toEqual(ratings);
  await engineer.look('self-assessment-from-draft');

  // They write a note and save for later. Nobody else can read the draft.
  await page.locator('summary').first().click();
  await page.getByLabel('Note: Language & stack').fill('Strict types for the team.');
  await engineer.press('Save for later');
  await page.getByRole('status').getByText('Saved for later').waitFor();
  await engineer.look('self-assessment-saved');
  const caseId = /case_[0-9A-Z]{26}/.exec(page.url())?.[0] ?? '';
  const address = `/api/cases/${caseId}/drafts/self-assessment`;
  expect((await running.send('GET', address, { token: await running.tokenOf(personId) })).body).toMatchObject({
    ratings,
  });
  expect((await running.send('GET', address, { token: await running.tokenOf('hr') })).status).toBe(404);

  // They use the self-check again for the open case. The note stays.
  await openCheck(engineer, ladder.id);
  const again = someRatings(ladder, 4);
  await rate(page, again);
  await engineer.look('self-check-open-case');
  await engineer.press('Use this in your open case');
  expect(await chosen()).toEqual(again);
  expect(await page.getByLabel('Note: Language & stack').inputValue()).toBe('Strict types for the team.');
  await engineer.press('Submit the self-assessment');
  await page.getByText('Your self-assessment is submitted.').waitFor();
  // While the next stage is opening, the page reloads itself, which would end the way to another page.
  await page.getByText(/ is opening\./).waitFor({ state: 'hidden' });
  await openCheck(engineer, ladder.id);
  expect(await engineer.words()).toContain('its self-assessment is submitted');
  expect((await running.send('GET', address, { token: await running.tokenOf(personId) })).status).toBe(404);
  await engineer.close();
}, 120_000);
