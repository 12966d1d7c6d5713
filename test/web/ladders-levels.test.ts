import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dimension } from '#shared/contract/ladder-competencies.ts';
import { descriptorsOf } from '#shared/domain/ladder/descriptors.ts';
import { everyLadder, ladderOf, softwareEngineerTrack } from '#test/support/ladders.ts';
import { competencies, type LadderSite, narrative, ratings, startLadderSite, track } from './ladder-site.ts';
import { type Site, wordsOf } from './visit.ts';

let site: Site;
let look: LadderSite['look'];
beforeAll(async () => {
  ({ site, look } = await startLadderSite());
});
afterAll(() => site.stop());

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
  test('shows its own guide, and beside it the step that it expects, with a link to the guide of that step', async () => {
    const { words, html } = await look(`${track}/levels/L3`);
    const guides = softwareEngineerTrack.competencies[0]?.guides ?? {};
    expect(words).toContain(
      `Technical Mastery ${wordsOf(guides[3]?.summary ?? 'none')} L3 is expected at step 4, Advanced.`,
    );
    expect(html).toContain(`<a href="${track}/competencies/technical-mastery#step-4">step 4, Advanced</a>`);
    expect(html).toContain(`<a href="${track}/competencies/technical-mastery#step-3">Read the whole guide of L3`);
    expect(words).not.toContain(wordsOf(guides[4]?.summary ?? ''));
    expect(words).toContain('L2 to L3 L3 to L4');
  });

  test.each(everyLadder.map((ladder) => [ladder.id, ladder] as const))(
    'of %s is described by its own texts in every competency',
    async (id, ladder) => {
      for (const [at, level] of ladder.levels.entries()) {
        if (!level.described) continue;
        const { words, html } = await look(`/ladders/${id}/levels/${level.id}`);
        for (const { id: of, expected, guides, dimensions } of ladder.competencies) {
          const step = expected[level.id] as number;
          // The matrix has a guide for each of its five levels, in order. The other ladders describe by dimensions.
          const own = guides[at + 1]?.summary ?? descriptorsOf(dimensions[0] as Dimension, level.id)[step];
          expect(words).toContain(wordsOf(own ?? 'none'));
          expect(html).toContain(
            `/ladders/${id}/competencies/${of}#${guides[step] ? `step-${step}` : 'measurement'}">step ${step}`,
          );
        }
      }
    },
  );

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

test('the competency ladder links to how to use its competencies, which is our addition', async () => {
  const overview = await look(competencies);
  const [section] = ladderOf('senior-engineer-competencies').sections ?? [];
  expect(section?.items.length).toBeGreaterThan(3);
  for (const item of section?.items ?? []) expect(overview.words).toContain(item);
  expect(overview.words).toContain(`${section?.items.at(-1)} our addition`);
  for (const page of ['', '/levels/S2', '/competencies/complex-bugs'])
    expect((await look(`${competencies}${page}`)).html).toContain(
      `<a href="${competencies}#how-to-use-these-competencies">How to use these competencies</a>`,
    );
  expect((await look(`${competencies}/print`)).words).toContain(section?.items[0]);
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
    expect(words).toContain(
      `Step 4, Advanced The guide of L4 Expected at L3 “${guide?.voice}” ${guide?.summary} How it shows`,
    );
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

describe('two levels side by side', () => {
  test('begin with the largest rise and end with what is the same', async () => {
    const { words, html } = await look(`${track}/compare?from=L1&to=L2`);
    const titles = [...html.matchAll(/<h3><a [^>]*>([^<]+)/g)].map(([, title]) => title);
    expect(titles[0]).toBe('Code Quality &amp; Engineering Discipline');
    expect(titles).toHaveLength(8);
    expect(words).toContain(
      'Code Quality & Engineering Discipline L1 is expected at step 1, Aware. L2 is expected at step 3, Proficient.',
    );
    const { words: next } = await look(`${track}/compare?from=L2&to=L3`);
    // The same step is expected at both, and the levels are described in different words.
    expect(next).toContain('Expected in a different way Code Quality & Engineering Discipline');
    const [mastery] = softwareEngineerTrack.competencies;
    for (const step of [2, 3]) {
      expect(next).toContain(mastery?.guides[step]?.behaviours[0] ?? 'none');
      expect(next).toContain(mastery?.dimensions[0]?.descriptors[step] ?? 'none');
    }
    expect(next).not.toContain(mastery?.dimensions[0]?.descriptors[4] ?? '');
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
