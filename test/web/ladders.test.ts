import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { everyLadder } from '#test/support/ladders.ts';
import { type Crawled, crawl } from './crawl.ts';
import { startLadderSite } from './ladder-site.ts';
import { type Page, type Site, wordsOf } from './visit.ts';

let site: Site;
let pages: Crawled;
/** All pages without the self-check, which is a different kind of page. */
let read: [path: string, page: Page][];
beforeAll(async () => {
  const started = await startLadderSite();
  site = started.site;
  pages = await crawl(started.reader, '/ladders');
  read = [...pages.pages].filter(([path]) => !path.includes('/self-check'));
});
afterAll(() => site.stop());

const headingsOf = ({ html }: Page) =>
  [...html.matchAll(/<h([1-6])[^>]*>([\s\S]*?)<\/h\1>/g)].map(([, depth, inner = '']) => ({
    depth: Number(depth),
    words: wordsOf(inner).trim(),
  }));

describe('every page of every ladder, found by its links', () => {
  test('exists, and so does every anchor that a link names', () => {
    expect(read.length).toBeGreaterThan(100);
    expect(pages.broken).toEqual([]);
  });

  test.each(everyLadder.map((ladder) => [ladder.id, ladder] as const))('covers everything in %s', (id, ladder) => {
    const wanted = [
      '',
      ...ladder.levels.map((one) => `/levels/${one.id}`),
      ...ladder.competencies.map((one) => `/competencies/${one.id}`),
      ...ladder.transitions.map((one) => `/transitions/${one.id}`),
      ...(ladder.tracks.length > 0 ? ['/tracks'] : []),
      '/faq',
      '/print',
    ];
    for (const base of [`/ladders/${id}`, `/ladders/${id}/versions/1`])
      expect(wanted.filter((path) => !pages.pages.has(`${base}${path}`))).toEqual([]);
  });

  test('has headings in order, and no empty headings or sections', () => {
    for (const [path, page] of read) {
      const headings = headingsOf(page);
      const faults = headings.filter(
        ({ depth, words }, at) => words === '' || depth > (headings[at - 1]?.depth ?? 0) + 1 || (depth === 1) !== !at,
      );
      expect([path, faults]).toEqual([path, []]);
      // A heading must not be followed directly by the end of its section or by a heading of the same level.
      expect([
        path,
        /<h([2-6])[^>]*>[^<]*(?:<(?!\/h)[^>]*>[^<]*)*<\/h\1>\s*(?:<\/section>|<h\1|<\/main>)/.exec(page.html)?.[0],
      ]).toEqual([path, undefined]);
    }
  });

  test('has captions and scoped header cells in its tables', () => {
    for (const [path, { html }] of read) {
      const tables = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
      expect([path, tables.filter((table) => !/<caption[^>]*>[^<]+/.test(table))]).toEqual([path, []]);
      expect([path, html.match(/<th(?![^>]* scope=)[ >]/g)]).toEqual([path, null]);
    }
  });

  test('uses no id twice', () => {
    for (const [path, { html }] of read) {
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect([path, ids.filter((id, at) => ids.indexOf(id) !== at)]).toEqual([path, []]);
    }
  });

  test('has every text of its ladder on the page for printing', () => {
    for (const ladder of everyLadder) {
      const words = wordsOf(pages.pages.get(`/ladders/${ladder.id}/print`)?.html ?? '');
      const texts = textsOf(ladder).map((text) => wordsOf(text).trim());
      expect(texts.length).toBeGreaterThan(80);
      expect(texts.filter((text) => !words.includes(text))).toEqual([]);
    }
  });
});

/** All texts of a ladder that people read. */
function textsOf(ladder: PublishedLadder): string[] {
  return [
    ...ladder.levels.flatMap((level) => [
      level.about,
      ...level.sections.flatMap((one) => [one.title, ...one.items]),
      ...level.antiPatterns.flatMap((one) => [one.title, one.text]),
    ]),
    ...ladder.competencies.flatMap((one) => [
      one.title,
      one.summary,
      ...one.prompts,
      ...one.antiSignals.map((signal) => signal.text),
      ...one.dimensions.flatMap((dimension) => [
        dimension.title,
        ...Object.values(dimension.descriptors),
        ...Object.values(dimension.descriptorsAt).flatMap((texts) => Object.values(texts)),
      ]),
      ...Object.values(one.guides).flatMap((guide) => [
        guide.voice,
        guide.summary,
        guide.scene,
        ...guide.behaviours,
        ...guide.outputs,
        ...guide.traps,
      ]),
    ]),
    ...ladder.transitions.flatMap((one) => [...one.criteria, ...one.portfolio].map(({ title }) => title)),
    ...ladder.tracks.flatMap((one) => [one.title, one.summary, ...one.whenToConsider]),
    ...(ladder.trackChange?.steps.map((one) => one.text) ?? []),
    ...ladder.faq.flatMap((one) => [one.question, one.answer]),
  ].filter(Boolean);
}
