import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidence, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { person } from '#test/support/people.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { does, formOf } from './turns.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await site.change(person('thea-lead', { roles: ['tech-lead'], level: 'L4' }));
});
afterAll(() => site.stop());

const dimensions = ratingsOf(threeReviewerLadder, 3);

const fields = Object.fromEntries(Object.keys(dimensions).map((id) => [`ratings.${id}`, '4']));

/** A case in which Tess's review is in, and Thea acts for her. */
async function lent() {
  const { world } = site;
  const engineer = site.nextEngineer();
  const caseId = await world.open(engineer, threeReviewerLadder.id);
  await world.step(caseId);
  await world.act(engineer, caseId, selfAssessment(dimensions));
  await world.step(caseId);
  await world.act(engineer, caseId, evidence('design-doc', 'design-doc'));
  await world.act(engineer, caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  await world.act('tess-lead', caseId, review(dimensions));
  await does(site, 'tess-lead', caseId, 'delegate', { to: 'thea-lead', until: '2026-04-01', reason: 'A week off.' });
  return caseId;
}

describe('the review of a person for whom another acts', () => {
  test('is not called that of the delegate, and while it is sealed the form says that they cannot read it', async () => {
    const caseId = await lent();
    const { html } = await formOf(site, 'thea-lead', caseId, 'amend-review');
    const words = wordsOf(html);
    expect(words).toContain(
      'This is the review of Tess Lead. You cannot read it before the reviews are open. What you',
    );
    expect(words).not.toMatch(/your review/i);
    expect(words).toContain('Why you replace it');
    expect(fieldsOf(html)['ratings.tools']).toBeUndefined();
    const page = wordsOf((await (await site.visitor('thea-lead')).get(`/cases/${caseId}`)).html);
    expect(page).toContain('The engineer’s own view is shown once a review that you wrote is in.');
  });

  test('is filled in under their name once the reviews are open', async () => {
    const caseId = await lent();
    for (const id of ['omar-odc', 'hana-head']) await site.world.act(id, caseId, review(dimensions));
    const { html } = await formOf(site, 'thea-lead', caseId, 'amend-review');
    expect(wordsOf(html)).toContain('The review of Tess Lead is filled in.');
    expect(fieldsOf(html)['ratings.tools']).toBe('3');
    const own = wordsOf((await formOf(site, 'tess-lead', caseId, 'amend-review')).html);
    expect(own).toContain('Your review is filled in.');
    expect(own).toContain('Why you see it differently now');
  });

  test('that the delegate changed under the seal is not filled in for the holder of the part', async () => {
    const caseId = await lent();
    await does(site, 'thea-lead', caseId, 'amend-review', { ...fields, reason: 'I saw the work myself.' });
    const words = wordsOf((await formOf(site, 'tess-lead', caseId, 'amend-review')).html);
    expect(words).toContain('Another person wrote the review of your part. You cannot read it before the reviews');
  });
});

test('a person whom nobody can replace gets no form to delegate or reassign, but the reason and other ways', async () => {
  const caseId = await lent();
  const own = await formOf(site, 'dario-director', caseId, 'delegate');
  expect(wordsOf(own.html)).toContain(
    'Nobody can act for you at the moment: everybody who could fill this part has another part',
  );
  expect(own.html).toContain(`If you cannot do it at all, <a href="/cases/${caseId}/steps/recuse">step back</a>.`);
  const hr = await formOf(site, 'hugo-hr', caseId, 'reassign', '?slot=calibration.lead');
  expect(wordsOf(hr.html)).toContain(
    'Nobody can be chosen at the moment: everybody with the role or a higher rank has another part',
  );
  // The part and what happens with it are said all the same.
  expect(wordsOf(hr.html)).toMatch(/Calibration: lead, [^.]*, now [^.]*\. The person who has the part now leaves it/);
  expect(wordsOf(own.html)).toContain('This is for when you are away.');
  expect(hr.html).toContain('<a href="/people">People</a>');
  expect(hr.html).toContain(`<a href="/cases/${caseId}/steps/extend-deadline">extend the deadline</a>`);
  for (const { html } of [own, hr]) expect(html).not.toContain('<form method="post" novalidate');
});
