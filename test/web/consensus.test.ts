import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCase } from '#shared/cases/read.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { actorOf } from '#test/support/actor.ts';
import { evidence, ratingsOf, selfAssessment } from '#test/support/commands.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { fieldsOf, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const reviewers = ['tess-lead', 'omar-odc', 'hana-head'];

/** A case with three reviewers, in calibration. */
async function calibration(): Promise<string> {
  const { world } = site;
  const engineerId = site.nextEngineer();
  const caseId = await world.open(engineerId, threeReviewerLadder.id);
  await world.step(caseId);
  await world.act(engineerId, caseId, selfAssessment(ratingsOf(threeReviewerLadder, 3)));
  await world.step(caseId);
  await world.act(engineerId, caseId, evidence('design-doc', 'design-doc'));
  await world.act(engineerId, caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  return caseId;
}

const fieldsFor = (ratings: Ratings) =>
  Object.fromEntries(Object.entries(ratings).map(([id, value]) => [`ratings.${id}`, String(value)]));

test('a calibration lead settles three reviews on a form that shows them side by side', async () => {
  const { world } = site;
  const caseId = await calibration();
  const dario = await site.visitor('dario-director');
  expect((await dario.get(`/cases/${caseId}/steps/record-consensus`)).status).toBe(409);

  for (const [at, id] of reviewers.entries()) {
    const reviewer = await site.visitor(id);
    const form = await reviewer.get(`/cases/${caseId}/steps/submit-review`);
    expect(wordsOf(form.html)).toContain('Nobody else sees your review before all reviews are submitted.');
    expect(wordsOf(form.html)).toContain('If you do not know the work well enough, hand the part over');
    expect(form.html).toContain(`href="/cases/${caseId}/steps/recuse"`);
    const sent = await reviewer.fill(caseId, 'submit-review', {
      ...fieldsFor({ ...ratingsOf(threeReviewerLadder, 3), tools: 2 + at, notes: 3 + (at % 2) }),
      'notes.tools': `Seen by ${id}`,
      ...(id === 'hana-head' ? { 'signals.craft-2': 'In March it happened twice.' } : {}),
    });
    expect(sent.status).toBe(303);
    const own = wordsOf((await reviewer.get(`/cases/${caseId}`)).html);
    if (at < 2) {
      expect(own).toContain('Your review');
      // The reviewer is done, and still does not see who else is.
      const others = ['Tess Lead', 'Omar Odc', 'Hana Head'].filter((_, index) => index !== at);
      expect(own).toContain(`It is the turn of ${others.join(' and ')}.`);
      expect(own).not.toContain('Review of');
    }
  }

  const path = `/cases/${caseId}/steps/record-consensus`;
  const form = await dario.get(path);
  const words = wordsOf(form.html);
  for (const line of [
    'Tess Lead: 2. Seen by tess-lead',
    'Omar Odc: 3. Seen by omar-odc',
    'Hana Head: 4. Seen by hana-head',
  ])
    expect(words).toContain(line);
  // Anti-signals that a review named come first, with the reviewer. The others can be added.
  expect(words).toMatch(
    /Anti-signals that reviews named .* craft, step 2: what step 2 must not show Confirmed Dropped Hana Head: In March it happened twice\./,
  );
  expect(words.indexOf('Anti-signals that reviews named')).toBeLessThan(words.indexOf('Tess Lead: 2.'));
  expect(words).toContain('Add an anti-signal that no review named craft, step 3:');
  // If all agree, their value is filled in. Reviews that are two steps apart need a reason, so its field is not folded.
  const held = fieldsOf(form.html);
  expect([held['ratings.tests'], held['ratings.tools'], held['ratings.notes']]).toEqual(['3', undefined, undefined]);
  expect([held['signals.craft-2'], held['settle.craft-2']]).toEqual(['In March it happened twice.', undefined]);
  expect(form.html).toMatch(/<textarea[^>]* name="reasons\.tools"[^>]* aria-required="true"/);
  expect(form.html).not.toMatch(/<textarea[^>]* name="reasons\.notes"[^>]* aria-required/);

  const unsettled = await dario.post(path, { ...held, 'ratings.tools': '3', 'ratings.notes': '3' });
  expect([unsettled.status, unsettled.html.includes('<a href="#f-settle-craft-2">')]).toEqual([422, true]);

  const settled = { ...held, 'ratings.tools': '3', 'ratings.notes': '3', comment: 'We met twice.' };
  const sent = { ...settled, 'settle.craft-2': 'confirmed', 'signals.craft-2': '' };
  const refused = await dario.post(path, sent);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain(
    '<a href="#f-reasons-tools">How it was settled: tools: The reviews of &#39;tools&#39; are far apart: say how you settled it.</a>',
  );
  expect(refused.html).toContain('<a href="#f-signals-craft-2">');
  expect(fieldsOf(refused.html)).toMatchObject({ ...sent, key: expect.any(String), version: expect.any(String) });

  const answered = {
    ...fieldsOf(refused.html),
    'reasons.tools': 'We agreed on what we saw in the last quarter.',
    'settle.craft-2': 'dropped',
  };
  const silent = await dario.post(path, answered);
  expect([silent.status, silent.html.includes('<a href="#f-dropped-craft-2">')]).toEqual([422, true]);
  const done = await dario.post(path, { ...fieldsOf(silent.html), ...answered, 'dropped.craft-2': 'It was not them.' });
  expect(done.status).toBe(303);
  const said = 'Hana Head named an anti-signal: what step 2 must not show';
  const dropped = 'Dropped by the consensus, so it does not count: It was not them.';
  await world.step(caseId);
  const tess = await site.visitor('tess-lead');
  for (const [reader, page] of [
    [dario, ''],
    [tess, '/steps/sign-off'],
  ] as const)
    expect(wordsOf((await reader.get(`/cases/${caseId}${page}`)).html)).toMatch(new RegExp(`${said}.*${dropped}`));
  const history = wordsOf((await dario.get(`/cases/${caseId}/history`)).html);
  expect(history.match(/Anti-signal ‘what step 2 must not show’: dropped, because It was not them\./g)).toHaveLength(2);
  const { view } = await readCase(site.world.outside, await actorOf(site.world.outside, 'dario-director'), caseId);
  const engineer = await site.visitor(view.engineerId);
  expect(wordsOf((await engineer.get(`/cases/${caseId}`)).html)).not.toContain('anti-signal');
  expect(view.consensus).toMatchObject({ comment: 'We met twice.', ratings: { tools: 3, notes: 3 } });
});
