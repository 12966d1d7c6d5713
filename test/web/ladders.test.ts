import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkTo } from '#functions/web/views/ladder/places.ts';
import { type PublishedLadder, PublishedLadder as Shape } from '#shared/contract/ladder.ts';
import * as z from '#shared/contract/zod.ts';
import { publish } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { everyLadder, ladderOf, softwareEngineerTrack } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { type Crawled, crawl, linksOf } from './crawl.ts';
import { type Page, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
let reader: Visitor;
let pages: Crawled;
/** All pages without the self-check, which is a different kind of page. */
let read: [path: string, page: Page][];
beforeAll(async () => {
  site = await startSite();
  for (const ladder of everyLadder) await publishLadder(site.world.outside, ladder);
  reader = await site.visitor('erin-engineer');
  pages = await crawl(reader, '/ladders');
  read = [...pages.pages].filter(([path]) => !path.includes('/self-check'));
});
afterAll(() => site.stop());

const track = '/ladders/software-engineer-track';
const ratings = '/ladders/software-engineer-ratings';
const narrative = '/ladders/engineer-narrative';
const competencies = '/ladders/senior-engineer-competencies';

const look = async (path: string): Promise<Page & { words: string }> => {
  const page = await reader.get(path);
  expect([path, page.status]).toEqual([path, 200]);
  return { ...page, words: wordsOf(page.html) };
};

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

describe('the list', () => {
  test('shows each ladder with its summary, its levels and its version', async () => {
    const { words } = await look('/ladders');
    for (const ladder of everyLadder) expect(words).toContain(`${ladder.title} ${ladder.summary}`);
    expect(words).toContain('L1, Junior SE · L2, Middle SE · L3, Senior SE · L4, Tech Lead or Principal Engineer');
    expect(words).toContain('Version 1. You are on this ladder, at L2.');
  });
});

describe('the matrix', () => {
  test('shows weights, expected steps, bands, the hire bar and seats', async () => {
    const { words, html } = await look(track);
    expect(words).toContain('Technical Mastery 2 2 3 4 5 5 Code Quality 1.5 1 3 3 4 5');
    expect(words).toContain('L3, Senior SE Hire bar Overall 2.8 to 3.6');
    expect(words).toContain('0 to 2 seats');
    expect(words).toContain('L2, Middle SE You are here');
    expect(words).toContain('The marked column, L3, is the hire bar.');
    const highest = softwareEngineerTrack.competencies
      .flatMap((one) => Object.values(one.expected))
      .filter((step) => step === 5);
    expect(html.match(/<td class="step tint-5/g)).toHaveLength(highest.length);
  });

  test('groups competencies by area if the ladder has areas, and hides equal weights', async () => {
    const { words } = await look(competencies);
    expect(words).toMatch(
      /Technical Pragmatic technical trade-offs 2 Demonstrated .* Communication Complex technical ideas/,
    );
    expect(words).not.toContain('Weight');
    expect(words).toContain('Every competency counts the same.');
  });

  test('says which levels are not described, and has no column for them', async () => {
    const { words, html } = await look(ratings);
    expect(words).toContain('This ladder does not describe L1; please ask your tech lead');
    expect(words).toContain('Levels that this ladder does not describe have no column.');
    expect([...html.matchAll(/<th scope="col" class="step"><a [^>]*>(\w+)/g)].map(([, id]) => id)).toEqual([
      'L2',
      'L4',
    ]);
  });
});

describe('a level', () => {
  test('shows what each competency expects, from the guide of that step', async () => {
    const { words } = await look(`${track}/levels/L3`);
    const guide = softwareEngineerTrack.competencies[0]?.guides[4]?.summary ?? 'none';
    expect(words).toContain(`Technical Mastery Step 4, Advanced ${wordsOf(guide)}`);
    expect(words).toContain('L2 to L3 L3 to L4');
  });

  test('marks texts for managers, and uses the descriptions of its own level', async () => {
    const { words } = await look(`${ratings}/levels/L4`);
    expect(words).toContain('Key approaches For managers');
    const [dimension] = ladderOf('software-engineer-ratings').competencies[0]?.dimensions ?? [];
    expect(words).toContain(dimension?.descriptorsAt.L4?.[2] ?? 'none');
    expect(words).not.toContain(dimension?.descriptorsAt.L2?.[2] ?? 'none');
  });

  test('shows habits that hold people back, if the ladder has them', async () => {
    expect((await look(`${narrative}/levels/L2`)).words).toContain('Habits that hold people back');
    expect((await look(`${ratings}/levels/L2`)).words).not.toContain('Habits that hold people back');
  });

  test('that is not described says so, and links to its transitions', async () => {
    const { words } = await look(`${narrative}/levels/L1`);
    expect(words).toContain('does not describe L1');
    expect(words).not.toContain('What L1 expects');
    expect(words).toContain('L1 to L2');
  });
});

describe('a competency', () => {
  test('explains its rule with both readings and examples', async () => {
    const { words } = await look(`${track}/competencies/technical-mastery`);
    expect(words).toContain(
      'Sort the steps of the six dimensions from high to low. The 4th is the value. If the lowest is more than one below it, the value is one step lower. In a stricter reading, no dimension can be more than one below the value. It gives a lower value when the lowest is three or more below. Then it is shown beside the value that counts. For example, 4, 4, 4, 4, 4, 3 gives 4; 4, 4, 4, 4, 4, 2 gives 3; 4, 4, 4, 4, 4, 1 gives 3 (2 in the stricter reading). source',
    );
    expect(words).toContain('2 of 11.5 in the overall score');
  });

  test('shows every step with its whole guide, and the levels that expect it', async () => {
    const { words } = await look(`${track}/competencies/technical-mastery`);
    const guide = softwareEngineerTrack.competencies[0]?.guides[4];
    expect(words).toContain(`Step 4, Advanced Expected at L3 “${guide?.voice}” ${guide?.summary} How it shows`);
    for (const title of ['Results', 'For example', 'What to watch out for']) expect(words).toContain(title);
    expect(words).toContain('4 Advanced expected at L3');
  });

  test('shows its anti-signals with the effect of a confirmed one', async () => {
    const { words } = await look(`${track}/competencies/technical-mastery`);
    for (const { step, text } of softwareEngineerTrack.competencies[0]?.antiSignals ?? [])
      expect(words).toContain(`Step ${step}: ${text} If confirmed, the value is ${Math.max(step - 1, 1)} at most.`);
    expect((await look(`${narrative}/competencies/impact`)).words).not.toContain('Anti-signals');
  });

  test('has a table for each level, if the descriptions differ by level', async () => {
    const { words, html } = await look(`${ratings}/competencies/technical-expertise`);
    expect([...html.matchAll(/<caption>([^<]+)/g)].map(([, caption]) => caption)).toEqual([
      'Technical Expertise at L2',
      'Technical Expertise at L4',
    ]);
    expect(words).toContain('The competency is rated as a whole, and that step is its value. our addition');
  });

  test('says whether a dimension can be not applicable, and gives examples of evidence', async () => {
    const { words } = await look(`${narrative}/competencies/impact`);
    expect(words).toContain('The value is the lowest step of the four dimensions.');
    expect(words).toContain('A dimension can be marked as not applicable');
    expect(words).toContain('None of them is required. Mentors interns');
  });
});

describe('a transition', () => {
  test('shows its criteria, and who must answer which question', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain(
      'All of these: Calibration gives step 3, Proficient, or more in System Design & Architecture. The tech lead answers yes to: “Has this engineer shown that they are ready to mentor?”',
    );
    expect(words).toContain('Often after 18 to 24 months. This is advice and never a minimum. source');
    expect(words).toContain('They must then give a reason for each such criterion');
  });

  test('shows the requirements of the portfolio and their checks', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain('One piece of one of these kinds: Architecture decision record');
    expect(words).toContain(
      '‘Owned since’ is at least 6 calendar months before the day on which the portfolio is handed in. source',
    );
    expect(words).toContain('‘Reviews a week’ is 10 or more. our addition');
    expect(words).toContain(
      '‘Module’ is the same as ‘Module’ of “A record of owning a module for six months or more”. source',
    );
    expect((await look(`${narrative}/transitions/L1-L2`)).words).toContain('Three pieces or more, each of one of');
  });

  test('shows the path stage by stage: who acts, until when, and which rules are our additions', async () => {
    const tech = (await look(`${track}/transitions/L2-L3`)).words;
    expect(tech).toContain('The tech lead reviews the engineer’s work. This review is the consensus. source');
    expect(tech).toContain(
      'Due 30 days after it opens, with reminders on day 15 and 25. If the engineer has not acted 14 days after that, the case lapses. our addition',
    );
    expect(tech).toContain(
      'The tech lead and the ODC lead sign, in any order. People who took part in the calibration can also sign.',
    );
    const both = (await look(`${track}/transitions/L3-L4`)).words;
    expect(both).toContain('The engineer chooses a track: Tech Lead or Principal Engineer.');
    expect(both).toContain(
      'The tech lead and two people at L4 or above, one of them from outside the team review the engineer’s work. No review is shown before all reviews are submitted. The engineer’s own tech lead and ODC lead can review. The ODC lead leads the calibration and records the consensus.',
    );
    expect((await look(`${track}/transitions/L4-L5`)).words).toContain(
      'The engineer’s own tech lead and ODC lead cannot review.',
    );
    expect(both).toContain('Only as Principal Engineer');
    expect((await look(`${track}/transitions/L1-L2`)).words).toContain(
      'This happens within the annual cycle. our addition',
    );
  });

  test('says what happens if nobody answers, and what an engineer can do after ‘not promoted’', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain(
      'If an answer is still missing five days after that, a person up the reporting line is told. Silence never decides. our addition',
    );
    expect(words).toContain(
      'If the outcome is ‘not promoted’ The next case can be opened six months later. our addition',
    );
    expect(words).toContain('The engineer can appeal until 30 days after the end of the case');
    expect(words).toContain('Due 14 days after the appeal, with reminders on day 7 and 12.');
    const without = (await look(`/ladders/${threeReviewerLadder.id}/transitions/L2-L3`)).words;
    expect(without).toContain('The next case can be opened at once. There is no appeal.');
  });

  test('to a level that is not described names the level whose texts people are rated by', async () => {
    const { words } = await look(`${narrative}/transitions/L2-L3`);
    expect(words).toContain('This ladder does not describe L3, so people are rated by the texts of L2.');
    expect(words).toContain('The tech lead answers yes to: “L3 is not described in this document.');
  });

  test('that allows no exceptions says so', async () => {
    const { words } = await look(`/ladders/${threeReviewerLadder.id}/transitions/L2-L3`);
    expect(words).toContain('There are no exceptions');
    expect(words).toContain('The tech lead, the ODC lead and the head of department review');
  });
});

describe('tracks', () => {
  test('show their profile beside that of the level, with pay, seats and the way back', async () => {
    const { words } = await look(`${track}/tracks`);
    expect(words).toContain('Technical Mastery 5 strong 5');
    expect(words).toContain('Communication & Collaboration 3 is enough 4');
    expect(words).toContain('It has the same pay as Tech Lead. You can move back once in 18 months. source');
    expect(words).toContain('The organisation has 0 to 2 seats at L5, for all its tracks together.');
    expect(words).toContain('Moving between tracks Declare your interest.');
  });

  test('explain a move: who is asked, how long the trial is, who signs, and how often it is possible', async () => {
    const { words } = await look(`${track}/tracks`);
    expect(words).toContain('You can move once in 18 months, and moving back counts too. source');
    expect(words).toContain('The engineer says which track they would like to move to. source');
    expect(words).toContain(
      'The ODC lead is asked: ‘Have you talked with this engineer about moving to the other track?’ source',
    );
    expect(words).toContain(
      'It takes three months. The move can be confirmed only from the beginning of the next quarter on. Due 200 days',
    );
    expect(words).toContain('The ODC lead signs. our addition');
  });
});

test('an answer links to the rules behind it', async () => {
  const page = await look(`${track}/faq`);
  const links = linksOf(page);
  for (const ladder of everyLadder)
    for (const { restsOn } of ladder.faq)
      for (const place of restsOn) expect([place, linkTo(ladder, '', place)]).toEqual([place, expect.anything()]);
  expect(linkTo(softwareEngineerTrack, '', 'toString')).toBeNull();
  for (const to of [
    '/competencies/technical-mastery#rule',
    '/transitions/L2-L3#requirement-module-ownership',
    '#matrix',
  ])
    expect(links).toContain(`${track}${to}`);
});

describe('two levels side by side', () => {
  test('begin with the largest rise and end with what is the same', async () => {
    const { words, html } = await look(`${track}/compare?from=L1&to=L2`);
    const titles = [...html.matchAll(/<h3><a [^>]*>([^<]+)/g)].map(([, title]) => title);
    expect(titles[0]).toBe('Code Quality &amp; Engineering Discipline');
    expect(titles).toHaveLength(8);
    expect(words).toContain('L1: step 1, Aware L2: step 3, Proficient');
    const { words: next } = await look(`${track}/compare?from=L2&to=L3`);
    expect(next).toContain('The same at both Code Quality & Engineering Discipline: step 3, Proficient');
    expect(next).toContain(softwareEngineerTrack.competencies[0]?.guides[3]?.behaviours[0] ?? 'none');
    expect(next).toContain(softwareEngineerTrack.competencies[0]?.dimensions[0]?.descriptors[4] ?? 'none');
  });

  test('show texts that differ even if the step is the same', async () => {
    const { words } = await look(`${ratings}/compare?from=L2&to=L4`);
    expect(words).toContain('Expected in a different way');
    expect(words).not.toContain('More is expected');
  });

  test('are at first the person’s own level and the next, and others can be chosen', async () => {
    const { html } = await look(`${track}/compare`);
    expect(html).toMatch(/<h1>L2 beside L3<\/h1>/);
    expect(html).toContain('<option value="L3" selected="">');
    expect((await look(`${track}/compare?from=L3&to=L3`)).words).toContain('These are the same.');
  });
});

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
  reader = await site.visitor('erin-engineer');
  await seen();
  clock.advanceDays(-40);
  reader = await site.visitor('erin-engineer');
});

function withoutHash({ hash: _, ...ladder }: PublishedLadder): Omit<PublishedLadder, 'hash'> {
  return ladder;
}
