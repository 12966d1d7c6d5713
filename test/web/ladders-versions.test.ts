import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PublishedLadder, PublishedLadder as Shape } from '#shared/contract/ladder.ts';
import * as z from '#shared/contract/zod.ts';
import { publish } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { ladderOf } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { linksOf } from './crawl.ts';
import { competencies, type LadderSite, lookAs, narrative, ratings, startLadderSite, track } from './ladder-site.ts';
import type { Site, Visitor } from './visit.ts';

let site: Site;
let reader: Visitor;
let look: LadderSite['look'];
beforeAll(async () => {
  ({ site, reader, look } = await startLadderSite());
});
afterAll(() => site.stop());

test('a page that a ladder does not have gets 404', async () => {
  for (const path of [
    '/ladders/none',
    '/ladders/No-Slug',
    `/ladders/${'x'.repeat(2000)}`,
    `${track}/levels/L9`,
    `${track}/competencies/none`,
    `${track}/competencies/constructor`,
    `${track}/transitions/L1-L3`,
    `${track}/versions/2`,
    `${track}/versions/01`,
    `${track}/versions/1e0`,
    `${track}/versions/1/levels/L9`,
    `${track}/compare?from=L9&to=L2`,
    `${ratings}/compare?from=L1&to=L2`,
    `${ratings}/tracks`,
    `${narrative}/tracks`,
    `${narrative}/compare`,
    `${competencies}/compare`,
    `/ladders/${threeReviewerLadder.id}/faq`,
    '/ladders/none/versions',
  ])
    expect([path, (await reader.get(path)).status]).toEqual([path, 404]);
});

test('older and coming versions can be read, with a notice', async () => {
  const { outside, clock } = site.world;
  const next = (version: number, title: string) =>
    publish(z.omit(Shape, { hash: true }).parse({ ...withoutHash(ladderOf('engineer-narrative')), version, title }));
  await publishLadder(outside, next(2, 'Engineer Narrative, revised'));
  const later = new Date(clock.now().getTime() + 30 * 24 * 3600 * 1000);
  await publishLadder({ ...outside, clock: { now: () => later } }, next(3, 'Engineer Narrative, to come'));

  const { words } = await look(`${narrative}/versions`);
  expect(words).toMatch(/Version 3 Coming For new cases from 1 April 2026.* Version 2 In force .* Version 1 For new/);
  expect((await look(narrative)).words).toContain('Engineer Narrative, revised Seven areas');
  const older = await look(`${narrative}/versions/1/competencies/impact`);
  expect(older.words).toContain('This is version 1, which was in force from 2 March 2026.');
  expect(linksOf(older)).toContain(`${narrative}/versions/1/levels/L2`);
  const coming = await look(`${narrative}/versions/3`);
  expect(coming.words).toContain('This is version 3, which comes into force on 1 April 2026.');
  expect((await look('/ladders')).words).not.toContain('to come');

  // A ladder that is not in force yet has pages for its versions, but no current page.
  const first = publish({ ...withoutHash(threeReviewerLadder), id: 'first-of-all' });
  await publishLadder({ ...outside, clock: { now: () => later } }, first);
  expect((await look('/ladders/first-of-all/versions')).words).toContain('Version 1 Coming');
  expect((await reader.get('/ladders/first-of-all')).status).toBe(404);
  const unborn = await look('/ladders/first-of-all/versions/1');
  expect(linksOf(unborn)).not.toContain('/ladders/first-of-all');
});

test('a version that a higher one replaces before its day is never in force, and its page says so', async () => {
  const { outside, clock } = site.world;
  const of = (version: number) => publish({ ...withoutHash(threeReviewerLadder), id: 'corrected', version });
  const publishFor = (days: number, version: number) => {
    const day = new Date(clock.now().getTime() + days * 24 * 3600 * 1000);
    return publishLadder({ ...outside, clock: { now: () => day } }, of(version));
  };
  await publishFor(0, 1);
  await publishFor(30, 2);
  await publishFor(10, 3);
  const seen = async () => {
    const { words } = await look('/ladders/corrected/versions');
    expect(words).toMatch(/Version 2 Never in force: version 3 replaced it For new cases from 1 April 2026/);
    expect((await look('/ladders/corrected/versions/2')).words).toContain(
      'This is version 2, which never came into force, because version 3 replaced it.',
    );
  };
  await seen();
  clock.advanceDays(40);
  look = lookAs(await site.visitor('erin-engineer'));
  await seen();
  clock.advanceDays(-40);
  look = lookAs(await site.visitor('erin-engineer'));
});

function withoutHash({ hash: _, ...ladder }: PublishedLadder): Omit<PublishedLadder, 'hash'> {
  return ladder;
}
