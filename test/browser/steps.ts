import { expect } from 'vitest';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import type { Person } from './person.ts';

/** What people do on the pages of a case from L2 to L3 of the Software Engineer Track. */

/** The step of each dimension that meets every criterion. */
const steps = softwareEngineerTrack.competencies.flatMap((competency) =>
  competency.dimensions.map(({ id }) => ({ id, step: competency.id === 'technical-mastery' ? 4 : 3 })),
);

/** Chooses a step for every dimension. One call inside the page clicks them all, because that is faster than 40 clicks. */
export async function rateAll({ page }: Person, but: string[] = []): Promise<void> {
  const wanted = steps
    .filter(({ id }) => !but.includes(id))
    .map(({ id, step }) => `[name="ratings.${id}"][value="${step}"]`);
  await page.evaluate((selectors) => {
    for (const selector of selectors) document.querySelector<HTMLInputElement>(selector)?.click();
  }, wanted);
  expect(await page.locator('input[name^="ratings."]:checked').count()).toBe(wanted.length);
}

/** Fills fields by their labels. */
export async function fill({ page }: Person, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).first().fill(value);
}

/** The tech lead finds three steps on their first page, two questions and a review, and does them. */
export async function answerAndReview(techLead: Person, url: string): Promise<void> {
  const owed = () => techLead.page.getByRole('link', { name: /^(Does this|Has this|Submit a review)/ }).count();
  await waitFor(async () => {
    await techLead.page.goto(url);
    return (await owed()) === 3;
  });
  await techLead.look('first-page-tech-lead');
  for (const left of [2, 1]) {
    await techLead.page.goto(url);
    await techLead.press(/^(Does|Has) this engineer/);
    await techLead.look('attest');
    await techLead.page.getByLabel('Yes').check();
    await fill(techLead, { 'What you saw': 'Two juniors go to them first.' });
    await techLead.press('Give this answer');
    await techLead.page.goto(url);
    expect(await owed()).toBe(left);
  }
  await techLead.press('Submit a review');
  await techLead.look('review');
  await rateAll(techLead);
  await fill(techLead, { 'Comment on the whole': 'A year of dependable work.' });
  await techLead.press('Submit the review');
  await techLead.look('case-after-review');
}

type Piece = [kind: string, fields: Record<string, string>];

/** The evidence that the portfolio asks for, on the day `now`. */
export function piecesOn(now: Date): Piece[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return [
    [
      'Architecture decision record',
      {
        Title: 'Refunds as a state machine',
        Link: 'https://docs.example.com/adr/17',
        'The feature it decides on': 'Refunds',
      },
    ],
    [
      'Module ownership record',
      {
        Title: 'Owner of payments',
        Link: 'https://docs.example.com/owners',
        Module: 'Payments',
        'Owned since': daysAgo(280),
      },
    ],
    [
      'Postmortem',
      {
        Title: 'Double charges',
        Link: 'https://docs.example.com/pm/41',
        Module: 'payments',
        Severity: 'P1',
        'Day of the incident': daysAgo(120),
      },
    ],
    [
      'Pull request review at scale',
      {
        Title: 'A year of reviews',
        Link: 'https://code.example.com/reviews',
        'Reviews a week': '12',
        'Of these at design level': '4',
        Weeks: '14',
      },
    ],
  ];
}

/** The engineer opens the portfolio from their first page, once its stage is open. */
export async function openPortfolio({ page, press }: Person, url: string): Promise<void> {
  await waitFor(async () => {
    await page.goto(url);
    return (await page.getByRole('link', { name: 'Hand in the portfolio' }).count()) === 1;
  });
  await press('Hand in the portfolio');
}

/** Adds a piece of evidence, from the page of the portfolio and back to it. `before` does something else on its form first. */
export async function addPiece(engineer: Person, [kind, fields]: Piece, before?: () => Promise<void>): Promise<void> {
  await engineer.press(`Add: ${kind}`);
  await before?.();
  await fill(engineer, fields);
  await engineer.press('Add to the portfolio');
  await engineer.page.getByText('The piece of evidence is in your portfolio.').waitFor();
}

/** The engineer hands in a complete portfolio. */
export async function handIn(engineer: Person): Promise<void> {
  await engineer.press('Hand in the portfolio');
  await engineer.look('hand-in');
  await engineer.press('Hand it in');
  await engineer.page.getByText('It is the turn of').waitFor();
}

/** A signer approves, with a comment. They also see the comments of `earlier` signers. */
export async function sign(signer: Person, url: string, comment: string, earlier: string[]): Promise<void> {
  await waitFor(async () => {
    await signer.page.goto(url);
    return (await signer.page.getByRole('link', { name: 'Sign off' }).count()) === 1;
  });
  await signer.press('Sign off');
  for (const one of earlier) expect(await signer.words()).toContain(one);
  await signer.look(`sign-off-${earlier.length}`);
  await signer.page.getByLabel('Approve').check();
  await fill(signer, { Comment: comment });
  await signer.press('Sign');
  await signer.page.getByText('Your decision is signed.').waitFor();
}

export async function waitFor(done: () => Promise<boolean>): Promise<void> {
  await expect.poll(done, { timeout: 10_000, interval: 50 }).toBe(true);
}
