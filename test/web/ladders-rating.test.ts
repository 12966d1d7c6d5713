import { afterAll, beforeAll, expect, test } from 'vitest';
import { askable } from '#functions/web/forms/signals.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { everyLadder, ladderOf, softwareEngineerTrack } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { caseAt } from './cases.ts';
import { asText, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  for (const ladder of everyLadder) await publishLadder(site.world.outside, ladder);
});
afterAll(() => site.stop());

/** The form of the self-assessment in a case from L2 to L3 on a ladder. */
async function formOn(ladderId: string) {
  const { world } = site;
  const engineerId = site.nextEngineer();
  const caseId = await world.open(engineerId, ladderId);
  await world.step(caseId);
  const own = await (await site.visitor(engineerId)).get(`/cases/${caseId}/steps/submit-self-assessment`);
  expect(own.status).toBe(200);
  return { own, words: wordsOf(own.html) };
}

/** The texts of a dimension's options. */
function optionsOf(html: string, dimension: string): string[] {
  const labels = html.match(/<label>[\s\S]*?<\/label>/g) ?? [];
  return labels.filter((label) => label.includes(` name="ratings.${dimension}"`)).map((one) => wordsOf(one).trim());
}

test('each step has its description, and the expected step stands above them, not at one of them', async () => {
  const { own, words } = await formOn(softwareEngineerTrack.id);
  for (const { dimensions } of softwareEngineerTrack.competencies)
    for (const { id, descriptors } of dimensions)
      expect(optionsOf(own.html, id)).toEqual(
        softwareEngineerTrack.scale.map(
          ({ value, title }) => `${value} ${title} ${wordsOf(descriptors[value] ?? 'none')}`,
        ),
      );
  // The guide of L3 itself stands beside the step that L3 expects.
  const [mastery] = softwareEngineerTrack.competencies;
  expect(words).toContain(
    `Technical Mastery ${wordsOf(mastery?.guides[3]?.summary ?? 'none')} L3 is expected at step 4, Advanced of Technical Mastery, in a new tab. Read the guide to Technical Mastery, in a new tab`,
  );
  expect(own.html).toContain(`/versions/${softwareEngineerTrack.version}/competencies/technical-mastery#step-4"`);
  expect(words).not.toContain('Does not apply');
});

test('if descriptions differ by level, the form shows those of the level that people are rated by', async () => {
  const [dimension] = ladderOf('software-engineer-ratings').competencies[0]?.dimensions ?? [];
  const { own } = await formOn('software-engineer-ratings');
  expect(optionsOf(own.html, dimension?.id ?? '')).toEqual([
    `1 Needs Improvement ${dimension?.descriptorsAt.L2?.[1]}`,
    `2 Meets Expectations ${dimension?.descriptorsAt.L2?.[2]}`,
    `3 Exceeds Expectations ${dimension?.descriptorsAt.L2?.[3]}`,
  ]);
});

test('if the ladder allows it, a dimension can be marked as not applicable', async () => {
  const { own } = await formOn('engineer-narrative');
  expect(optionsOf(own.html, 'everyday-work').at(-1)).toBe('Does not apply');
});

test('each competency links to its guide and to what is expected, in the version of the case', async () => {
  const { own } = await formOn('engineer-narrative');
  const links = [...own.html.matchAll(/<a href="(\/ladders\/[^"]+)" target="_blank" rel="noopener">/g)];
  expect(links.map(([, href = '']) => asText(href))).toEqual(
    ladderOf('engineer-narrative').competencies.flatMap(({ id }) =>
      ['#measurement', ''].map((part) => `/ladders/engineer-narrative/versions/1/competencies/${id}${part}`),
    ),
  );
  const reader = await site.visitor('erin-engineer');
  for (const [, href = ''] of links) expect((await reader.get(href)).status).toBe(200);
});

test('a review asks about the anti-signals of each competency, with their texts', async () => {
  const { caseId } = await caseAt(site, 'calibration');
  const { html } = await (await site.visitor('tess-lead')).get(`/cases/${caseId}/steps/submit-review`);
  expect(html.match(/<textarea[^>]* name="signals\./g)).toHaveLength(5 * 8);
  for (const { antiSignals } of softwareEngineerTrack.competencies)
    for (const { id, step, text } of antiSignals) {
      const [, label = ''] = new RegExp(`<label for="f-signals-${id}">([\\s\\S]*?)</label>`).exec(html) ?? [];
      expect(wordsOf(label)).toBe(`Step ${step}: ${text} (optional) `);
    }
});

test('a review asks only about anti-signals of steps that a rating can reach', () => {
  const [competency] = threeReviewerLadder.competencies;
  const short = { ...threeReviewerLadder, scale: threeReviewerLadder.scale.slice(0, 2) };
  expect(askable(threeReviewerLadder, competency!).map((one) => one.id)).toEqual(['craft-2', 'craft-3']);
  expect(askable(short, competency!).map((one) => one.id)).toEqual(['craft-2']);
});
